//! Messages that answer others: which may be answered where, what everybody is shown of them, and what providers hear.

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::support::{Agent, Answer, Provider, TestApp};

/// A server whose live chat delivers to the provider.
async fn chat(provider: &Provider) -> TestApp {
    let mut app = TestApp::start().await;
    app.end().await;
    let db = Connection::open(app.config.data.join("switchboard.db")).unwrap();
    db.execute("UPDATE channels SET url = ? WHERE id = 'hook-chat'", [provider.url()]).unwrap();
    drop(db);
    app.restart().await
}

async fn answers(agent: &Agent, conversation: &str, client_id: &str, kind: &str, to: &str) -> Answer {
    let body = json!({ "client_id": client_id, "kind": kind, "text": "Blue", "undo_window_s": 0, "reply_to": to });
    agent
        .write(reqwest::Method::POST, &format!("/conversations/{conversation}/messages"), None, &body.to_string())
        .await
}

async fn writes(app: &TestApp, id: &str, text: &str, to: Option<&str>) -> (String, String) {
    let mut body = json!({ "id": id, "from": { "address": "visitor-7" }, "text": text });
    if let Some(to) = to {
        body["reply_to"] = to.into();
    }
    let answer = app.hook("/hooks/hook-chat/messages", &body.to_string()).await.ok();
    let field = |name: &str| answer[name].as_str().unwrap().to_owned();
    (field("conversation"), field("message"))
}

#[tokio::test]
async fn an_answer_carries_its_quote_to_colleagues_and_the_provider() {
    let provider = Provider::start().await;
    let app = chat(&provider).await;
    let al = app.agent("al").await;
    let long = "é".repeat(300);
    let (conversation, asked) = writes(&app, "p-1", &long, None).await;
    let mut socket = app.agent("ada").await.listen("home", 1).await;

    let sent = answers(&al, &conversation, "c1", "message", &asked).await.ok();
    let quote = json!({ "entry": asked, "position": 1, "author": { "by": "contact" }, "text": "é".repeat(160) });
    assert_eq!(sent["entry"]["reply_to"], quote);
    let told = serde_json::to_value(socket.event().await).unwrap();
    assert_eq!(told["change"]["entries"][0]["reply_to"], quote);
    let page: Value = al.get(&format!("/conversations/{conversation}/timeline")).await.ok();
    assert_eq!(page["entries"][1]["reply_to"], quote, "read back as it was written");
    assert_eq!(page["entries"][0].get("reply_to"), None);

    provider.until(1).await;
    let posted = provider.posts()[0].reply_to.clone().unwrap();
    assert_eq!((posted.id.as_str(), posted.provider_id.as_deref()), (asked.as_str(), Some("p-1")));
    // The customer answers that message, by our id; the agent answers their own, which the provider has no other id for.
    let ours = sent["entry"]["id"].as_str().unwrap();
    al.until_state("home", ours, "sent").await;
    let (_, theirs) = writes(&app, "p-2", "Dark blue?", Some(ours)).await;
    let entry = al.timeline(&conversation).await.entries.into_iter().find(|entry| entry.id.as_str() == theirs).unwrap();
    assert_eq!(entry.reply_to.map(|quote| quote.entry.to_string()).as_deref(), Some(ours));
    answers(&al, &conversation, "c2", "message", ours).await.ok();
    provider.until(2).await;
    let posted = provider.posts()[1].reply_to.clone().unwrap();
    assert_eq!((posted.id.as_str(), posted.provider_id), (ours, None));
    // What the provider says it answers may be anything.
    let (_, stray) = writes(&app, "p-3", "And now?", Some("who knows")).await;
    let stray = al.timeline(&conversation).await.entries.into_iter().find(|entry| entry.id.as_str() == stray).unwrap();
    assert_eq!(stray.reply_to, None);
}

#[tokio::test]
async fn only_what_was_said_in_the_conversation_can_be_answered() {
    let provider = Provider::start().await;
    let app = chat(&provider).await;
    let al = app.agent("al").await;
    let (conversation, asked) = writes(&app, "p-1", "Which colour?", None).await;
    let note = al.note(&conversation, "n1", "psst").await.ok();
    let held = al.send(&conversation, "c0", "Wait", 30).await.ok();
    let id = |answer: &Value| answer["entry"]["id"].as_str().unwrap().to_owned();
    for (to, why) in [
        (id(&note), "a note is for colleagues"),
        (id(&held), "it may still be taken back"),
        ("sales-message".to_owned(), "of another conversation"),
        ("nothing".to_owned(), "there is none"),
    ] {
        let answer = answers(&al, &conversation, "c1", "message", &to).await;
        answer.is_problem(422, "invalid");
        assert_eq!(answer.body["errors"][0]["field"], "reply_to", "{why}");
    }
    answers(&al, &conversation, "c1", "note", &asked).await.is_problem(422, "invalid");
    // A text message cannot show it, whoever asks; the session says so before.
    let sms = app.customer("+15550111", "m1", "hello").await;
    let first = al.timeline(&sms).await.entries[0].id.to_string();
    answers(&al, &sms, "c2", "message", &first).await.is_problem(422, "invalid");
    let session = al.get("/session?space=home").await.ok();
    let offers = |id: &str| {
        let channels = session["channels"].as_array().unwrap();
        channels.iter().find(|channel| channel["id"] == id).unwrap()["reply_to"].clone()
    };
    assert_eq!((offers("hook-sms"), offers("hook-chat"), offers("sim")), (json!(false), json!(true), json!(true)));
    // The same client id with another quote is another message.
    let sent = answers(&al, &conversation, "c3", "message", &asked).await.ok();
    assert_eq!(answers(&al, &conversation, "c3", "message", &asked).await.ok()["entry"]["id"], sent["entry"]["id"]);
    al.send(&conversation, "c3", "Blue", 0).await.is_problem(422, "client-id-reused");
}
