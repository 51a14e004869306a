//! Broken messages: to customers, taken back or on their way, and from customers, as their provider posts them.

use serde_json::{Value, json};

use super::{Mutation, add, answer, list, put};

pub fn mutations() -> Vec<Mutation> {
    let mut all = sending();
    all.extend(webhooks());
    all
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
        answer("sending.undo", "whoever was away is told it as it was", "is told as", |exchange| {
            list(&mut exchange.body, "/events").pop();
        }),
        answer("sending.undo", "the text still stands in an earlier event", "still stands in the answer", |exchange| {
            if let Some(text) = exchange.sent.get("text") {
                exchange.memory.insert("text".to_owned(), text.clone());
            }
            let text = exchange.memory.get("text").cloned().unwrap_or_default();
            put(&mut exchange.body, "/events/0/change/entries/0/body/text", text);
        }),
        answer("sending.too_late", "it takes back what has left", "refused with 409", |exchange| {
            if exchange.status == 409 {
                exchange.grant();
            }
        }),
        answer("sending.held", "a message leaves before its window is over", "with a window of 20 s is", |exchange| {
            put(&mut exchange.body, "/entry/body/delivery", json!({ "state": "queued" }));
        }),
        answer("sending.held", "a message is held for years", "With a window of 20 s", |exchange| {
            put(&mut exchange.body, "/entry/body/delivery/until", "2099-01-01T00:00:00.000Z");
        }),
        answer("sending.answers", "it forgets what is answered", "In the answer", |exchange| {
            if exchange.is("POST", "/messages")
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
        answer(
            "sending.forward",
            "a message that was read is delivered afterwards",
            "is delivered afterwards",
            |exchange| {
                for event in list(&mut exchange.body, "/events") {
                    let entries = list(event, "/change/entries");
                    if let Some(read) = entries.iter().find(|entry| entry["body"]["delivery"]["state"] == "read") {
                        let mut earlier = read.clone();
                        earlier["body"]["delivery"]["state"] = "delivered".into();
                        add(&mut earlier, "/version", 1);
                        entries.push(earlier);
                    }
                }
            },
        ),
        answer("sending.forward", "a message keeps its version", "as before", |exchange| {
            for event in list(&mut exchange.body, "/events") {
                put(event, "/change/entries/0/version", 1);
            }
        }),
        answer("sending.forward", "nobody is told that it was read", "is reported as read", |exchange| {
            let events = list(&mut exchange.body, "/events");
            events.retain(|event| event["change"]["entries"][0]["body"]["delivery"]["state"] != "read");
        }),
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
        answer("webhooks.unread", "another message makes no new version of the record", "had version", |exchange| {
            put(&mut exchange.body, "/conversation/version", 1);
        }),
        answer("webhooks.unread", "it is not in the inbox", "not on the first page", |exchange| {
            if exchange.path.contains("view=inbox") {
                list(&mut exchange.body, "/items").clear();
            }
        }),
        answer("webhooks.unread", "it is not at the top", "stands above", |exchange| {
            if exchange.path.contains("view=inbox") {
                list(&mut exchange.body, "/items").reverse();
            }
        }),
    ]
}
