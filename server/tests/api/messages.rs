//! Writing: messages that are held, released and taken back, notes, what a first reply does, restarts in between.

use reqwest::Method;
use serde_json::json;
use switchboard_api::{Delivery, EntryBody, PreviewKind, TimelineEvent};

use crate::support::socket::entries;
use crate::support::{Provider, TestApp, soon};

const LONG: u32 = 30;

#[tokio::test]
async fn a_first_reply_is_held_then_opens_and_assigns() {
    let app = TestApp::start().await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let al = app.agent("al").await;
    let mut socket = app.agent("ada").await.listen("home", 1).await;
    let answer = al.send(&conversation, "c1", " Hi!\r\nHow are you?\u{0} ", 20).await.ok();
    let id = answer["entry"]["id"].as_str().unwrap().to_owned();
    assert_eq!(answer["entry"]["body"]["text"], "Hi!\nHow are you?");
    assert_eq!(answer["entry"]["position"], 2);

    let held = socket.event().await;
    assert_eq!(held.actor.as_ref().unwrap().as_str(), "al");
    assert_eq!(entries(&held)[0].client_id().unwrap().as_str(), "c1");
    let timeline = al.timeline(&conversation).await;
    assert_eq!(timeline.row.conversation.status.as_str(), "new");
    assert!(timeline.row.conversation.waiting_since.is_some());
    assert_eq!(timeline.row.read.position, 2, "who writes has read");

    let released = socket.event().await;
    let [message, status, assigned] = entries(&released) else { panic!("{released:?}") };
    assert!(matches!(&message.body, EntryBody::Outbound { delivery: Delivery::Queued, .. }));
    assert_eq!((message.id.as_str(), message.version, message.position), (id.as_str(), 2, 2));
    assert!(
        matches!(&status.body, EntryBody::Event { event: TimelineEvent::StatusChanged { to, .. } } if to.as_str() == "open")
    );
    assert!(
        matches!(&assigned.body, EntryBody::Event { event: TimelineEvent::AgentAssigned { agent } } if agent.as_str() == "al")
    );
    assert_eq!((status.position, assigned.position), (3, 4));
    let row = al.timeline(&conversation).await.row;
    assert_eq!(row.conversation.status.as_str(), "open");
    assert_eq!(row.conversation.assignees, ["al".into()]);
    assert_eq!(row.conversation.waiting_since, None);

    // Without a window it goes at once, and a second reply assigns nobody.
    let bo = app.agent("bo").await;
    let at_once = bo.send(&conversation, "c2", "Me too", 0).await.ok();
    assert_eq!(at_once["entry"]["body"]["delivery"]["state"], "queued");
    assert_eq!(bo.timeline(&conversation).await.row.conversation.assignees, ["al".into()]);
}

#[tokio::test]
async fn undo_takes_a_message_back_from_everywhere() {
    let provider = Provider::start().await;
    let app = TestApp::start_with(|config| config.undo_second_ms = 10_000).await;
    let app = app.restart_with(|config| config.webhook_url = Some(provider.url())).await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let (al, ada) = (app.agent("al").await, app.agent("ada").await);
    let mut socket = ada.listen("home", 1).await;
    let sent = al.send(&conversation, "c1", "regretted words", 5).await.ok();
    let id = sent["entry"]["id"].as_str().unwrap().to_owned();
    assert_eq!(ada.timeline(&conversation).await.row.conversation.last.as_ref().unwrap().kind, PreviewKind::Outbound);

    ada.undo(&id).await.is_problem(403, "forbidden");
    let undone = al.undo(&id).await.ok();
    assert_eq!(undone["text"], "regretted words");
    assert_eq!(undone["entry"]["body"]["delivery"]["state"], "undone");
    al.undo(&id).await.is_problem(409, "already-undone");

    socket.event().await;
    let told = socket.event().await;
    assert!(entries(&told)[0].is_undone());
    let row = ada.timeline(&conversation).await.row;
    assert_eq!(row.conversation.last.as_ref().unwrap().kind, PreviewKind::Inbound);
    assert_eq!(&*row.conversation.last.as_ref().unwrap().text, "hello");
    assert_eq!(row.conversation.position, 2);
    // Nothing that is read from now on has the words: no list, no timeline, no replay.
    let (events, _) = ada.listen("home", 0).await.until_ready().await;
    // From where the server has in memory what it has just told.
    let (recent, _) = ada.listen("home", 1).await.until_ready().await;
    assert_eq!(recent, events[1..]);
    let pages = [
        serde_json::to_string(&events).unwrap(),
        String::from_utf8(ada.get("/spaces/home/events?after=0").await.raw).unwrap(),
        String::from_utf8(ada.get("/spaces/home/conversations").await.raw).unwrap(),
        String::from_utf8(ada.get(&format!("/conversations/{conversation}/timeline")).await.raw).unwrap(),
    ];
    for page in pages {
        assert!(!page.contains("regretted"), "{page}");
    }
    // The same client id is the same message, still undone.
    assert_eq!(al.send(&conversation, "c1", "regretted words", 5).await.ok()["entry"]["id"], id.as_str());
    // The next message is the only one the provider sees.
    al.send(&conversation, "c2", "better words", 0).await.ok();
    provider.until(1).await;
    assert_eq!(provider.posts()[0].text, "better words");
}

