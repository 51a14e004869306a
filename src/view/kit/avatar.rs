//! A round picture of somebody's initials. Only decoration: their name stands beside it.

use super::element::{El, el};

/// How many hues there are to tell people apart.
const HUES: u32 = 8;

/// Initials on a hue that belongs to the name.
pub fn avatar(name: &str) -> El {
    face().attr("data-hue", hue(name).to_string()).text(initials(name))
}

/// The same for a name that may become another one.
pub fn live_avatar(name: impl Fn() -> String + Copy + 'static) -> El {
    face().live("data-hue", move || hue(&name()).to_string()).says(move || initials(&name()))
}

fn face() -> El {
    el("span.avatar").attr("aria-hidden", "true")
}

/// First letters of the first and the last word (the style sheet makes them capitals); `#` for a number. Letters are
/// told from other characters only in ASCII: the tables for the rest would travel to every browser.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(is_letter));
    let first = words.next();
    let last = words.next_back();
    let letters: String = first.into_iter().chain(last).collect();
    if letters.is_empty() || name.starts_with('+') { "#".to_owned() } else { letters }
}

fn is_letter(letter: &char) -> bool {
    !letter.is_ascii() || letter.is_ascii_alphabetic()
}

fn hue(name: &str) -> u32 {
    name.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % HUES
}
