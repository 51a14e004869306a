//! The app's own reader of JSON beside `serde_json`: what both read is the same; what one of them refuses the other refuses, but
//! for what src/client/json says of itself.

use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde_json::Value;
use switchboard_api::{ConversationList, Problem, SearchPage, SendAnswer, ServerFrame, Session, Timeline};

// The app is compiled for the browser alone; its reader needs none.
#[path = "../../../src/client/json/mod.rs"]
mod json;

/// Deeper texts are refused by the app's.
const LEVELS: usize = 64;

/// Tries one text.
pub fn one(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data) {
        one_text(text);
    }
}

fn one_text(text: &str) {
    let (ours, theirs) = (json::read::<Value>(text), serde_json::from_str::<Value>(text));
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => assert_eq!(rounded(ours), rounded(theirs), "{text:?}"),
        (Ok(_), Err(error)) => assert!(error.to_string().contains("out of range"), "{text:?}: {error}"),
        (Err(error), Ok(theirs)) => assert!(depth(&theirs) > LEVELS, "{text:?}: {error}"),
        (Err(_), Err(_)) => {}
    }
    same::<Session>(text);
    same::<ConversationList>(text);
    same::<Timeline>(text);
    same::<SearchPage>(text);
    same::<ServerFrame>(text);
    same::<SendAnswer>(text);
    same::<Problem>(text);
}

/// `serde_json` reads records from arrays, too, so it may read more.
fn same<T: DeserializeOwned + PartialEq + Debug>(text: &str) {
    if let (Ok(ours), Ok(theirs)) = (json::read::<T>(text), serde_json::from_str::<T>(text)) {
        assert_eq!(ours, theirs, "{text:?}");
    }
}

/// A number that is not whole is nothing.
fn rounded(value: Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => Value::Null,
        Value::Array(all) => all.into_iter().map(rounded).collect(),
        Value::Object(all) => all.into_iter().map(|(key, value)| (key, rounded(value))).collect(),
        other => other,
    }
}

fn depth(value: &Value) -> usize {
    let inside = match value {
        Value::Array(all) => all.iter().map(depth).max(),
        Value::Object(all) => all.values().map(depth).max(),
        _ => return 0,
    };
    1 + inside.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 12] = [
        r#"{"a":[1,-2,3.5,1e3,0,-0.25E-2,18446744073709551615,-9223372036854775808],"b":{"c":null,"d":[true,false]}}"#,
        r#" [ ] "#,
        r#"{}"#,
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83c\\udf88 é🎈\"",
        r#""""#,
        "\t{ \"key\" :\n\"value\" , \"\" : { } }\r\n",
        r#"[[[[[[[[]]]]]]]]"#,
        r#""\ud83c""#,
        r#""\ud83c\u0041""#,
        r#"[1,2"#,
        r#"{"a":1,"a":2}"#,
        "nul",
    ];

    #[test]
    fn whole_and_damaged_texts_read_the_same() {
        const DAMAGE: [&str; 16] =
            ["", "\"", "\\", ",", ":", "[", "]", "{", "}", "0", "-", ".", "e", " ", "n", "\u{1}"];
        for text in TEXTS {
            one_text(text);
            for (at, removed) in text.char_indices() {
                for damage in DAMAGE {
                    let rest = &text[at + removed.len_utf8()..];
                    one_text(&format!("{}{damage}{rest}", &text[..at]));
                    one_text(&format!("{}{damage}{removed}{rest}", &text[..at]));
                }
                one_text(&text[..at]);
            }
        }
    }

    /// Damages texts at random places: both readers agree on what is left, whatever it is.
    #[test]
    fn texts_damaged_at_random_read_the_same() {
        const PIECES: [&str; 14] =
            ["\"", "\\", "\\u", "{", "}", "[", "]", ",", ":", "1e9", "-0", "null", "\u{2028}", "\u{0}"];
        let mut seed = 20_261_126_u64;
        let mut dice = |end: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % end.max(1)
        };
        for round in 0..20_000 {
            let mut letters: Vec<char> = TEXTS[round % TEXTS.len()].chars().collect();
            for _ in 0..=dice(4) {
                let (from, long) = (dice(letters.len()), dice(4));
                let cut = from..(from + long).min(letters.len());
                letters.splice(cut, PIECES[dice(PIECES.len())].chars());
            }
            one_text(&letters.into_iter().collect::<String>());
        }
    }
}
