//! Broken writes: notes, what is asked for again, and fields that nobody knows. Changes are in `changes`, messages to and from
//! customers in `messages`.

use serde_json::{Value, json};

use super::{Mutation, add, answer, list, put};
use crate::proxy::Exchange;

/// Whether a message or note is being written.
fn writes(exchange: &Exchange<'_>) -> bool {
    exchange.is("POST", "/messages")
}

pub fn mutations() -> Vec<Mutation> {
    let mut all = writing();
    all.extend(repeating());
    all
}

fn writing() -> Vec<Mutation> {
    vec![
        answer("writing.note", "it keeps the text without its line breaks", "was kept as", |exchange| {
            put(&mut exchange.body, "/entry/body/text", "Ünïcode");
        }),
        answer("writing.note", "it says that the system wrote it", "has the author", |exchange| {
            put(&mut exchange.body, "/entry/author", json!({ "by": "system" }));
        }),
        answer("writing.note", "it forgets the client_id", "client_id came back", |exchange| {
            if let Some(body) = exchange.body.pointer_mut("/entry/body").and_then(Value::as_object_mut) {
                body.remove("client_id");
            }
        }),
        answer("writing.replay", "it answers a repetition anew", "at first and then", |exchange| {
            if writes(exchange) {
                let times = exchange.times("write");
                add(&mut exchange.body, "/entry/version", i64::try_from(times).unwrap());
            }
        }),
        answer("writing.replay", "it writes a repetition again", "stands 2 times", |exchange| {
            let entries = list(&mut exchange.body, "/entries");
            entries.extend(entries.clone());
        }),
        answer("writing.key_reused", "it answers for another request", "refused with 422", |exchange| {
            if exchange.status == 422 {
                exchange.grant();
            }
        }),
        answer("writing.client_id", "the same client_id becomes two entries", "became two entries", |exchange| {
            if writes(exchange) && exchange.times("write") == 2 {
                put(&mut exchange.body, "/entry/id", "another");
            }
        }),
        answer("writing.client_id", "it takes the same client_id for another text", "refused with 422", |exchange| {
            if exchange.status == 422 {
                exchange.grant();
            }
        }),
        answer("writing.problems", "its errors are plain JSON", "was refused as", |exchange| {
            exchange.plain = exchange.status >= 400;
        }),
        answer("writing.problems", "its errors name no field", "without naming the field", |exchange| {
            list(&mut exchange.body, "/errors").clear();
        }),
        answer("writing.problems", "the document says another status", "its document says", |exchange| {
            if exchange.status == 422 {
                put(&mut exchange.body, "/status", 400);
            }
        }),
        answer("writing.unknown_fields", "it ignores what it does not know", "should be refused", |exchange| {
            if exchange.sent.get("scheduled_for").is_some() {
                exchange.grant();
            }
        }),
        answer("writing.unknown_fields", "it ignores them when something is changed", "PATCH", |exchange| {
            if exchange.patches() {
                exchange.grant();
            }
        }),
        answer(
            "writing.unknown_fields",
            "it ignores them when somebody is written to first",
            "POST /spaces",
            |exchange| {
                if exchange.is("POST", "/conversations") && exchange.sent.get("scheduled_for").is_some() {
                    exchange.grant();
                }
            },
        ),
        answer("writing.version", "a note makes no new version of the record", "had version 1", |exchange| {
            put(&mut exchange.body, "/conversation/version", 1);
        }),
        answer("writing.media_type", "it takes JSON by any name", "refused with 415", |exchange| {
            if exchange.status == 415 {
                exchange.grant();
            }
        }),
    ]
}

fn repeating() -> Vec<Mutation> {
    vec![
        answer(
            "repeating.answers",
            "a change that is asked for again is done again",
            "at first and then",
            |exchange| {
                if exchange.patches() {
                    let times = exchange.times("patch");
                    add(&mut exchange.body, "/row/conversation/version", i64::try_from(times).unwrap());
                }
            },
        ),
        answer("repeating.answers", "it is answered as before, and done again", "was done again", |exchange| {
            let read = exchange.method == "GET" && exchange.body.get("conversation").is_some();
            if read && exchange.times("read") == 3 {
                add(&mut exchange.body, "/conversation/version", 1);
            }
        }),
        answer("repeating.answers", "a position is answered as it is now", "at first and then", |exchange| {
            if exchange.is("PUT", "/read") && exchange.times("read") == 2 {
                put(&mut exchange.body, "/read/position", 0);
            }
        }),
        answer("repeating.answers", "a contact is answered as it is now", "at first and then", |exchange| {
            if exchange.method == "PATCH" && exchange.path.starts_with("/contacts/") && exchange.times("contact") == 2 {
                add(&mut exchange.body, "/contact/version", 1);
            }
        }),
        answer("repeating.answers", "a first message is found to be there already", "at first and then", |exchange| {
            if exchange.is("POST", "/conversations") && exchange.times("begin") == 2 {
                put(&mut exchange.body, "/reused", true);
            }
        }),
        answer("repeating.answers", "what is taken back twice comes back empty", "at first and then", |exchange| {
            if exchange.is("POST", "/undo") && exchange.times("undo") == 2 {
                put(&mut exchange.body, "/text", "");
            }
        }),
        answer("repeating.answers", "a first message is written twice", "moved the position", |exchange| {
            if exchange.method == "GET" {
                add(&mut exchange.body, "/conversation/position", 1);
            }
        }),
        answer("repeating.agents", "a key is everybody's", "got their answer", |exchange| {
            if writes(exchange) {
                let given = exchange.body.clone();
                exchange.body = exchange.memory.entry("given".to_owned()).or_insert(given).clone();
            }
        }),
        answer("repeating.agents", "it is written under the name of the first one", "has the author", |exchange| {
            put(&mut exchange.body, "/entry/author/id", "ada");
        }),
    ]
}
