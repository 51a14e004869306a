//! Who writes when very many do: names put together from those of the small demo, addresses that nobody shares. All
//! numbers are reserved for fiction, all mail domains for examples. What they say is decided elsewhere.

use super::super::cast::{MAIL_DOMAINS, is_plain};
use super::super::people::{TONGUES, slug};
use super::super::rng::Rng;
use super::super::{DemoChannel, DemoContact};

/// How many are remembered who may write again.
const REMEMBERED: usize = 300;
/// Numbers reserved for fiction: a hundred (555-0100 to 555-0199) in each of 712 North American area codes.
const NUMBERS: usize = 71_200;

/// Everybody so far, as far as they are still needed.
#[derive(Default)]
pub(super) struct Crowd {
    people: usize,
    phones: usize,
    remembered: Vec<DemoContact>,
}

impl Crowd {
    /// Somebody who writes in `lang` on `channel`: now and then by mail or chat somebody who has written before.
    pub(super) fn somebody(&mut self, lang: &str, channel: &DemoChannel, business: bool, rng: &mut Rng) -> DemoContact {
        // On other channels a conversation with somebody never ends, so they cannot begin a second one.
        let may_return = matches!(channel.kind, "email" | "chat") && rng.chance(30);
        let known: Vec<_> =
            self.remembered.iter().filter(|contact| may_return && contact.locale.starts_with(lang)).collect();
        match rng.pick(&known) {
            Some(contact) => (*contact).clone(),
            None => self.newcomer(lang, channel, business, rng),
        }
    }

    fn newcomer(&mut self, lang: &str, channel: &DemoChannel, business: bool, rng: &mut Rng) -> DemoContact {
        self.people += 1;
        let tongue = TONGUES.iter().find(|tongue| tongue.lang == lang);
        let (name, ascii) = name(tongue.map_or(&[], |tongue| tongue.names), rng);
        let on_phone = matches!(channel.kind, "sms" | "whatsapp");
        let nameless = on_phone && rng.chance(20);
        let by_mail = matches!(channel.kind, "email" | "chat");
        let company = (business || rng.chance(8)).then(|| rng.word(tongue.map_or(&[], |tongue| tongue.companies)));
        let company = company.filter(|company| !company.is_empty() && !nameless);
        let phone = (on_phone || rng.chance(15)).then(|| self.phone());
        let contact = DemoContact {
            key: format!("contact-{}", self.people),
            name: (!nameless).then_some(name),
            email: (by_mail || !nameless && rng.chance(40))
                .then(|| format!("{ascii}{}@{}", self.people, rng.word(MAIL_DOMAINS))),
            handle: (channel.kind == "telegram").then(|| format!("@{}_{}", ascii.replace('.', "_"), self.people)),
            country: phone.as_ref().and_then(|(_, country)| *country),
            phone: phone.map(|(number, _)| number),
            company,
            city: (!nameless).then(|| rng.word(tongue.map_or(&[], |tongue| tongue.cities))),
            locale: tongue.map_or("en-GB", |tongue| tongue.locale),
        };
        if contact.email.is_some() {
            let place = rng.below(REMEMBERED);
            match self.remembered.get_mut(place) {
                Some(old) => *old = contact.clone(),
                None => self.remembered.push(contact.clone()),
            }
        }
        contact
    }

    /// A number that nobody has, with its country.
    fn phone(&mut self) -> (String, Option<&'static str>) {
        self.phones += 1;
        number(self.phones - 1)
    }
}

/// The `index`th number. When those for fiction have been given out, numbers follow in a country code that no country has.
fn number(index: usize) -> (String, Option<&'static str>) {
    if index.is_multiple_of(9) && index / 9 < 1_000 {
        return (format!("+447700900{:03}", index / 9), Some("GB"));
    }
    if index >= NUMBERS {
        return (format!("+999{index:09}"), None);
    }
    // The two have no common divisor, so no number comes twice, and neighbours are far apart.
    let spread = index * 7_919 % NUMBERS;
    let (area, line) = (spread / 100, spread % 100);
    // 2 to 9, then 00 to 89 without 11: codes like 211 are no area codes.
    let (first, rest) = (area / 89 + 2, area % 89);
    let rest = if rest >= 11 { rest + 1 } else { rest };
    (format!("+1{first}{rest:02}55501{line:02}"), Some("US"))
}

/// A name with its ASCII form: one of the list, or the first name of one with the last name of another.
fn name(names: &[&'static str], rng: &mut Rng) -> (String, String) {
    let both = |entry: &str| match entry.split_once('|') {
        Some((name, ascii)) => (name.to_owned(), ascii.to_owned()),
        None => (entry.to_owned(), slug(entry)),
    };
    let (one, other) = (rng.word(names), rng.word(names));
    let ((name, ascii), (last, last_ascii)) = (both(one), both(other));
    if is_plain(one)
        && is_plain(other)
        && let (Some((name, _)), Some((_, last))) = (name.split_once(' '), last.split_once(' '))
        && let (Some((ascii, _)), Some((_, last_ascii))) = (ascii.split_once('.'), last_ascii.split_once('.'))
    {
        return (format!("{name} {last}"), format!("{ascii}.{last_ascii}"));
    }
    (name, ascii)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_number_comes_twice() {
        let numbers: HashSet<String> = (0..100_000).map(|index| number(index).0).collect();
        assert_eq!(numbers.len(), 100_000);
        assert!(numbers.iter().all(|number| (12..=13).contains(&number.len())));
    }
}
