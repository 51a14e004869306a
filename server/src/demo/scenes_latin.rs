//! Scenes in Spanish, German, French, Portuguese, Polish and Turkish. Worded so that they fit any contact and agent (no
//! gendered first person). Text only; `screenplay` says how a scene is written.

pub(super) const SPANISH: &str = "
@ support | delivery | whatsapp sms chat | medium
s Pedido {order} sin noticias
> Hola, mi pedido {order} tenía que llegar el lunes y no sé nada. ¿Me pueden decir dónde está?
< Hola, {first}. Ahora mismo lo miro con el transportista.
< Está en el almacén de Zaragoza; sale mañana a primera hora en reparto. Disculpe el retraso.
> Vale, ¿puede pasar después de las cuatro? Antes no hay nadie en casa
< Sí, queda anotado: a partir de las 16:00.
~ 1d
> Ya lo tengo. ¡Muchas gracias! 🙌
@ support | rental | whatsapp telegram sms | high
> Hola, estamos con las bicis en el puerto y a una se le ha salido la cadena. No conseguimos ponerla 😩
< Hola, {first}. ¿Es la {bike}? Pongan la bici boca abajo, el cambio en el piñón pequeño y giren el pedal hacia atrás.
> Sí, esa
+ Espera...
+ ¡Ha entrado!
< ¡Perfecto! Si vuelve a salirse, escríbanos y les llevamos otra.
> Mil gracias, seguimos hacia la playa 🏖️
@ support | returns | chat whatsapp | low
s Cambio de talla
> Hola, quiero cambiar la {item}: me queda grande. ¿El cambio es gratis?
< ¡Hola! Sí, el primer cambio es gratis. ¿Qué talla necesita?
> Una menos, por favor
< Hecho. La etiqueta está aquí: https://wayfern.example/devoluciones/{order}
> Entregado en el punto de recogida. Gracias por la rapidez
@ sales | quote,fleet | whatsapp chat | medium
s Presupuesto para un hotel
> Hola, tenemos un hotel de 40 habitaciones y nos gustaría ofrecer bicicletas a los clientes. ¿Cómo funciona?
< Hola, {first}. Ponemos las bicis, el aparcamiento y el mantenimiento; ustedes cobran el 30 % de cada alquiler.
> ¿Y si no se alquilan?
< No pagan nada. En invierno, además, las recogemos y las revisamos.
> Suena muy bien. ¿Podemos hablar por teléfono esta semana?
@ support | billing | chat sms
s Factura a nombre de empresa
> Necesito la factura del pedido {order} a nombre de mi empresa
< Claro. Páseme el NIF y la razón social, y se la envío hoy.
> B00000000, Viajes Levante S. L.
< Aquí la tiene: https://wayfern.example/facturas/{order}.pdf
> Perfecto, un saludo
@ support | rental | telegram whatsapp
> ¿Se puede devolver la bici en otra ciudad?
< Sí, entre Valencia, Barcelona y Lisboa, con un suplemento de 25 €. ¿Dónde la recogería?
> En Valencia y la dejaría en Barcelona, unos diez días
< Perfecto. Le reservo una {bike}; hay cargador en todas las etapas.
> Genial, qué ilusión 😍
@ support | repair | whatsapp sms
> La batería de la {bike} no carga. La luz parpadea en rojo tres veces
< Tres parpadeos significa que el contacto está sucio. ¿Puede limpiarlo con un paño seco y probar de nuevo?
> Sigue igual
< Entonces se la cambiamos. Mañana pasa el mensajero entre las 10 y las 13, ¿le viene bien?
> Sí, estaré en casa
";

