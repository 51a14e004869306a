//! Words as search sees them: the same function cuts what is stored, what is asked for and what is marked in an answer,
//! so the three cannot disagree. Pure; the index is in `db::search`.
//!
//! Letters are compared without case, accents and points ("Jose" finds "José", "Lukasz" finds "Łukasz"), in whatever
//! width they were typed. Scripts that put no spaces between words (Chinese, Japanese, Thai …), and Korean, whose words
//! grow at the end, are cut into single characters: a run of them is found anywhere in a sentence, however short.

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCompositionBorrowed;

/// Longer words are compared by their first characters. Nobody writes them; programs do.
const LONGEST: usize = 64;
/// Phone numbers have at most 15 digits, with an international prefix and an extension a few more.
const LONGEST_NUMBER: usize = 24;
/// Fewer digits are no number to look for: they are in nearly all of them.
const SHORTEST_NUMBER: usize = 3;

/// A word and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As it is compared: letters and digits only.
    pub folded: String,
    /// Its first character, in Unicode scalar values of the text.
    pub start: usize,
    /// How many characters it has there.
    pub length: usize,
    /// A single character of a script that is written without spaces.
    pub dense: bool,
}

/// The words of the text, in order.
pub fn words(text: &str) -> Vec<Word> {
    let mut cut = Cutter::default();
    let compose = CanonicalCompositionBorrowed::new();
    let mut waiting: Option<(char, usize, usize)> = None;
    for (at, next) in text.chars().enumerate() {
        // An accent that was typed as a character of its own belongs to the letter before it.
        waiting = match waiting {
            Some((c, start, length)) => match (!next.is_ascii()).then(|| compose.compose(c, next)).flatten() {
                Some(both) => Some((both, start, length + 1)),
                None => {
                    cut.take(c, start, length);
                    Some((next, at, 1))
                }
            },
            None => Some((next, at, 1)),
        };
    }
    if let Some((c, start, length)) = waiting {
        cut.take(c, start, length);
    }
    cut.end_word();
    cut.words
}

/// The words of the text as the index takes them, with spaces between.
pub fn indexed(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in words(text) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word.folded);
    }
    line
}

/// The digits of a text that is a number written in any way, such as `+1 (555) 0102`; `None` for other texts.
pub fn number(text: &str) -> Option<String> {
    let mut digits = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace() && !is_silent(*c)) {
        match folded(c).as_deref() {
            Some(digit) if digit.bytes().all(|byte| byte.is_ascii_digit()) => digits.push_str(digit),
            None if matches!(c, '+' | '-' | '.' | '/' | '(' | ')' | '\u{2010}'..='\u{2015}') => {}
            _ => return None,
        }
    }
    (SHORTEST_NUMBER..=LONGEST_NUMBER).contains(&digits.len()).then_some(digits)
}

#[derive(Default)]
struct Cutter {
    words: Vec<Word>,
    open: Option<(Word, usize)>,
}

impl Cutter {
    fn take(&mut self, c: char, start: usize, length: usize) {
        if is_silent(c) {
            // It stands inside the word and is marked with it.
            if let Some((word, _)) = &mut self.open {
                word.length = start + length - word.start;
            }
            return;
        }
        let Some(folded) = folded(c) else { return self.end_word() };
        // Some characters come apart into several, such as ໜ; their words share its place.
        for letter in folded.chars() {
            if is_dense(letter) {
                self.end_word();
                self.words.push(Word { folded: letter.to_string(), start, length, dense: true });
                continue;
            }
            let (word, letters) =
                self.open.get_or_insert_with(|| (Word { folded: String::new(), start, length: 0, dense: false }, 0));
            if *letters < LONGEST {
                word.folded.push(letter);
            }
            *letters += 1;
            word.length = start + length - word.start;
        }
    }

    fn end_word(&mut self) {
        self.words.extend(self.open.take().map(|(word, _)| word));
    }
}

/// The letter or digit as it is compared; `None` for everything else.
fn folded(c: char) -> Option<String> {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase().to_string());
    }
    if !c.is_alphanumeric() {
        return None;
    }
    let parts = DecomposingNormalizerBorrowed::new_nfkd().normalize_iter(std::iter::once(c));
    let mut folded = String::new();
    if is_dense(c) {
        // Their marks change the word (か and が), so only the width is made equal.
        let compose = CanonicalCompositionBorrowed::new();
        for part in parts {
            match folded.chars().next_back().and_then(|last| compose.compose(last, part)) {
                Some(both) => {
                    folded.pop();
                    folded.push(both);
                }
                None => folded.push(part),
            }
        }
    } else {
        for part in parts.filter(|part| !is_silent(*part)) {
            for c in part.to_lowercase() {
                push_plain(&mut folded, c);
            }
        }
    }
    // A sign such as ½ comes apart into more than letters and digits.
    folded.retain(char::is_alphanumeric);
    (!folded.is_empty()).then_some(folded)
}

