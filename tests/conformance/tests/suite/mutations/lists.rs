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
        answer("lists.sorts", "every order is the usual one upside down", "stands before", |exchange| {
            if exchange.path.contains("sort=newest") {
                list(&mut exchange.body, "/items").reverse();
            }
        }),
        answer("lists.sorts", "urgent ones are at the end", "With sort=priority", |exchange| {
            if exchange.path.contains("sort=priority") {
                list(&mut exchange.body, "/items").rotate_left(1);
            }
        }),
        answer("lists.sorts", "it takes any order", "should be refused", |exchange| {
            if exchange.path.contains("sort=nonsense") {
                exchange.grant();
            }
        }),
        answer("lists.sorts", "in small pages one is lost", "With sort=waiting the list in pages of two", |exchange| {
            if exchange.path.contains("sort=waiting") && exchange.path.ends_with("limit=2") {
                list(&mut exchange.body, "/items").remove(0);
            }
        }),
        answer("lists.offset", "it skips nothing", "After skipping one the list has", |exchange| {
            if exchange.path.contains("offset=1") {
                let first = exchange.memory["all"][0].clone();
                put(&mut exchange.body, "/items/0", first);
            } else if exchange.path.contains("limit=3") {
                exchange.memory.insert("all".to_owned(), exchange.body["items"].clone());
            }
        }),
        answer("lists.offset", "it does not say where the page is", "the answer says that", |exchange| {
            add(&mut exchange.body, "/offset", 1);
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
            if exchange.path.contains("view=all&tab=closed&unread") {
                exchange.body["items"] = exchange.memory["all"].clone();
            } else if exchange.path.contains("view=all&tab=all&limit=200") {
                exchange.memory.insert("all".to_owned(), exchange.body["items"].clone());
            }
        }),
        answer("lists.membership", "a list has not what belongs there", "which belongs there", |exchange| {
            if exchange.path.contains("view=all&tab=active&unread") {
                list(&mut exchange.body, "/items").pop();
            }
        }),
        answer("lists.membership", "a team's list has the others', too", "does not belong there", |exchange| {
            if exchange.path.contains("team=sales") {
                exchange.body["items"] = exchange.memory["all"].clone();
            } else if exchange.path.contains("view=all&tab=all&limit=200") {
                exchange.memory.insert("all".to_owned(), exchange.body["items"].clone());
            }
        }),
        answer("lists.membership", "a team's list has nothing", "which belongs there", |exchange| {
            if exchange.path.contains("team=support") {
                list(&mut exchange.body, "/items").clear();
            }
        }),
        answer("lists.narrowed", "a tag's list has nothing", "which belongs there", |exchange| {
            if exchange.path.contains("tag=") {
                list(&mut exchange.body, "/items").clear();
            }
        }),
        answer("lists.narrowed", "one with that priority is missing", "which belongs there", |exchange| {
            if exchange.path.contains("priority=high") {
                list(&mut exchange.body, "/items").clear();
            }
        }),
        answer("lists.narrowed", "what nobody owns has what somebody owns", "does not belong there", |exchange| {
            if exchange.path.contains("assignee=none") {
                exchange.body["items"] = exchange.memory["all"].clone();
            } else if exchange.path.contains("view=all&tab=all&limit=200") {
                exchange.memory.insert("all".to_owned(), exchange.body["items"].clone());
            }
        }),
        answer("lists.narrowed", "a channel's list has those of another", "does not belong there", |exchange| {
            if exchange.path.contains("channel=") {
                exchange.body["items"] = exchange.memory["all"].clone();
            } else if exchange.path.contains("view=all&tab=all&limit=200") {
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
