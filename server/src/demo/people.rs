//! Who writes to Wayfern: names in many scripts, companies, hotels, places. Names are invented from common first and last
//! names; nobody real is meant.

/// A language that customers write in, with its people as `name` or `name|ascii-form`.
pub(super) struct Tongue {
    /// BCP 47 primary language.
    pub(super) lang: &'static str,
    /// BCP 47 tag with region, for the contact.
    pub(super) locale: &'static str,
    /// Share of conversations, in parts of the sum of all shares.
    pub(super) share: usize,
    pub(super) names: &'static [&'static str],
    pub(super) cities: &'static [&'static str],
    pub(super) companies: &'static [&'static str],
}

#[rustfmt::skip]
pub(super) const TONGUES: &[Tongue] = &[
    Tongue { lang: "en", locale: "en-GB", share: 58, names: ENGLISH, cities: CITIES, companies: COMPANIES },
    Tongue { lang: "es", locale: "es-ES", share: 6, names: SPANISH, cities: &["Valencia", "Sevilla", "Zaragoza", "Bilbao"],
        companies: &["Viajes Levante", "Hostal La Noria", "Bodegas Tres Encinas"] },
    Tongue { lang: "de", locale: "de-DE", share: 7, names: GERMAN, cities: &["Freiburg", "Münster", "Leipzig", "Bremen"],
        companies: &["Lindenhof Energie GmbH", "Gasthof Zur Alten Mühle", "Ingenieurbüro Brandt & Söhne"] },
    Tongue { lang: "fr", locale: "fr-FR", share: 6, names: FRENCH, cities: &["Annecy", "Nantes", "La Rochelle", "Lyon"],
        companies: &["Hôtel des Tilleuls", "Atelier Garance", "Les Cabanes du Lac"] },
    Tongue { lang: "pt", locale: "pt-PT", share: 4, names: PORTUGUESE, cities: &["Porto", "Lisboa", "Aveiro"],
        companies: &["Casas da Ribeira", "Quinta do Moinho Velho"] },
    Tongue { lang: "pl", locale: "pl-PL", share: 3, names: POLISH, cities: &["Gdańsk", "Łódź", "Wrocław"],
        companies: &["Stocznia Kreatywna", "Pensjonat Pod Brzozą"] },
    Tongue { lang: "tr", locale: "tr-TR", share: 3, names: TURKISH, cities: &["İzmir", "Ankara", "Çeşme"],
        companies: &["Zeytin Butik Otel", "Körfez Turizm"] },
    Tongue { lang: "uk", locale: "uk-UA", share: 3, names: UKRAINIAN, cities: &["Львів", "Київ", "Одеса"],
        companies: &["Студія Калина", "ТОВ Вітрила"] },
    Tongue { lang: "ar", locale: "ar", share: 3, names: ARABIC, cities: &["عمّان", "بيروت", "الدار البيضاء"],
        companies: &["فندق الياسمين"] },
    Tongue { lang: "he", locale: "he-IL", share: 2, names: HEBREW, cities: &["חיפה", "תל אביב"],
        companies: &["מלון הגפן"] },
    Tongue { lang: "hi", locale: "hi-IN", share: 2, names: HINDI, cities: &["जयपुर", "पुणे"], companies: &["नीलकंठ ट्रैवल्स"] },
    Tongue { lang: "ja", locale: "ja-JP", share: 3, names: JAPANESE, cities: &["京都", "横浜", "松本"],
        companies: &["株式会社あおば企画"] },
    Tongue { lang: "zh", locale: "zh-CN", share: 3, names: CHINESE, cities: &["杭州", "成都", "厦门"],
        companies: &["青禾文化有限公司"] },
];

