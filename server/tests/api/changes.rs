//! Owners, tags and priority: what comes and goes, what everybody is told, and what is refused.

use reqwest::Method;
use serde_json::{Value, json};
use switchboard_api::Change;

use crate::support::{Agent, TestApp};

/// What the timeline says happened, oldest first.
async fn events(agent: &Agent, conversation: &str) -> Vec<Value> {
    let timeline = agent.get(&format!("/conversations/{conversation}/timeline?limit=200")).await.ok();
    let entries = timeline["entries"].as_array().unwrap().clone();
    entries
        .into_iter()
        .map(|entry| entry["body"].clone())
        .filter(|body| body["kind"] == "event")
        .map(|body| body["event"].clone())
        .collect()
}

#[tokio::test]
async fn owners_come_and_go_and_the_timeline_says_so() {
    let app = TestApp::start().await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let al = app.agent("al").await;
    let row = al.patch(&conversation, json!({ "assign": ["al", "bo", "al"], "assign_teams": ["support"] })).await.ok();
    assert_eq!(row["row"]["conversation"]["assignees"], json!(["al", "bo"]));
    assert_eq!(row["row"]["conversation"]["teams"], json!(["support"]));
    let row = al.patch(&conversation, json!({ "unassign": ["al", "mo"], "assign": ["bo"] })).await.ok();
    assert_eq!(row["row"]["conversation"]["assignees"], json!(["bo"]));
    let version = row["row"]["conversation"]["version"].clone();
    let row = al.patch(&conversation, json!({ "unassign": ["al"], "remove_tags": ["none"] })).await.ok();
    assert_eq!(row["row"]["conversation"]["version"], version, "what is so already changes nothing");
    let said = events(&al, &conversation).await;
    let said: Vec<_> = said.iter().map(|event| event["event"].as_str().unwrap()).collect();
    assert_eq!(said, ["agent_assigned", "agent_assigned", "team_assigned", "agent_unassigned"]);
    assert_eq!(al.get("/spaces/home/conversations?view=assigned&tab=all").await.ok()["total"], 0);
    assert_eq!(app.agent("bo").await.get("/spaces/home/conversations?view=assigned&tab=all").await.ok()["total"], 1);
}

#[tokio::test]
async fn two_who_change_owners_at_the_same_time_lose_nothing() {
    let app = TestApp::start().await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let (al, ada) = (app.agent("al").await, app.agent("ada").await);
    let (mine, theirs) = tokio::join!(
        al.patch(&conversation, json!({ "assign": ["al"], "create_tags": ["Refund"] })),
        ada.patch(&conversation, json!({ "assign": ["mo"], "create_tags": ["refund", "Urgent"] })),
    );
    mine.ok();
    theirs.ok();
    let row = al.get(&format!("/conversations/{conversation}")).await.ok();
    let mut owners: Vec<_> = row["conversation"]["assignees"].as_array().unwrap().clone();
    owners.sort_by_key(Value::to_string);
    assert_eq!(owners, [json!("al"), json!("mo")]);
    assert_eq!(row["conversation"]["tags"].as_array().unwrap().len(), 2, "one of a name, whatever its case");
    assert_eq!(al.session().await.tags.len(), 2);
}

#[tokio::test]
async fn a_new_tag_is_everybodys_before_it_is_on_anything() {
    let app = TestApp::start().await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let (al, bo) = (app.agent("al").await, app.agent("bo").await);
    let seq = bo.events("home", 0).await.seq;
    al.patch(&conversation, json!({ "create_tags": ["  Lost \u{202e} parcel "] })).await.ok();
    let told = bo.events("home", seq).await.events;
    let Change::TagsChanged { tags } = &told[0].change else { panic!("{told:?}") };
    assert_eq!(tags.len(), 1);
    assert_eq!(tags, &bo.session().await.tags);
    let Change::ConversationChanged { conversation: record, .. } = &told[1].change else { panic!("{told:?}") };
    assert_eq!(record.tags, [tags[0].id.clone()]);
    let row = al.patch(&conversation, json!({ "remove_tags": [tags[0].id] })).await.ok();
    assert_eq!(row["row"]["conversation"]["tags"], json!([]));
    let again = al.patch(&conversation, json!({ "add_tags": [tags[0].id] })).await.ok();
    assert_eq!(again["row"]["conversation"]["tags"], json!([tags[0].id]));
    let said = events(&al, &conversation).await;
    assert_eq!(said.last().unwrap()["event"], "tag_added");
}

