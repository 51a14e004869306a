//! The webhook channel inwards: who wrote, into which conversation, once; and reports about what we sent.

use serde_json::json;

use crate::support::{Provider, TestApp};

#[tokio::test]
async fn a_repeated_message_is_stored_once() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    let first = app.inbound("hook-sms", "+15550111", "m1", " hi\u{0}\r\nyou ").await.ok();
    assert_eq!(first["duplicate"], false);
    for text in ["hi", "another text"] {
        let again = app.inbound("hook-sms", "+15550111", "m1", text).await.ok();
        assert_eq!((&again["duplicate"], &again["message"]), (&json!(true), &first["message"]));
        assert_eq!(again["conversation"], first["conversation"]);
    }
    // The id is the provider's: the same one of another channel is another message.
    let other = app.inbound("hook-chat", "visitor", "m1", "hi").await.ok();
    assert_eq!(other["duplicate"], false);
    let timeline = ada.timeline(first["conversation"].as_str().unwrap()).await;
    assert_eq!(timeline.entries.len(), 1);
    let row = timeline.row.conversation;
    assert_eq!(&*row.last.as_ref().unwrap().text, "hi you");
    assert_eq!((row.status.as_str(), row.inbound, row.position), ("new", 1, 1));
    assert_eq!(row.title(), "+15550111");
}

#[tokio::test]
async fn parallel_repetitions_are_stored_once() {
    let app = TestApp::start().await;
    let answers = (0..8).map(|_| app.inbound("hook-sms", "+15550111", "m1", "hi"));
    let answers = futures_util::future::join_all(answers).await;
    let fresh = answers.iter().filter(|answer| answer.body["duplicate"] == false).count();
    assert_eq!((fresh, answers.len()), (1, 8));
}

#[tokio::test]
async fn a_name_that_becomes_known_is_told() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let body = json!({ "id": "m2", "from": { "address": "+15550111", "name": " Nia\u{7}  Obi " }, "text": "it is me" });
    app.hook("/hooks/hook-sms/messages", &body.to_string()).await.ok();
    assert_eq!(ada.timeline(&conversation).await.row.conversation.title(), "Nia Obi");
    let known = app.customer("+15550100", "m3", "I am Carla").await;
    assert_eq!(known, "sales-only");
}

#[tokio::test]
async fn a_customer_wakes_what_was_done() {
    let app = TestApp::start().await;
    let al = app.agent("al").await;
    let mut number = 0;
    for (status, expected) in [("open", "open"), ("pending", "open"), ("resolved", "open"), ("closed", "open")] {
        for channel in ["hook-sms", "hook-mail", "hook-chat"] {
            let from = format!("{status}@{channel}");
            number += 1;
            let first = app.inbound(channel, &from, &format!("a{number}"), "hello").await.ok();
            let conversation = first["conversation"].as_str().unwrap();
            al.patch(conversation, json!({ "status": status })).await.ok();
            let second = app.inbound(channel, &from, &format!("b{number}"), "still there?").await.ok();
            assert_eq!(second["conversation"], conversation);
            let row = al.timeline(conversation).await.row.conversation;
            assert_eq!(row.status.as_str(), expected, "{status} {channel}");
            assert_eq!(row.inbound, 2);
            assert!(row.waiting_since.is_some());
        }
    }
}

#[tokio::test]
async fn times_of_providers_are_kept_but_not_believed_about_the_future() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    let at =
        |id: &str, at: &str| json!({ "id": id, "from": { "address": "+15550111" }, "text": id, "at": at }).to_string();
    let answer = app.hook("/hooks/hook-sms/messages", &at("m1", "2020-01-01T10:00:00+01:00")).await.ok();
    app.hook("/hooks/hook-sms/messages", &at("m2", "2999-01-01T00:00:00Z")).await.ok();
    app.hook("/hooks/hook-sms/messages", &at("m3", "2020-01-02T00:00:00Z")).await.ok();
    let timeline = ada.timeline(answer["conversation"].as_str().unwrap()).await;
    assert_eq!(timeline.entries[0].at.to_string(), "2020-01-01T09:00:00.000Z");
    assert!(timeline.entries[1].at < switchboard_api::Timestamp::parse("2998-01-01T00:00:00Z").unwrap());
    assert_eq!(timeline.row.conversation.active_at, timeline.entries[1].at);
    assert_eq!(timeline.row.conversation.waiting_since, Some(timeline.entries[0].at));
}

#[tokio::test]
async fn reports_only_move_a_message_forward() {
    let provider = Provider::start().await;
    let app = TestApp::start_with(|_| {}).await;
    let app = app.restart_with(|config| config.webhook_url = Some(provider.url())).await;
    let al = app.agent("al").await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let sent = al.send(&conversation, "c1", "hi", 0).await.ok();
    let id = sent["entry"]["id"].as_str().unwrap();
    al.until_state("home", id, "sent").await;
    let state = async || al.timeline(&conversation).await.entries[1].clone();
    for (report, expected) in
        [("read", "read"), ("delivered", "read"), ("sent", "read"), ("failed", "read"), ("read", "read")]
    {
        assert_eq!(app.report(id, report).await.status, 204);
        let entry = serde_json::to_value(state().await).unwrap();
        assert_eq!(entry["body"]["delivery"]["state"], expected, "{report}");
    }
    // Held messages were never sent, whatever somebody claims.
    let held = al.send(&conversation, "c2", "held", 30).await.ok();
    let held = held["entry"]["id"].as_str().unwrap();
    assert_eq!(app.report(held, "read").await.status, 204);
    al.until_state("home", held, "sent").await;
    // Failures carry their reason, and can be tried again.
    let body = json!({ "id": held, "state": "failed", "code": "blocked", "reason": "The number\nis blocked." });
    assert_eq!(app.hook("/hooks/hook-sms/statuses", &body.to_string()).await.status, 204);
    let entry = al.timeline(&conversation).await.entries.into_iter().find(|entry| entry.id.as_str() == held).unwrap();
    let entry = serde_json::to_value(entry).unwrap();
    assert_eq!(
        entry["body"]["delivery"],
        json!({ "state": "failed", "code": "blocked", "reason": "The number is blocked." })
    );
    let retried = al.write(reqwest::Method::POST, &format!("/messages/{held}/retry"), None, "").await.ok();
    assert_eq!(retried["entry"]["body"]["delivery"]["state"], "queued");
    provider.until(3).await;
    assert_eq!(provider.times("held"), 2);
}