#[rustfmt::skip]
const ENGLISH: &[&str] = &[
    "Hannah Whitcombe", "Oluwaseun Adeyemi", "Siobhán Ó Briain", "Marcus Thorne", "Priya Raghunathan", "Ethan Calloway",
    "Gwen Llewellyn", "Aisha Rahman", "Tom Birtwistle", "Nguyễn Thị Hạnh", "Ólafur Þórsson", "Rebecca Stein",
    "Callum MacAskill", "Chloé Tremblay", "Jamal Whitaker", "Freya Sørensen", "Dimitrios Pappas|dimitrios.pappas",
    "Isla Drummond", "Mateo Villanueva", "Ruth Abernathy", "Kwame Mensah", "Björn Åkesson", "Sunita Deshpande",
    "Liam O'Rourke", "Beatrix van der Meulen", "Caleb Hostetler", "Thandiwe Nkosi", "Harriet Pemberton-Ashworth",
    "Nils Engström", "Leilani Kahale", "George Papworth", "Miriam Oyelaran", "Jürgen Vollmer", "Ama Serwaa Boateng",
    "Dylan Prosser", "Zsófia Kertész", "Noah Lindgren", "Keziah Barrow", "Arjun Mehta", "Elin Bäckström",
    "Patrick Delahunty", "Yusuf Karim", "Margaret Hollis", "Tuomas Virtanen", "Bronwyn Teague", "Raúl Escamilla",
    "Imogen Farrow", "Ji-woo Park|jiwoo.park", "Desmond Achebe", "Kirsten Vestergaard", "Anika Chowdhury", "Felix Underhill",
    "Saoirse Kinsella", "Ivo Novák", "Tamsin Trelawney", "Malik Johnson", "Greta Holmqvist", "Owen Pritchard",
    "Esther Wanjiru", "Hugo Castellane", "Nadia El-Sayed", "Rory Galbraith", "Penelope Marsh", "Vikram Sood",
    "Lucía Benavente", "Samuel Okonkwo", "Abigail Thornbury", "Eamon Duffy", "Marta Kovačić", "Stephen Yarrow",
    "Joy Adomako", "Claire Fontenoy", "Rafał Zieliński", "Winifred Ashe", "Tariq Aziz Khan", "Maeve Corrigan",
    "Benedict Sallow", "Ingeborg Dahl", "Solomon Tesfaye", "Lottie Greengrass", "Pavel Dvořák", "Fatima Bello",
    "Angus Muirhead", "Cora Vance", "Daniel Ferrante", "Hye-jin Seo", "Alistair Brock", "Yara Haddad",
    "Georgina Locke", "Mohammed Iqbal", "Sinead Farrelly", "Teddy Marlowe", "Katarina Horvat", "Jonah Weiss",
    "Phoebe Langridge", "Andrés Quiroga", "Bethan Rhys", "Chidi Eze", "Astrid Nyberg", "Warren Tull",
    "Maria Theresia Hohenwarter-Schachinger", "Lee", "Dot", "Sam (bike club)", "Wren Ellery", "Ravi", "Jo Pickering",
    "Captain Birdie 🚲|birdie", "Niamh Devlin", "Oskar Lund", "Emeka Obi", "Viola Castellan", "Percy Allardyce",
    "Linh Phạm", "Dora Szabó", "Matilda Frost", "Idris Vaughan", "Selma Haugen", "Quentin Ferris", "Ottoline Grey",
];
#[rustfmt::skip]
const SPANISH: &[&str] = &["Lucía Fernández Ortega", "Javier Ibáñez", "Begoña Etxeberria", "Íñigo Salas", "María José Peña",
    "Álvaro Cifuentes", "Nuria Ramírez", "Sebastián Muñoz", "Inés Aguirre", "Pablo Quintero", "Rocío Cárdenas", "Óscar Vidal",
    "Marisol Paredes", "Iñaki Zubiri", "Celia Montalbán", "Gabriel Rosado"];
#[rustfmt::skip]
const GERMAN: &[&str] = &["Jörg Kästner", "Annegret Böhm", "Lena Hoffmeister", "Thorsten Weiß", "Friederike von Aulenbach",
    "Mehmet Aydın", "Katja Schröder", "Sönke Petersen", "Ulrike Grünwald", "Maximilian Roth", "Heike Übelacker", "Emil Köhler",
    "Anna-Lena Maurer",
    "Rüdiger Paulsen", "Svenja Möller", "Hatice Yılmaz", "Konrad Eßer", "Birgit Jansen"];
