//! Writing first: whom a number belongs to, where the message goes, what undoing leaves, and every refusal.

use reqwest::Method;
use serde_json::{Value, json};
use switchboard_api::{Change, ComposeAnswer};

use crate::support::{Agent, Answer, Provider, TestApp};

const PETE: &str = "+447700900123";

/// Sender profiles of every sort.
pub const PROFILES: &str = "INSERT INTO sender_profiles (id, space, channel, name, place, country) VALUES
       ('plain', 'home', 'hook-sms', 'Plain', 1, 'GB'), ('several', 'home', 'hook-sms', 'Several', 2, 'GB'),
       ('american', 'home', 'hook-sms', 'American', 3, 'US'), ('whatsapp', 'home', 'sim', 'WhatsApp', 4, NULL),
       ('mail', 'home', 'hook-mail', 'Mail', 5, NULL), ('foreign', 'away', 'hook-away', 'Foreign', 6, 'GB');
     INSERT INTO senders (profile, address, country, daily_limit) VALUES
       ('several', 'any', NULL, 2), ('several', 'british-1', 'GB', 1), ('several', 'british-2', 'GB', 1),
       ('american', 'american', 'US', NULL);";

/// A server whose space `home` has sender profiles; what goes out over `hook-sms` is posted to the provider.
pub async fn with_profiles(provider: Option<&Provider>) -> TestApp {
    let mut app = TestApp::start_with(|config| config.undo_second_ms = 10_000).await;
    app.end().await;
    app.sql(PROFILES);
    let url = provider.map(Provider::url);
    app.restart_with(|config| config.webhook_url = url).await
}

/// A request to write to `to` as `profile`.
pub fn letter(client_id: &str, profile: &str, to: &str, text: &str) -> Value {
    json!({ "client_id": client_id, "sender_profile": profile, "to": to, "text": text, "undo_window_s": 0 })
}

pub async fn compose(agent: &Agent, body: &Value) -> Answer {
    agent.write(Method::POST, "/spaces/home/conversations", None, &body.to_string()).await
}

async fn composed(agent: &Agent, body: &Value) -> ComposeAnswer {
    serde_json::from_value(compose(agent, body).await.ok()).unwrap()
}

#[tokio::test]
async fn a_first_message_begins_a_conversation_and_reaches_the_provider() {
    let provider = Provider::start().await;
    let app = with_profiles(Some(&provider)).await;
    let (al, bo) = (app.agent("al").await, app.agent("bo").await);
    let seq = bo.events("home", 0).await.seq;
    let mut body = letter("c1", "plain", "07700 900 123", " Hello Pete ");
    body["team"] = "support".into();
    body["undo_window_s"] = Value::Null;
    let answer = composed(&al, &body).await;
    assert!(!answer.reused);
    let conversation = &answer.row.conversation;
    assert_eq!(&*conversation.contact.address, PETE);
    assert_eq!((conversation.status.as_str(), conversation.channel.as_str()), ("unanswered", "hook-sms"));
    assert_eq!(conversation.sender_profile, Some("plain".into()));
    assert_eq!(conversation.teams, ["support".into()]);
    assert_eq!((answer.row.read.position, answer.entry.position), (1, 1));
    assert_eq!(&*conversation.last.as_ref().unwrap().text, "Hello Pete");
    // Held, as the space says; another team hears nothing of it.
    assert!(provider.posts().is_empty());
    assert!(bo.events("home", seq).await.events.is_empty());
    let told = al.events("home", seq).await.events;
    let Change::ConversationChanged { conversation: told, entries, .. } = &told[0].change else { panic!("{told:?}") };
    assert_eq!((told, entries[0].id.clone()), (conversation, answer.entry.id.clone()));

    // Without a window it goes at once, and whoever wrote owns it.
    let other = composed(&al, &letter("c2", "plain", "+44 7700 900124", "At once")).await;
    assert_eq!(other.row.conversation.assignees, ["al".into()]);
    assert_eq!(other.row.conversation.status.as_str(), "unanswered");
    provider.until(1).await;
    let post = provider.posts().remove(0);
    assert_eq!((post.to.as_str(), post.text.as_str(), post.from), ("+447700900124", "At once", None));

    // The answer comes to the same conversation, and opens it.
    let there = other.row.conversation.id.to_string();
    assert_eq!(app.customer("+447700900124", "m1", "hi").await, there);
    assert_eq!(al.timeline(&there).await.row.conversation.status.as_str(), "open");
    assert_eq!(al.addresses("0124").await, ["+447700900124"], "and it is found");
}

