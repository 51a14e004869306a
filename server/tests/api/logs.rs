//! What the server writes into its log, with everything switched on: no texts, names, numbers, passwords, tokens or
//! searches, whether requests are well-formed or not.

use std::io::{BufRead, BufReader, Read};
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};

use reqwest::Method;
use serde_json::json;
use switchboard_api::hooks::{SIGNATURE_HEADER, TIMESTAMP_HEADER};
use switchboard_server::Application;

use crate::support::{Agent, Answer, Provider, Socket, config, fixture, now_s, provider, soon};

const SECRETS: [&str; 9] = [
    "zanzibar-text",
    "zanzibar-note",
    "zanzibar-name",
    "zanzibar-search",
    "zanzibar-password",
    "zanzibar-token",
    "zanzibar-tag",
    "15550177",
    "zed.zanzibar@example.org",
];

/// Ended when the test is over, also when it fails.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ended = self.0.kill();
        let _reaped = self.0.wait();
    }
}

/// Everything an agent, a customer, a provider and somebody clumsy do in a day.
async fn a_day(http: &reqwest::Client, address: SocketAddr) -> Vec<String> {
    let url = |path: &str| format!("http://{address}/api/v1{path}");
    let post = |path: &str, body: String| {
        Answer::of(http.post(url(path)).header("content-type", "application/json").body(body))
    };
    let ada = Agent::sign_in(http.clone(), address, "ada").await;
    post("/login", json!({ "email": "ada@example.org", "password": "zanzibar-password" }).to_string()).await;
    post("/login", json!({ "email": "zed.zanzibar@example.org", "password": "x" }).to_string()).await;
    post("/login", "{\"email\":\"zed.zanzibar@example.org\",\"password\":zanzibar-password".into()).await;
    let body =
        json!({ "id": "m1", "from": { "address": "+15550177", "name": "zanzibar-name" }, "text": "zanzibar-text" })
            .to_string();
    let now = now_s().to_string();
    for secret in [fixture::SECRET, "zanzibar-token"] {
        let signature = provider::sign(secret, &now, body.as_bytes());
        let hook = http.post(url("/hooks/hook-sms/messages")).header("content-type", "application/json");
        Answer::of(hook.header(TIMESTAMP_HEADER, &now).header(SIGNATURE_HEADER, signature).body(body.clone())).await;
    }
    let list = ada.get("/spaces/home/conversations").await.ok();
    let conversation = list["items"][0]["conversation"]["id"].as_str().unwrap().to_owned();
    let mut socket = Socket::open(address).await;
    socket.say(&json!({ "t": "hello", "token": ada.token, "space": "home", "after": 0 }).to_string()).await;
    socket.until_ready().await;
    ada.note(&conversation, "n1", "zanzibar-note").await.ok();
    ada.send(&conversation, "s1", "zanzibar-text", 0).await.ok();
    ada.patch(&conversation, json!({ "create_tags": ["zanzibar-tag"] })).await.ok();
    ada.get("/spaces/home/search?q=zanzibar-search").await.ok();
    ada.get("/spaces/home/contacts?phone=%2B15550177").await;
    ada.write(Method::POST, "/spaces/home/contacts", None, "{\"name\":\"zanzibar-name\",\"phone\":5}").await;
    ada.write(Method::POST, &format!("/conversations/{conversation}/messages"), None, "{\"text\":\"zanzibar-text\"")
        .await;
    ada.get("/zanzibar-search?token=zanzibar-token").await;
    Answer::of(http.get(url("/session")).bearer_auth("zanzibar-token")).await;
    Answer::of(http.get(url("/session")).header("cookie", "switchboard_session=zanzibar-token")).await;
    let report = r#"[{"body":{"effectiveDirective":"img-src","blockedURL":"https://evil.example/zanzibar-text","sample":"zanzibar-text"}}]"#;
    Answer::of(http.post(url("/reports")).header("content-type", "application/reports+json").body(report)).await;
    socket.say("{\"t\":\"zanzibar-text\"}").await;
    assert_eq!(socket.closed_with().await, Some(1008));
    vec![ada.token]
}

#[tokio::test]
async fn the_log_at_its_loudest_holds_nothing_of_people() {
    let receiver = Provider::scripted(|_| (503, Vec::new())).await;
    let data = tempfile::tempdir().unwrap();
    drop(Application::build(config(data.path())).await.unwrap());
    fixture::fill(&data.path().join("switchboard.db"));
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let child = Command::new(env!("CARGO_BIN_EXE_switchboard-server"))
        .args(["--port", &port.to_string(), "--empty", "--webhook-url", &receiver.url(), "--data"])
        .arg(data.path())
        .env("RUST_LOG", "trace")
        .env("NO_COLOR", "1")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut program = Program(child);
    let (out, mut err) = (program.0.stdout.take().unwrap(), program.0.stderr.take().unwrap());
    let reading = tokio::task::spawn_blocking(move || {
        let mut log = Vec::new();
        err.read_to_end(&mut log).unwrap();
        String::from_utf8_lossy(&log).into_owned()
    });
    let (start, started) = tokio::sync::oneshot::channel();
    tokio::task::spawn_blocking(move || {
        let mut start = Some(start);
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            if let Some(start) = start.take_if(|_| line.contains("http://")) {
                start.send(()).unwrap();
            }
        }
    });
    soon("the program to start", started).await.unwrap();
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let mut secrets = a_day(&reqwest::Client::new(), address).await;
    receiver.until(1).await;
    drop(program);
    let log = soon("the log", reading).await.unwrap();
    assert!(log.contains("a browser stopped"), "the log is not heard: {log}");
    assert!(log.contains("TRACE") && log.lines().count() > 5, "the log is not at its loudest: {log}");
    secrets.extend(SECRETS.map(str::to_owned));
    secrets.extend([fixture::PASSWORD, fixture::SECRET, "ada@example.org"].map(str::to_owned));
    for secret in secrets {
        let lines: Vec<_> = log.lines().filter(|line| line.contains(&secret)).take(3).collect();
        assert!(lines.is_empty(), "{secret} stands in the log: {lines:#?}");
    }
}
