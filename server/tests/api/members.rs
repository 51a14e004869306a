//! Members and their roles: who may change them, and that a change holds at once, in open sockets too.

use std::time::Instant;

use reqwest::Method;
use switchboard_api::{Members, Role, Session, View};

use crate::support::{Agent, Answer, TestApp};

async fn set(admin: &Agent, member: &str, role: &str) -> Answer {
    let body = format!("{{\"role\":\"{role}\"}}");
    admin.write(Method::PATCH, &format!("/spaces/home/members/{member}"), None, &body).await
}

#[tokio::test]
async fn admins_see_and_change_roles() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    let members: Members = serde_json::from_value(ada.get("/spaces/home/members").await.ok()).unwrap();
    let roles: Vec<_> = members.items.iter().map(|member| (member.id.as_str(), member.role)).collect();
    let expected =
        [("ada", Role::Admin), ("mo", Role::Manager), ("al", Role::Agent), ("bo", Role::Agent), ("eve", Role::None)];
    assert_eq!(roles, expected);
    assert_eq!(set(&ada, "eve", "agent").await.ok()["member"]["role"], "agent");
    app.agent("eve").await.session().await;
    set(&ada, "nobody", "agent").await.is_problem(404, "not-found");
    set(&ada, "zed", "agent").await.is_problem(404, "not-found");
    set(&ada, "al", "owner").await.is_problem(422, "invalid");
    for name in ["mo", "al", "eve"] {
        let agent = app.agent(name).await;
        set(&agent, name, "admin").await.is_problem(403, "forbidden");
        agent.get("/spaces/home/members").await.is_problem(403, "forbidden");
    }
}

#[tokio::test]
async fn a_space_keeps_an_admin() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    set(&ada, "ada", "agent").await.is_problem(409, "last-admin");
    set(&ada, "mo", "admin").await.ok();
    set(&ada, "ada", "agent").await.ok();
    // And is an admin no longer, from that moment on.
    set(&ada, "ada", "admin").await.is_problem(403, "forbidden");
}

#[tokio::test]
async fn a_change_of_rights_holds_at_once() {
    let app = TestApp::start().await;
    let (ada, bo, al) = (app.agent("ada").await, app.agent("bo").await, app.agent("al").await);
    let mut socket = bo.listen("home", 0).await;
    socket.until_ready().await;
    let mut stays = al.listen("home", 0).await;
    stays.until_ready().await;
    let began = Instant::now();
    set(&ada, "bo", "none").await.ok();
    assert_eq!(socket.closed_with().await, Some(4001));
    assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
    bo.get("/spaces/home/conversations").await.is_problem(404, "not-found");
    bo.get("/conversations/sales-only").await.is_problem(404, "not-found");
    bo.get("/session").await.is_problem(403, "forbidden");
    assert_eq!(bo.listen("home", 0).await.closed_with().await, Some(4003));
    // Others hear nothing of it and go on.
    app.customer("+15550111", "m1", "hello").await;
    assert_eq!(stays.event().await.seq, 1);
    set(&ada, "bo", "agent").await.ok();
    bo.get("/conversations/sales-only").await.ok();
}

#[tokio::test]
async fn numbers_follow_the_role() {
    let app = TestApp::start().await;
    let (ada, mo) = (app.agent("ada").await, app.agent("mo").await);
    app.customer("+15550111", "m1", "hello").await;
    let all = |session: &Session| session.counts.views[&View::All].tabs.clone();
    let as_manager = all(&mo.session().await);
    set(&ada, "mo", "agent").await.ok();
    let as_agent = all(&app.agent("mo").await.session().await);
    assert_ne!(as_agent, as_manager, "the sales team's conversation is not counted for others");
}
