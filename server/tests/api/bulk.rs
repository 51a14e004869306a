//! One change of many conversations: a result for each, whatever becomes of the others.

use reqwest::Method;
use serde_json::{Value, json};
use switchboard_api::{BulkAnswer, Change};

use crate::support::{Agent, Answer, TestApp};

async fn bulk(agent: &Agent, key: Option<&str>, body: &Value) -> Answer {
    agent.write(Method::POST, "/spaces/home/conversations/bulk", key, &body.to_string()).await
}

/// The ids of some conversations that everybody may see.
async fn several(app: &TestApp, count: usize) -> Vec<String> {
    let mut ids = Vec::new();
    for number in 0..count {
        ids.push(app.customer(&format!("+155509{number:02}"), &format!("m{number}"), "hello").await);
    }
    ids
}

#[tokio::test]
async fn each_is_changed_or_refused_on_its_own() {
    let app = TestApp::start().await;
    let al = app.agent("al").await;
    let mut ids = several(&app, 3).await;
    // The second is closed and never becomes new again; the rest are not there, or not for support.
    al.patch(&ids[1], json!({ "status": "closed" })).await.ok();
    ids.extend(["sales-only", "away-1", "none"].map(str::to_owned));
    let seq = al.events("home", 0).await.seq;
    let answer = bulk(&al, None, &json!({ "ids": ids, "patch": { "status": "new", "create_tags": ["Wave"] } })).await;
    let answer: BulkAnswer = serde_json::from_value(answer.ok()).unwrap();
    assert_eq!(answer.results.iter().map(|result| result.id.as_str()).collect::<Vec<_>>(), ids);
    let kinds: Vec<_> = answer
        .results
        .iter()
        .map(|result| match (&result.ok, &result.problem) {
            (Some(ok), None) => ok.row.conversation.status.as_str().to_owned(),
            (None, Some(problem)) => format!("{} {}", problem.status, problem.kind),
            _ => panic!("{result:?}"),
        })
        .collect();
    let missing = "404 /problems/not-found";
    assert_eq!(kinds, ["new", "409 /problems/forbidden-transition", "new", missing, missing, missing]);
    let hidden: Vec<_> = answer.results[3..].iter().map(|result| &result.problem).collect();
    assert!(hidden.windows(2).all(|pair| pair[0] == pair[1]), "they answer alike");
    assert!(answer.results[1].problem.as_ref().unwrap().detail.starts_with("A conversation that is closed can only"));
    // The refused one has no tag either, and the tag was made once.
    let row = al.get(&format!("/conversations/{}", ids[1])).await.ok();
    assert_eq!(row["conversation"]["tags"], json!([]));
    assert_eq!(al.session().await.tags.len(), 1);
    let told = al.events("home", seq).await.events;
    let changed: Vec<_> = told
        .iter()
        .filter_map(|event| match &event.change {
            Change::ConversationChanged { conversation, .. } => Some(conversation.id.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(changed, [ids[0].as_str(), ids[2].as_str()]);
}

#[tokio::test]
async fn another_space_of_the_caller_is_another_space() {
    let mut app = TestApp::start().await;
    app.end().await;
    app.sql("INSERT INTO members (space, agent, role, place) VALUES ('away', 'al', 'agent', 9)");
    let app = app.restart().await;
    let al = app.agent("al").await;
    al.get("/conversations/away-1").await.ok();
    let answer = bulk(&al, None, &json!({ "ids": ["away-1"], "patch": { "priority": "high" } })).await.ok();
    assert_eq!(answer["results"][0]["problem"]["status"], 404);
    let there = json!({ "ids": ["away-1"], "patch": { "priority": "high" } }).to_string();
    let answer = al.write(Method::POST, "/spaces/away/conversations/bulk", None, &there).await.ok();
    assert_eq!(answer["results"][0]["ok"]["row"]["conversation"]["priority"], "high");
}

#[tokio::test]
async fn under_a_key_each_is_done_once() {
    let app = TestApp::start().await;
    let al = app.agent("al").await;
    let ids = several(&app, 2).await;
    let body = json!({ "ids": ids, "patch": { "assign": ["al"] } });
    let first = bulk(&al, Some("key"), &body).await;
    assert_eq!(first.status, 200);
    // What somebody did meanwhile is not done again.
    app.agent("ada").await.patch(&ids[0], json!({ "unassign": ["al"] })).await.ok();
    let second = bulk(&al, Some("key"), &body).await;
    assert_eq!((second.status, second.raw), (200, first.raw));
    let row = al.get(&format!("/conversations/{}", ids[0])).await.ok();
    assert_eq!(row["conversation"]["assignees"], json!([]));
    let other = json!({ "ids": ids, "patch": { "assign": ["bo"] } });
    let reused = bulk(&al, Some("key"), &other).await.ok();
    assert_eq!(reused["results"][1]["problem"]["type"], "/problems/key-reused");
}

#[tokio::test]
async fn a_request_that_fits_nobody_is_refused_whole() {
    let app = TestApp::start().await;
    let al = app.agent("al").await;
    let id = several(&app, 1).await.remove(0);
    let patch = json!({ "priority": "high" });
    let ids = |count: usize| (0..count).map(|number| format!("none-{number}")).collect::<Vec<_>>();
    for (body, field) in [
        (json!({ "ids": [], "patch": patch }), "ids"),
        (json!({ "ids": ids(101), "patch": patch }), "ids"),
        (json!({ "ids": [id, id], "patch": patch }), "ids"),
        (json!({ "ids": [id], "patch": { "status": 5 } }), "patch.status"),
        (json!({ "ids": [id], "patch": { "version": 5 } }), "patch.version"),
        (json!({ "ids": [id] }), "body"),
    ] {
        let answer = bulk(&al, None, &body).await;
        answer.is_problem(422, "invalid");
        assert_eq!(answer.body["errors"][0]["field"], field, "{body}");
    }
    assert_eq!(bulk(&al, None, &json!({ "ids": ids(100), "patch": patch })).await.ok()["results"][99]["id"], "none-99");
    let body = json!({ "ids": [id], "patch": patch }).to_string();
    for space in ["away", "none"] {
        let path = format!("/spaces/{space}/conversations/bulk");
        al.write(Method::POST, &path, None, &body).await.is_problem(404, "not-found");
    }
    app.agent("eve")
        .await
        .write(Method::POST, "/spaces/home/conversations/bulk", None, &body)
        .await
        .is_problem(404, "not-found");
}
