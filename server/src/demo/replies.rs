//! What a simulated customer answers to an agent. Looks for simple cues in the agent's words and picks by a seed; it does
//! not understand anything.

use super::rng::Rng;

/// What the agent's message seems to be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cue {
    Thanks,
    Apology,
    Price,
    Delivery,
    Link,
    Question,
    Other,
}

/// Words that give a cue away, in lower case; the first match counts.
#[rustfmt::skip]
const CUES: &[(Cue, &[&str])] = &[
    (Cue::Link, &["http://", "https://"]),
    (Cue::Price, &["price", "cost", "£", "€", "$", "discount", "refund", "precio", "cuesta", "reembolso", "preis", "kostet",
        "rabatt", "erstatt", "prix", "coûte", "rembours", "preço", "custa"]),
    (Cue::Delivery, &["deliver", "courier", "parcel", "shipp", "tracking", "arriv", "envío", "paquete", "entrega", "liefer",
        "paket", "versand", "zustell", "livraison", "colis", "encomenda"]),
    (Cue::Question, &["?", "¿", "؟", "？"]),
    (Cue::Apology, &["sorry", "apolog", "disculp", "lo siento", "entschuldig", "tut uns leid", "tut mir leid", "désolé",
        "desculp"]),
    (Cue::Thanks, &["thank", "welcome", "gracias", "de nada", "danke", "gern geschehen", "merci", "avec plaisir", "obrigad",
        "de nada"]),
];

/// `language, cue, replies`. `Other` is what remains when nothing else fits.
#[rustfmt::skip]
const REPLIES: &[(&str, Cue, &[&str])] = &[
    ("en", Cue::Question, &[
        "Yes, exactly.", "Hm, let me check and get back to you in a minute.", "No, I don't think so. Is that a problem?",
        "Tomorrow would be best, after 4 if possible.", "The blue one, size M", "It's order WF-50213, I think.",
        "Good question. It started yesterday evening, after the rain.", "Either is fine with me 🙂",
        "Only on my phone, on the laptop it works.", "2 adults and a 5-year-old"]),
    ("en", Cue::Price, &[
        "That's a fair price. Let's do it!", "Is that with or without VAT?", "Hm, a bit more than I hoped for. Any way to bring it down?",
        "Thanks! When will I see the money on my card?", "OK, can I pay by bank transfer?", "Works for me 👍"]),
    ("en", Cue::Delivery, &[
        "Great. Do I have to be at home?", "Could you leave it with the neighbour at number 12?", "OK, I'll look out for the courier. Thanks!",
        "As long as it's here before Friday I'm happy", "Just now the bell rang... it's here!! 📦", "Tracking still shows nothing, but I'll be patient."]),
    ("en", Cue::Apology, &[
        "No worries, these things happen.", "Thanks for being honest about it.", "It's alright. I just want it sorted out.",
        "Ok. I'd appreciate an update when you know more."]),
    ("en", Cue::Thanks, &[
        "You too, have a nice day! ☀️", "Thank YOU, that was quick.", "Cheers, all the best to the team", "👍"]),
    ("en", Cue::Link, &[
        "The link works, thanks!", "Found it, that's just what I needed.", "It asks me to sign in, which password is that?",
        "Opened it on my phone, looks good 👌"]),
    ("en", Cue::Other, &[
        "Ok, got it. Thanks!", "Perfect, that helps a lot.", "Alright, I'll try that and tell you how it went.",
        "Wow, that was fast!", "One more thing: can I change the pick-up time as well?", "Great, see you on Saturday then 🚲",
        "It worked! You saved my weekend.", "Hmm, I tried that already. Same result.", "Sounds good to me.", "Understood, I'll wait for your message."]),
    ("es", Cue::Question, &["Sí, exacto.", "Mañana por la tarde me viene mejor.", "No estoy en casa ahora, luego lo miro y le digo.", "La talla M, por favor."]),
    ("es", Cue::Price, &["Me parece bien, adelante.", "¿Con IVA incluido?", "Perfecto, ¿cuándo lo veré en la cuenta?"]),
    ("es", Cue::Delivery, &["Genial, ¿tengo que estar en casa?", "Mientras llegue antes del viernes, perfecto 🙂"]),
    ("es", Cue::Other, &["¡Muchas gracias!", "Vale, lo pruebo y le cuento.", "Perfecto, quedo a la espera.", "¡Qué rapidez! 👏"]),
    ("de", Cue::Question, &["Ja, genau.", "Morgen ab 16 Uhr würde es passen.", "Moment, ich schaue kurz nach.", "Größe M bitte, in Blau."]),
    ("de", Cue::Price, &["Das passt, machen wir so.", "Ist das mit Mehrwertsteuer?", "Danke! Wann ist das Geld ungefähr da?"]),
    ("de", Cue::Delivery, &["Super. Muss jemand zu Hause sein?", "Bitte bei den Nachbarn abgeben, falls niemand da ist."]),
    ("de", Cue::Other, &["Alles klar, vielen Dank!", "Prima, das hilft mir weiter.", "Okay, ich probiere es aus und melde mich.", "Das ging ja schnell 😊"]),
    ("fr", Cue::Question, &["Oui, tout à fait.", "Demain après 16 h, ce serait parfait.", "Je vérifie et je vous dis ça.", "La taille M, s'il vous plaît."]),
    ("fr", Cue::Price, &["Ça me convient, allons-y.", "C'est TTC ?", "Merci ! Sous combien de jours ?"]),
    ("fr", Cue::Delivery, &["Très bien, faut-il être présent ?", "Parfait, tant que c'est là avant vendredi."]),
    ("fr", Cue::Other, &["Merci beaucoup !", "D'accord, j'essaie et je vous tiens au courant.", "Super, c'est noté.", "Quelle rapidité 👏"]),
    ("pt", Cue::Question, &["Sim, exatamente.", "Amanhã depois das 16h dava jeito.", "Vou ver e já digo."]),
    ("pt", Cue::Other, &["Perfeito, muito bom!", "Está bem, vou experimentar.", "Que rapidez! 👏"]),
    ("pl", Cue::Other, &["Dziękuję, wszystko jasne.", "Dobrze, sprawdzę i dam znać.", "Super, czekam na wiadomość 🙂"]),
    ("tr", Cue::Other, &["Tamam, çok teşekkürler!", "Deneyip haber veririm.", "Harika, bekliyorum 🙂"]),
    ("uk", Cue::Other, &["Дякую, все зрозуміло!", "Добре, спробую і напишу.", "Чудово, чекаю 🙂"]),
    ("ar", Cue::Other, &["شكرًا جزيلًا!", "حسنًا، سأجرب وأخبركم.", "ممتاز، بانتظاركم 🌹"]),
    ("he", Cue::Other, &["תודה רבה!", "בסדר, אנסה ואעדכן.", "מעולה 🙏"]),
    ("hi", Cue::Other, &["बहुत धन्यवाद!", "ठीक है, देखकर बताते हैं।", "बढ़िया 🙏"]),
    ("ja", Cue::Other, &["ありがとうございます！", "わかりました。試してみます。", "助かります😊"]),
    ("zh", Cue::Other, &["好的，谢谢！", "明白了，我试试看。", "太快了，赞👍"]),
];

