//! The suite against the reference server: green as it is, and red, check by check, behind a proxy that breaks it. A check
//! that cannot fail proves nothing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets something unexpected has failed"
)]

#[path = "../../../../server/tests/api/support/fixture.rs"]
#[allow(missing_docs, reason = "it is the server's")]
mod fixture;
mod mutations;
mod proxy;

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::Duration;

use switchboard_conformance::Target;
use switchboard_conformance::check::{Check, DOCS};
use switchboard_conformance::checks;
use switchboard_conformance::report::{Outcome, Report, Verdict};
use switchboard_server::{Application, Config, Start};
use tempfile::TempDir;

use mutations::{MUTATIONS, Mutation};

/// In the broken server, things that must come do not come; nobody waits long for those.
const IMPATIENT: Duration = Duration::from_secs(4);

/// A reference server with two spaces, and the tokens of two agents.
struct Server {
    address: SocketAddr,
    tokens: [String; 2],
    _folder: TempDir,
}

impl Server {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::new(folder.path().to_owned()).without_limits();
        config.port = 0;
        config.start = Start::Empty;
        config.quiet = true;
        config.ping_interval = Duration::from_millis(200);
        config.hello_within = Duration::from_secs(2);
        config.counts_interval = Duration::from_millis(50);
        drop(Application::build(config.clone()).await.unwrap());
        let file = folder.path().join("switchboard.db");
        fixture::fill(&file);
        // Somebody who works in both spaces, somebody to write as, a provider that takes everything, and a message on a
        // channel that can show what is answered.
        let more = format!(
            "INSERT INTO members (space, agent, role, place) VALUES ('away', 'mo', 'manager', 9);
             INSERT INTO sender_profiles (id, space, channel, name, place, country)
             VALUES ('plain', 'home', 'hook-sms', 'Plain', 1, 'GB');
             UPDATE channels SET url = 'http://{}/' WHERE id = 'hook-sms';
             INSERT INTO entries (id, conversation, version, position, at, author, kind, text, inbound, seq)
             VALUES ('asked', 'simulated', 1, 1, 1000, 'contact', 'inbound', 'What about this?', 1, 0);
             UPDATE conversations SET position = 1, inbound = 1 WHERE id = 'simulated';",
            provider().await
        );
        rusqlite::Connection::open(&file).unwrap().execute_batch(&more).unwrap();
        let application = Application::build(config).await.unwrap();
        let address = application.address();
        tokio::spawn(application.run_until(std::future::pending()));
        let mut tokens = [String::new(), String::new()];
        for (token, name) in tokens.iter_mut().zip(["ada", "mo"]) {
            *token = sign_in(address, name).await;
        }
        Self { address, tokens, _folder: folder }
    }

    /// The suite, or only those checks, against the server or what stands before it.
    async fn examined(&self, at: SocketAddr, patience: Option<Duration>, only: &str) -> Report {
        let [token, token2] = self.tokens.clone();
        let channel = Some(("hook-sms".to_owned(), fixture::SECRET.to_owned()));
        let target = Target { url: format!("http://{at}"), token, token2: Some(token2), channel, patience };
        switchboard_conformance::run(&target, only, |_| {}).await.unwrap()
    }
}

async fn provider() -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = axum::Router::new().fallback(|| async { axum::http::StatusCode::OK });
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

async fn sign_in(address: SocketAddr, name: &str) -> String {
    let body = format!("{{\"email\":\"{name}@example.org\",\"password\":\"{}\",\"bearer\":true}}", fixture::PASSWORD);
    let request = reqwest::Client::new().post(format!("http://{address}/api/v1/login"));
    let answer = request.header("content-type", "application/json").body(body).send().await.unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
    answer["token"].as_str().unwrap().to_owned()
}

