//! Broken writes: notes, messages, changes, and what providers post.

use serde_json::{Value, json};

use super::{Mutation, add, answer, frame, list, put};
use crate::proxy::{Exchange, Fate};

/// Whether a message or note is being written.
fn writes(exchange: &Exchange<'_>) -> bool {
    exchange.is("POST", "/messages")
}

pub fn mutations() -> Vec<Mutation> {
    let mut all = writing();
    all.extend(changing());
    all.extend(sending());
    all.extend(webhooks());
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
        answer("writing.media_type", "it takes JSON by any name", "refused with 415", |exchange| {
            if exchange.status == 415 {
                exchange.grant();
            }
        }),
    ]
}

fn changing() -> Vec<Mutation> {
    vec![
        answer("changing.version", "the version does not grow", "The version was", |exchange| {
            put(&mut exchange.body, "/row/conversation/version", 1);
        }),
        answer(
            "changing.version",
            "`null` does not empty the priority",
            "did not take the priority away",
            |exchange| {
                if exchange.sent.get("priority") == Some(&Value::Null) {
                    exchange.body["row"]["conversation"]["priority"] = "low".into();
                }
            },
        ),
        answer("changing.transitions", "it does not do what the workflow allows", "the status is", |exchange| {
            if exchange.method == "PATCH" {
                put(&mut exchange.body, "/row/conversation/status", "new");
            }
        }),
        answer(
            "changing.transitions",
            "it does not stand in the timeline",
            "does not stand in the timeline",
            |exchange| {
                list(&mut exchange.body, "/entries").retain(|entry| entry["body"]["kind"] != "event");
            },
        ),
        answer("changing.transitions", "what is so already is told again", "added to the timeline", |exchange| {
            if exchange.method == "PATCH" && exchange.times("patch") == 2 {
                add(&mut exchange.body, "/row/conversation/position", 1);
            }
        }),
        answer("changing.forbidden", "it does what the workflow forbids", "refused with 409", |exchange| {
            if exchange.status == 409 {
                exchange.grant();
            }
        }),
        answer("changing.forbidden", "it refuses, and does it", "and done", |exchange| {
            if exchange.method == "GET" && exchange.times("read") > 1 {
                put(&mut exchange.body, "/conversation/status", "new");
            }
        }),
        answer("changing.if_match", "it ignores the version", "refused with 412", |exchange| {
            if exchange.status == 412 {
                exchange.grant();
            }
        }),
        answer("changing.if_match", "it does not say how the record is", "with the record as it is", |exchange| {
            if exchange.status == 412 {
                add(&mut exchange.body, "/row/conversation/version", -1);
            }
        }),
        answer("changing.tags", "a tag's name in capitals is another tag", "became another tag", |exchange| {
            if exchange.sent["create_tags"][0].as_str().is_some_and(|name| name.starts_with("CHECK")) {
                list(&mut exchange.body, "/row/conversation/tags").push("another".into());
            }
        }),
        answer("changing.tags", "the session does not have the new tag", "do not have the new tag", |exchange| {
            list(&mut exchange.body, "/tags").clear();
        }),
        answer("changing.tags", "a tag does not come off", "After taking the tag off", |exchange| {
            if let Some(tag) = exchange.sent["remove_tags"].get(0) {
                list(&mut exchange.body, "/row/conversation/tags").push(tag.clone());
            }
        }),
        answer("changing.owners", "assigning changes nothing", "After assigning", |exchange| {
            list(&mut exchange.body, "/row/conversation/assignees").clear();
        }),
        answer("changing.owners", "it does not stand in the timeline", "does not stand in the timeline", |exchange| {
            list(&mut exchange.body, "/entries").pop();
        }),
        answer("changing.bulk", "one that is refused takes the others with it", "The result for", |exchange| {
            if exchange.is("POST", "/bulk") && exchange.status == 200 {
                let refused = exchange.body["results"][0]["problem"].clone();
                let id = exchange.body["results"][1]["id"].clone();
                exchange.body["results"][1] = json!({ "id": id, "problem": refused });
            }
        }),
        answer("changing.bulk", "the results are in another order", "The results are about", |exchange| {
            list(&mut exchange.body, "/results").reverse();
        }),
        answer("changing.bulk", "it says that it is done, and does nothing", "After the change of many", |exchange| {
            if exchange.is("GET", "") && exchange.times("read") == 2 {
                exchange.body["conversation"]["priority"] = "medium".into();
            }
        }),
    ]
}

