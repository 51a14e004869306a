//! Broken sessions, timelines, read positions, contacts and searches.

use super::{Mutation, add, answer, list, put};

pub fn mutations() -> Vec<Mutation> {
    vec![
        answer("session.shape", "it forgets the caller among the agents", "`me` is ada", |exchange| {
            list(&mut exchange.body, "/agents").retain(|agent| agent["id"] != "ada");
        }),
        answer("session.shape", "its space is none of its spaces", "not among `spaces`", |exchange| {
            put(&mut exchange.body, "/space", "elsewhere");
        }),
        answer("session.shape", "a channel is of an inbox that is not there", "not among `inboxes`", |exchange| {
            put(&mut exchange.body, "/channels/0/inbox", "nowhere");
        }),
        answer("session.workflow", "a tab names a status that is not there", "is no status", |exchange| {
            list(&mut exchange.body, "/workflow/statuses").retain(|status| status["key"] != "pending");
        }),
        answer("session.workflow", "it has a transition to itself", "to itself", |exchange| {
            let from = exchange.body["workflow"]["transitions"][0]["from"].clone();
            put(&mut exchange.body, "/workflow/transitions/0/to", from);
        }),
        answer("session.workflow", "it has no tab for what is being worked on", "no tab `active`", |exchange| {
            list(&mut exchange.body, "/workflow/tabs").retain(|tab| tab["key"] != "active");
        }),
        answer("session.workflow", "its tab for everything leaves something out", "does not show status", |exchange| {
            list(&mut exchange.body, "/workflow/tabs/0/statuses").pop();
        }),
        answer("session.counts", "events come without numbers", "has no counts", |exchange| {
            if let Some(page) = exchange.body.as_object_mut().filter(|page| page.contains_key("events")) {
                page.remove("counts");
            }
        }),
        answer("session.counts", "it counts one conversation too many", "but the list has", |exchange| {
            add(&mut exchange.body, "/counts/views/all/tabs/all", 1);
        }),
        answer("session.counts", "it counts as unread what is read", "unread", |exchange| {
            add(&mut exchange.body, "/counts/views/all/unread", 1);
        }),
        answer("session.required", "it answers whoever asks", "refused with 401", |exchange| {
            if exchange.is("GET", "/session") {
                exchange.grant();
            }
        }),
        answer("session.required", "it says 403 to who is not signed in", "refused with 401", |exchange| {
            if exchange.status == 401 {
                exchange.status = 403;
            }
        }),
        answer("session.unknown_parameters", "it ignores what it does not know", "should be refused", |exchange| {
            if exchange.path.contains("vieww") {
                exchange.grant();
            }
        }),
        answer("timeline.positions", "there is a hole in the positions", "The positions are", |exchange| {
            list(&mut exchange.body, "/entries").retain(|entry| entry["position"] != 3);
        }),
        answer("timeline.positions", "an entry of another conversation slips in", "another conversation", |exchange| {
            put(&mut exchange.body, "/entries/1/conversation", "sales-only");
        }),
        answer("timeline.positions", "an entry comes twice", "The positions are", |exchange| {
            let entries = list(&mut exchange.body, "/entries");
            entries.extend(entries.first().cloned());
        }),
        answer("timeline.pages", "`before` gives that position, too", "With before", |exchange| {
            if exchange.path.contains("before=") {
                list(&mut exchange.body, "/entries").iter_mut().for_each(|entry| add(entry, "/position", 1));
            }
        }),
        answer("timeline.pages", "`after` skips one", "With after", |exchange| {
            if exchange.path.contains("after=") && !list(&mut exchange.body, "/entries").is_empty() {
                list(&mut exchange.body, "/entries").remove(0);
            }
        }),
        answer("timeline.pages", "`around` gives the newest", "Around", |exchange| {
            if exchange.path.contains("around=") {
                list(&mut exchange.body, "/entries").iter_mut().for_each(|entry| add(entry, "/position", 50));
            }
        }),
        answer("timeline.newest", "it begins with the oldest", "Without a position", |exchange| {
            let place = |entry: &mut serde_json::Value| add(entry, "/position", -1);
            list(&mut exchange.body, "/entries").iter_mut().for_each(place);
        }),
        answer(
            "timeline.record",
            "the record beside the entries is an old one",
            "timeline's row differs",
            |exchange| {
                add(&mut exchange.body, "/row/conversation/version", -1);
            },
        ),
        answer("timeline.record", "the list has another one", "list's row differs", |exchange| {
            add(&mut exchange.body, "/items/0/conversation/inbound", 1);
        }),
        answer("reading.moves", "it forgets the position", "GET has the read position", |exchange| {
            if exchange.method == "GET" {
                put(&mut exchange.body, "/read/position", 0);
            }
        }),
        answer("reading.moves", "it does not go back", "was moved to 1", |exchange| {
            if exchange.is("PUT", "/read") && exchange.sent["position"] == 1 {
                put(&mut exchange.body, "/read/position", 2);
            }
        }),
        answer("reading.own", "one agent's reading moves another's position", "when somebody else read", |exchange| {
            if exchange.method == "GET" && exchange.times("read") > 1 {
                put(&mut exchange.body, "/read/position", 1);
            }
        }),
        answer("reading.unread", "nothing can be marked as unread", "are unread, not 1", |exchange| {
            if exchange.method == "GET" {
                put(&mut exchange.body, "/read/inbound", 2);
            }
        }),
        answer("reading.unread", "other windows are not told", "is told as None", |exchange| {
            list(&mut exchange.body, "/events").clear();
        }),
        answer("reading.refused", "it takes a position and a number at once", "should be refused", |exchange| {
            if exchange.sent["inbound"] == 0 {
                exchange.grant();
            }
        }),
        answer("contacts.corrected", "its version does not grow", "The version was", |exchange| {
            put(&mut exchange.body, "/contact/version", 1);
        }),
        answer("contacts.corrected", "the second correction undoes the first", "After both corrections", |exchange| {
            if exchange.method == "PATCH" && exchange.sent.get("company").is_some() {
                put(&mut exchange.body, "/contact/name", "Ada Check");
            }
        }),
        answer("contacts.conflict", "it overwrites what somebody else corrected", "refused with 409", |exchange| {
            if exchange.status == 409 {
                exchange.grant();
            }
        }),
        answer("contacts.conflict", "it does not say how the contact is", "with the contact as it is", |exchange| {
            if let Some(document) = exchange.body.as_object_mut().filter(|_| exchange.status == 409) {
                document.remove("contact");
            }
        }),
        answer("contacts.conflict", "it does the half of it", "done in part", |exchange| {
            if exchange.method == "GET" {
                put(&mut exchange.body, "/name", "Bob");
            }
        }),
        answer("contacts.found", "it does not know whose number it is", "is recognised as None", |exchange| {
            if let Some(lookup) = exchange.body.as_object_mut().filter(|_| exchange.method == "GET") {
                lookup.remove("contact");
            }
        }),
        answer("contacts.found", "it makes a second contact of the same number", "refused with 409", |exchange| {
            if exchange.status == 409 {
                exchange.grant();
            }
        }),
        answer("contacts.conversations", "the newest conversation is missing", "The conversations with", |exchange| {
            if exchange.is("GET", "/conversations") {
                list(&mut exchange.body, "/items").clear();
            }
        }),
        answer("search.finds", "accents hide what is sought", "does not find the note", |exchange| {
            list(&mut exchange.body, "/messages").clear();
        }),
        answer("search.finds", "a hit comes twice", "finds 2 messages", |exchange| {
            let hits = list(&mut exchange.body, "/messages");
            hits.extend(hits.first().cloned());
        }),
        answer("search.matches", "it counts bytes instead of characters", "the match is", |exchange| {
            add(&mut exchange.body, "/messages/0/matches/0/start", 4);
        }),
        answer("search.matches", "it says the wrong position", "The hit is at", |exchange| {
            add(&mut exchange.body, "/messages/0/position", 1);
        }),
        answer("search.refused", "an empty search finds everything", "should be refused", |exchange| {
            if exchange.status == 422 {
                exchange.grant();
            }
        }),
    ]
}
