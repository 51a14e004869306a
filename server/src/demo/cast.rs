//! Finds somebody to play the customer: a new contact, or one who has written before on another channel.

use super::people::{HOTELS, STRANGERS, TONGUES, slug};
use super::rng::Rng;
use super::{DemoChannel, DemoContact};

/// Everybody who has appeared so far.
#[derive(Debug, Default)]
pub(super) struct Cast {
    contacts: Vec<DemoContact>,
    /// Contact key and channel key of every conversation, because most channels keep one thread per contact.
    seen: Vec<(String, &'static str)>,
    phones: usize,
}

impl Cast {
    /// Somebody for a conversation in `lang` on `channel`. `business` asks for a company, `lodging` for a hotel.
    pub(super) fn somebody(
        &mut self,
        lang: &str,
        channel: &DemoChannel,
        business: bool,
        lodging: bool,
        rng: &mut Rng,
    ) -> DemoContact {
        let known = if rng.chance(14) { self.returning(lang, channel, business, rng) } else { None };
        let contact = match known {
            Some(contact) => contact,
            None => self.newcomer(lang, channel, business, lodging, rng),
        };
        self.seen.push((contact.key.clone(), channel.key));
        contact
    }

    /// Somebody who sends spam on `channel`, and never comes back.
    pub(super) fn stranger(&mut self, channel: &DemoChannel) -> DemoContact {
        let name = STRANGERS.get(self.contacts.len() % STRANGERS.len()).copied().unwrap_or("Unknown");
        let (phone, country) = if channel.kind == "sms" { self.phone("en") } else { (None, None) };
        let contact = DemoContact {
            key: format!("contact-{}", self.contacts.len().saturating_add(1)),
            name: phone.is_none().then(|| name.to_owned()),
            email: matches!(channel.kind, "email" | "chat").then(|| format!("{}@promo.example", slug(name))),
            handle: (channel.kind == "telegram").then(|| format!("@{}", slug(name).replace('.', "_"))),
            phone,
            company: None,
            city: None,
            country,
            locale: "en-GB",
        };
        self.contacts.push(contact.clone());
        self.seen.push((contact.key.clone(), channel.key));
        contact
    }

    /// Where the cast stands now, to come back to when a scene is given up.
    pub(super) fn mark(&self) -> (usize, usize) {
        (self.contacts.len(), self.seen.len())
    }

    /// Forgets everybody since `mark`.
    pub(super) fn back_to(&mut self, (contacts, seen): (usize, usize)) {
        self.contacts.truncate(contacts);
        self.seen.truncate(seen);
    }

    /// All contacts, in the order of their first appearance.
    pub(super) fn into_contacts(self) -> Vec<DemoContact> {
        self.contacts
    }

    fn returning(&self, lang: &str, channel: &DemoChannel, business: bool, rng: &mut Rng) -> Option<DemoContact> {
        let many_threads = matches!(channel.kind, "chat" | "email");
        let candidates: Vec<&DemoContact> = self
            .contacts
            .iter()
            .filter(|contact| contact.name.is_some() && contact.city.is_some() && contact.locale.starts_with(lang))
            .filter(|contact| contact.company.is_some() == business && reachable(contact, channel.kind))
            .filter(|contact| {
                many_threads || !self.seen.iter().any(|(key, on)| *key == contact.key && *on == channel.key)
            })
            .collect();
        rng.pick(&candidates).map(|contact| (*contact).clone())
    }

