//! Changing status and read positions, with versions and the workflow's rules.

use reqwest::Method;
use serde_json::json;
use switchboard_api::{Change, EntryBody, TimelineEvent};

use crate::support::socket::entries;
use crate::support::{Answer, TestApp};

#[tokio::test]
async fn status_changes_along_the_workflow() {
    let app = TestApp::start().await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let al = app.agent("al").await;
    let mut socket = al.listen("home", 1).await;
    let row = al.patch(&conversation, json!({ "status": "resolved" })).await.ok();
    assert_eq!(row["row"]["conversation"]["status"], "resolved");
    assert!(row["row"]["conversation"]["waiting_since"].is_null());
    let event = socket.event().await;
    assert!(matches!(&entries(&event)[0].body, EntryBody::Event { event: TimelineEvent::StatusChanged { .. } }));
    // Nothing to change: no event.
    al.patch(&conversation, json!({ "status": "resolved" })).await.ok();
    al.patch(&conversation, json!({})).await.ok();
    assert_eq!(al.events("home", 0).await.seq, 2);
    let refused = al.patch(&conversation, json!({ "status": "new" })).await;
    refused.is_problem(409, "forbidden-transition");
    assert!(refused.body["detail"].as_str().unwrap().contains("open, pending, closed"), "{}", refused.body);
    al.patch(&conversation, json!({ "status": "snoozed" })).await.is_problem(409, "forbidden-transition");
}

#[tokio::test]
async fn a_stale_version_loses_and_sees_the_winner() {
    let app = TestApp::start().await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let (al, ada) = (app.agent("al").await, app.agent("ada").await);
    let patch = async |agent: &crate::support::Agent, version: &str, status: &str| {
        let request = agent
            .request(Method::PATCH, &format!("/conversations/{conversation}"))
            .header("content-type", "application/json")
            .header("if-match", version)
            .body(json!({ "status": status }).to_string());
        Answer::of(request).await
    };
    patch(&al, "\"1\"", "open").await.ok();
    let stale = patch(&ada, "1", "closed").await;
    stale.is_problem(412, "stale");
    assert_eq!(stale.body["row"]["conversation"]["status"], "open");
    assert_eq!(stale.body["row"]["conversation"]["version"], 2);
    patch(&ada, "*", "closed").await.ok();
    patch(&ada, "one", "open").await.is_problem(422, "invalid");
}

#[tokio::test]
async fn read_positions_are_everyones_own() {
    let app = TestApp::start().await;
    let conversation = app.customer("+15550111", "m1", "one").await;
    app.customer("+15550111", "m2", "two").await;
    let (al, ada) = (app.agent("al").await, app.agent("ada").await);
    let (mut mine, mut theirs) = (al.listen("home", 2).await, ada.listen("home", 2).await);
    mine.until_ready().await;
    theirs.until_ready().await;
    assert_eq!(al.read(&conversation, 1).await.ok()["read"], json!({ "position": 1, "inbound": 1 }));
    assert_eq!(al.read(&conversation, 99).await.ok()["read"], json!({ "position": 2, "inbound": 2 }));
    assert_eq!(al.read(&conversation, 2).await.ok()["read"], json!({ "position": 2, "inbound": 2 }));
    assert_eq!(al.read(&conversation, 0).await.ok()["read"], json!({ "position": 0, "inbound": 0 }));
    for inbound in [1, 2, 0] {
        let event = mine.event().await;
        assert!(matches!(event.change, Change::ReadMoved { read, .. } if read.inbound == inbound));
    }
    app.customer("+15550111", "m3", "three").await;
    let event = theirs.event().await;
    assert_eq!((event.seq, event.prev), (6, 2), "nobody is told what others read");
    assert_eq!(al.get("/spaces/home/conversations?unread=true").await.ok()["total"], 1);
    al.read(&conversation, 3).await.ok();
    assert_eq!(al.get("/spaces/home/conversations?unread=true").await.ok()["total"], 0);
    assert_eq!(ada.get("/spaces/home/conversations?unread=true").await.ok()["total"], 2, "and the one of sales");
}
