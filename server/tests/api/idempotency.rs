//! Writing once: keys and client ids, repeated, in parallel, across restarts and between people.

use reqwest::Method;
use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn a_key_gives_one_message_and_the_same_bytes() {
    let app = TestApp::start().await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let al = app.agent("al").await;
    let path = format!("/conversations/{conversation}/messages");
    let body = json!({ "client_id": "c1", "kind": "message", "text": "once", "undo_window_s": 30 }).to_string();
    let first = al.write(Method::POST, &path, Some("key"), &body).await;
    assert_eq!(first.status, 200);
    let second = al.write(Method::POST, &path, Some("key"), &body).await;
    assert_eq!((second.status, &second.raw), (200, &first.raw));
    let app = app.restart().await;
    let al = al.at(&app);
    let third = al.write(Method::POST, &path, Some("key"), &body).await;
    assert_eq!((third.status, &third.raw), (200, &first.raw));

    // Another body, or another target, under the same key is a mistake.
    let other = body.replace("once", "twice");
    al.write(Method::POST, &path, Some("key"), &other).await.is_problem(422, "key-reused");
    let elsewhere = "/conversations/simulated/messages";
    al.write(Method::POST, elsewhere, Some("key"), &body).await.is_problem(422, "key-reused");

    // Another key or none, but the same client id: the same message; another text is a mistake.
    let id = first.body["entry"]["id"].as_str().unwrap();
    assert_eq!(al.write(Method::POST, &path, Some("other"), &body).await.ok()["entry"]["id"], id);
    assert_eq!(al.write(Method::POST, &path, None, &body).await.ok()["entry"]["id"], id);
    al.write(Method::POST, &path, None, &other).await.is_problem(422, "client-id-reused");
    al.write(Method::POST, elsewhere, None, &body).await.is_problem(422, "client-id-reused");

    // Another person's keys and client ids are their own.
    let ada = app.agent("ada").await;
    let theirs = ada.write(Method::POST, &path, Some("key"), &body).await;
    assert_eq!(theirs.status, 200);
    assert_ne!(theirs.body["entry"]["id"], id);
    let timeline = al.timeline(&conversation).await;
    assert_eq!(timeline.entries.iter().filter(|entry| entry.client_id().is_some()).count(), 2);
}

#[tokio::test]
async fn of_parallel_repetitions_one_is_done() {
    let app = TestApp::start().await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let al = app.agent("al").await;
    let path = format!("/conversations/{conversation}/messages");
    for round in 0..10 {
        let body = json!({ "client_id": format!("c{round}"), "kind": "note", "text": "once" }).to_string();
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let (al, path, body) = (al.clone(), path.clone(), body.clone());
                tokio::spawn(async move { al.write(Method::POST, &path, Some(&format!("k{round}")), &body).await })
            })
            .collect();
        let mut answers = Vec::new();
        for task in tasks {
            let answer = task.await.unwrap();
            assert_eq!(answer.status, 200);
            answers.push(answer.raw);
        }
        answers.dedup();
        assert_eq!(answers.len(), 1);
    }
    assert_eq!(al.timeline(&conversation).await.entries.len(), 11);
}

#[tokio::test]
async fn undo_with_a_key_gives_the_text_again() {
    let app = TestApp::start_with(|config| config.undo_second_ms = 10_000).await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let al = app.agent("al").await;
    let sent = al.send(&conversation, "c1", "words", 30).await.ok();
    let path = format!("/messages/{}/undo", sent["entry"]["id"].as_str().unwrap());
    let first = al.write(Method::POST, &path, Some("undo"), "").await;
    assert_eq!(first.body["text"], "words");
    let second = al.write(Method::POST, &path, Some("undo"), "").await;
    assert_eq!((second.status, second.raw), (200, first.raw));
}