fn told(report: &Report) -> String {
    report.outcomes.iter().map(|outcome| outcome.told() + "\n").collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_reference_server_keeps_every_rule() {
    let server = Server::start().await;
    // Through a proxy that changes nothing, so that what the next tests see comes from their mutations.
    for at in [server.address, proxy::start(server.address, Vec::new()).await] {
        let report = server.examined(at, None, "").await;
        let passed = report.outcomes.iter().all(|outcome| outcome.verdict == Verdict::Passed);
        assert!(passed, "{}", told(&report));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_that_offer_less_break_no_rule_by_it() {
    for smaller in mutations::smaller::servers() {
        let server = Server::start().await;
        let at = proxy::start(server.address, vec![Box::leak(Box::new(smaller))]).await;
        let report = server.examined(at, None, "").await;
        assert!(report.failed().is_empty(), "{}", told(&report));
        let skipped = report.outcomes.iter().filter(|outcome| matches!(outcome.verdict, Verdict::Skipped(_))).count();
        assert!(skipped > 0, "{}", told(&report));
    }
}

/// Nobody needs to see more often than this that a mutation leaves the checks alone that it is not about.
const WHOLE: usize = 2;

/// The mutations of a check.
fn of(check: &Check) -> impl Iterator<Item = &'static Mutation> {
    MUTATIONS.iter().filter(|mutation| mutation.check == check.name)
}

/// What is wrong with an outcome: the mutation of its check was not noticed, or another one was.
fn wrong(outcome: &Outcome, mutation: Option<&Mutation>) -> Option<String> {
    match (&outcome.verdict, mutation) {
        (Verdict::Passed, None) => None,
        (Verdict::Failed(sentence), Some(mutation)) if sentence.contains(mutation.told) => None,
        (verdict, Some(mutation)) => Some(format!("{}: {}: {verdict:?}", mutation.check, mutation.what)),
        (verdict, None) => Some(format!("{} is not concerned: {verdict:?}", outcome.check.name)),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_check_and_no_other_fails_on_a_server_that_breaks_its_rule() {
    let mut faults = Vec::new();
    for nth in 0..WHOLE {
        let mutations: Vec<_> = checks::all().iter().filter_map(|check| of(check).nth(nth)).collect();
        let server = Server::start().await;
        let at = proxy::start(server.address, mutations.clone()).await;
        let report = server.examined(at, Some(IMPATIENT), "").await;
        for outcome in &report.outcomes {
            let mutation = mutations.iter().copied().find(|mutation| mutation.check == outcome.check.name);
            faults.extend(wrong(outcome, mutation));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn and_on_one_that_breaks_it_in_any_other_way() {
    let mut faults = Vec::new();
    let server = Server::start().await;
    for mutation in checks::all().iter().flat_map(|check| of(check).skip(WHOLE)) {
        let at = proxy::start(server.address, vec![mutation]).await;
        let report = server.examined(at, Some(IMPATIENT), mutation.check).await;
        faults.extend(report.outcomes.iter().filter_map(|outcome| wrong(outcome, Some(mutation))));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_check_is_proven() {
    let names: BTreeSet<_> = checks::all().iter().map(|check| check.name).collect();
    assert_eq!(names.len(), checks::all().len(), "two checks have one name");
    let mutated: BTreeSet<_> = MUTATIONS.iter().map(|mutation| mutation.check).collect();
    assert_eq!(mutated, names);
}

#[test]
fn every_check_names_a_heading_that_exists() {
    for check in checks::all() {
        let (page, heading) = check.docs.split_once('#').unwrap_or((check.docs, ""));
        let path = format!("{}/../../{DOCS}{page}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {path}: {error}", check.name));
        let anchors = text.lines().filter(|line| line.starts_with('#')).map(|line| {
            let words = line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
            words.chars().filter(|letter| letter.is_alphanumeric() || *letter == '-').collect::<String>()
        });
        let mut anchors = anchors.chain([String::new()]);
        assert!(anchors.any(|anchor| anchor == heading), "{}: {} has no heading #{heading}", check.name, page);
        assert!(check.why.ends_with('.') && check.why.len() > 30, "{}: say why", check.name);
    }
}
