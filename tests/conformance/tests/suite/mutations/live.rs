//! A broken live connection: what is told on it, and how it ends. What polling tells is in `events`.

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
    vec![
        frame("live.ready", "ready says an old number", "Ready says 0", |frame| {
            if is(frame, "ready") {
                frame["seq"] = 0.into();
            }
            Fate::Sent
        }),
        frame("live.ready", "it never says ready", "There was no ready", |frame| {
            if is(frame, "ready") { Fate::Lost } else { Fate::Sent }
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
        frame("live.told", "an event has another read position", "has the read position", |frame| {
            if tells(frame, "And more.") {
                put(frame, "/change/read/position", 7_777);
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
        frame("live.counts", "the numbers stay as they were", "the last ones told are None", |frame| {
            if is(frame, "counts") { Fate::Lost } else { Fate::Sent }
        }),
        frame("live.counts", "the numbers are others", "the last ones told are Some", |frame| {
            if is(frame, "counts") {
                add(frame, "/counts/views/all/tabs/all", 1);
            }
            Fate::Sent
        }),
        frame("live.presence", "nobody is told who writes", "the last told of it is", |frame| {
            let replying = list(frame, "/agents").iter().any(|present| present["doing"] == "replying");
            if replying { Fate::Lost } else { Fate::Sent }
        }),
        frame("live.presence", "whoever has gone is still there", "the last told of it is", |frame| {
            let gone = is(frame, "presence") && list(frame, "/agents").is_empty();
            if gone { Fate::Lost } else { Fate::Sent }
        }),
        frame("live.reset", "it says ready to a number that has not come yet", "which has not happened yet", |frame| {
            *frame = json!({ "t": "ready", "seq": 0 });
            Fate::Sent
        }),
        end("live.reset", "it closes with another code afterwards", "not 1000", |_| Some((1001, String::new()))),
        end("live.refused", "it closes with a code that says nothing", "not 4001", |_| Some((1000, String::new()))),
        end("live.refused", "it says that the space is not there", "not 4003", |code| match code {
            4003 => Some((4001, String::new())),
            other => Some((other, String::new())),
        }),
        end("live.hello", "it waits for ever", "was not closed", |_| None),
        end("live.hello", "it closes with a code that says nothing", "not 4001", |_| Some((1000, String::new()))),
        end("live.nonsense", "it explains itself", "with the reason", |code| {
            Some((code, "unknown variant `drop`".to_owned()))
        }),
        end("live.nonsense", "it calls nonsense a normal end", "not 1008", |_| Some((1000, String::new()))),
        end("live.nonsense", "it goes on as if nothing had been said", "was not closed", |_| None),
        frame("live.ping", "it never says that it is there", "There was no ping", |frame| {
            if is(frame, "ping") { Fate::Lost } else { Fate::Sent }
        }),
        frame("live.ping", "it goes away instead", "was closed with", |frame| {
            if is(frame, "ping") { Fate::Closed(1001, "") } else { Fate::Sent }
        }),
    ]
}
