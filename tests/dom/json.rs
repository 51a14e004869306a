//! Our own reader of JSON reads what the contract says, in the browser. That it agrees with `serde_json` on what JSON is, and
//! on texts damaged in every way, is tried in tests/fuzz, where it is faster.

use serde_json::Value;
use switchboard::client::json;
use switchboard_api::{ClientId, Command, ConversationPatch, Entry, ReadPosition, SendKind, SendRequest, ServerFrame};
use wasm_bindgen_test::wasm_bindgen_test;

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
