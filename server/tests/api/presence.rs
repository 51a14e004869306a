//! Who hears who is where: colleagues who may see the conversation, until the socket of whoever is there is gone.

use std::time::Duration;

use serde_json::json;
use switchboard_api::ServerFrame;

use crate::support::{Agent, Socket, TestApp};

/// An agent's socket that has been told everything.
async fn sit(agent: &Agent) -> Socket {
    let seq = agent.session().await.seq;
    let mut socket = agent.listen("home", seq).await;
    socket.until_ready().await;
    socket
}

async fn views(socket: &mut Socket, conversation: &str) {
    socket.say(&json!({ "t": "viewing", "conversation": conversation }).to_string()).await;
}

/// The next time that it is told who is where: `c: al viewing, bo replying`.
async fn told(socket: &mut Socket) -> String {
    loop {
        match socket.next().await {
            Ok(ServerFrame::Presence { conversation, agents }) => {
                let agents = agents.iter().map(|present| format!("{} {:?}", present.agent, present.doing));
                return format!("{conversation}: {}", agents.collect::<Vec<_>>().join(", ")).to_lowercase();
            }
            Ok(_) => {}
            Err(code) => panic!("closed with {code:?}"),
        }
    }
}

#[tokio::test]
async fn colleagues_are_told_who_looks_and_who_writes_until_they_leave() {
    let app = TestApp::start_with(|config| config.writing = Duration::from_secs(1)).await;
    let (al, bo) = (app.agent("al").await, app.agent("bo").await);
    let c = app.customer("+15550111", "m1", "hello").await;
    let (mut one, mut other, mut bos) = (sit(&al).await, sit(&al).await, sit(&bo).await);
    views(&mut one, &c).await;
    assert_eq!(told(&mut bos).await, format!("{c}: al viewing"));
    other.say(&json!({ "t": "typing", "conversation": c, "note": true }).to_string()).await;
    assert_eq!(told(&mut bos).await, format!("{c}: al noting"));
    other.say(&json!({ "t": "typing", "conversation": c }).to_string()).await;
    assert_eq!(told(&mut bos).await, format!("{c}: al replying"));
    // Nothing more is said: they write no longer. Or they say so themselves.
    assert_eq!(told(&mut bos).await, format!("{c}: al viewing"));
    other.say(&json!({ "t": "typing", "conversation": c }).to_string()).await;
    assert_eq!(told(&mut bos).await, format!("{c}: al replying"));
    other.say("{\"t\":\"typing\"}").await;
    assert_eq!(told(&mut bos).await, format!("{c}: al viewing"));
    // Whoever comes later is told at once; oneself is no company.
    views(&mut bos, &c).await;
    assert_eq!(told(&mut one).await, format!("{c}: bo viewing"));
    let mut mos = sit(&app.agent("mo").await).await;
    assert_eq!(told(&mut mos).await, format!("{c}: al viewing, bo viewing"));
    drop(bos);
    assert_eq!(told(&mut mos).await, format!("{c}: al viewing"));
    one.say("{\"t\":\"viewing\"}").await;
    assert_eq!(told(&mut mos).await, format!("{c}: "));
}

#[tokio::test]
async fn who_may_not_see_a_conversation_is_neither_told_nor_told_of() {
    let app = TestApp::start().await;
    let (al, bo, mo) = (app.agent("al").await, app.agent("bo").await, app.agent("mo").await);
    let c = app.customer("+15550111", "m1", "hello").await;
    let (mut als, mut bos, mut mos) = (sit(&al).await, sit(&bo).await, sit(&mo).await);
    // Sales' own, a conversation of another space, and one that does not exist.
    for hidden in ["sales-only", "away-1", "none"] {
        views(&mut als, hidden).await;
    }
    views(&mut als, &c).await;
    for socket in [&mut bos, &mut mos] {
        assert_eq!(told(socket).await, format!("{c}: al viewing"), "and of nothing before that");
    }
    views(&mut bos, "sales-only").await;
    assert_eq!(told(&mut mos).await, "sales-only: bo viewing");
    // Given to support, the conversation is out of the sight of sales; given to both, it is in sight again.
    mo.patch(&c, json!({ "assign_teams": ["support"] })).await.ok();
    assert_eq!(told(&mut bos).await, format!("{c}: "));
    mo.patch(&c, json!({ "assign_teams": ["sales"] })).await.ok();
    assert_eq!(told(&mut bos).await, format!("{c}: al viewing"));
    // Support still has not heard of sales' own.
    views(&mut bos, &c).await;
    assert_eq!(told(&mut als).await, format!("{c}: bo viewing"));
}

#[tokio::test]
async fn a_client_that_never_stops_moving_is_cut() {
    let app = TestApp::start().await;
    let mut socket = sit(&app.agent("al").await).await;
    for number in 0..150 {
        views(&mut socket, &format!("c{number}")).await;
    }
    assert_eq!(socket.closed_with().await, Some(1008));
}