#[tokio::test]
async fn whoever_is_known_is_recognised_and_written_to_where_they_are() {
    let app = with_profiles(None).await;
    let al = app.agent("al").await;
    let there = app.customer("+44 7700 900123", "m1", "hello").await;
    let answer = composed(&al, &letter("c1", "several", "(0)7700-900123", "Hello again")).await;
    assert!(answer.reused);
    assert_eq!(answer.row.conversation.id.as_str(), there);
    assert_eq!(answer.row.conversation.sender_profile, Some("several".into()), "it is answered as was chosen");
    assert_eq!(answer.entry.position, 2);

    // On another channel the same person has another conversation.
    let other = composed(&al, &letter("c2", "whatsapp", PETE, "Hello there")).await;
    assert!(!other.reused);
    assert_eq!(other.row.conversation.contact.id, answer.row.conversation.contact.id);
    assert_eq!(other.row.conversation.channel_kind.as_str(), "whatsapp");

    // What nobody should write into is left alone.
    let mut app = app;
    app.end().await;
    app.sql("UPDATE conversations SET folder = 'spam' WHERE channel = 'hook-sms'");
    let app = app.restart().await;
    let al = al.at(&app);
    let anew = composed(&al, &letter("c3", "plain", PETE, "Sorry")).await;
    assert!(!anew.reused);
    assert_eq!(anew.row.conversation.contact.id, answer.row.conversation.contact.id);
}

#[tokio::test]
async fn it_is_done_once_however_often_it_is_asked_for() {
    let provider = Provider::start().await;
    let app = with_profiles(Some(&provider)).await;
    let al = app.agent("al").await;
    let body = letter("c1", "plain", PETE, "Once");
    let tasks: Vec<_> = (0..6)
        .map(|number| {
            let (al, body) = (al.clone(), body.to_string());
            let key = (number % 2 == 0).then_some("key");
            tokio::spawn(async move { al.write(Method::POST, "/spaces/home/conversations", key, &body).await })
        })
        .collect();
    let mut entries = Vec::new();
    for task in tasks {
        let answer = task.await.unwrap().ok();
        assert_eq!(answer["reused"], false);
        entries.push(answer["entry"]["id"].clone());
    }
    entries.dedup();
    assert_eq!(entries.len(), 1);
    let number_in_other_words = letter("c1", "plain", "07700 900123", "Once");
    assert_eq!(compose(&al, &number_in_other_words).await.ok()["entry"]["id"], entries[0]);
    for other in [
        letter("c1", "plain", PETE, "Twice"),
        letter("c1", "plain", "+447700900124", "Once"),
        letter("c1", "whatsapp", PETE, "Once"),
    ] {
        compose(&al, &other).await.is_problem(422, "client-id-reused");
    }
    let again = letter("c2", "plain", PETE, "Once");
    assert_eq!(composed(&al, &again).await.row.conversation.position, 3, "message, assignment, message");
    assert!(composed(&al, &again).await.reused);
    provider.until(2).await;
    assert_eq!(provider.posts().len(), 2);
}

#[tokio::test]
async fn what_is_taken_back_never_leaves() {
    let provider = Provider::start().await;
    let app = with_profiles(Some(&provider)).await;
    let al = app.agent("al").await;
    let mut body = letter("c1", "several", PETE, "regretted words");
    body["undo_window_s"] = 5.into();
    let answer = composed(&al, &body).await;
    let undone = al.undo(answer.entry.id.as_str()).await.ok();
    assert_eq!(undone["text"], "regretted words");
    // The conversation stays, with nothing in it, and the next message goes into it.
    let empty = al.timeline(answer.row.conversation.id.as_str()).await;
    assert_eq!(empty.row.conversation.last, None);
    assert_eq!(empty.row.conversation.status.as_str(), "unanswered");
    assert_eq!(empty.row.conversation.assignees, []);
    let again = composed(&al, &body).await;
    assert!(again.entry.is_undone() && !again.reused, "the same client id is the same message");
    let next = composed(&al, &letter("c2", "several", PETE, "better words")).await;
    assert!(next.reused);
    assert_eq!(next.row.conversation.id, answer.row.conversation.id);
    provider.until(1).await;
    assert_eq!(provider.times("better words"), 1);
    assert_eq!(provider.times("regretted words"), 0);
    // What was taken back took nothing of the limit: the sender with one message a day had it for this one.
    assert_eq!(provider.posts()[0].from.as_deref(), Some("british-1"));
}

