//! What a search asks for, as words of the index, and how FTS5 is asked for them. What people write never becomes part of
//! FTS5's own language: each of their words arrives as letters and digits between quotes.

use crate::words::{self, Word};

/// Words that stand one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    words: Vec<String>,
    /// The last word may be the beginning of a longer one.
    open: bool,
}

impl Phrase {
    /// The phrase that a text asks for; nothing when it has no letter and no digit. An `exact` one ends where its last word
    /// ends.
    pub fn of(text: &str, exact: bool) -> Option<Self> {
        let words = words::words(text);
        // A single character of a script without spaces is a word of the index.
        let open = !exact && words.last().is_some_and(|last| !last.dense);
        let words: Vec<String> = words.into_iter().map(|word| word.folded).collect();
        (!words.is_empty()).then_some(Self { words, open })
    }

    /// Digits that a word begins with.
    pub fn digits(digits: &str) -> Self {
        Self { words: vec![digits.to_owned()], open: true }
    }

    /// The places (first word, number of words) at which the phrase stands among these words.
    pub fn places(&self, among: &[Word]) -> Vec<(usize, usize)> {
        let length = self.words.len();
        let stands = |window: &[Word]| {
            let whole = window.iter().zip(&self.words).enumerate();
            whole.into_iter().all(|(place, (found, asked))| {
                found.folded == *asked || (self.open && place + 1 == length && found.folded.starts_with(asked))
            })
        };
        among
            .windows(length.max(1))
            .enumerate()
            .filter(|(_, window)| stands(window))
            .map(|(at, _)| (at, length))
            .collect()
    }

    /// As FTS5 wants it. The beginnings of words that are a single letter are only looked for where `letters` says that
    /// the index has them.
    fn fts(&self, letters: bool) -> String {
        let single = self.words.last().is_some_and(|last| last.chars().nth(1).is_none());
        let star = if self.open && (letters || !single) { " *" } else { "" };
        format!("\"{}\"{star}", self.words.join(" ").replace('"', "\"\""))
    }
}

/// All of these phrases; nothing when there are none.
pub(super) fn all_of(phrases: &[Phrase], letters: bool) -> Option<String> {
    let all: Vec<String> = phrases.iter().map(|phrase| phrase.fts(letters)).collect();
    (!all.is_empty()).then(|| all.join(" AND "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(text: &str, exact: bool) -> String {
        all_of(&Vec::from_iter(Phrase::of(text, exact)), false).unwrap_or_default()
    }

    #[test]
    fn every_word_is_quoted_and_the_last_one_open() {
        assert_eq!(asked("Invo", false), "\"invo\" *");
        assert_eq!(asked("invo", true), "\"invo\"");
        assert_eq!(asked("ada.park@example", false), "\"ada park example\" *");
        assert_eq!(asked("東京", false), "\"東 京\"");
        assert_eq!(asked("a", false), "\"a\"");
        assert_eq!(asked("\" OR NEAR(a, 5) *", false), "\"or near a 5\"");
        assert_eq!(asked("*\"^:", false), "");
    }

    #[test]
    fn places_among_words() {
        let among = words::words("The Invoices of the invoice");
        let places = |text, exact| Phrase::of(text, exact).unwrap().places(&among);
        assert_eq!(places("invoice", false), [(1, 1), (4, 1)]);
        assert_eq!(places("invoice", true), [(4, 1)]);
        assert_eq!(places("the invo", false), [(0, 2), (3, 2)]);
        assert_eq!(places("the invo", true), []);
    }
}
