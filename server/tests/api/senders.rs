//! Senders behind profiles: chosen by country and by what is left of the day, shared by all who write, never overdrawn.

use serde_json::{Value, json};

use crate::compose::{compose, letter, with_profiles};
use crate::support::{Agent, Provider, TestApp};

/// Who sent what, in the order of the texts.
fn senders(provider: &Provider) -> Vec<String> {
    let mut posts = provider.posts();
    posts.sort_by(|a, b| a.text.cmp(&b.text));
    posts.into_iter().map(|post| post.from.unwrap_or_default()).collect()
}

/// Waits until the server knows that the provider has them: one that ends before sends them again when it is back.
async fn are_sent(agent: &Agent, answers: &[Value]) {
    for answer in answers {
        agent.until_state("home", answer["entry"]["id"].as_str().unwrap(), "sent").await;
    }
}

fn briton(number: usize) -> String {
    format!("+4477009001{number:02}")
}

#[tokio::test]
async fn the_countrys_senders_come_first_then_those_for_everybody() {
    let provider = Provider::start().await;
    let app = with_profiles(Some(&provider)).await;
    let al = app.agent("al").await;
    let mut written = Vec::new();
    for number in 0..2 {
        let letter = letter(&format!("c{number}"), "several", &briton(number), &format!("{number}"));
        written.push(compose(&al, &letter).await.ok());
    }
    written.push(compose(&al, &letter("c2", "several", "+33639980018", "2 to France")).await.ok());
    written.push(compose(&al, &letter("c3", "several", &briton(3), "3 to Britain")).await.ok());
    let full = compose(&al, &letter("c4", "several", &briton(4), "4")).await;
    full.is_problem(409, "sender-limit-reached");
    assert!(
        full.body["detail"].as_str().unwrap().starts_with("All senders of this profile have reached today's limit.")
    );
    written.push(compose(&al, &letter("c5", "american", "(415) 555-0142", "5")).await.ok());
    written.push(compose(&al, &letter("c6", "plain", &briton(6), "6")).await.ok());
    are_sent(&al, &written).await;
    assert_eq!(senders(&provider), ["british-1", "british-2", "any", "any", "american", ""]);
    // Nothing of what was refused stays behind.
    assert!(al.get("/spaces/home/contacts?phone=%2B447700900104").await.ok()["contact"].is_null());

    // Another day has other limits.
    let mut app = app;
    app.end().await;
    app.sql("UPDATE message_senders SET day = day - 1");
    let app = app.restart().await;
    compose(&al.at(&app), &letter("c4", "several", &briton(4), "7")).await.ok();
    provider.until(7).await;
    assert_eq!(senders(&provider)[6], "british-1");
}

#[tokio::test]
async fn replies_count_and_go_out_by_the_same_sender() {
    let provider = Provider::start().await;
    let app = with_profiles(Some(&provider)).await;
    let al = app.agent("al").await;
    let first = compose(&al, &letter("c1", "several", "+33639980018", "1")).await.ok();
    let french = first["row"]["conversation"]["id"].as_str().unwrap().to_owned();
    let second = al.send(&french, "c2", "2", 0).await.ok();
    al.send(&french, "c3", "3", 0).await.is_problem(409, "sender-limit-reached");
    // A note goes to nobody.
    al.note(&french, "n1", "they must wait").await.ok();
    // Who wrote by one sender is answered by it, though another comes first.
    let third = compose(&al, &letter("c4", "several", &briton(0), "4")).await.ok();
    let briton_id = third["row"]["conversation"]["id"].as_str().unwrap().to_owned();
    are_sent(&al, &[first, second, third]).await;
    let mut app = app;
    app.end().await;
    app.sql("UPDATE message_senders SET day = day - 1, sender = (SELECT id FROM senders WHERE address = 'british-2') WHERE sender = (SELECT id FROM senders WHERE address = 'british-1')");
    let app = app.restart().await;
    let al = al.at(&app);
    let fourth = al.send(&briton_id, "c5", "5", 0).await.ok();
    are_sent(&al, &[fourth]).await;
    // A conversation with somebody whom no sender serves is still answered; the provider chooses.
    let there = app.customer("+447700900199", "m1", "hello").await;
    let mut app = app;
    app.end().await;
    app.sql("UPDATE conversations SET sender_profile = 'american'");
    let app = app.restart().await;
    al.at(&app).send(&there, "c6", "6", 0).await.ok();
    provider.until(5).await;
    assert_eq!(senders(&provider), ["any", "any", "british-1", "british-2", ""]);
}

#[tokio::test]
async fn what_is_taken_back_is_given_back() {
    let app = with_profiles(None).await;
    let al = app.agent("al").await;
    let mut body = letter("c1", "several", "+33639980018", "1");
    body["undo_window_s"] = json!(30);
    let held = compose(&al, &body).await.ok();
    compose(&al, &letter("c2", "several", "+33639980019", "2")).await.ok();
    compose(&al, &letter("c3", "several", "+33639980020", "3")).await.is_problem(409, "sender-limit-reached");
    al.undo(held["entry"]["id"].as_str().unwrap()).await.ok();
    compose(&al, &letter("c3", "several", "+33639980020", "3")).await.ok();
    compose(&al, &letter("c4", "several", "+33639980021", "4")).await.is_problem(409, "sender-limit-reached");
    // Asking again for what was written takes nothing.
    compose(&al, &letter("c3", "several", "+33639980020", "3")).await.ok();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_at_the_last_message_one_gets_it() {
    let provider = Provider::start().await;
    let app = with_profiles(Some(&provider)).await;
    let (al, bo) = (app.agent("al").await, app.agent("bo").await);
    let tasks: Vec<_> = (0..12)
        .map(|number| {
            let agent = if number % 2 == 0 { al.clone() } else { bo.clone() };
            let body = letter(&format!("c{number}"), "several", &briton(number), &format!("text {number}"));
            tokio::spawn(async move { compose(&agent, &body).await })
        })
        .collect();
    let mut sent = 0;
    for task in tasks {
        let answer = task.await.unwrap();
        if answer.status == 200 {
            sent += 1;
        } else {
            answer.is_problem(409, "sender-limit-reached");
        }
    }
    assert_eq!(sent, 4);
    provider.until(4).await;
    let mut used = senders(&provider);
    used.sort();
    assert_eq!(used, ["any", "any", "british-1", "british-2"]);
}

#[tokio::test]
async fn profiles_say_their_country_and_nothing_of_senders() {
    let app = with_profiles(None).await;
    let raw = String::from_utf8(app.agent("al").await.get("/session").await.raw).unwrap();
    assert!(raw.contains("\"country\":\"GB\"") && !raw.contains("british-1"), "{raw}");
    let bare = TestApp::start().await;
    assert!(bare.agent("al").await.session().await.sender_profiles.is_empty());
}
