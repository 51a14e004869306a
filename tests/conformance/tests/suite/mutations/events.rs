//! Broken events, as polling tells them. Those of the live connection are in `live`.

use serde_json::{Value, json};

use super::{Mutation, add, answer, list, put};
use crate::proxy::Exchange;

/// Whether the first agent asks for events, after the second one has.
fn asked_again(exchange: &mut Exchange<'_>) -> bool {
    exchange.is("GET", "/events") && exchange.times("events") == 2
}

/// Leaves nothing in an event but that it was there.
fn empty(event: &mut Value) {
    event["change"] = json!({ "kind": "tags_changed", "tags": [] });
}

/// Whether the event tells of a note by the fourth of many writers.
fn by_a_writer(event: &Value) -> bool {
    event["change"]["entries"][0]["body"]["text"] == "One of many, by 3."
}

pub fn mutations() -> Vec<Mutation> {
    vec![
        answer("events.told", "an event is lost", "Three notes were written", |exchange| {
            list(&mut exchange.body, "/events").pop();
        }),
        answer("events.told", "an event comes twice", "Three notes were written", |exchange| {
            let events = list(&mut exchange.body, "/events");
            events.extend(events.last().cloned());
        }),
        answer("events.told", "it does not say who did it", "say who did it", |exchange| {
            for event in list(&mut exchange.body, "/events") {
                put(event, "/actor", "mo");
            }
        }),
        answer("events.told", "a page has any number of events", "more than 500", |exchange| {
            let events = list(&mut exchange.body, "/events");
            if let Some(first) = events.first().cloned() {
                events.resize(501, first);
            }
        }),
        answer("events.whole", "an event has an old version of the record", "another record", |exchange| {
            for event in list(&mut exchange.body, "/events") {
                add(event, "/change/conversation/version", -1);
            }
        }),
        answer("events.whole", "an event of another space leaks", "about another space", |exchange| {
            put(&mut exchange.body, "/events/0/change/conversation/space", "away");
        }),
        answer("events.whole", "an event leaves half of the text away", "The note is told as", |exchange| {
            put(&mut exchange.body, "/events/0/change/entries/0/body/text", "Told");
        }),
        answer("events.chain", "an event is lost, and the chain tells", "says that the one before it", |exchange| {
            let events = list(&mut exchange.body, "/events");
            if events.len() > 1 {
                events.remove(1);
            }
        }),
        answer("events.chain", "an event comes twice", "comes after event", |exchange| {
            let events = list(&mut exchange.body, "/events");
            events.splice(0..0, events.first().cloned());
        }),
        answer("events.chain", "`prev` is not what was sent before", "says that the one before it", |exchange| {
            add(&mut exchange.body, "/events/1/prev", 1);
        }),
        answer(
            "events.chain",
            "the record's version does not grow",
            "of a conversation that had version",
            |exchange| {
                for event in list(&mut exchange.body, "/events") {
                    put(event, "/change/conversation/version", 1);
                }
            },
        ),
        answer("events.private", "another agent's read position is told", "read position is told", |exchange| {
            if asked_again(exchange) {
                let id = exchange.body["events"][0]["change"]["conversation"]["id"].clone();
                let read = json!({ "position": 1, "inbound": 0 });
                put(&mut exchange.body, "/events/0/change", json!({ "kind": "read_moved", "id": id, "read": read }));
            }
        }),
        answer("events.private", "what is not told leaves a hole", "says that the one before it", |exchange| {
            if asked_again(exchange) {
                add(&mut exchange.body, "/events/1/prev", 1);
            }
        }),
        answer("events.private", "whoever reads is not told so", "is not told so", |exchange| {
            let events = list(&mut exchange.body, "/events");
            events.iter_mut().filter(|event| event["change"]["kind"] == "read_moved").for_each(empty);
        }),
        answer("events.numbers", "a list has an old number", "The list says", |exchange| {
            if exchange.is("GET", "/conversations") {
                put(&mut exchange.body, "/seq", 0);
            }
        }),
        answer("events.numbers", "a timeline has a number that is to come", "The timeline says", |exchange| {
            if exchange.is("GET", "/timeline") {
                add(&mut exchange.body, "/seq", 1_000);
            }
        }),
        answer("events.numbers", "a search has an old number", "The search says", |exchange| {
            if exchange.is("GET", "/search") {
                put(&mut exchange.body, "/seq", 0);
            }
        }),
        answer("events.times", "a record's times are without milliseconds", "`created_at` is", |exchange| {
            put(&mut exchange.body, "/row/conversation/created_at", "2026-03-01T09:30:00Z");
        }),
        answer("events.times", "an event's time is local", "`at` is", |exchange| {
            put(&mut exchange.body, "/events/0/at", "2026-03-01T10:30:00.000+01:00");
        }),
        answer("events.together", "an event of many is lost", "is told 0 times", |exchange| {
            let events = list(&mut exchange.body, "/events");
            events.iter_mut().filter(|event| by_a_writer(event)).for_each(empty);
        }),
        answer("events.together", "an event of many is told twice", "is told 2 times", |exchange| {
            for event in list(&mut exchange.body, "/events") {
                let entries = list(event, "/change/entries");
                entries.extend(entries.clone());
            }
        }),
        answer("events.together", "two get the same position", "Many notes at once are told at", |exchange| {
            for event in list(&mut exchange.body, "/events").iter_mut().filter(|event| by_a_writer(event)) {
                add(event, "/change/entries/0/position", -1);
            }
        }),
        answer("events.together", "a key does not hold for two at once", "under one key at once", |exchange| {
            if exchange.sent["text"] == "Asked for twice at once." && exchange.times("twice") == 2 {
                put(&mut exchange.body, "/entry/id", "another");
            }
        }),
        answer("events.contacts", "a corrected contact is told to nobody", "is told as None", |exchange| {
            list(&mut exchange.body, "/events").retain(|event| event["change"]["kind"] != "contact_changed");
        }),
        answer("events.contacts", "it tells the record as it was before", "is told as", |exchange| {
            for event in list(&mut exchange.body, "/events") {
                add(event, "/change/contact/version", -1);
            }
        }),
        answer("events.reset", "it does not say that it does not reach so far", "is no reset", |exchange| {
            put(&mut exchange.body, "/reset", false);
        }),
        answer("events.refused", "it begins anywhere", "should be refused", |exchange| {
            if exchange.status == 422 {
                exchange.grant();
            }
        }),
    ]
}
