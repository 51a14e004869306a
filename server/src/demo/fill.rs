//! Fills a template: `[a|b]` becomes one of the choices, `{slot}` the value that belongs to this conversation. Wraps mails
//! in greeting and signature.

use super::people::{self, BAGS, BIKES, CITIES, COLOURS, DAYS, HOTELS, ITEM_NAMES, ITEMS, STREETS, TIMES};
use super::rng::Rng;
use super::{DemoAgent, DemoContact};

/// The values of one conversation's slots.
#[derive(Debug, Clone)]
pub(super) struct Slots(Vec<(&'static str, String)>);

impl Slots {
    /// Values for a talk between `contact` and `agent`, who may ask `mate` for help.
    pub(super) fn new(contact: &DemoContact, agent: &DemoAgent, mate: &DemoAgent, rng: &mut Rng) -> Self {
        let english = contact.locale.starts_with("en");
        let name = contact.name.clone().unwrap_or_else(|| NOBODY.to_owned());
        let company = contact.company.unwrap_or_else(|| rng.word(HOTELS));
        let (item, item2) = two(if english { ITEMS } else { ITEM_NAMES }, rng);
        let (bag, bag2) = two(BAGS, rng);
        let (city, city2) = two(CITIES, rng);
        let (day, day2) = two(DAYS, rng);
        let price = price(english, rng);
        let mut slots = Self(vec![
            ("first", first_name(&name).to_owned()),
            ("name", name),
            ("company", company.to_owned()),
            ("company_slug", people::slug(company).replace('.', "-")),
            ("hotel", company.to_owned()),
            ("hotel_slug", people::slug(company).replace('.', "-")),
            ("item", item.to_owned()),
            ("item2", item2.to_owned()),
            ("bag", bag.to_owned()),
            ("bag2", bag2.to_owned()),
            ("city", city.to_owned()),
            ("city2", city2.to_owned()),
            ("city_slug", people::slug(city)),
            ("day", day.to_owned()),
            ("day2", day2.to_owned()),
            ("time", rng.word(TIMES).to_owned()),
            ("bike", rng.word(BIKES).to_owned()),
            ("colour", rng.word(COLOURS).to_owned()),
            ("street", rng.word(STREETS).to_owned()),
            ("price", price),
            ("order", format!("WF-{}", rng.range(41_200, 58_900))),
            ("rental", format!("R-{}", rng.range(2_100, 9_800))),
            ("track", track(rng)),
            ("n", rng.range(3, 9).to_string()),
            ("m", rng.range(2, 9).to_string()),
        ]);
        slots.speakers(agent, mate);
        slots
    }

    /// Another agent speaks from here on.
    pub(super) fn speakers(&mut self, agent: &DemoAgent, mate: &DemoAgent) {
        self.0.retain(|(slot, _)| !matches!(*slot, "me" | "mate" | "mate_first"));
        self.0.push(("me", first_name(agent.name).to_owned()));
        self.0.push(("mate", mate.name.to_owned()));
        self.0.push(("mate_first", first_name(mate.name).to_owned()));
    }

    fn get(&self, slot: &str) -> &str {
        self.0.iter().find(|(key, _)| *key == slot).map_or("", |(_, value)| value)
    }

    /// `template` with its choices made and its slots filled; an unknown slot becomes nothing.
    pub(super) fn fill(&self, template: &str, rng: &mut Rng) -> String {
        let chosen = replace(template, '[', ']', |choices| {
            let choices: Vec<&str> = choices.split('|').collect();
            rng.pick(&choices).copied().unwrap_or_default().to_owned()
        });
        without_name(replace(&chosen, '{', '}', |slot| self.get(slot).to_owned()))
    }
}

/// Stands for the name of somebody whose name is not known.
const NOBODY: &str = "\u{1}";

/// `text` so that it addresses nobody by name: "Hi there", but "Good morning" and "Of course".
fn without_name(text: String) -> String {
    if !text.contains(NOBODY) {
        return text;
    }
    let text = text.replace("Hi \u{1}", "Hi there").replace("Hello \u{1}", "Hello there");
    match text.strip_prefix("\u{1}, ") {
        Some(rest) => sentence(&without_name(rest.to_owned())),
        None => text.replace(", \u{1}", "").replace(" \u{1}", "").replace(NOBODY, ""),
    }
}

/// `text` with everything between `open` and `close` replaced by what `with` makes of it.
fn replace(text: &str, open: char, close: char, mut with: impl FnMut(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        out.push_str(before);
        let (inside, remaining) = after.split_once(close).unwrap_or((after, ""));
        out.push_str(&with(inside));
        rest = remaining;
    }
    out.push_str(rest);
    out
}

/// The word to greet somebody with.
pub(super) fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

fn two(items: &'static [&'static str], rng: &mut Rng) -> (&'static str, &'static str) {
    let at = rng.below(items.len());
    let step = rng.below(items.len().saturating_sub(1)).saturating_add(1);
    let other = at.saturating_add(step).checked_rem(items.len()).unwrap_or(0);
    (items.get(at).copied().unwrap_or_default(), items.get(other).copied().unwrap_or_default())
}

fn price(english: bool, rng: &mut Rng) -> String {
    let whole = rng.range(18, 240);
    match (english, rng.chance(40)) {
        (true, true) => format!("£{whole}"),
        (true, false) => format!("£{whole}.{}0", rng.range(1, 10)),
        (false, true) => format!("{whole} €"),
        (false, false) => format!("{whole},{}0 €", rng.range(1, 10)),
    }
}

/// A parcel or document number such as `7K2QX94M`, without letters that look like digits.
fn track(rng: &mut Rng) -> String {
    const LETTERS: &[char] =
        &['2', '3', '4', '5', '6', '7', '8', '9', 'C', 'F', 'H', 'K', 'M', 'Q', 'R', 'T', 'W', 'X'];
    (0..8).filter_map(|_| rng.pick(LETTERS)).collect()
}

/// How a language opens and ends a mail: the customer's greetings and endings, the agent's greeting and ending.
struct Manners {
    lang: &'static str,
    hello: &'static [&'static str],
    bye: &'static [&'static str],
    agent_hello: &'static str,
    agent_bye: &'static str,
}