fn sending() -> Vec<Mutation> {
    vec![
        answer("sending.begin", "the second message begins another conversation", "began another", |exchange| {
            if exchange.is("POST", "/conversations") && exchange.times("begin") == 2 {
                put(&mut exchange.body, "/row/conversation/id", "another");
            }
        }),
        answer("sending.begin", "it does not say that there was one", "not told to have gone", |exchange| {
            put(&mut exchange.body, "/reused", false);
        }),
        answer("sending.numbers", "it writes to what is no number", "refused with 422", |exchange| {
            if exchange.sent["to"] == "call me" {
                exchange.grant();
            }
        }),
        answer("sending.numbers", "it does not say which field", "without naming `to`", |exchange| {
            list(&mut exchange.body, "/errors").clear();
        }),
        answer("sending.undo", "the text is gone", "came back as", |exchange| {
            put(&mut exchange.body, "/text", "");
        }),
        answer("sending.undo", "the text still stands in the list", "stands in the list", |exchange| {
            if exchange.method == "GET" && exchange.body.get("conversation").is_some() {
                exchange.body["conversation"]["last"] = json!({ "kind": "outbound", "text": "Taken back before" });
            }
        }),
        answer("sending.undo", "it takes back twice", "refused with 409", |exchange| {
            if exchange.status == 409 {
                exchange.grant();
            }
        }),
        answer("sending.too_late", "it takes back what has left", "refused with 409", |exchange| {
            if exchange.status == 409 {
                exchange.grant();
            }
        }),
        answer("sending.held", "a message leaves before its window is over", "with a window of 20 s is", |exchange| {
            put(&mut exchange.body, "/entry/body/delivery", json!({ "state": "queued" }));
        }),
        answer("sending.answers", "it forgets what is answered", "In the answer", |exchange| {
            if writes(exchange)
                && let Some(entry) = exchange.body.get_mut("entry").and_then(Value::as_object_mut)
            {
                entry.remove("reply_to");
            }
        }),
        answer("sending.answers", "another message is quoted in the timeline", "In the timeline", |exchange| {
            for entry in list(&mut exchange.body, "/entries") {
                put(entry, "/reply_to/entry", "another");
            }
        }),
        answer("sending.answers", "a note may answer", "refused with 422", |exchange| {
            if exchange.status == 422 {
                exchange.grant();
            }
        }),
        frame(
            "sending.forward",
            "a message that was read is delivered afterwards",
            "is delivered afterwards",
            |frame| {
                let entries = list(frame, "/change/entries");
                let read = entries.iter_mut().find(|entry| entry["body"]["delivery"]["state"] == "read");
                if let Some(entry) = read {
                    let mut earlier = entry.clone();
                    earlier["body"]["delivery"]["state"] = "delivered".into();
                    add(&mut earlier, "/version", 1);
                    entries.push(earlier);
                }
                Fate::Sent
            },
        ),
    ]
}

fn webhooks() -> Vec<Mutation> {
    vec![
        answer("webhooks.signature", "it believes whoever writes", "refused with 401", |exchange| {
            if exchange.status == 401 {
                exchange.grant();
            }
        }),
        answer("webhooks.once", "a message that comes again is written again", "stands 2 times", |exchange| {
            let entries = list(&mut exchange.body, "/entries");
            entries.extend(entries.clone());
        }),
        answer("webhooks.once", "it does not know what came before", "not called a duplicate", |exchange| {
            put(&mut exchange.body, "/duplicate", false);
        }),
        answer("webhooks.unread", "a customer's message is read from the start", "are unread", |exchange| {
            put(&mut exchange.body, "/row/read/inbound", 1);
        }),
        answer("webhooks.unread", "a customer who wrote does not wait", "waits for nothing", |exchange| {
            if let Some(conversation) = exchange.body.pointer_mut("/row/conversation").and_then(Value::as_object_mut) {
                conversation.remove("waiting_since");
            }
        }),
        answer("webhooks.unread", "it is not at the top", "The inbox begins with", |exchange| {
            if exchange.path.contains("view=inbox") {
                list(&mut exchange.body, "/items").clear();
            }
        }),
    ]
}
