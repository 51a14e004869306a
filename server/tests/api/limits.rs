//! How often somebody may do something: each limit answers 429 and says how long to wait, and limits only whom it is about.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{Answer, Socket, TestApp, soon};

/// Checks that this is the refusal of a limit that lets one more through after at most so many seconds.
#[track_caller]
fn is_limited(answer: &Answer, seconds: u64) {
    answer.is_problem(429, "too-many");
    let wait: u64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=seconds).contains(&wait), "{wait}");
}

async fn login(app: &TestApp, email: &str) -> Answer {
    let body = json!({ "email": email, "password": "wrong" }).to_string();
    let request = app.http.post(app.url("/login")).header("content-type", "application/json").body(body);
    Answer::of(request).await
}

#[tokio::test]
async fn one_address_cannot_try_many_accounts() {
    let app = TestApp::start_with(|config| config.logins_per_minute = 2).await;
    let mut refused = None;
    for number in 0..25 {
        let answer = login(&app, &format!("somebody{number}@example.org")).await;
        if answer.status == 429 {
            is_limited(&answer, 4);
            refused = Some(number);
            break;
        }
        answer.is_problem(401, "wrong-credentials");
    }
    assert_eq!(refused, Some(20));
}

#[tokio::test]
async fn changes_are_limited_by_agent() {
    let app = TestApp::start_with(|config| config.writes_per_minute = 3).await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let (al, ada) = (app.agent("al").await, app.agent("ada").await);
    for position in [1, 0, 1] {
        al.read(&conversation, position).await.ok();
    }
    is_limited(&al.read(&conversation, 0).await, 21);
    is_limited(&al.patch(&conversation, json!({ "priority": "high" })).await, 21);
    is_limited(&al.note(&conversation, "n1", "note").await, 21);
    // What only reads is not a change, and others are not concerned.
    al.timeline(&conversation).await;
    ada.read(&conversation, 1).await.ok();
}

#[tokio::test]
async fn providers_are_limited_by_channel() {
    let app = TestApp::start_with(|config| config.hooks_per_minute = 5).await;
    for number in 0..5 {
        app.customer("+15550111", &format!("m{number}"), "hello").await;
    }
    is_limited(&app.inbound("hook-sms", "+15550111", "m6", "hello").await, 13);
    assert_eq!(app.inbound("hook-chat", "visitor", "m1", "hello").await.status, 200);
    // So are those who only pretend to be one.
    for _ in 0..5 {
        app.signed("/hooks/none/messages", "{}", "", "").await.is_problem(401, "bad-signature");
    }
    is_limited(&app.signed("/hooks/none/messages", "{}", "", "").await, 13);
}

#[tokio::test]
async fn live_connections_are_limited_by_address() {
    let app = TestApp::start_with(|config| config.sockets_per_minute = 4).await;
    let ada = app.agent("ada").await;
    let mut open = Vec::new();
    for _ in 0..4 {
        let mut socket = ada.listen("home", 0).await;
        socket.until_ready().await;
        open.push(socket);
    }
    let refused = Socket::open_with(app.address, &[]).await.err().unwrap();
    let tokio_tungstenite::tungstenite::Error::Http(answer) = refused else { panic!("{refused}") };
    assert_eq!(answer.status(), 429);
    assert!(answer.headers().contains_key("retry-after"));
    // Those that are open stay, and the polling twin still answers.
    app.customer("+15550111", "m1", "hello").await;
    for socket in &mut open {
        assert_eq!(socket.event().await.seq, 1);
    }
    assert_eq!(ada.events("home", 0).await.seq, 1);
}

#[tokio::test]
async fn requests_have_bounds() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let messages = format!("/conversations/{conversation}/messages");
    // However deep a body is, it is read without harm.
    for deep in ["[".repeat(60_000), "{\"a\":".repeat(12_000), format!("{}1{}", "[".repeat(30_000), "]".repeat(30_000))]
    {
        let answer = ada.write(Method::POST, &messages, None, &deep).await;
        assert!(matches!(answer.status, 400 | 422), "{}", answer.status);
    }
    let deep =
        format!("{{\"client_id\":{}1{},\"kind\":\"note\",\"text\":\"x\"}}", "[".repeat(20_000), "]".repeat(20_000));
    assert!(matches!(ada.write(Method::POST, &messages, None, &deep).await.status, 400 | 422));
    // So it is with long values.
    let long = "x".repeat(60_000);
    let note = |field: &str| {
        let mut body = json!({ "client_id": "c", "kind": "note", "text": "x" });
        body[field] = long.clone().into();
        body.to_string()
    };
    for field in ["client_id", "kind", "text"] {
        ada.write(Method::POST, &messages, None, &note(field)).await.is_problem(422, "invalid");
    }
    for (field, value) in [("email", &long), ("password", &long)] {
        let mut body = json!({ "email": "ada@example.org", "password": "x" });
        body[field] = value.clone().into();
        let request = app.http.post(app.url("/login")).header("content-type", "application/json");
        Answer::of(request.body(body.to_string())).await.is_problem(422, "invalid");
    }
    for patch in [
        json!({ "create_tags": [long] }),
        json!({ "create_tags": vec!["x"; 40] }),
        json!({ "assign": vec!["al"; 3_000] }),
    ] {
        let answer = ada.patch(&conversation, patch).await;
        assert!(matches!(answer.status, 200 | 422), "{}", answer.body);
    }
    // Pages are never larger than they may be, on any route that has them.
    let paged = [
        "/spaces/home/conversations",
        &format!("/conversations/{conversation}/timeline"),
        "/contacts/carla/conversations",
        "/spaces/home/audit",
    ];
    for path in paged {
        for limit in ["0", "201", "-1", "1e9", "99999999999999999999", "2.5"] {
            ada.get(&format!("{path}?limit={limit}")).await.is_problem(422, "invalid");
        }
        assert_eq!(ada.get(&format!("{path}?limit=200")).await.status, 200, "{path}");
    }
    ada.get("/spaces/home/search?q=x&limit=1000").await.is_problem(422, "invalid");
}

#[tokio::test]
async fn reading_is_limited_by_agent() {
    let app = TestApp::start_with(|config| config.reads_per_minute = 3).await;
    let (al, ada) = (app.agent("al").await, app.agent("ada").await);
    for _ in 0..3 {
        al.session().await;
    }
    is_limited(&al.get("/session").await, 21);
    is_limited(&al.get("/spaces/home/events?after=0").await, 21);
    ada.session().await;
}

#[tokio::test]
async fn a_request_that_does_not_come_ends() {
    let app = TestApp::start_with(|config| config.answer_within = Duration::from_secs(2)).await;
    let answer_to = async |sent: &str| {
        let mut connection = TcpStream::connect(app.address).await.unwrap();
        connection.write_all(sent.as_bytes()).await.unwrap();
        let mut answer = String::new();
        soon("the end of the connection", connection.read_to_string(&mut answer)).await.unwrap();
        answer
    };
    assert_eq!(answer_to("").await, "");
    assert_eq!(answer_to("GET /healthz HTTP/1.1\r\nHost: x\r\n").await, "");
    let head = "POST /api/v1/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n";
    let late = answer_to(head).await;
    assert!(late.starts_with("HTTP/1.1 408 ") && late.contains("/problems/too-slow"), "{late}");
    assert!(late.contains("frame-ancestors 'none'") && late.contains("nosniff"), "{late}");
    // One that came has its answer.
    assert!(
        answer_to("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.starts_with("HTTP/1.1 200 ")
    );
}