    fn newcomer(
        &mut self,
        lang: &str,
        channel: &DemoChannel,
        business: bool,
        lodging: bool,
        rng: &mut Rng,
    ) -> DemoContact {
        let tongue = TONGUES.iter().find(|tongue| tongue.lang == lang);
        let taken = self.contacts.iter().filter(|contact| contact.locale.starts_with(lang)).count();
        let (name, ascii) = name(tongue.map_or(&[], |tongue| tongue.names), taken);
        let nameless = lang == "en"
            && !business
            && match channel.kind {
                "sms" => rng.chance(45),
                "whatsapp" => rng.chance(9),
                _ => false,
            };
        let company = business.then(|| {
            let own = tongue.map_or(&[][..], |tongue| tongue.companies);
            rng.word(if lodging && lang == "en" { HOTELS } else { own })
        });
        let wants_phone = matches!(channel.kind, "sms" | "whatsapp") || rng.chance(25);
        let wants_email = matches!(channel.kind, "email" | "chat") || (!nameless && rng.chance(40));
        let (phone, country) = if wants_phone { self.phone(lang) } else { (None, None) };
        let domain = company.map(|company| slug(company).replace('.', "-")).filter(|domain| domain.is_ascii());
        let domain = domain.filter(|domain| !domain.is_empty()).map(|domain| format!("{domain}.example"));
        let contact = DemoContact {
            key: format!("contact-{}", self.contacts.len().saturating_add(1)),
            name: (!nameless).then_some(name),
            email: wants_email
                .then(|| format!("{ascii}@{}", domain.unwrap_or_else(|| rng.word(MAIL_DOMAINS).to_owned()))),
            handle: (channel.kind == "telegram").then(|| format!("@{}", ascii.replace('.', "_"))),
            phone,
            company,
            city: (!nameless).then(|| rng.word(tongue.map_or(&[], |tongue| tongue.cities))),
            country,
            locale: match (lang, country) {
                ("en", Some("US")) => "en-US",
                _ => tongue.map_or("en-GB", |tongue| tongue.locale),
            },
        };
        self.contacts.push(contact.clone());
        contact
    }

    /// The next number reserved for fiction, with its country.
    fn phone(&mut self, lang: &str) -> (Option<String>, Option<&'static str>) {
        self.phones = self.phones.saturating_add(1);
        // 37 and the moduli have no common divisor, so no number comes twice.
        let spread = self.phones.saturating_mul(37);
        let (number, country) = match (lang, self.phones % 5) {
            ("de", _) => (format!("+493023125{:03}", 200 + spread % 700), "DE"),
            ("fr" | "ar", _) => (format!("+33639981{:03}", spread % 1_000), "FR"),
            (_, 1) => {
                let area = ["212", "303", "415", "503", "617", "713", "206"];
                let area = area.get(self.phones % area.len()).copied().unwrap_or("212");
                (format!("+1{area}55501{:02}", spread % 100), "US")
            }
            _ => (format!("+447700900{:03}", 100 + spread % 899), "GB"),
        };
        (Some(number), Some(country))
    }
}

pub(super) const MAIL_DOMAINS: &[&str] = &["example.com", "example.net", "example.org", "mail.example", "post.example"];

fn reachable(contact: &DemoContact, kind: &str) -> bool {
    match kind {
        "sms" | "whatsapp" => contact.phone.is_some(),
        "telegram" => contact.handle.is_some(),
        _ => contact.email.is_some(),
    }
}

/// The `index`th name with its ASCII form. When all are taken, first and last names are combined anew.
fn name(names: &[&'static str], index: usize) -> (String, String) {
    let both = |entry: &str| match entry.split_once('|') {
        Some((name, ascii)) => (name.to_owned(), ascii.to_owned()),
        None => (entry.to_owned(), slug(entry)),
    };
    // A stride, so that the newest conversations do not come in the order of the list.
    let entry = |names: &[&'static str], at: usize| {
        both(names.get(at.saturating_mul(7) % names.len().max(1)).copied().unwrap_or("Alex Morgan"))
    };
    if index < names.len() {
        return entry(names, index);
    }
    let plain: Vec<&'static str> = names.iter().copied().filter(|name| is_plain(name)).collect();
    let (name, ascii) = entry(&plain, index);
    let (other, other_ascii) = entry(&plain, index.saturating_mul(3).saturating_add(5));
    match (name.split_once(' '), other.split_once(' '), ascii.split_once('.'), other_ascii.split_once('.')) {
        (Some((first, _)), Some((_, last)), Some((first_ascii, _)), Some((_, last_ascii))) => {
            (format!("{first} {last}"), format!("{first_ascii}.{last_ascii}"))
        }
        _ => (name, format!("{ascii}{index}")),
    }
}

/// A first and a last name, and nothing that would look odd beside another one.
pub(super) fn is_plain(name: &str) -> bool {
    let (name, _) = name.split_once('|').unwrap_or((name, ""));
    name.chars().filter(|letter| *letter == ' ').count() == 1
        && name.chars().all(|letter| letter.is_alphabetic() || matches!(letter, ' ' | '\''))
}
