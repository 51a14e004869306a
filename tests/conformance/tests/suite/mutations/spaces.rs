//! Broken walls between spaces: what is shown, done or admitted on the other side of one.

use serde_json::json;

use super::{Mutation, add, answer, end, put};

pub fn mutations() -> Vec<Mutation> {
    vec![
        answer("spaces.unknown", "it says 403 to what does not exist", "refused with 404", |exchange| {
            if exchange.status == 404 {
                exchange.status = 403;
            }
        }),
        answer("spaces.unknown", "it fails at an unknown message", "/undo should be refused", |exchange| {
            if exchange.is("POST", "/undo") && exchange.status == 404 {
                (exchange.status, exchange.body["status"]) = (500, 500.into());
            }
        }),
        answer("spaces.isolated", "it shows a conversation of another space", "refused with 404", |exchange| {
            if exchange.is("GET", "/conversations/away-1") && exchange.status == 404 {
                exchange.grant();
            }
        }),
        answer("spaces.isolated", "it admits that there is something", "in other words", |exchange| {
            if exchange.is("GET", "/conversations/away-1") {
                put(&mut exchange.body, "/detail", "It belongs to another space.");
            }
        }),
        answer("spaces.isolated", "it tells what happens in another space", "should be refused", |exchange| {
            if exchange.is("GET", "/spaces/away/events") {
                exchange.grant();
            }
        }),
        answer("spaces.isolated", "it shows a timeline of another space", "refused with 404", |exchange| {
            if exchange.is("GET", "/conversations/away-1/timeline") {
                exchange.grant();
            }
        }),
        answer("spaces.isolated", "it changes a conversation of another space", "PATCH", |exchange| {
            if exchange.patches() && exchange.status == 404 {
                exchange.grant();
            }
        }),
        answer("spaces.isolated", "it shows a contact of another space", "/contacts/", |exchange| {
            if exchange.is("GET", "/contacts/dora") {
                exchange.grant();
            }
        }),
        end("spaces.closed", "it closes as if the token were wrong", "Hello to another space", |_| {
            Some((4001, String::new()))
        }),
        answer("spaces.closed", "it searches another space", "/search", |exchange| {
            if exchange.is("GET", "/spaces/away/search") {
                exchange.grant();
            }
        }),
        answer("spaces.closed", "it looks up a number in another space", "/contacts?phone", |exchange| {
            if exchange.is("GET", "/spaces/away/contacts") && exchange.status == 404 {
                exchange.grant();
            }
        }),
        answer(
            "spaces.closed",
            "it begins a conversation in another space",
            "/spaces/away/conversations",
            |exchange| {
                if exchange.is("POST", "/spaces/away/conversations") {
                    exchange.grant();
                }
            },
        ),
        answer("spaces.closed", "it changes many of another space", "/bulk should be refused", |exchange| {
            if exchange.is("POST", "/spaces/away/conversations/bulk") {
                exchange.grant();
            }
        }),
        answer("spaces.closed", "it changes one of another space among many", "Among many", |exchange| {
            if exchange.is("POST", "/spaces/home/conversations/bulk") {
                exchange.body["results"][0] = json!({ "id": "away-1" });
            }
        }),
        answer(
            "spaces.closed",
            "it lets a position be moved in another space",
            "/read should be refused",
            |exchange| {
                if exchange.is("PUT", "/conversations/away-1/read") {
                    exchange.grant();
                }
            },
        ),
        answer("spaces.closed", "it writes into another space", "/messages should be refused", |exchange| {
            if exchange.is("POST", "/conversations/away-1/messages") {
                exchange.grant();
            }
        }),
        answer("spaces.closed", "it corrects a contact of another space", "/contacts/dora", |exchange| {
            if exchange.is("PATCH", "/contacts/dora") {
                exchange.grant();
            }
        }),
        answer("spaces.closed", "it takes back a message of another space", "/undo should be refused", |exchange| {
            if exchange.is("POST", "/messages/away-message/undo") {
                exchange.grant();
            }
        }),
        answer("spaces.closed", "it refuses, and does it", "was changed by somebody", |exchange| {
            if exchange.is("GET", "/conversations/away-1") {
                add(&mut exchange.body, "/conversation/version", 1);
            }
        }),
        answer("spaces.lists", "a list has a conversation of another space", "of space away", |exchange| {
            put(&mut exchange.body, "/items/0/conversation/space", "away");
        }),
    ]
}