#[tokio::test]
async fn after_the_window_it_is_too_late() {
    let app = TestApp::start().await;
    let al = app.agent("al").await;
    let sent = al.send("simulated", "c1", "final", 5).await.ok();
    let id = sent["entry"]["id"].as_str().unwrap();
    al.until_state("home", id, "queued").await;
    let late = al.undo(id).await;
    late.is_problem(409, "too-late");
    assert_eq!(late.body["detail"], "The message has already been sent.");
    let note = al.note("simulated", "n1", "note").await.ok();
    al.undo(note["entry"]["id"].as_str().unwrap()).await.is_problem(409, "not-undoable");
    al.write(reqwest::Method::POST, &format!("/messages/{id}/retry"), None, "").await.is_problem(409, "not-failed");
}

#[tokio::test]
async fn a_restart_inside_the_window_releases_once() {
    let provider = Provider::start().await;
    let app = TestApp::start_with(|config| config.undo_second_ms = 30).await;
    let app = app.restart_with(|config| config.webhook_url = Some(provider.url())).await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let al = app.agent("al").await;
    let sent = al.send(&conversation, "c1", "held over", LONG).await.ok();
    let id = sent["entry"]["id"].as_str().unwrap().to_owned();
    assert_eq!(sent["entry"]["body"]["delivery"]["state"], "held");
    let app = app.restart().await;
    let al = al.at(&app);
    al.until_state("home", &id, "sent").await;
    let app = app.restart().await;
    let al = al.at(&app);
    al.send(&conversation, "c2", "afterwards", 0).await.ok();
    provider.until(2).await;
    assert_eq!((provider.times("held over"), provider.times("afterwards")), (1, 1));
    assert_eq!(provider.posts()[0].id.as_str(), id);
}

#[tokio::test]
async fn notes_stay_inside_and_mention() {
    let app = TestApp::start().await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let al = app.agent("al").await;
    let note = al.note(&conversation, "n1", "@Bo Person and @mo person: see @nobody").await.ok();
    assert_eq!(note["entry"]["body"]["mentions"], json!(["mo", "bo"]));
    let row = al.timeline(&conversation).await.row;
    assert_eq!(row.conversation.mentioned, ["mo".into(), "bo".into()]);
    assert_eq!(row.conversation.status.as_str(), "new");
    assert!(row.conversation.waiting_since.is_some());
    assert_eq!(row.conversation.last.as_ref().unwrap().kind, PreviewKind::Note);
    assert_eq!(row.conversation.inbound, 1);
    let bo = app.agent("bo").await;
    assert_eq!(bo.get("/spaces/home/conversations?view=mentions").await.ok()["total"], 1);
    assert_eq!(al.get("/spaces/home/conversations?view=mentions").await.ok()["total"], 0);
}

