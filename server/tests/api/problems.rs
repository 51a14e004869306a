//! Bad input: the right problem document, nothing stored, server up.

use reqwest::Method;
use serde_json::json;

use crate::support::{Answer, TestApp, fixture, now_s, provider};

#[tokio::test]
async fn every_bad_request_gets_its_problem_and_changes_nothing() {
    let app = TestApp::start().await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let ada = app.agent("ada").await;
    let before = ada.get(&format!("/conversations/{conversation}/timeline")).await.raw;

    let messages = format!("/conversations/{conversation}/messages");
    let read = format!("/conversations/{conversation}/read");
    let one = format!("/conversations/{conversation}");
    let good = json!({ "client_id": "c", "kind": "message", "text": "hi" });
    let with = |field: &str, value: serde_json::Value| {
        let mut body = good.clone();
        body[field] = value;
        body.to_string()
    };
    let long = "x".repeat(1_531);
    let huge = format!("{{\"text\":\"{}\"}}", "x".repeat(70_000));
    let cases: Vec<(Method, &str, String, u16, &str)> = vec![
        (Method::POST, &messages, "{".into(), 400, "malformed"),
        (Method::POST, &messages, String::new(), 400, "malformed"),
        (Method::POST, &messages, format!("{good} x"), 400, "malformed"),
        (
            Method::POST,
            &messages,
            "{\"client_id\":\"c\",\"kind\":\"message\",\"text\":\"\\ud800\"}".into(),
            400,
            "malformed",
        ),
        (Method::POST, &messages, "[]".into(), 422, "invalid"),
        (Method::POST, &messages, "{}".into(), 422, "invalid"),
        (Method::POST, &messages, with("text", json!(5)), 422, "invalid"),
        (Method::POST, &messages, with("text", json!(" \n\t\u{0} ")), 422, "invalid"),
        (Method::POST, &messages, with("text", json!(long)), 422, "invalid"),
        (Method::POST, &messages, with("kind", json!("shout")), 422, "invalid"),
        (Method::POST, &messages, with("author", json!("bo")), 422, "invalid"),
        (Method::POST, &messages, with("client_id", json!("")), 422, "invalid"),
        (Method::POST, &messages, with("client_id", json!("x".repeat(101))), 422, "invalid"),
        (Method::POST, &messages, with("undo_window_s", json!(7)), 422, "invalid"),
        (Method::POST, &messages, with("undo_window_s", json!(-5)), 422, "invalid"),
        (Method::POST, &messages, huge, 413, "too-large"),
        (Method::PUT, &read, "{\"position\":-1}".into(), 422, "invalid"),
        (Method::PUT, &read, "{\"position\":\"one\"}".into(), 422, "invalid"),
        (Method::PATCH, &one, "{\"status\":\"lost\"}".into(), 422, "invalid"),
        (Method::PATCH, &one, "{\"version\":9}".into(), 422, "invalid"),
        (Method::PATCH, &one, "{\"status\":\"new\"}".into(), 200, ""),
        (Method::POST, "/conversations/none/messages", good.to_string(), 404, "not-found"),
        (Method::POST, "/messages/none/undo", String::new(), 404, "not-found"),
        (Method::POST, "/messages/none/retry", String::new(), 404, "not-found"),
        (Method::DELETE, &one, String::new(), 405, "wrong-method"),
        (Method::POST, "/nothing/here", String::new(), 404, "not-found"),
    ];
    for (method, path, body, status, kind) in cases {
        let answer = ada.write(method.clone(), path, None, &body).await;
        if kind.is_empty() {
            assert_eq!(answer.status, status);
        } else {
            answer.is_problem(status, kind);
        }
    }
    // The field is named.
    let named = ada.write(Method::POST, &messages, None, &with("kind", json!("shout"))).await;
    assert_eq!(named.body["errors"][0]["field"], "kind");

    let typed = |content_type: &'static str, body: Vec<u8>| {
        Answer::of(ada.request(Method::POST, &messages).header("content-type", content_type).body(body))
    };
    typed("text/plain", good.to_string().into()).await.is_problem(415, "unsupported-media-type");
    typed("application/x-www-form-urlencoded", b"text=hi".to_vec()).await.is_problem(415, "unsupported-media-type");
    typed("application/json", b"{\"text\":\"\xff\xfe\"}".to_vec()).await.is_problem(400, "malformed");
    let key = ada.write(Method::POST, &messages, Some(&"k".repeat(201)), &good.to_string()).await;
    key.is_problem(422, "invalid");
    let no_type = Answer::of(ada.request(Method::POST, &messages).body(good.to_string())).await;
    no_type.is_problem(415, "unsupported-media-type");

    for query in [
        "view=none",
        "tab=none",
        "unread=maybe",
        "cursor=x",
        "cursor=%ff",
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=x",
        "colour=red",
        "view=all&view=open",
        "cursor=bm9wZQ",
        "sort=up",
        "priority=higher",
        "offset=-1",
        // A place of another order; a place and a number.
        "sort=oldest&cursor=bmV3ZXN0IDAgMCBh",
        "offset=1&cursor=bmV3ZXN0IDAgMCBh",
    ] {
        ada.get(&format!("/spaces/home/conversations?{query}")).await.is_problem(422, "invalid");
    }
    for query in ["before=x", "limit=1000", "before=1&after=2", "around=-1", "page=1"] {
        ada.get(&format!("/conversations/{conversation}/timeline?{query}")).await.is_problem(422, "invalid");
    }
    for query in ["", "after=x", "after=-1", "after=99999999999999999999", "after=1&x=1"] {
        ada.get(&format!("/spaces/home/events?{query}")).await.is_problem(422, "invalid");
    }
    ada.get("/conversations/%ff").await.is_problem(400, "malformed");
    ada.get("/live").await.is_problem(426, "upgrade-required");
    Answer::of(app.http.get(format!("http://{}/api/v2/x", app.address))).await.is_problem(404, "not-found");
    Answer::of(app.http.get(format!("http://{}/api", app.address))).await.is_problem(404, "not-found");
    Answer::of(app.http.post(format!("http://{}/healthz", app.address))).await.is_problem(405, "wrong-method");

    assert_eq!(ada.get(&format!("/conversations/{conversation}/timeline")).await.raw, before);
    assert_eq!(ada.events("home", 0).await.seq, 1);
    assert_eq!(Answer::of(app.http.get(format!("http://{}/healthz", app.address))).await.status, 200);
}

