//! The webhook channel outwards: exactly once when the provider takes it, again and again when it cannot, not at all when
//! it refuses, in order per conversation, across restarts.

use std::time::Duration;

use serde_json::json;
use tokio::net::TcpListener;

use crate::support::{Agent, Provider, TestApp};

async fn with_url(url: String) -> TestApp {
    TestApp::start().await.restart_with(|config| config.webhook_url = Some(url)).await
}

async fn delivery(agent: &Agent, conversation: &str, message: &str) -> serde_json::Value {
    let entries = agent.timeline(conversation).await.entries;
    let entry = entries.iter().find(|entry| entry.id.as_str() == message).unwrap();
    serde_json::to_value(entry).unwrap()["body"]["delivery"].clone()
}

#[tokio::test]
async fn a_message_is_posted_signed_and_once() {
    let provider = Provider::start().await;
    let app = with_url(provider.url()).await;
    let al = app.agent("al").await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let mut ids = Vec::new();
    for number in 0..20 {
        let sent = al.send(&conversation, &format!("c{number}"), &format!("text {number}"), 0).await.ok();
        ids.push(sent["entry"]["id"].as_str().unwrap().to_owned());
    }
    al.until_state("home", ids.last().unwrap(), "sent").await;
    let posts = provider.posts();
    assert_eq!(posts.iter().map(|post| post.id.as_str()).collect::<Vec<_>>(), ids, "in order, once each");
    assert_eq!((posts[0].to.as_str(), posts[0].text.as_str()), ("+15550111", "text 0"));
    assert_eq!(posts[0].conversation.as_str(), conversation);
}

#[tokio::test]
async fn passing_troubles_are_tried_again_with_the_same_id_and_in_order() {
    let provider = Provider::scripted(|number| match number {
        0 => (503, vec![]),
        1 => (429, vec![("retry-after", "0".into())]),
        2 => (408, vec![]),
        _ => (202, vec![]),
    })
    .await;
    let app = with_url(provider.url()).await;
    let al = app.agent("al").await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    al.send(&conversation, "c1", "first", 0).await.ok();
    let second = al.send(&conversation, "c2", "second", 0).await.ok();
    al.until_state("home", second["entry"]["id"].as_str().unwrap(), "sent").await;
    let texts: Vec<_> = provider.posts().into_iter().map(|post| post.text).collect();
    assert_eq!(texts, ["first", "first", "first", "first", "second"]);
}

#[tokio::test]
async fn a_provider_cannot_send_the_server_elsewhere() {
    let elsewhere = Provider::start().await;
    for status in [301, 302, 303, 307, 308] {
        let target = elsewhere.url();
        let provider = Provider::scripted(move |_| (status, vec![("location", target.clone())])).await;
        let app = with_url(provider.url()).await;
        let al = app.agent("al").await;
        let conversation = app.customer("+15550111", "m1", "hello").await;
        let sent = al.send(&conversation, "c1", "for the provider only", 0).await.ok();
        let message = sent["entry"]["id"].as_str().unwrap();
        al.until_state("home", message, "failed").await;
        assert_eq!(delivery(&al, &conversation, message).await["code"], format!("http_{status}"));
        assert_eq!(provider.posts().len(), 1);
    }
    assert!(elsewhere.posts().is_empty());
}

#[tokio::test]
async fn the_providers_pause_is_kept() {
    let provider = Provider::scripted(|number| match number {
        0 => (503, vec![("retry-after", "1".into())]),
        _ => (200, vec![]),
    })
    .await;
    let app = with_url(provider.url()).await;
    let al = app.agent("al").await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    al.send(&conversation, "c1", "patience", 0).await.ok();
    provider.until(1).await;
    let began = std::time::Instant::now();
    provider.until(2).await;
    assert!(began.elapsed() >= Duration::from_millis(900), "{:?}", began.elapsed());
}

#[tokio::test]
async fn refusals_fail_at_once_with_the_reason() {
    let provider = Provider::scripted(|number| match number {
        0 => (422, vec![]),
        1 => (307, vec![("location", "http://127.0.0.1:1/elsewhere".into())]),
        _ => (200, vec![]),
    })
    .await;
    let app = with_url(provider.url()).await;
    let al = app.agent("al").await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    for (number, code) in ["http_422", "http_307"].into_iter().enumerate() {
        let sent = al.send(&conversation, &format!("c{number}"), "no", 0).await.ok();
        let id = sent["entry"]["id"].as_str().unwrap();
        al.until_state("home", id, "failed").await;
        let failed = delivery(&al, &conversation, id).await;
        assert_eq!(failed["code"], code);
        assert!(failed["reason"].as_str().unwrap().starts_with("The provider refused the message (HTTP"));
    }
    // A failed message does not stand in the way of the next one.
    let next = al.send(&conversation, "c9", "yes", 0).await.ok();
    al.until_state("home", next["entry"]["id"].as_str().unwrap(), "sent").await;
    assert_eq!(provider.posts().len(), 3);
}

#[tokio::test]
async fn without_an_address_or_a_provider_it_fails_in_words() {
    let app = TestApp::start_with(|config| {
        config.attempts = 3;
        config.provider_timeout = Duration::from_millis(50);
    })
    .await;
    let al = app.agent("al").await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let sent = al.send(&conversation, "c1", "nowhere", 0).await.ok();
    let id = sent["entry"]["id"].as_str().unwrap();
    al.until_state("home", id, "failed").await;
    let failed = delivery(&al, &conversation, id).await;
    assert_eq!(
        failed,
        json!({ "state": "failed", "code": "no_address", "reason": "This channel has no address to deliver to." })
    );

    // A port that nobody listens at, then one where somebody listens but never answers.
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", free.local_addr().unwrap());
    drop(free);
    let deaf = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut app = app;
    let mut al = al;
    for (number, url, why) in [
        (0, url, "The provider could not be reached. Delivery was tried 3 times."),
        (
            1,
            format!("http://{}/", deaf.local_addr().unwrap()),
            "The provider did not answer in time. Delivery was tried 3 times.",
        ),
    ] {
        app = app.restart_with(|config| config.webhook_url = Some(url)).await;
        al = al.at(&app);
        let sent = al.send(&conversation, &format!("d{number}"), "nobody", 0).await.ok();
        let id = sent["entry"]["id"].as_str().unwrap();
        al.until_state("home", id, "failed").await;
        assert_eq!(delivery(&al, &conversation, id).await["reason"], why);
    }
}

#[tokio::test]
async fn what_is_queued_outlives_the_server() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", free.local_addr().unwrap());
    drop(free);
    let app = with_url(url).await;
    let al = app.agent("al").await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    for number in 0..3 {
        al.send(&conversation, &format!("c{number}"), &format!("text {number}"), 0).await.ok();
    }
    let provider = Provider::start().await;
    let url = provider.url();
    let app = app.restart_with(|config| config.webhook_url = Some(url)).await;
    provider.until(3).await;
    let texts: Vec<_> = provider.posts().into_iter().map(|post| post.text).collect();
    assert_eq!(texts, ["text 0", "text 1", "text 2"]);
    drop(app);
}