#[tokio::test]
async fn a_priority_is_set_and_taken_away() {
    let app = TestApp::start().await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let al = app.agent("al").await;
    let row = al.patch(&conversation, json!({ "priority": "urgent" })).await.ok();
    assert_eq!(row["row"]["conversation"]["priority"], "urgent");
    let row = al.patch(&conversation, json!({ "assign": ["al"] })).await.ok();
    assert_eq!(row["row"]["conversation"]["priority"], "urgent", "absent is not null");
    let row = al.patch(&conversation, json!({ "priority": null })).await.ok();
    assert!(row["row"]["conversation"]["priority"].is_null());
    let said = events(&al, &conversation).await;
    assert_eq!(said[0], json!({ "event": "priority_changed", "from": null, "to": "urgent" }));
    assert_eq!(said[2], json!({ "event": "priority_changed", "from": "urgent", "to": null }));
}

#[tokio::test]
async fn what_cannot_be_is_refused_whole() {
    let app = TestApp::start().await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let al = app.agent("al").await;
    let names = |n: usize| (0..n).map(|n| format!("tag {n}")).collect::<Vec<_>>();
    for body in [
        // From another space, without a role, or not there at all: all the same.
        json!({ "priority": "high", "assign": ["zed"] }),
        json!({ "priority": "high", "assign": ["eve"] }),
        json!({ "priority": "high", "assign": ["nobody"] }),
        json!({ "priority": "high", "assign_teams": ["strangers"] }),
        json!({ "priority": "high", "add_tags": ["nothing"] }),
        json!({ "priority": "high", "create_tags": ["  "] }),
        json!({ "priority": "high", "create_tags": ["x".repeat(41)] }),
        json!({ "priority": "high", "create_tags": names(31) }),
        json!({ "priority": "extreme" }),
    ] {
        let answer = al.patch(&conversation, body.clone()).await;
        assert!(matches!(answer.status, 400 | 422), "{body}: {answer:?}");
    }
    let row = al.get(&format!("/conversations/{conversation}")).await.ok();
    assert!(row["conversation"]["priority"].is_null());
    assert!(al.session().await.tags.is_empty(), "no tag stays behind from what was refused");
    al.patch("sales-only", json!({ "assign": ["al"] })).await.is_problem(404, "not-found");
    al.patch("away-1", json!({ "priority": "high" })).await.is_problem(404, "not-found");
}

#[tokio::test]
async fn whoever_gives_it_away_no_longer_sees_it() {
    let app = TestApp::start().await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let al = app.agent("al").await;
    let seq = al.events("home", 0).await.seq;
    al.patch(&conversation, json!({ "assign_teams": ["sales"] })).await.ok();
    let told = al.events("home", seq).await.events;
    assert!(matches!(&told[0].change, Change::ConversationHidden { .. }), "{told:?}");
    al.get(&format!("/conversations/{conversation}")).await.is_problem(404, "not-found");
    app.agent("bo").await.get(&format!("/conversations/{conversation}")).await.ok();
}

#[tokio::test]
async fn unread_is_marked_by_count() {
    let app = TestApp::start().await;
    let conversation = app.customer("+15550111", "m1", "one").await;
    app.customer("+15550111", "m2", "two").await;
    let al = app.agent("al").await;
    al.note(&conversation, "n1", "noted").await.ok();
    let path = format!("/conversations/{conversation}/read");
    let mark = async |body: Value| al.write(Method::PUT, &path, None, &body.to_string()).await;
    assert_eq!(mark(json!({ "inbound": 1 })).await.ok()["read"], json!({ "position": 1, "inbound": 1 }));
    assert_eq!(mark(json!({ "inbound": 0 })).await.ok()["read"], json!({ "position": 0, "inbound": 0 }));
    assert_eq!(mark(json!({ "inbound": 9 })).await.ok()["read"], json!({ "position": 3, "inbound": 2 }));
    mark(json!({})).await.is_problem(422, "invalid");
    mark(json!({ "inbound": 1, "position": 1 })).await.is_problem(422, "invalid");
}
