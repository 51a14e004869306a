//! The real program, killed without warning under load: what was acknowledged is there, what was not is there once after
//! a repetition, numbers never repeat, held messages go once.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use switchboard_api::{Change, Delivery, EntryBody};
use switchboard_server::Application;

use crate::support::socket::entries;
use crate::support::{Agent, Provider, config, fixture, soon};

const KILLS: usize = 20;

struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    /// Starts the program and waits for the line that says where it is.
    async fn start(data: &Path, port: u16, webhook: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_switchboard-server"))
            .args(["--port", &port.to_string(), "--empty", "--webhook-url", webhook, "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let started = tokio::task::spawn_blocking(move || {
            let mut line = String::new();
            while lines.read_line(&mut line).unwrap() > 0 {
                if line.contains("http://") {
                    return true;
                }
                line.clear();
            }
            false
        });
        assert!(soon("the program to start", started).await.unwrap());
        Self { child, address: SocketAddr::from(([127, 0, 0, 1], port)) }
    }

    /// Without warning, as a crash would.
    fn kill(self) {
        drop(self);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Also when a test fails, so that no server is left behind; one that has ended by itself is fine.
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// A data folder with the fixture, and a port that is free.
async fn prepared() -> (tempfile::TempDir, u16) {
    let data = tempfile::tempdir().unwrap();
    drop(Application::build(config(data.path())).await.unwrap());
    fixture::fill(&data.path().join("switchboard.db"));
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    (data, port)
}

/// One attempt to write; the entry's id when the server acknowledged it.
async fn attempt(agent: &Agent, key: &str) -> Option<String> {
    let body = json!({ "client_id": key, "kind": "note", "text": key }).to_string();
    let request = agent
        .request(Method::POST, "/conversations/simulated/messages")
        .timeout(Duration::from_secs(5))
        .header("content-type", "application/json")
        .header("idempotency-key", key)
        .body(body);
    let answer = request.send().await.ok()?;
    if !answer.status().is_success() {
        // Too many in a minute is a limit, not a loss.
        return None;
    }
    let body: Value = serde_json::from_slice(&answer.bytes().await.ok()?).ok()?;
    Some(body["entry"]["id"].as_str()?.to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_under_load_nothing_acknowledged_is_lost() {
    let (data, port) = prepared().await;
    let mut acknowledged: BTreeMap<String, String> = BTreeMap::new();
    let mut unsure: Vec<(usize, String)> = Vec::new();
    let mut seen: BTreeMap<u64, String> = BTreeMap::new();
    let server = Server::start(data.path(), port, "http://127.0.0.1:9/").await;
    let mut agents = Vec::new();
    for name in ["ada", "mo", "al", "bo"] {
        agents.push(Agent::sign_in(reqwest::Client::new(), server.address, name).await);
    }
    server.kill();
    for kill in 0..KILLS {
        let server = Server::start(data.path(), port, "http://127.0.0.1:9/").await;
        let mut writers = Vec::new();
        for (writer, agent) in agents.iter().cloned().enumerate() {
            writers.push(tokio::spawn(async move {
                let (mut done, mut open) = (Vec::new(), Vec::new());
                for number in 0..200 {
                    let key = format!("k{kill}-{writer}-{number}");
                    match attempt(&agent, &key).await {
                        Some(id) => done.push((key, id)),
                        None => {
                            open.push((writer, key));
                            break;
                        }
                    }
                }
                (done, open)
            }));
        }
        // Another moment of the work each time.
        tokio::time::sleep(Duration::from_millis(30 + 17 * kill as u64)).await;
        server.kill();
        for writer in writers {
            let (done, open) = writer.await.unwrap();
            acknowledged.extend(done);
            unsure.extend(open);
        }
    }

    let server = Server::start(data.path(), port, "http://127.0.0.1:9/").await;
    let ada = &agents[0];
    let mut after = 0;
    loop {
        let page = ada.events("home", after).await;
        for event in &page.events {
            for entry in entries(event) {
                if let EntryBody::Note { text, .. } = &entry.body {
                    assert!(seen.insert(event.seq, text.to_string()).is_none(), "number {} came twice", event.seq);
                }
            }
            assert!(matches!(event.change, Change::ConversationChanged { .. }));
        }
        after = page.seq;
        if !page.more {
            break;
        }
    }
    // Numbers are 1, 2, 3 … without holes: every write here was one event.
    assert_eq!(seen.keys().copied().collect::<Vec<_>>(), (1..=after).collect::<Vec<_>>());
    let stored: Vec<_> = seen.values().collect();
    let once: BTreeSet<_> = stored.iter().collect();
    assert_eq!(once.len(), stored.len(), "something is stored twice");
    for key in acknowledged.keys() {
        assert!(once.contains(&&key.clone()), "{key} was acknowledged and is lost");
    }
    assert!(acknowledged.len() > KILLS, "the load was too small: {}", acknowledged.len());

    // Repeating what was never answered stores it once, whether it had arrived or not.
    for (writer, key) in &unsure {
        let first = soon("a repetition", repeat(&agents[*writer], key)).await;
        assert_eq!(soon("a repetition", repeat(&agents[*writer], key)).await, first);
    }
    let total = ada.timeline("simulated").await.row.conversation.position;
    let known: BTreeSet<_> = acknowledged.keys().chain(unsure.iter().map(|(_, key)| key)).collect();
    assert_eq!(total as usize, known.len());
    server.kill();
}

async fn repeat(agent: &Agent, key: &str) -> String {
    loop {
        if let Some(id) = attempt(agent, key).await {
            return id;
        }
    }
}

#[tokio::test]
async fn killed_inside_the_undo_window_it_is_sent_once() {
    let provider = Provider::start().await;
    let (data, port) = prepared().await;
    let server = Server::start(data.path(), port, &provider.url()).await;
    let al = Agent::sign_in(reqwest::Client::new(), server.address, "al").await;
    // The fixture's conversation on the webhook channel belongs to sales.
    let bo = Agent::sign_in(reqwest::Client::new(), server.address, "bo").await;
    al.get("/session").await.ok();
    let sent = bo.send("sales-only", "c1", "held", 5).await.ok();
    let id = sent["entry"]["id"].as_str().unwrap().to_owned();
    assert_eq!(sent["entry"]["body"]["delivery"]["state"], "held");
    server.kill();
    let server = Server::start(data.path(), port, &provider.url()).await;
    bo.until_state("home", &id, "sent").await;
    server.kill();
    let server = Server::start(data.path(), port, &provider.url()).await;
    let next = bo.send("sales-only", "c2", "next", 0).await.ok();
    bo.until_state("home", next["entry"]["id"].as_str().unwrap(), "sent").await;
    assert_eq!((provider.times("held"), provider.times("next")), (1, 1));
    let timeline = bo.timeline("sales-only").await;
    let held = timeline.entries.iter().find(|entry| entry.id.as_str() == id).unwrap();
    assert!(matches!(&held.body, EntryBody::Outbound { delivery: Delivery::Sent, .. }));
    server.kill();
}

#[tokio::test]
async fn two_servers_never_share_a_folder_and_errors_are_sentences() {
    let (data, port) = prepared().await;
    let server = Server::start(data.path(), port, "http://127.0.0.1:9/").await;
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_switchboard-server")).args(arguments).output().unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    let folder = data.path().to_str().unwrap();
    let (taken, other) = (port.to_string(), tempfile::tempdir().unwrap());
    let elsewhere = other.path().to_str().unwrap();
    assert!(run(&["--data", folder, "--port", "0"]).contains("Another Switchboard is running with the data folder"));
    let port_taken = run(&["--data", elsewhere, "--port", &taken]);
    assert!(
        port_taken.contains("another program has this port. Stop it, or choose another with --port."),
        "{port_taken}"
    );
    assert!(run(&["--data", elsewhere, "--dist", elsewhere, "--port", "0"]).contains("There is no built app in"));
    assert!(run(&["--data", "/dev/null/x", "--port", "0"]).contains("cannot be used"));
    assert!(run(&["--data", elsewhere, "--port", "0", "--webhook-url", "ftp://x"]).contains("begins with http://"));
    let db = other.path().join("switchboard.db");
    rusqlite::Connection::open(&db).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    let newer = run(&["--data", elsewhere, "--port", "0"]);
    assert!(newer.contains("written by a newer version of Switchboard"), "{newer}");
    server.kill();
}

#[tokio::test]
async fn an_interrupt_ends_the_program_in_order() {
    let (data, port) = prepared().await;
    for signal in ["-INT", "-TERM"] {
        let mut server = Server::start(data.path(), port, "http://127.0.0.1:9/").await;
        let ada = Agent::sign_in(reqwest::Client::new(), server.address, "ada").await;
        let mut socket = ada.listen("home", 0).await;
        socket.until_ready().await;
        let began = std::time::Instant::now();
        let told = Command::new("kill").args([signal, &server.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        assert_eq!(socket.closed_with().await, Some(1001), "{signal}");
        let ended = soon("the program to end", tokio::task::spawn_blocking(move || server.child.wait().unwrap())).await;
        assert!(ended.unwrap().success());
        assert!(began.elapsed() < Duration::from_secs(6));
    }
}
