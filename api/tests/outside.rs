//! What comes from outside: every body and frame that the server reads takes exactly its own fields, and nothing that is sent
//! makes reading it fail in any other way than saying no.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets something unexpected has failed"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use switchboard_api::bulk::BulkRequest;
use switchboard_api::compose::ComposeRequest;
use switchboard_api::contact::{ContactPatch, NewContact};
use switchboard_api::embed::{EmbedTokenRequest, NewApiKey};
use switchboard_api::hooks::{InboundHook, StatusHook};
use switchboard_api::requests::{ConversationPatch, LoginRequest, PasswordRequest, ReadRequest, SendRequest};
use switchboard_api::search::query::Query;
use switchboard_api::{ClientFrame, MemberPatch};

/// Fields that only the server writes.
const THE_SERVERS: [&str; 24] = [
    "id",
    "version",
    "seq",
    "position",
    "space",
    "author",
    "agent",
    "actor",
    "at",
    "created_at",
    "active_at",
    "now",
    "role_of",
    "folder",
    "inbox",
    "channel_kind",
    "held_until",
    "delivery",
    "sender",
    "until",
    "password_hash",
    "is_admin",
    "_",
    "__proto__",
];

/// A body or frame: what it is called, a whole one, and whether a text is one.
struct Kind {
    name: &'static str,
    whole: Value,
    reads: fn(&str) -> bool,
}

fn reads<T: DeserializeOwned>(text: &str) -> bool {
    serde_json::from_str::<T>(text).is_ok()
}

fn kinds() -> Vec<Kind> {
    let kind = |name, whole, reads| Kind { name, whole, reads };
    let change = json!({ "from": null, "to": "x" });
    vec![
        kind("LoginRequest", json!({ "email": "a", "password": "b", "bearer": true }), reads::<LoginRequest>),
        kind("PasswordRequest", json!({ "current": "a", "new": "b" }), reads::<PasswordRequest>),
        kind(
            "SendRequest",
            json!({ "client_id": "c", "kind": "note", "text": "x", "undo_window_s": 5 }),
            reads::<SendRequest>,
        ),
        kind(
            "ConversationPatch",
            json!({ "status": "open", "priority": null, "assign": ["a"], "unassign": [], "add_tags": ["t"], "create_tags": ["n"] }),
            reads::<ConversationPatch>,
        ),
        kind("ReadRequest", json!({ "position": 1, "inbound": 1 }), reads::<ReadRequest>),
        kind(
            "ComposeRequest",
            json!({ "client_id": "c", "sender_profile": "p", "team": "t", "to": "+1", "text": "x", "undo_window_s": 0 }),
            reads::<ComposeRequest>,
        ),
        kind("BulkRequest", json!({ "ids": ["a"], "patch": { "status": "open" } }), reads::<BulkRequest>),
        kind(
            "NewContact",
            json!({ "name": "a", "phone": "+1", "email": "e", "company": "c", "notes": "n" }),
            reads::<NewContact>,
        ),
        kind("ContactPatch", json!({ "name": change, "notes": change }), reads::<ContactPatch>),
        kind("NewApiKey", json!({ "name": "n", "origins": ["https://portal.example"] }), reads::<NewApiKey>),
        kind(
            "EmbedTokenRequest",
            json!({ "agent": "a", "email": "e", "origin": "o", "expires_in": 60 }),
            reads::<EmbedTokenRequest>,
        ),
        kind("MemberPatch", json!({ "role": "agent" }), reads::<MemberPatch>),
        kind(
            "InboundHook",
            json!({ "id": "1", "from": { "address": "+1", "name": "n" }, "text": "x" }),
            reads::<InboundHook>,
        ),
        kind("StatusHook", json!({ "id": "1", "state": "failed", "code": "c", "reason": "r" }), reads::<StatusHook>),
        kind("ClientFrame", json!({ "t": "hello", "token": "t", "space": "s", "after": 1 }), reads::<ClientFrame>),
        kind("ClientFrame", json!({ "t": "pong" }), reads::<ClientFrame>),
        kind("ClientFrame", json!({ "t": "viewing", "conversation": "c" }), reads::<ClientFrame>),
        kind("ClientFrame", json!({ "t": "typing", "conversation": "c", "note": true }), reads::<ClientFrame>),
    ]
}

/// The value with a field more in one of its objects, in each of them in turn.
fn with_one_more(value: &Value, field: &str, content: &Value) -> Vec<Value> {
    let Value::Object(fields) = value else { return Vec::new() };
    let mut all = Vec::new();
    if !fields.contains_key(field) {
        let mut more = fields.clone();
        more.insert(field.to_owned(), content.clone());
        all.push(Value::Object(more));
    }
    for (name, inner) in fields {
        for changed in with_one_more(inner, field, content) {
            let mut more = fields.clone();
            more.insert(name.clone(), changed);
            all.push(Value::Object(more));
        }
    }
    all
}

