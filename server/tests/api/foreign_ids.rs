//! Ids of elsewhere in queries, bodies, versions and keys: they answer like ids that nobody has. Those in paths are in `matrix`.

use reqwest::Method;
use serde_json::{Value, json};

use crate::matrix::prepared;
use crate::support::Answer;

/// Requests with an id somewhere else than in the path.
const WITH_IDS: &[(&str, &str, &str, [&str; 2])] = &[
    ("GET", "/session?space={}", "", ["away", "none"]),
    ("GET", "/spaces/home/conversations?team={}", "", ["away", "none"]),
    ("GET", "/spaces/home/contacts?phone=%2B447700900199&sender_profile={}", "", ["foreign", "none"]),
    ("GET", "/spaces/home/search?q=secret+tag:{}", "", ["tag-away", "none"]),
    ("GET", "/spaces/home/search?q=secret+channel:{}", "", ["hook-away", "none"]),
    ("GET", "/spaces/home/search?q=secret+from:{}", "", ["zed", "none"]),
    ("GET", "/spaces/home/audit?actor={}", "", ["zed", "none"]),
    ("PATCH", "/spaces/home/members/{}", r#"{"role":"none"}"#, ["zed", "none"]),
    ("PATCH", "/conversations/sales-only", r#"{"assign":["{}"]}"#, ["zed", "none"]),
    ("PATCH", "/conversations/sales-only", r#"{"assign_teams":["{}"]}"#, ["team-away", "none"]),
    ("PATCH", "/conversations/sales-only", r#"{"add_tags":["{}"]}"#, ["tag-away", "none"]),
    ("PATCH", "/conversations/sales-only", r#"{"unassign":["{}"],"unassign_teams":["{}"]}"#, ["zed", "none"]),
    (
        "POST",
        "/spaces/home/conversations",
        r#"{"client_id":"w1","sender_profile":"{}","to":"+447700900199","text":"hi"}"#,
        ["foreign", "none"],
    ),
    (
        "POST",
        "/spaces/home/conversations",
        r#"{"client_id":"w2","sender_profile":"plain","team":"{}","to":"+447700900199","text":"hi"}"#,
        ["team-away", "none"],
    ),
];

#[tokio::test]
async fn foreign_ids_in_queries_and_bodies_answer_like_unknown_ones() {
    let mut app = prepared().await;
    app.end().await;
    app.sql(
        "INSERT INTO teams (id, space, name, place) VALUES ('team-away', 'away', 'Away', 9);
         INSERT INTO tags (id, space, name, color, place) VALUES ('tag-away', 'away', 'Away', 'red', 9);",
    );
    let app = app.restart().await;
    let ada = app.agent("ada").await;
    for (method, path, body, ids) in WITH_IDS {
        let mut answers = Vec::new();
        for id in ids {
            let (path, body) = (path.replace("{}", id), body.replace("{}", id));
            let answer = ada.write(method.parse().unwrap(), &path, None, &body).await;
            assert!(answer.status < 500, "{method} {path}: {}", answer.body);
            let text = String::from_utf8(answer.raw).unwrap();
            assert!(!text.contains("Away") && !text.contains("zed Person"), "{method} {path}: {text}");
            // Only what was sent itself may be repeated.
            answers.push((answer.status, text.replace(id, "{}")));
        }
        assert_eq!(answers[0], answers[1], "{method} {path} {body}");
    }
    // Of many at once each is refused on its own, and alike.
    let body = json!({ "ids": ["away-1", "none"], "patch": { "priority": "high" } }).to_string();
    let answer = ada.write(Method::POST, "/spaces/home/conversations/bulk", None, &body).await.ok();
    let problems: Vec<&Value> = answer["results"].as_array().unwrap().iter().map(|one| &one["problem"]).collect();
    assert_eq!(problems[0]["status"], 404);
    assert_eq!(problems[0], problems[1]);
}

#[tokio::test]
async fn a_version_or_a_key_of_elsewhere_opens_nothing() {
    let app = prepared().await;
    let (al, bo) = (app.agent("al").await, app.agent("bo").await);
    let note = json!({ "client_id": "k1", "kind": "note", "text": "for sales" }).to_string();
    let path = "/conversations/sales-only/messages";
    assert_eq!(bo.write(Method::POST, path, Some("key-1"), &note).await.status, 200);
    al.write(Method::POST, path, Some("key-1"), &note).await.is_problem(404, "not-found");
    for version in ["1", "2", "99", "*"] {
        let request = al.request(Method::PATCH, "/conversations/sales-only").header("if-match", version);
        let answer =
            Answer::of(request.header("content-type", "application/json").body("{\"priority\":\"low\"}")).await;
        answer.is_problem(404, "not-found");
    }
}