#[rustfmt::skip]
const MANNERS: &[Manners] = &[
    Manners { lang: "en", hello: &["Hello,", "Hi there,", "Dear Wayfern team,", "Dear all,", "Hi,"],
        bye: &["Best wishes,", "Kind regards,", "Thanks,", "Many thanks in advance,", "Cheers,"],
        agent_hello: "Hi {first},", agent_bye: "Kind regards," },
    Manners { lang: "es", hello: &["Hola:", "Hola, buenas:"], bye: &["Un saludo,", "Saludos cordiales,"],
        agent_hello: "Hola, {first}:", agent_bye: "Un saludo," },
    Manners { lang: "de", hello: &["Guten Tag,", "Hallo,", "Hallo liebes Wayfern-Team,"],
        bye: &["Mit freundlichen Grüßen", "Viele Grüße", "Beste Grüße"], agent_hello: "Guten Tag {name},", agent_bye: "Herzliche Grüße" },
    Manners { lang: "fr", hello: &["Bonjour,", "Madame, Monsieur,"], bye: &["Cordialement,", "Bien à vous,"],
        agent_hello: "Bonjour {first},", agent_bye: "Bien cordialement," },
    Manners { lang: "pt", hello: &["Olá,", "Olá, equipa Wayfern,"], bye: &["Cumprimentos,", "Com os melhores cumprimentos,"],
        agent_hello: "Olá {first},", agent_bye: "Cumprimentos," },
    Manners { lang: "pl", hello: &["Dzień dobry,"], bye: &["Pozdrawiam,", "Z poważaniem,"],
        agent_hello: "Dzień dobry,", agent_bye: "Z pozdrowieniami," },
    Manners { lang: "tr", hello: &["Merhaba,", "İyi günler,"], bye: &["Saygılarımla,", "İyi çalışmalar,"],
        agent_hello: "Merhaba {first},", agent_bye: "Saygılarımızla," },
    Manners { lang: "uk", hello: &["Доброго дня!"], bye: &["З повагою,"], agent_hello: "Доброго дня!", agent_bye: "З повагою," },
    Manners { lang: "ar", hello: &["السلام عليكم،", "تحية طيبة،"], bye: &["مع خالص التحية،"],
        agent_hello: "تحية طيبة،", agent_bye: "مع أطيب التحيات،" },
    Manners { lang: "he", hello: &["שלום רב,"], bye: &["בברכה,"], agent_hello: "שלום {first},", agent_bye: "בברכה," },
    Manners { lang: "hi", hello: &["नमस्ते,"], bye: &["धन्यवाद,"], agent_hello: "नमस्ते {first} जी,", agent_bye: "सादर," },
    Manners { lang: "ja", hello: &["Wayfern ご担当者様"], bye: &["よろしくお願いいたします。"],
        agent_hello: "{name} 様", agent_bye: "今後ともよろしくお願いいたします。" },
    Manners { lang: "zh", hello: &["您好："], bye: &["此致，祝好"], agent_hello: "{name}，您好：", agent_bye: "祝好" },
];