/// Names that the whole ones do not show, because one of two is given.
fn is_known(kind: &Kind, field: &str) -> bool {
    let more: &[&str] = match kind.name {
        "ConversationPatch" => &["assign_teams", "unassign_teams", "remove_tags"],
        "BulkRequest" => &[
            "assign",
            "unassign",
            "priority",
            "assign_teams",
            "unassign_teams",
            "add_tags",
            "remove_tags",
            "create_tags",
        ],
        "ContactPatch" => &["company", "email", "phone"],
        "InboundHook" => &["at"],
        _ => &[],
    };
    more.contains(&field)
}

#[test]
fn every_body_that_the_server_reads_is_looked_at_here() {
    let mut read = BTreeSet::new();
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/src/http")).unwrap() {
        let Ok(text) = fs::read_to_string(file.unwrap().path()) else { continue };
        let bodies =
            text.split("Json { value").skip(1).filter_map(|rest| rest.split_once("}: Json<")?.1.split_once('>'));
        read.extend(bodies.map(|(name, _)| name.to_owned()));
        let parsed = text.match_indices("= parse(&body)").filter_map(|(at, _)| text[..at].rsplit_once(": "));
        read.extend(parsed.map(|(_, name)| name.trim().to_owned()));
    }
    let known: BTreeSet<String> = kinds().iter().map(|kind| kind.name.to_owned()).collect();
    assert!(read.len() >= 12, "{read:?}");
    let missing: Vec<_> = read.difference(&known).collect();
    assert!(missing.is_empty(), "add a whole one of each of these to kinds(): {missing:?}");
}

#[test]
fn what_the_server_writes_itself_cannot_be_written() {
    for kind in kinds() {
        assert!((kind.reads)(&kind.whole.to_string()), "{} {}", kind.name, kind.whole);
        for field in THE_SERVERS.into_iter().filter(|field| !is_known(&kind, field)) {
            for content in [json!(null), json!(1), json!("x"), json!({}), json!([])] {
                for more in with_one_more(&kind.whole, field, &content) {
                    assert!(!(kind.reads)(&more.to_string()), "{} takes {more}", kind.name);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_field_is_taken_that_nobody_knows(field in "[a-zA-Z_$.-]{0,12}|\\PC{0,6}", number in any::<u64>()) {
        for kind in kinds().iter().filter(|kind| !is_known(kind, &field)) {
            for more in with_one_more(&kind.whole, &field, &json!(number)) {
                prop_assert!(!(kind.reads)(&more.to_string()), "{} takes {}", kind.name, more);
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        for kind in kinds() {
            let _read_or_refused = (kind.reads)(&text);
        }
        let _any = Query::parse(&text);
    }
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn up_to(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }
}

/// Damages whole ones at random places, a few hundred thousand times: each is read or refused, and a frame that is read
/// is written as one again.
#[test]
fn damaged_bodies_and_frames_are_read_or_refused() {
    const PIECES: [&str; 20] = [
        "\"",
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "1e999",
        "-",
        "0",
        "\\u0000",
        "\\ud800",
        "é",
        "\u{0}",
        "\"t\":",
        "\"pong\"",
        "\"hello\"",
        "true",
    ];
    let mut dice = Dice(20_261_126);
    let kinds = kinds();
    let wholes: Vec<String> = kinds.iter().map(|kind| kind.whole.to_string()).collect();
    let mut read = 0;
    for round in 0..200_000 {
        let (kind, whole) = (&kinds[round % kinds.len()], &wholes[round % kinds.len()]);
        let mut letters: Vec<char> = whole.chars().collect();
        for _ in 0..=dice.up_to(3) {
            let (from, to) = (dice.up_to(letters.len()), dice.up_to(letters.len() + 1));
            let piece = PIECES[dice.up_to(PIECES.len())].chars();
            let cut = if dice.up_to(4) == 0 { from..to.max(from) } else { from..from };
            letters.splice(cut, piece);
        }
        let text: String = letters.into_iter().collect();
        read += usize::from((kind.reads)(&text));
        if let Ok(frame) = serde_json::from_str::<ClientFrame>(&text) {
            let again = serde_json::to_string(&frame).unwrap();
            assert_eq!(serde_json::from_str::<ClientFrame>(&again).unwrap(), frame, "{text}");
        }
    }
    assert!(read > 0, "the damage leaves nothing whole");
}
