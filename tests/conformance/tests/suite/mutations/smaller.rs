//! Servers that offer less than the reference server does, and break no rule by it: what they lack is skipped.

use serde_json::json;

use super::{Mutation, answer, list, put};
use crate::proxy::Exchange;

/// All of them.
pub fn servers() -> [Mutation; 2] {
    [
        answer("", "it holds no messages back", "", |exchange| {
            put(&mut exchange.body, "/capabilities/undo", false);
            if exchange.is("POST", "/undo") {
                lack(exchange);
            }
        }),
        answer("", "it has the required requests only", "", |exchange| {
            put(&mut exchange.body, "/capabilities", json!({}));
            list(&mut exchange.body, "/sender_profiles").clear();
            let first = exchange.is("POST", "/conversations");
            let contacts = exchange.path.contains("/contacts");
            if first || contacts || exchange.is("POST", "/undo") || exchange.is("GET", "/search") {
                lack(exchange);
            }
        }),
    ]
}

/// Answers as if there were no such request; what the server refuses with 404 is told so already.
fn lack(exchange: &mut Exchange<'_>) {
    if exchange.status != 404 {
        (exchange.status, exchange.body) = (405, json!({ "type": "/problems/wrong-method", "status": 405 }));
    }
}
