//! Broken lists: their pages, their order, and what they hold.

use super::{Mutation, add, answer, list, put};

pub fn mutations() -> Vec<Mutation> {
    vec![
        answer("lists.pages", "a conversation is on two pages", "on two pages", |exchange| {
            if exchange.path.contains("limit=2&") || exchange.path.ends_with("limit=2") {
                let first = exchange.body["items"][0].clone();
                let first = exchange.memory.entry("first".to_owned()).or_insert(first).clone();
                put(&mut exchange.body, "/items/0", first);
            }
        }),
        answer("lists.pages", "a conversation is on no page", "has other conversations", |exchange| {
            if exchange.path.ends_with("limit=2") {
                list(&mut exchange.body, "/items").remove(0);
            }
        }),
        answer("lists.pages", "the total is not that of the pages", "its pages have", |exchange| {
            add(&mut exchange.body, "/total", 1);
        }),
        answer("lists.order", "two conversations stand in the wrong order", "stands before", |exchange| {
            list(&mut exchange.body, "/items").reverse();
        }),
        answer(
            "lists.cursor",
            "the cursor counts instead of naming a place",
            "the page behind the cursor",
            |exchange| {
                if exchange.path.contains("cursor=") && exchange.times("page") == 2 {
                    put(&mut exchange.body, "/items/0/conversation/id", "another");
                }
            },
        ),
        answer("lists.membership", "a list has what does not belong there", "does not belong there", |exchange| {
            if exchange.path.contains("view=all&tab=closed") {
                exchange.body["items"] = exchange.memory["all"].clone();
            } else if exchange.path.contains("view=all&limit") {
                exchange.memory.insert("all".to_owned(), exchange.body["items"].clone());
            }
        }),
        answer("lists.membership", "a list has not what belongs there", "which belongs there", |exchange| {
            if exchange.path.contains("view=all&tab=active") {
                list(&mut exchange.body, "/items").pop();
            }
        }),
        answer("lists.membership", "a team's list has the others', too", "does not belong there", |exchange| {
            if exchange.path.contains("team=sales") {
                exchange.body["items"] = exchange.memory["all"].clone();
            } else if exchange.path.contains("view=all&limit") {
                exchange.memory.insert("all".to_owned(), exchange.body["items"].clone());
            }
        }),
        answer("lists.limits", "it gives as many as somebody asks for", "should be refused", |exchange| {
            if exchange.path.contains("limit=201") {
                exchange.grant();
            }
        }),
        answer("lists.limits", "it gives one more than was asked for", "has 3 conversations", |exchange| {
            if exchange.path.contains("limit=2") && exchange.status == 200 {
                let items = list(&mut exchange.body, "/items");
                items.extend(items.first().cloned());
            }
        }),
    ]
}
