//! Our own reader of JSON must agree with `serde_json` on what JSON is and what it says.

use serde_json::Value;
use switchboard::client::json;
use switchboard_api::{ClientId, Command, ConversationPatch, Entry, ReadPosition, SendKind, SendRequest, ServerFrame};
use wasm_bindgen_test::wasm_bindgen_test;

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

/// The same as far as anybody can tell: both read the same, or both refuse; but for numbers too large, which are no
/// whole ones and so nothing to us.
fn agree(text: &str) {
    let theirs = serde_json::from_str(text);
    if theirs.as_ref().is_err_and(|error| error.to_string().contains("out of range")) {
        return;
    }
    assert_eq!(json::read::<Value>(text).ok().map(rounded), theirs.ok().map(rounded), "{text:?}");
}

/// A number that is not whole is read as nothing.
fn rounded(value: Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => Value::Null,
        Value::Array(all) => all.into_iter().map(rounded).collect(),
        Value::Object(all) => all.into_iter().map(|(key, value)| (key, rounded(value))).collect(),
        other => other,
    }
}

#[wasm_bindgen_test]
fn whole_and_damaged_texts_read_the_same() {
    const DAMAGE: [&str; 16] = ["", "\"", "\\", ",", ":", "[", "]", "{", "}", "0", "-", ".", "e", " ", "n", "\u{1}"];
    for text in TEXTS {
        agree(text);
        for (at, removed) in text.char_indices() {
            for damage in DAMAGE {
                let rest = &text[at + removed.len_utf8()..];
                agree(&format!("{}{damage}{rest}", &text[..at]));
                agree(&format!("{}{damage}{removed}{rest}", &text[..at]));
            }
            agree(&text[..at]);
        }
    }
}

/// Damages texts at random places: both readers agree on what is left, whatever it is.
#[wasm_bindgen_test]
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
        agree(&letters.into_iter().collect::<String>());
    }
}

#[wasm_bindgen_test]
fn depth_has_an_end() {
    assert!(json::read::<Value>(&"[".repeat(100_000)).is_err());
    assert!(json::read::<serde::de::IgnoredAny>(&"[".repeat(100_000)).is_err());
}

#[wasm_bindgen_test]
fn frames_read_as_the_contract_says() {
    let event = r#"{"t":"event","seq":7,"prev":5,"at":"2026-03-01T09:30:00.007Z","actor":"a1","later":[{"x":1}],
        "change":{"kind":"read_moved","id":"c1","read":{"position":3,"inbound":2}}}"#;
    for text in [r#"{"t":"reset"}"#, r#"{"t":"ready","seq":9}"#, event, r#"{"t":"ready"}"#, r#"{"t":"viewing"}"#] {
        let ours = json::read::<ServerFrame>(text);
        assert_eq!(ours.ok(), serde_json::from_str(text).ok(), "{text}");
    }
    let error = json::read::<ServerFrame>(r#"{"t":"ready","seq":"secret"}"#).unwrap_err().to_string();
    assert!(!error.contains("secret"), "{error}");
}

#[wasm_bindgen_test]
fn commands_read_back_as_they_were_written() {
    let (conversation, entry) = (|| "c1".into(), || "e1".into());
    let client_id = ClientId::from("o1");
    let request = SendRequest {
        client_id,
        kind: SendKind::Note,
        text: "a \"b\"\n🎈".to_owned(),
        undo_window_s: None,
        reply_to: None,
    };
    let patch = ConversationPatch {
        status: Some("open".into()),
        priority: Some(None),
        assign: vec!["al".into()],
        create_tags: vec!["Größe \u{1f388}".to_owned()],
        ..ConversationPatch::default()
    };
    for command in [
        Command::Send { conversation: conversation(), request, quote: None },
        Command::Undo { conversation: conversation(), entry: entry() },
        Command::Retry { conversation: conversation(), entry: entry() },
        Command::Patch { conversation: conversation(), patch },
        Command::Read { conversation: conversation(), read: ReadPosition { position: 3, inbound: 2 } },
        Command::MarkUnread { conversation: conversation(), inbound: 4 },
    ] {
        let text = serde_json::to_string(&command).unwrap();
        assert_eq!(json::read(&text), Ok(command), "{text}");
    }
    for text in [
        r#""send""#,
        "{}",
        r#"{"do":"undo"}"#,
        r#"{"do":"fly","conversation":"c"}"#,
        r#"{"do":"undo","conversation":"c"}"#,
    ] {
        assert!(json::read::<Command>(text).is_err(), "{text}");
    }
}

#[wasm_bindgen_test]
fn entries_of_every_kind_read_as_the_contract_says() {
    let common = r#""id":"e1","conversation":"c1","version":2,"position":1,"at":"2026-03-01T09:30:00.007Z""#;
    let author = r#""author":{"by":"agent","id":"a1"}"#;
    for body in [
        r#"{"kind":"inbound","text":"hi"}"#,
        r#"{"kind":"note","text":"hi","client_id":"o1","mentions":["a2"]}"#,
        r#"{"kind":"outbound","text":"hi","delivery":{"state":"held","until":"2026-03-01T09:30:05.007Z"}}"#,
        r#"{"kind":"outbound","text":"hi","delivery":{"state":"failed","code":"x","reason":"y"}}"#,
        r#"{"kind":"event","event":{"event":"priority_changed","from":null,"to":"high"}}"#,
        r#"{"kind":"event","event":{"event":"status_changed","from":"new","to":"open"}}"#,
        r#"{"kind":"smoke"}"#,
        r#"{"kind":"outbound","text":"hi"}"#,
    ] {
        let text = format!("{{{common},{author},\"body\":{body}}}");
        assert_eq!(json::read::<Entry>(&text).ok(), serde_json::from_str(&text).ok(), "{text}");
    }
}