pub(super) const GERMAN: &str = "
@ support | delivery | whatsapp sms chat | medium
s Sendung {order} beschädigt
> Guten Tag, das Paket {order} ist heute angekommen, aber der Karton war offen und die {item} hat einen Kratzer.
< Guten Tag, das tut uns leid. Möchten Sie einen Austausch, oder behalten Sie sie mit einem Nachlass von 20 %?
> Der Kratzer ist klein, der Nachlass wäre in Ordnung.
< Dann sind {price} gerade an Sie zurückgegangen. Danke, dass Sie es so gelassen nehmen!
> Besten Dank, super unkompliziert.
@ support | rental | whatsapp telegram sms | high
> Moin, wir stehen am Bahnhof und die Box mit den Helmen ist zu. Wie kommen wir da ran?
< Moin! Der Code steht in der Buchung, für heute ist es {n}{m}7{n}. Klappe unten andrücken, dann geht sie auf.
> klemmt etwas, aber jetzt ist sie offen 👍
< Prima. Gute Fahrt, und denkt bei dem Wind an die Rückenwind-Richtung 😄
> haben wir, hin gegen den Wind, zurück mit. Danke!
@ support | warranty,repair | chat telegram whatsapp | low
s Reißverschluss an der {item} defekt
> Hallo, an meiner {item} ist nach einem Jahr der Reißverschluss hin. Fällt das unter die Garantie?
< Hallo {first}, ja, fünf Jahre. Haben Sie ein Foto für uns?
> https://photos.example/p/{track}
< Danke. Wir schicken Ihnen einen neuen Schieber mit Anleitung. Sollte das nicht helfen, reparieren wir sie bei uns.
~ 4d
> Schieber getauscht, läuft wieder wie neu. Toller Service!
@ sales | fleet,quote | whatsapp chat | medium
s Diensträder für 35 Mitarbeitende
> Guten Tag, wir suchen für 35 Leute ein Angebot für Diensträder, am liebsten mit Wartung. Ist das bei Ihnen möglich?
< Guten Tag, sehr gern. Die {bike} liegt bei 39 € im Monat, inklusive Wartung, Diebstahlversicherung und Ersatzrad.
> Wie sieht es mit der Rechtsschutzversicherungsgesellschaft aus, brauchen wir da etwas Eigenes?
< Nein, das ist mit drin. Das Angebot finden Sie hier: https://wayfern.example/angebote/{track}
> Danke, ich gebe es an die Geschäftsleitung weiter und melde mich nächste Woche.
@ support | refund | sms whatsapp chat
s Erstattung zu {order}
> Ich warte seit zwei Wochen auf mein Geld für die Retoure {order}. Wann kommt das?
< Ich sehe gerade nach, einen Moment bitte.
# Retoure liegt seit Dienstag im Lager, noch nicht gebucht. @{mate} kannst du das anstoßen?
< Die Retoure war da, aber noch nicht gebucht. Das ist jetzt passiert, das Geld ist in zwei bis drei Werktagen bei Ihnen.
> Na gut, dann warte ich noch bis Freitag
@ support | rental | telegram whatsapp
> Darf man mit der {bike} auch auf Schotter fahren? Wir wollen am Kanal entlang
< Klar, dafür ist sie gemacht. Nur Sand mag sie nicht, da bitte schieben.
> Prima. Gibt's unterwegs was zum Laden?
< An der Schleuse und am Café Mühlrad, beide kostenlos: https://wayfern.example/karte
> Perfekt, danke dir!
@ support | stock | chat sms
> Kommt die {item} in Grün noch mal rein?
< Ja, in etwa drei Wochen. Soll ich Ihnen Bescheid geben?
> Bitte ja
< Notiert. Sie bekommen eine Nachricht, bevor sie online ist.
> Klasse 😊
";