/// Letters that have no accent to take away but are typed without one.
fn push_plain(folded: &mut String, c: char) {
    let plain = match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ς' => "σ",
        // Arabic and Persian write the same letter with and without dots, and on different keys.
        'ى' | 'ی' => "ي",
        'ة' => "ه",
        'ک' => "ك",
        '٠'..='٩' => return push_digit(folded, c, '٠'),
        '۰'..='۹' => return push_digit(folded, c, '۰'),
        '०'..='९' => return push_digit(folded, c, '०'),
        _ => return folded.push(c),
    };
    folded.push_str(plain);
}

fn push_digit(folded: &mut String, c: char, zero: char) {
    folded.extend(char::from_digit(u32::from(c).saturating_sub(u32::from(zero)), 10));
}

/// Accents, points, joiners: what is skipped without ending a word. Vowel signs that are letters in their script stay.
fn is_silent(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'
        | '\u{5c1}'..='\u{5c2}' | '\u{5c4}'..='\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}'
        | '\u{93c}' | '\u{94d}' | '\u{9bc}' | '\u{9cd}' | '\u{a3c}' | '\u{a4d}' | '\u{abc}' | '\u{acd}' | '\u{b3c}'
        | '\u{b4d}' | '\u{bcd}' | '\u{c4d}' | '\u{cbc}' | '\u{ccd}' | '\u{d4d}' | '\u{dca}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200b}'..='\u{200f}' | '\u{2060}'
        | '\u{20d0}'..='\u{20ff}' | '\u{3099}'..='\u{309a}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}'
        | '\u{feff}')
}

/// Scripts that are cut into single characters.
fn is_dense(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3100}'..='\u{318f}'
        | '\u{31a0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ffdc}' | '\u{1b000}'..='\u{1b16f}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_accents_and_width_do_not_count() {
        let same = [
            ("José", "jose"),
            ("Jose\u{301}", "jose"),
            ("Łukasz", "lukasz"),
            ("İstanbul", "istanbul"),
            ("STRASSE", "straße"),
            ("Ångström", "angstrom"),
            ("ＡＢＣ１２", "abc12"),
            ("Ὀδυσσεύς", "οδυσσευσ"),
            ("Йод", "йод"),
            ("Ё", "е"),
            ("مُحَمَّد", "محمد"),
            ("أحمد", "احمد"),
            ("שָׁלוֹם", "שלום"),
            ("٥٥٥", "555"),
            ("ﬁnal", "final"),
            ("कि\u{200d}ताब", "किताब"),
            ("ﾊﾝ", "ハン"),
            ("が", "か\u{3099}"),
            ("한", "\u{1112}\u{1161}\u{11ab}"),
        ];
        for (one, other) in same {
            assert_eq!(indexed(one), indexed(other), "{one} {other}");
        }
        assert_ne!(indexed("か"), indexed("が"));
        assert_ne!(indexed("कि"), indexed("का"));
    }

    #[test]
    fn words_end_at_what_is_no_letter() {
        assert_eq!(indexed("ada.park@example.org, don't!"), "ada park example org don t");
        assert_eq!(indexed("東京タワーに行く"), "東 京 タ ワ ー に 行 く");
        assert_eq!(indexed("ที่กรุงเทพ v2"), "ท ี ก ร ุ ง เ ท พ v2");
        assert_eq!(indexed("ໜ"), "ຫ ນ");
        assert_eq!(indexed("👍🏽 \0 *\" ()"), "");
        assert_eq!(indexed(&"x".repeat(1_000)).len(), LONGEST);
    }

    #[test]
    fn places_are_those_of_the_text() {
        let found = words("«Jose\u{301}» 東!");
        let places: Vec<_> = found.iter().map(|word| (word.folded.as_str(), word.start, word.length)).collect();
        assert_eq!(places, [("jose", 1, 5), ("東", 8, 1)]);
    }

    #[test]
    fn numbers_in_any_writing() {
        for text in ["+1 (555) 0102", "1-555-0102", "1.555.0102", " 1555\u{a0}0102", "+١٥٥٥٠١٠٢", "１５５５０１０２"]
        {
            assert_eq!(number(text).as_deref(), Some("15550102"), "{text}");
        }
        for text in ["", "12", "+-", "order 1555", "1e5", "a@b.c", "1234567890123456789012345"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_cut_and_cutting_again_changes_nothing(text in any::<String>()) {
            let once = indexed(&text);
            prop_assert!(once.chars().all(|c| c == ' ' || c.is_alphanumeric()));
            prop_assert_eq!(indexed(&once), once);
            let length = text.chars().count();
            let mut before = 0;
            for word in words(&text) {
                prop_assert!(word.start >= before && word.length > 0 && word.start + word.length <= length);
                before = word.start;
            }
        }
    }
}