#[tokio::test]
async fn timelines_come_in_pages() {
    let app = TestApp::start().await;
    let conversation = app.customer("+15550111", "m0", "hello").await;
    let al = app.agent("al").await;
    for number in 2..=30 {
        al.note(&conversation, &format!("n{number}"), &format!("note {number}")).await.ok();
    }
    let page = async |query: &str| -> Vec<u64> {
        let page = al.get(&format!("/conversations/{conversation}/timeline?{query}")).await.ok();
        page["entries"].as_array().unwrap().iter().map(|entry| entry["position"].as_u64().unwrap()).collect()
    };
    assert_eq!(page("limit=3").await, [28, 29, 30]);
    assert_eq!(page("limit=3&before=28").await, [25, 26, 27]);
    assert_eq!(page("limit=3&before=1").await, [0_u64; 0]);
    assert_eq!(page("limit=3&before=3").await, [1, 2]);
    assert_eq!(page("limit=3&after=28").await, [29, 30]);
    assert_eq!(page("limit=3&after=0").await, [1, 2, 3]);
    assert_eq!(page("limit=5&around=10").await, [8, 9, 10, 11, 12]);
    assert_eq!(page("limit=5&around=1").await, [1, 2, 3, 4, 5]);
    assert_eq!(page("").await.len(), 30);
}

#[tokio::test]
async fn lists_come_in_pages_that_stay_good_while_things_move() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    let mut ids = Vec::new();
    for number in 0..25 {
        ids.push(app.customer(&format!("+1555020{number:02}"), &format!("m{number}"), "hello").await);
    }
    ids.reverse();
    let mut seen = Vec::new();
    let mut cursor = String::new();
    soon("all pages", async {
        loop {
            let path = format!("/spaces/home/conversations?view=inbox&limit=7&cursor={cursor}");
            let page = ada.get(&path).await.ok();
            let items = page["items"].as_array().unwrap();
            seen.extend(items.iter().map(|row| row["conversation"]["id"].as_str().unwrap().to_owned()));
            // Something on a later page comes to the top meanwhile.
            app.customer("+155502024", &format!("again{}", seen.len()), "again").await;
            match page["next"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => break,
            }
        }
    })
    .await;
    assert_eq!(seen, ids);
}

#[tokio::test]
async fn lists_come_in_any_order_narrowed_and_from_anywhere() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    let mut ids = Vec::new();
    for number in 0..12 {
        ids.push(app.customer(&format!("+1555021{number:02}"), &format!("o{number}"), "hello").await);
    }
    let change = |id: &str, body: serde_json::Value| {
        let path = format!("/conversations/{id}");
        let ada = ada.clone();
        async move { ada.write(Method::PATCH, &path, None, &body.to_string()).await.ok() }
    };
    change(&ids[3], json!({ "priority": "urgent", "assign": ["al"] })).await;
    change(&ids[7], json!({ "priority": "low" })).await;
    let list = async |query: &str| {
        let page = ada.get(&format!("/spaces/home/conversations?view=all&tab=all&{query}")).await.ok();
        let items = page["items"].as_array().unwrap();
        let found = items.iter().map(|row| row["conversation"]["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        (found, page["offset"].as_u64(), page["total"].as_u64().unwrap())
    };
    // Two were there before, one of them with a message.
    let rising = |range: std::ops::Range<usize>| ids[range].to_vec();
    assert_eq!(list("sort=oldest&offset=7&limit=4").await, (rising(5..9), Some(7), 14));
    let waiting = ada.get("/spaces/home/conversations?view=all&tab=all&sort=waiting").await.ok();
    let since = |row: &serde_json::Value| row["conversation"]["waiting_since"].as_str().map(str::to_owned);
    let since: Vec<_> = waiting["items"].as_array().unwrap().iter().map(since).collect();
    assert!(since[..12].is_sorted() && since[..12].iter().all(Option::is_some), "{since:?}");
    assert_eq!(since[12..], [None, None]);
    let (by_priority, ..) = list("sort=priority&limit=3").await;
    assert_eq!(by_priority, [ids[3].clone(), ids[7].clone(), ids[11].clone()]);
    assert_eq!(list("priority=low").await, (rising(7..8), Some(0), 1));
    assert_eq!(list("assignee=al").await, (rising(3..4), Some(0), 1));
    assert_eq!(list("assignee=none").await.2, 13);
    let read = json!({ "inbound": 1 }).to_string();
    ada.write(Method::PUT, &format!("/conversations/{}/read", ids[11]), None, &read).await.ok();
    let (by_unread, ..) = list("sort=unread&offset=10").await;
    assert_eq!(by_unread, [&ids[0], "sales-only", &ids[11], "simulated"], "what is read comes last");
    assert_eq!(list("sort=unread&offset=13").await.0, ["simulated"]);
    assert_eq!(list("offset=40").await, (Vec::new(), Some(40), 14));
}
