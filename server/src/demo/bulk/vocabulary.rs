//! The words that only few people use. Real mail has tens of thousands of them, and a search index has to carry them;
//! the scenes have a few thousand words. Invented names stand for them, the rarer the higher their number.

use super::super::DemoContact;
use super::super::rng::Rng;
use super::super::screenplay::{Line, Voice};

/// A word that stands in three messages of every space of at least four conversations, and nowhere else.
pub const PLANTED: &str = "quillwort";
/// Names have numbers below two to this power.
const BITS: usize = 18;

#[rustfmt::skip]
const STARTS: &[&str] = &["Bram", "Cor", "Dal", "Fen", "Gar", "Hol", "Ist", "Jor", "Kel", "Lun", "Mar", "Nor", "Ost", "Pel",
    "Quar", "Ros", "Sel", "Tor", "Ulm", "Vel", "Wick", "Yar", "Zan", "Aster"];
#[rustfmt::skip]
const ENDS: &[&str] = &["dale", "mere", "by", "ona", "wick", "tal", "ovo", "ley", "stad", "ria", "ham", "eck", "una", "port", "grund",
    "ise", "ford", "ava", "holm", "ent", "more", "iki", "ström", "ello"];

/// Sentences with a name in them.
#[rustfmt::skip]
const ASIDES: &[(&str, &str)] = &[("The label says ", "."), ("I'm in ", " until tomorrow."), ("We came here from ", "."),
    ("The shop in ", " sent me to you."), ("My host is called ", "."), ("It was the ", " edition, I think."),
    ("Ask for ", " at the desk."), ("The courier depot is in ", ".")];

/// Adds names to some of the lines, and to a few of the customer's their own number.
pub(super) fn sprinkle<'l>(
    lines: impl Iterator<Item = &'l mut Line>,
    lang: &str,
    contact: &DemoContact,
    rng: &mut Rng,
) {
    for line in lines {
        if rng.chance(22) {
            let name = name(rng);
            let aside = match rng.pick(ASIDES).filter(|_| lang == "en") {
                Some((before, after)) => format!(" {before}{name}{after}"),
                None => format!(" ({name})"),
            };
            line.text.push_str(&aside);
        }
        if let Some(phone) = contact.phone.as_ref().filter(|_| line.voice == Voice::Customer && rng.chance(3)) {
            line.text.push_str(&format!(" ☎ {phone}"));
        }
    }
}

/// Puts the planted word in, and the number of the first contact who has one.
pub(super) fn plant(line: &mut Line) {
    line.text.push_str(&format!(" (There is {PLANTED} in the zip! My shop is +447700900000.)"));
}

/// A name: half as often for every twice as high a number.
fn name(rng: &mut Rng) -> String {
    let first = 1 << rng.below(BITS);
    spelled(first + rng.below(first))
}

/// The name of this number.
fn spelled(number: usize) -> String {
    let part = |parts: &[&'static str], at: usize| parts.get(at % parts.len().max(1)).copied().unwrap_or_default();
    let mut name = part(STARTS, number).to_owned();
    let mut rest = number / STARTS.len();
    while rest > 0 {
        name.push_str(part(ENDS, rest));
        rest /= ENDS.len();
    }
    name
}
