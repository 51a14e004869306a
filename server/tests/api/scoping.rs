//! What belongs to others: spaces, teams and people answer like what does not exist, on every route.

use reqwest::Method;
use serde_json::json;
use switchboard_api::{Change, LiveEvent};

use crate::support::TestApp;

#[tokio::test]
async fn what_belongs_to_others_does_not_exist() {
    let app = TestApp::start().await;
    let al = app.agent("al").await;
    let send = json!({ "client_id": "c", "kind": "note", "text": "hi" }).to_string();
    let routes = [
        (Method::GET, "", ""),
        (Method::GET, "/timeline", ""),
        (Method::POST, "/messages", &send),
        (Method::PATCH, "", "{\"status\":\"open\"}"),
        (Method::PUT, "/read", "{\"position\":1}"),
    ];
    for (method, tail, body) in &routes {
        let path = |id: &str| format!("/conversations/{id}{tail}");
        let missing = al.write(method.clone(), &path("none"), None, body).await;
        missing.is_problem(404, "not-found");
        // In another space, and in this one but of another team.
        for id in ["away-1", "sales-only"] {
            let hidden = al.write(method.clone(), &path(id), None, body).await;
            assert_eq!((hidden.status, hidden.raw), (404, missing.raw.clone()), "{method} {}", path(id));
        }
    }
    for action in ["undo", "retry"] {
        let missing = al.write(Method::POST, &format!("/messages/none/{action}"), None, "").await;
        for id in ["away-message", "sales-message"] {
            let hidden = al.write(Method::POST, &format!("/messages/{id}/{action}"), None, "").await;
            assert_eq!((hidden.status, hidden.raw), (404, missing.raw.clone()));
        }
    }
    for path in ["/spaces/{}/conversations", "/spaces/{}/events?after=0", "/session?space={}"] {
        let missing = al.get(&path.replace("{}", "none")).await;
        missing.is_problem(404, "not-found");
        assert_eq!(al.get(&path.replace("{}", "away")).await.raw, missing.raw);
    }
    app.agent("eve").await.get("/spaces/home/conversations").await.is_problem(404, "not-found");
    for space in ["away", "none"] {
        assert_eq!(al.listen(space, 0).await.closed_with().await, Some(4003));
    }
    assert_eq!(app.agent("eve").await.listen("home", 0).await.closed_with().await, Some(4003));

    // Those who may see it do.
    for name in ["ada", "mo", "bo"] {
        let agent = app.agent(name).await;
        agent.get("/conversations/sales-only").await.ok();
        assert_eq!(agent.get("/spaces/home/conversations?team=sales").await.ok()["total"], 1, "{name}");
    }
    assert_eq!(al.get("/spaces/home/conversations?team=sales").await.ok()["total"], 0);
    // A cursor, a team or a key of elsewhere opens nothing.
    assert_eq!(al.get("/spaces/home/conversations?team=away").await.ok()["total"], 0);
}

#[tokio::test]
async fn events_of_hidden_conversations_are_not_told() {
    let app = TestApp::start().await;
    let (al, bo) = (app.agent("al").await, app.agent("bo").await);
    let mut deaf = al.listen("home", 0).await;
    deaf.until_ready().await;
    let open = app.customer("+15550111", "m1", "hello").await;
    bo.note("sales-only", "n1", "for sales").await.ok();
    bo.note(&open, "n2", "for all").await.ok();
    let (first, second) = (deaf.event().await, deaf.event().await);
    // The hidden one is skipped, and the chain of numbers says that nothing is missing.
    assert_eq!((first.seq, first.prev, second.seq, second.prev), (1, 0, 3, 1));
    let page = al.events("home", 0).await;
    assert_eq!(page.events, [first, second]);
    assert_eq!(page.seq, 3);
    // A mention makes it visible.
    bo.note("sales-only", "n3", "look, @al Person").await.ok();
    assert_eq!(deaf.event().await.seq, 4);
    al.get("/conversations/sales-only").await.ok();
}

#[tokio::test]
async fn what_is_hidden_by_now_is_not_told_of_before() {
    let app = TestApp::start().await;
    let (al, ada) = (app.agent("al").await, app.agent("ada").await);
    let moved = app.customer("+15550111", "m1", "a legal matter").await;
    let stays = app.customer("+15550122", "m2", "hello").await;
    let before = al.events("home", 0).await;
    assert_eq!(before.events.len(), 2);
    ada.patch(&moved, json!({ "assign_teams": ["sales"] })).await.ok();
    // Who was there is told that it is hidden; who comes back to the log does not get to read it.
    let after = al.events("home", before.seq).await;
    assert!(matches!(&after.events[0].change, Change::ConversationHidden { id } if id.as_str() == moved));
    let told = |events: &[LiveEvent]| -> Vec<_> {
        let name = |event: &LiveEvent| match &event.change {
            Change::ConversationChanged { conversation, .. } => format!("{} {}", event.seq, conversation.id),
            Change::ConversationHidden { .. } => format!("{} hidden", event.seq),
            other => format!("{} {other:?}", event.seq),
        };
        events.iter().map(name).collect()
    };
    let expected = [format!("2 {stays}"), "3 hidden".to_owned()];
    let polled = al.events("home", 0).await.events;
    assert_eq!(told(&polled), expected);
    let (replayed, _) = al.listen("home", 0).await.until_ready().await;
    assert_eq!(replayed, polled);
    assert_eq!(replayed.iter().map(|event| event.prev).collect::<Vec<_>>(), [0, 2]);
    // Whoever may see it gets all of it.
    let bo = app.agent("bo").await;
    assert_eq!(told(&bo.events("home", 0).await.events).len(), 3);
}