#[rustfmt::skip]
const FRENCH: &[&str] = &["Élodie Marchand", "Jérôme Lefèvre", "Anaïs Roussel", "Gaël Le Goff", "Françoise Dubreuil",
    "Mamadou Diallo", "Océane Girard", "Théo Bérenger", "Noémie Chastain", "Loïc Kermarrec", "Inès Belkacem",
    "Maëlle Perrin", "Bertrand Vasseur", "Aïcha Benali", "Cédric Aubert", "Solène Morvan"];
#[rustfmt::skip]
const PORTUGUESE: &[&str] = &["João Carvalhal", "Inês Magalhães", "Conceição Simões", "Tiago Brandão", "Luísa Fragoso",
    "Rui Assunção", "Mafalda Guimarães", "Gonçalo Teles",
    "Beatriz Antunes", "Vítor Sequeira", "Leonor Pinhão"];
#[rustfmt::skip]
const POLISH: &[&str] = &["Małgorzata Wójcik", "Paweł Jabłoński", "Agnieszka Żukowska", "Grzegorz Świątek",
    "Zofia Kaczmarek", "Łucja Pawlak", "Stanisław Górski",
    "Bożena Lis", "Michał Dąbek"];
#[rustfmt::skip]
const TURKISH: &[&str] = &["Gülşen Yıldırım", "Çağlar Öztürk", "Şebnem Koçak", "İlker Demirtaş", "Ayşe Güneş", "Uğur Şahin",
    "Zeynep Karaca", "Oğuz Ertuğ"];
#[rustfmt::skip]
const UKRAINIAN: &[&str] = &["Олена Коваль|olena.koval", "Тарас Бондаренко|taras.bondarenko", "Ірина Шевчук|iryna.shevchuk",
    "Андрій Мельник|andrii.melnyk", "Соломія Гнатюк|solomiia.hnatiuk", "Богдан Лисенко|bohdan.lysenko",
    "Наталія Кравець|nataliia.kravets", "Юрій Савчук|yurii.savchuk"];
#[rustfmt::skip]
const ARABIC: &[&str] = &["ليلى الخطيب|layla.alkhatib", "يوسف منصور|youssef.mansour", "نور الحسن|nour.alhassan",
    "كريم بن عيسى|karim.benaissa", "سلمى حداد|salma.haddad", "عمر الزعبي|omar.alzoubi",
    "هدى المصري|huda.almasri", "طارق النجار|tareq.alnajjar"];
#[rustfmt::skip]
const HEBREW: &[&str] = &["נועה לוי|noa.levi", "איתן ברק|eitan.barak", "תמר שגב|tamar.segev", "יונתן פרידמן|yonatan.friedman",
    "שירה אלון|shira.alon", "עומר כהן|omer.cohen"];
#[rustfmt::skip]
const HINDI: &[&str] = &["अनन्या शर्मा|ananya.sharma", "रोहन गुप्ता|rohan.gupta", "मीरा जोशी|meera.joshi", "विवेक त्रिपाठी|vivek.tripathi",
    "कविता नायर|kavita.nair", "अमित वर्मा|amit.verma"];
#[rustfmt::skip]
const JAPANESE: &[&str] = &["佐藤 美咲|misaki.sato", "田中 健太|kenta.tanaka", "小林 陽子|yoko.kobayashi", "渡辺 大輔|daisuke.watanabe",
    "高橋 さくら|sakura.takahashi", "森 一郎|ichiro.mori",
    "松本 恵|megumi.matsumoto", "清水 翔|sho.shimizu"];
#[rustfmt::skip]
const CHINESE: &[&str] = &["王晓梅|xiaomei.wang", "李建国|jianguo.li", "陈思雨|siyu.chen", "张伟明|weiming.zhang", "刘雅婷|yating.liu", "周文博|wenbo.zhou",
    "黄丽华|lihua.huang", "赵子涵|zihan.zhao"];

/// Senders of spam.
#[rustfmt::skip]
pub(super) const STRANGERS: &[&str] = &["Growth Rocket SEO", "Prize Center", "David M. (Leads)", "Parcel Info", "MoonBike Token",
    "Billing Dept", "Lovely Anna", "Factory Direct Sales"];

