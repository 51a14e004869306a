//! Simulated customers: their devices report, they answer, and a restart continues the play.

use switchboard_api::EntryBody;

use crate::support::socket::entries;
use crate::support::{TestApp, soon};

#[tokio::test]
async fn a_simulated_customer_reads_and_answers() {
    let app = TestApp::start().await;
    let al = app.agent("al").await;
    let sent = al.send("simulated", "c1", "How can I help?", 0).await.ok();
    let id = sent["entry"]["id"].as_str().unwrap().to_owned();
    al.until_state("home", &id, "sent").await;
    let app = app.restart().await;
    let al = al.at(&app);
    let mut socket = al.listen("home", 0).await;
    soon("the message to be read", socket.until_state(&id, "read")).await;
    let answer = soon("an answer", async {
        loop {
            let event = socket.event().await;
            if let Some(entry) = entries(&event).iter().find(|entry| matches!(entry.body, EntryBody::Inbound { .. })) {
                return entry.clone();
            }
        }
    })
    .await;
    let EntryBody::Inbound { text } = &answer.body else { panic!() };
    assert!(!text.is_empty());
    let row = al.timeline("simulated").await.row;
    assert_eq!(row.conversation.inbound, 1);
    assert!(row.conversation.waiting_since.is_some());
}
