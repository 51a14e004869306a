//! Undo against its deadline: every race ends as cancelled or as sent, never as both and never as neither.

use std::time::Duration;

use serde_json::json;
use switchboard_api::{Delivery, EntryBody};

use crate::support::{Provider, TestApp, soon};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn undo_at_the_deadline_is_cancelled_or_sent() {
    const RACES: u64 = 300;
    let provider = Provider::start().await;
    // Five undo seconds are 40 ms.
    let app = TestApp::start_with(|config| config.undo_second_ms = 8).await;
    let app = app.restart_with(|config| config.webhook_url = Some(provider.url())).await;
    let al = app.agent("al").await;
    let mut tasks = Vec::new();
    for lane in 0..6_u64 {
        let conversation = app.customer(&format!("+1555040{lane}"), &format!("m{lane}"), "hello").await;
        let al = al.clone();
        tasks.push(tokio::spawn(async move {
            let mut cancelled = Vec::new();
            for race in 0..RACES / 6 {
                let text = format!("race {lane} {race}");
                let sent = al.send(&conversation, &format!("c{lane}-{race}"), &text, 5).await.ok();
                let id = sent["entry"]["id"].as_str().unwrap().to_owned();
                // From well before the deadline to well after it.
                tokio::time::sleep(Duration::from_millis(20 + (race * 37) % 40)).await;
                let undone = al.undo(&id).await;
                if undone.status == 200 {
                    assert_eq!(undone.body["text"], json!(text));
                    cancelled.push(text);
                } else {
                    undone.is_problem(409, "too-late");
                }
            }
            (conversation, cancelled)
        }));
    }
    let mut cancelled = Vec::new();
    let mut conversations = Vec::new();
    for task in tasks {
        let (conversation, texts) = task.await.unwrap();
        conversations.push(conversation);
        cancelled.extend(texts);
    }
    let released = RACES as usize - cancelled.len();
    assert!(released > 0 && !cancelled.is_empty(), "the races were not close: {released} released");
    provider.until(released).await;
    soon("all to be sent", async {
        for conversation in &conversations {
            loop {
                let timeline = al.timeline(conversation).await;
                let moving = timeline.entries.iter().any(|entry| {
                    matches!(
                        &entry.body,
                        EntryBody::Outbound { delivery: Delivery::Held { .. } | Delivery::Queued, .. }
                    )
                });
                if !moving {
                    break;
                }
            }
        }
    })
    .await;
    let posts = provider.posts();
    assert_eq!(posts.len(), released, "each exactly once");
    for text in &cancelled {
        assert_eq!(provider.times(text), 0, "{text} was taken back and sent");
    }
}
