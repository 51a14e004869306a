//! Broken changes of conversations, one at a time and many at once.

use serde_json::{Value, json};

use super::{Mutation, add, answer, list, put};

pub fn mutations() -> Vec<Mutation> {
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
            let read = exchange.method == "GET" && exchange.body.get("conversation").is_some();
            if read && exchange.times("read") == 2 {
                exchange.body["conversation"]["priority"] = "medium".into();
            }
        }),
    ]
}