fn manners(locale: &str) -> Option<&'static Manners> {
    MANNERS.iter().find(|manners| locale.starts_with(manners.lang)).or(MANNERS.first())
}

/// A customer's mail around `text`.
pub(super) fn customer_mail(text: &str, contact: &DemoContact, rng: &mut Rng) -> String {
    let Some(manners) = manners(contact.locale) else { return text.to_owned() };
    let name = contact.name.as_deref().unwrap_or_default();
    let company = contact.company.map(|company| format!("\n{company}")).unwrap_or_default();
    format!(
        "{}\n\n{}\n\n{}\n{name}{company}",
        rng.word(manners.hello),
        sentence(without_greeting(text)),
        rng.word(manners.bye)
    )
}

/// An agent's mail around `text`.
pub(super) fn agent_mail(text: &str, contact: &DemoContact, agent: &DemoAgent, slots: &Slots, rng: &mut Rng) -> String {
    let Some(manners) = manners(contact.locale) else { return text.to_owned() };
    format!(
        "{}\n\n{}\n\n{}\n{}\n\nWayfern Travel Gear & Bike Hire\n4 Quay Street, Bristol · https://wayfern.example/help",
        slots.fill(manners.agent_hello, rng),
        sentence(without_greeting(text)),
        manners.agent_bye,
        agent.name,
    )
}

/// `text` with a capital letter in front, as people write in mails.
fn sentence(text: &str) -> String {
    if text.starts_with("http") {
        return text.to_owned();
    }
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What messages begin with that would say "hello" twice in a mail.
#[rustfmt::skip]
const GREETINGS: &[&str] = &["Hi", "Hello", "Hey", "Good morning", "Good afternoon", "Morning", "Dear", "Hola", "Buenos días",
    "Buenas tardes", "Guten Tag", "Guten Morgen", "Hallo", "Moin", "Bonjour", "Bonsoir", "Bom dia", "Boa tarde", "Olá",
    "Dzień dobry", "Hej", "Merhaba", "İyi günler", "Selam", "Доброго дня", "Добрий день", "Вітаю", "السلام عليكم",
    "وعليكم السلام", "أهلًا", "مرحبًا", "שלום", "היי", "नमस्ते", "こんにちは", "您好", "你好"];

/// `text` without a greeting in front ("Hi Ann, where …" → "where …").
fn without_greeting(text: &str) -> &str {
    const ENDS: &[char] = &[',', '!', '.', ':', '،', '、', '。', '，', '！'];
    let greeted = GREETINGS
        .iter()
        .any(|greeting| text.strip_prefix(greeting).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)));
    match text.split_once(ENDS) {
        Some((greeting, rest)) if greeted && greeting.chars().count() < 40 && !rest.trim().is_empty() => {
            rest.trim_start()
        }
        _ => text,
    }
}