#[tokio::test]
async fn every_refusal_says_what_to_do() {
    let app = with_profiles(None).await;
    let al = app.agent("al").await;
    let seq = al.events("home", 0).await.seq;
    let sentence = async |body: &Value, status: u16, kind: &str| {
        let answer = compose(&al, body).await;
        answer.is_problem(status, kind);
        let error = &answer.body["errors"][0];
        (error["field"].as_str().unwrap_or_default().to_owned(), answer.body["detail"].as_str().unwrap().to_owned())
    };
    for (to, detail) in [
        ("", "Write a phone number, for example +44 20 7946 0018."),
        ("ada@example.org", "This is not a phone number. Write only its digits, for example +44 20 7946 0018."),
        ("07700 9", "The number is too short. Compare it digit by digit."),
        ("+44 7700 900123 900123", "The number is too long. Compare it digit by digit."),
        ("+999 7700 900123", "Write the number with + and the code of its country, for example +44 20 7946 0018."),
    ] {
        let told = sentence(&letter("c", "plain", to, "hi"), 422, "not-a-phone-number").await;
        assert_eq!(told, ("to".to_owned(), detail.to_owned()), "{to}");
    }
    let national = letter("c", "whatsapp", "07700 900123", "hi");
    let told = sentence(&national, 422, "not-a-phone-number").await.1;
    assert!(told.contains("the code of its country"), "{told}");
    let told = sentence(&letter("c", "mail", PETE, "hi"), 422, "no-phone-channel").await;
    assert_eq!(told.0, "sender_profile");
    let told = sentence(&letter("c", "american", PETE, "hi"), 422, "country-not-served").await;
    assert_eq!(
        told,
        ("to".into(), "No sender of this profile writes to numbers of GB. Choose another sender profile.".into())
    );

    // What is not there, and what is another space's: all the same.
    let with = |field: &str, value: Value| {
        let mut body = letter("c", "plain", PETE, "hi");
        body[field] = value;
        body
    };
    for (body, field) in [
        (with("sender_profile", "nobody".into()), "sender_profile"),
        (with("sender_profile", "foreign".into()), "sender_profile"),
        (with("team", "strangers".into()), "team"),
        (with("client_id", "".into()), "client_id"),
        (with("client_id", "x".repeat(101).into()), "client_id"),
        (with("text", " \n ".into()), "text"),
        (with("text", "x".repeat(1_531).into()), "text"),
        (with("undo_window_s", 7.into()), "undo_window_s"),
        (with("to", 447_700_900_123_u64.into()), "to"),
        (with("status", "open".into()), "status"),
    ] {
        assert_eq!(sentence(&body, 422, "invalid").await.0, field, "{body}");
    }
    let body = letter("c", "plain", PETE, "hi").to_string();
    for space in ["away", "none"] {
        let path = format!("/spaces/{space}/conversations");
        al.write(Method::POST, &path, None, &body).await.is_problem(404, "not-found");
    }
    let eve = app.agent("eve").await;
    eve.write(Method::POST, "/spaces/home/conversations", None, &body).await.is_problem(404, "not-found");
    // Nothing of all that was done.
    assert_eq!(al.events("home", seq).await.seq, seq);
    assert!(al.get("/spaces/home/contacts?phone=%2B447700900123").await.ok()["contact"].is_null());
}

#[tokio::test]
async fn what_other_teams_write_is_theirs() {
    let app = with_profiles(None).await;
    let (al, bo) = (app.agent("al").await, app.agent("bo").await);
    let mut body = letter("c1", "plain", PETE, "From sales");
    body["team"] = "sales".into();
    let theirs = composed(&bo, &body).await;
    // Support writes to the same person, in a conversation of its own.
    let ours = composed(&al, &letter("c1", "plain", PETE, "From support")).await;
    assert!(!ours.reused);
    assert_ne!(ours.row.conversation.id, theirs.row.conversation.id);
    assert_eq!(ours.row.conversation.contact.id, theirs.row.conversation.contact.id);
    al.get(&format!("/conversations/{}", theirs.row.conversation.id)).await.is_problem(404, "not-found");
    // Whoever begins one for another team still sees it.
    body["client_id"] = "c2".into();
    body["to"] = "+447700900124".into();
    body["undo_window_s"] = 30.into();
    let given = composed(&al, &body).await;
    assert_eq!(given.row.conversation.assignees, ["al".into()]);
    al.timeline(given.row.conversation.id.as_str()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_who_write_to_the_same_stranger_meet_in_one_conversation() {
    let app = with_profiles(None).await;
    let (al, bo) = (app.agent("al").await, app.agent("bo").await);
    for round in 0..8 {
        let body = letter(&format!("c{round}"), "plain", &format!("+4477009001{round:02}"), "Hello");
        let (mine, theirs) = tokio::join!(composed(&al, &body), composed(&bo, &body));
        assert_eq!(mine.row.conversation.id, theirs.row.conversation.id);
        assert_eq!(mine.row.conversation.contact.id, theirs.row.conversation.contact.id);
        assert_ne!(mine.reused, theirs.reused);
        assert_eq!(
            al.timeline(mine.row.conversation.id.as_str()).await.entries.len(),
            3,
            "two messages, one assignment"
        );
    }
}

#[tokio::test]
async fn nobody_writes_reads_or_changes_without_signing_in() {
    let app = with_profiles(None).await;
    let mut nobody = app.agent("al").await;
    nobody.token = "none".into();
    let routes = [
        (Method::POST, "/spaces/home/conversations", letter("c", "plain", PETE, "hi")),
        (Method::POST, "/spaces/home/conversations/bulk", json!({ "ids": ["simulated"], "patch": {} })),
        (Method::POST, "/spaces/home/contacts", json!({ "name": "x" })),
        (Method::PATCH, "/contacts/carla", json!({ "name": { "to": "x" } })),
        (Method::GET, "/spaces/home/contacts?phone=%2B447700900123", Value::Null),
        (Method::GET, "/contacts/carla", Value::Null),
        (Method::GET, "/contacts/carla/conversations", Value::Null),
    ];
    for (method, path, body) in routes {
        nobody.write(method, path, None, &body.to_string()).await.is_problem(401, "unauthorized");
    }
}