pub(super) const FRENCH: &str = "
@ support | delivery | whatsapp sms chat | medium
s Colis {order} introuvable
> Bonjour, le suivi indique que mon colis {order} est livré, mais je n'ai rien reçu.
< Bonjour {first}, je comprends votre inquiétude. Avez-vous pu demander à vos voisins ?
> Oui, personne ne l'a vu.
< J'ouvre une enquête auprès du transporteur. Préférez-vous un nouvel envoi ou un remboursement de {price} ?
> Un nouvel envoi, si possible avant vendredi
< C'est parti en express, vous l'aurez demain avant midi.
> Bien reçu ce matin, merci beaucoup !
@ support | rental | whatsapp telegram | high
> Bonjour, on a crevé à 5 km de la gare 😬 Location {rental}. Vous pouvez venir ?
< Bonjour ! Pas de souci. Pouvez-vous partager votre position ?
> https://maps.example/@{track}
< Merci. La camionnette arrive dans une vingtaine de minutes, avec une roue complète.
> Super, on prend un café en attendant ☕
@ support | returns | chat sms whatsapp
s Retour d'un article
> Bonjour, comment renvoyer la {item} ? Elle est trop petite.
< Bonjour, voici l'étiquette de retour : https://wayfern.example/retours/{order}
+ Le remboursement part dès que le colis est scanné.
> Je peux la déposer en point relais ?
< Oui, dans n'importe lequel, sans imprimante : le code sur votre téléphone suffit.
> Parfait, je m'en occupe demain
@ success | partner | whatsapp chat | medium
s Vélos pour l'été à {hotel}
> Bonjour, nous aimerions six vélos de plus pour juillet et août. Est-ce encore possible ?
< Bonjour {first}, oui : quatre {bike} et deux vélos enfants. Livraison fin juin ?
> Fin juin, c'est parfait. Et des sièges bébé ?
< J'en ajoute deux, c'est compris dans votre contrat.
> Merci, toujours un plaisir 😊
@ sales | quote | chat whatsapp
s Devis pour un séminaire
> Bonjour, nous organisons un séminaire de 25 personnes à Annecy. Proposez-vous des balades guidées à vélo ?
< Bonjour, oui : une demi-journée avec guide, vélos et casques pour 29 € par personne.
> Et s'il pleut ?
< Vous pouvez reporter ou annuler gratuitement jusqu'à la veille, 18 h.
> Très bien, pouvez-vous m'envoyer le devis ? Merci d'avance
@ support | repair | telegram sms
> Bonjour, l'écran du {bike} reste noir depuis ce matin
< Bonjour, un appui de dix secondes sur le bouton + en même temps que marche/arrêt le réinitialise.
> Ça remarche, magique ✨
@ support | billing | chat
s Facture pour note de frais
> J'ai besoin d'une facture pour ma note de frais, commande {order}
< La voici : https://wayfern.example/factures/{order}.pdf
> Reçue, bonne journée !
";

pub(super) const PORTUGUESE: &str = "
@ support | rental | whatsapp telegram sms | medium
> Olá! Reservámos duas bicicletas para sábado em Lisboa ({rental}). Dá para acrescentar uma cadeira de criança?
< Olá! Claro que sim. Que idade e peso tem a criança?
> Quatro anos, 17 kg
< Perfeito, fica montada na {bike} até às 9h. São 6 € por dia, com capacete.
> Ótimo! Até sábado 🚲
@ support | delivery | whatsapp chat sms
s Encomenda {order}
> Olá, a minha encomenda {order} está parada há quatro dias em Leiria. O que se passa?
< Olá, {first}. A transportadora teve uma avaria; a entrega fica para amanhã de manhã.
> Está bem, mas preciso mesmo dela até quinta, vou de viagem
< Entendido. Se não chegar amanhã até às 12h, enviamos outra por estafeta no mesmo dia.
~ 1d
> Chegou às 10h. Impecável!
@ sales | quote,partner | whatsapp chat | medium
s Parceria com alojamento local
> Olá, temos três alojamentos no Porto e queríamos oferecer bicicletas aos hóspedes. Há alguma modalidade para casas pequenas?
< Olá! Há sim: a partir de duas bicicletas, sem mensalidade, e ficam com 25 % de cada aluguer.
> E a manutenção?
< É nossa. Passamos de duas em duas semanas, e há uma linha para furos.
> Perfeito, envie a proposta por favor
@ support | refund | chat telegram
s Reembolso
> Devolvi a {item} e o reembolso ainda não caiu. Já lá vão 10 dias
< Vou ver com o armazém, um momento.
< Já foi processado: {price} no cartão, visível em 2 a 3 dias úteis.
> Ok, fico a aguardar 👍
@ support | repair | whatsapp
> O travão de trás da {bike} está a chiar muito, é perigoso?
< Perigoso não, mas é chato 🙂 Passe pela oficina, limpamos as pastilhas em dez minutos, sem custo.
> Passo aí depois das 17h
";