/// Where the stations are and where people ride.
#[rustfmt::skip]
pub(super) const CITIES: &[&str] = &["Bristol", "Lisbon", "Ghent", "Utrecht", "Freiburg", "Annecy", "Girona", "Malmö",
    "Ljubljana", "Porto", "Bath", "Konstanz", "Aarhus", "Trieste", "Whitby", "Split", "Tarifa", "Brno"];
#[rustfmt::skip]
const COMPANIES: &[&str] = &["Marlow & Pike Architects", "Copperfield Analytics", "Tidewater Brewing Co-op", "Saltmarsh Studios",
    "Brightwell Dental", "Northgate Housing Trust", "Fernhill Primary School", "Orchard Lane Bakery", "Quillfeather Press",
    "Beacon Hydrology", "Larkspur Robotics", "The Paper Lantern Theatre", "Hollow Oak Consulting", "Juniper & Rye Catering"];
#[rustfmt::skip]
pub(super) const HOTELS: &[&str] = &["Casa do Farol", "The Heron House", "Hotel Zum Leuchtturm", "Villa Miramar", "Saltwater Inn",
    "Pension Seeblick", "The Old Customs House", "Auberge du Canal", "Hotel Tamariz", "Driftwood Lodge"];
#[rustfmt::skip]
pub(super) const ITEMS: &[&str] = &["Heron 40 backpack", "Drift 12 pannier", "Siskin 2 tent", "Sandpiper daypack", "Turnstone 28 carry-on",
    "Petrel rain jacket", "Avocet duffel 60", "Wren hip pack", "Skua bikepacking set", "Dunlin down quilt"];
/// Things with straps and zips.
pub(super) const BAGS: &[&str] =
    &["Heron 40 backpack", "Drift 12 pannier", "Sandpiper daypack", "Turnstone 28 carry-on", "Avocet duffel 60"];
/// Names that work in a sentence of any language.
pub(super) const ITEM_NAMES: &[&str] =
    &["Heron 40", "Drift 12", "Turnstone 28", "Avocet 60", "Sandpiper 18", "Petrel 35"];
pub(super) const BIKES: &[&str] = &["Curlew E", "Plover Urban", "Swift Gravel", "Lapwing Cargo", "Redshank 7"];
pub(super) const COLOURS: &[&str] = &["moss green", "slate blue", "ochre", "brick red", "sand", "petrol"];
#[rustfmt::skip]
pub(super) const STREETS: &[&str] = &["Quay Street", "Lindenweg", "Rua das Flores", "Mill Lane", "Canal Road", "Harbour Terrace",
    "Rue du Port", "Kirkgate", "Orchard Row"];
pub(super) const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
pub(super) const TIMES: &[&str] = &["9:30", "10:15", "11:00", "13:45", "14:30", "16:00", "16:40", "17:15"];

/// `text` in lower-case ASCII with dots between words: for addresses and handles.
pub(super) fn slug(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        match fold(letter) {
            Some(plain) => out.push_str(plain),
            None if letter.is_ascii_alphanumeric() => out.push(letter),
            None if letter == ' ' && !out.is_empty() && !out.ends_with('.') => out.push('.'),
            None => {}
        }
    }
    out.trim_end_matches('.').to_owned()
}

fn fold(letter: char) -> Option<&'static str> {
    Some(match letter {
        'á' | 'à' | 'â' | 'ã' | 'å' | 'ạ' => "a",
        'ä' => "ae",
        'ç' | 'č' | 'ć' => "c",
        'é' | 'è' | 'ê' | 'ë' | 'ễ' | 'ę' => "e",
        'ğ' => "g",
        'í' | 'ì' | 'î' | 'ï' | 'ị' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' => "n",
        'ó' | 'ô' | 'õ' | 'ò' => "o",
        'ö' | 'ø' => "oe",
        'ř' => "r",
        'ş' | 'ś' | 'š' => "s",
        'ß' => "ss",
        'ú' | 'ù' | 'û' => "u",
        'ü' => "ue",
        'ý' => "y",
        'ż' | 'ź' | 'ž' => "z",
        'þ' => "th",
        _ => return None,
    })
}
