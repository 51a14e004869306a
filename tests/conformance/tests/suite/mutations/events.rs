//! Broken events, polled and on the live connection.

use serde_json::{Value, json};

use super::{Mutation, add, answer, end, frame, list, put};
use crate::proxy::Fate;

fn is(frame: &Value, kind: &str) -> bool {
    frame["t"] == kind
}

/// Whether the frame tells of a note with this text.
fn tells(frame: &Value, text: &str) -> bool {
    frame["change"]["entries"]
        .as_array()
        .is_some_and(|entries| entries.iter().any(|entry| entry["body"]["text"] == text))
}

pub fn mutations() -> Vec<Mutation> {
    let mut all = polled();
    all.extend(live());
    all
}

fn polled() -> Vec<Mutation> {
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

fn live() -> Vec<Mutation> {
    vec![
        frame("live.ready", "ready says an old number", "Ready says 0", |frame| {
            if is(frame, "ready") {
                frame["seq"] = 0.into();
            }
            Fate::Sent
        }),
        frame("live.ready", "it never says ready", "Nothing came", |frame| {
            if is(frame, "ready") || is(frame, "ping") || is(frame, "counts") { Fate::Lost } else { Fate::Sent }
        }),
        frame("live.replay", "an event that was missed is not told", "says that the one before it", |frame| {
            if tells(frame, "Missed two.") { Fate::Lost } else { Fate::Sent }
        }),
        frame("live.replay", "an event that was missed is told twice", "comes after event", |frame| {
            if tells(frame, "Missed two.") { Fate::Twice } else { Fate::Sent }
        }),
        frame("live.replay", "ready comes before what was missed", "Ready says", |frame| {
            if is(frame, "ready") {
                add(frame, "/seq", -1);
            }
            Fate::Sent
        }),
        frame("live.told", "an event is lost", "says that the one before it", |frame| {
            if tells(frame, "As it happens.") { Fate::Lost } else { Fate::Sent }
        }),
        frame("live.told", "the client_id does not come back", "The note is told as", |frame| {
            if tells(frame, "As it happens.") {
                put(frame, "/change/entries/0/body/client_id", "another");
            }
            Fate::Sent
        }),
        frame("live.told", "an event has an old version of the entry", "The note is told as", |frame| {
            if tells(frame, "As it happens.") {
                add(frame, "/change/entries/0/version", -1);
            }
            Fate::Sent
        }),
        frame("live.polled", "it tells other times than polling does", "told on the live connection", |frame| {
            if is(frame, "event") {
                frame["at"] = "2001-01-01T00:00:00.000Z".into();
            }
            Fate::Sent
        }),
        answer("live.polled", "polling leaves the first event away", "told on the live connection", |exchange| {
            let events = list(&mut exchange.body, "/events");
            events.drain(..events.len().min(1));
        }),
        frame("live.private", "another agent's read position is told", "read position is told", |frame| {
            if is(frame, "event") {
                let read = json!({ "position": 1, "inbound": 0 });
                frame["change"] = json!({ "kind": "read_moved", "id": "sales-only", "read": read });
                frame["actor"] = "mo".into();
            }
            Fate::Sent
        }),
        frame("live.counts", "the numbers stay as they were", "Nothing came", |frame| {
            if is(frame, "counts") || is(frame, "ping") { Fate::Lost } else { Fate::Sent }
        }),
        frame("live.presence", "nobody is told who writes", "the last told of it is", |frame| {
            let replying = list(frame, "/agents").iter().any(|present| present["doing"] == "replying");
            if replying || is(frame, "ping") { Fate::Lost } else { Fate::Sent }
        }),
        frame("live.presence", "whoever has gone is still there", "the last told of it is", |frame| {
            let gone = is(frame, "presence") && list(frame, "/agents").is_empty();
            if gone || is(frame, "ping") { Fate::Lost } else { Fate::Sent }
        }),
        frame("live.reset", "it says ready to a number that has not come yet", "which has not happened yet", |frame| {
            *frame = json!({ "t": "ready", "seq": 0 });
            Fate::Sent
        }),
        end("live.refused", "it closes with a code that says nothing", "not 4001", |_| (1000, String::new())),
        end("live.refused", "it says that the space is not there", "not 4003", |code| match code {
            4003 => (4001, String::new()),
            other => (other, String::new()),
        }),
        end("live.nonsense", "it explains itself", "with the reason", |code| {
            (code, "unknown variant `drop`".to_owned())
        }),
        end("live.nonsense", "it calls nonsense a normal end", "not 1008", |_| (1000, String::new())),
        frame("live.ping", "it never says that it is there", " 4 s", |frame| {
            if is(frame, "ping") || is(frame, "counts") { Fate::Lost } else { Fate::Sent }
        }),
        frame("live.ping", "it goes away instead", "was closed with", |frame| {
            if is(frame, "ping") { Fate::Closed(1001, "") } else { Fate::Sent }
        }),
    ]
}