#[tokio::test]
async fn bad_hooks_get_one_answer_and_change_nothing() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    let body = json!({ "id": "m1", "from": { "address": "+15550111" }, "text": "hi" }).to_string();
    let sign = |secret: &str, at: i64| (at.to_string(), provider::sign(secret, &at.to_string(), body.as_bytes()));
    let path = "/hooks/hook-sms/messages";

    let (at, signature) = sign("another secret", now_s());
    let wrong = app.signed(path, &body, &at, &signature).await;
    wrong.is_problem(401, "bad-signature");
    let (old, signature) = sign(fixture::SECRET, now_s() - 301);
    let (ahead, early) = sign(fixture::SECRET, now_s() + 400);
    let (now, fits) = sign(fixture::SECRET, now_s());
    for (path, at, signature) in [
        (path, old.as_str(), signature.as_str()),
        (path, &ahead, &early),
        (path, "", ""),
        (path, &now, ""),
        (path, &now, "v1="),
        (path, &now, "v0=00"),
        (path, "soon", &fits),
        ("/hooks/none/messages", &now, &fits),
        ("/hooks/sim/messages", &now, &fits),
        ("/hooks/none/statuses", &now, &fits),
    ] {
        let answer = app.signed(path, &body, at, signature).await;
        assert_eq!((answer.status, &answer.raw), (401, &wrong.raw), "{path} {at} {signature}");
    }
    // A signature fits one body only.
    let other = body.replace("hi", "ho");
    app.signed(path, &other, &now, &fits).await.is_problem(401, "bad-signature");

    for (body, status, kind) in [
        ("{".to_owned(), 400, "malformed"),
        ("{}".into(), 422, "invalid"),
        (json!({ "id": "", "from": { "address": "+1" }, "text": "hi" }).to_string(), 422, "invalid"),
        (json!({ "id": "x".repeat(201), "from": { "address": "+1" }, "text": "hi" }).to_string(), 422, "invalid"),
        (json!({ "id": "1", "from": { "address": "" }, "text": "hi" }).to_string(), 422, "invalid"),
        (json!({ "id": "1", "from": { "address": "x".repeat(321) }, "text": "hi" }).to_string(), 422, "invalid"),
        (json!({ "id": "1", "from": { "address": "+1" }, "text": " " }).to_string(), 422, "invalid"),
        (json!({ "id": "1", "from": { "address": "+1" }, "text": "x".repeat(20_001) }).to_string(), 422, "invalid"),
        (json!({ "id": "1", "from": { "address": "+1" }, "text": "hi", "at": "now" }).to_string(), 422, "invalid"),
        (json!({ "id": "1", "from": { "address": "+1" }, "text": "hi", "space": "away" }).to_string(), 422, "invalid"),
        ("x".repeat(70_000), 413, "too-large"),
    ] {
        app.hook(path, &body).await.is_problem(status, kind);
    }
    for (body, status, kind) in [
        (json!({ "id": "none", "state": "sent" }).to_string(), 404, "not-found"),
        (json!({ "id": "away-message", "state": "sent" }).to_string(), 404, "not-found"),
        (json!({ "id": "x", "state": "held" }).to_string(), 422, "invalid"),
    ] {
        app.hook("/hooks/hook-sms/statuses", &body).await.is_problem(status, kind);
    }
    assert_eq!(ada.events("home", 0).await.seq, 0);
}