/// What a simulated customer answers to `last_agent_text`. The same `seed` gives the same answer. `language_hint` is a BCP
/// 47 tag such as `de-DE`; a language without answers is answered in English.
pub fn simulator_reply(seed: u64, last_agent_text: &str, language_hint: &str) -> &'static str {
    let text = last_agent_text.to_lowercase();
    let cue =
        CUES.iter().find(|(_, words)| words.iter().any(|word| text.contains(word))).map_or(Cue::Other, |(cue, _)| *cue);
    let lang = language_hint.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    let lang = if REPLIES.iter().any(|(of, ..)| *of == lang) { lang.as_str() } else { "en" };
    let of =
        |cue: Cue| REPLIES.iter().find(|(of, when, _)| *of == lang && *when == cue).map(|(_, _, replies)| *replies);
    let replies = of(cue).or_else(|| of(Cue::Other)).unwrap_or(&["Thanks!"]);
    // The text takes part in the choice, so that one customer does not say the same thing to every message.
    let seed = text.bytes().fold(seed, |sum, byte| sum.rotate_left(5).wrapping_add(u64::from(byte)));
    Rng::new(seed).word(replies)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_fit_the_cue_and_the_language() {
        let pool = |lang: &str, cue: Cue| {
            REPLIES.iter().find(|(of, when, _)| *of == lang && *when == cue).map_or(&[][..], |(_, _, replies)| *replies)
        };
        for seed in 0..50 {
            let check = |text: &str, hint: &str, lang: &str, cue: Cue| {
                let reply = simulator_reply(seed, text, hint);
                assert!(pool(lang, cue).contains(&reply), "{text} → {reply}");
            };
            check("Which size do you need?", "en-GB", "en", Cue::Question);
            check("We're sorry about that", "en", "en", Cue::Apology);
            check("Das Paket kommt morgen", "de-DE", "de", Cue::Delivery);
            check("Anything", "ja-JP", "ja", Cue::Other);
            check("Anything", "xx", "en", Cue::Other);
        }
    }

    #[test]
    fn there_are_many_and_no_two_alike() {
        let mut all: Vec<&str> = REPLIES.iter().flat_map(|(_, _, replies)| replies.iter().copied()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert!(all.len() >= 60, "{}", all.len());
        assert_eq!(all.len(), count);
    }
}