pub(super) const POLISH: &str = "
@ support | delivery | whatsapp sms chat | medium
s Zamówienie {order}
> Dzień dobry, moje zamówienie {order} miało być wczoraj, a nadal go nie ma. Co się dzieje?
< Dzień dobry, już sprawdzamy.
< Paczka jest w sortowni pod Łodzią, kurier przywiezie ją jutro przed południem. Przepraszamy za opóźnienie!
> Ok, a czy kurier może zadzwonić wcześniej? Domofon nie działa
< Tak, dopisaliśmy prośbę o telefon.
~ 1d
> Paczka dotarła, wszystko gra. Dziękuję!
@ support | rental | telegram whatsapp | high
> Hej, zamek w rowerze nr {n}{m} nie chce się otworzyć, aplikacja pokazuje błąd 😕
< Hej! Proszę przytrzymać przycisk przez 10 sekund, aż zapiszczy dwa razy.
> Zapiszczał, ale dalej nic
< Otwieramy zdalnie... a teraz?
> Działa! Szybka pomoc, super
@ support | returns | chat whatsapp
s Zwrot
> Chcę zwrócić {item}, jest za duża. Ile mam czasu?
< 60 dni od dostawy. Etykieta zwrotna jest tutaj: https://wayfern.example/zwroty/{order}
> A czy można od razu wymienić na mniejszą?
< Oczywiście, wyślemy mniejszą, gdy tylko paczka zostanie nadana.
> Świetnie, nadam jutro z paczkomatu
@ sales | quote | whatsapp chat
s Rowery dla firmy
> Dzień dobry, ile kosztuje wynajem 15 rowerów dla firmy w Gdańsku na cały sezon?
< Dzień dobry! Przy 15 sztukach {bike} to 37 € miesięcznie za rower, z serwisem i ubezpieczeniem.
> A dostawa?
< W cenie. Potrzebujemy tylko miejsca na stojak, ok. 8 metrów.
> Miejsce jest. Proszę o ofertę na piśmie 🙂
";

pub(super) const TURKISH: &str = "
@ support | delivery | whatsapp sms chat | medium
s {order} numaralı sipariş
> Merhaba, {order} numaralı siparişim üç gündür aynı yerde görünüyor. Bir sorun mu var?
< Merhaba {first}, hemen kontrol ediyorum.
< Kargo şubesinde yoğunluk varmış, paketiniz yarın dağıtıma çıkacak. Gecikme için özür dileriz.
> Tamam, yarın evdeyim zaten
~ 1d
> Geldi, çok teşekkürler 🎉
@ support | rental | telegram whatsapp | high
> Selam, bisikletin şarjı yolda bitti, en yakın şarj noktası nerede?
< Selam! Bulunduğunuz yere 1,2 km uzakta, iskelenin yanında: https://wayfern.example/harita
> Gördüm. Ne kadar sürer?
< Yarım saatte yaklaşık %40 dolar, dönüş için yeter de artar.
> Süper, çay molası o zaman ☕
@ support | returns | chat sms
> {item} bana büyük geldi, küçüğüyle değiştirebilir miyim?
< Elbette. Ücretsiz iade kodunuz: {track}. Yenisi, paket kargoya verilince yola çıkar.
> Harika, bugün veriyorum
@ sales | quote | whatsapp chat
s Otelimiz için bisiklet
> İyi günler, İzmir'deki otelimiz için 8 bisiklet düşünüyoruz. Fiyat alabilir miyiz?
< İyi günler! 8 adet {bike} için bakım ve sigorta dahil aylık 290 €. İsterseniz gelir paylaşımlı model de var.
> Gelir paylaşımlı model nasıl işliyor?
< Aylık ücret yok; her kiralamanın %30'u sizin oluyor.
> Bu bize daha uygun. Sözleşme taslağını gönderir misiniz?
";
