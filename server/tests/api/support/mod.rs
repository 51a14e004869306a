//! What the tests stand on: a server with two prepared spaces, signed-in agents, sockets and a provider. No assertions
//! about the product are made here.

pub mod agent;
pub mod fixture;
pub mod provider;
pub mod routes;
pub mod socket;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use switchboard_api::hooks::{SIGNATURE_HEADER, TIMESTAMP_HEADER};
use switchboard_server::{Application, Config, Start};
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub use agent::{Agent, Answer};
pub use provider::Provider;
pub use socket::Socket;

/// Nothing in these tests takes longer, unless it never happens.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Takes the schema back to where it was before the third step.
pub const BEFORE_PEOPLE: &str = "DROP INDEX sessions_api_key; ALTER TABLE sessions DROP COLUMN api_key;
    ALTER TABLE sessions DROP COLUMN origin; DROP TABLE api_keys; DROP INDEX conversations_newest; DROP INDEX conversations_waiting;
    DROP INDEX conversations_priority; ALTER TABLE conversations DROP COLUMN waiting_rank;
    ALTER TABLE conversations DROP COLUMN priority_rank;
    CREATE INDEX conversations_order ON conversations (space, folder, active_at DESC, id DESC);
    DROP INDEX receipts_entry; ALTER TABLE entries DROP COLUMN reply_to;
    DROP TABLE audit; ALTER TABLE agents DROP COLUMN password_number;
    DROP TABLE message_senders; DROP TABLE senders; DROP INDEX contacts_phone;
    DROP INDEX contact_addresses_contact; ALTER TABLE sender_profiles DROP COLUMN country;
    ALTER TABLE contacts DROP COLUMN version; ALTER TABLE contacts DROP COLUMN email;
    ALTER TABLE contacts DROP COLUMN phone; ALTER TABLE contacts DROP COLUMN notes; PRAGMA user_version = 2;";

/// A running server.
pub struct TestApp {
    pub address: SocketAddr,
    pub config: Config,
    pub http: reqwest::Client,
    folder: Arc<TempDir>,
    stop: Option<oneshot::Sender<()>>,
    running: JoinHandle<()>,
}

/// Settings for tests: nothing is limited, undo seconds are a hundredth as long.
pub fn config(data: &Path) -> Config {
    let mut config = Config::new(data.to_owned()).without_limits();
    config.port = 0;
    config.start = Start::Empty;
    config.quiet = true;
    config.undo_second_ms = 10;
    config.retry_ms = 20;
    config.counts_interval = Duration::from_millis(50);
    config.presence_interval = Duration::from_millis(20);
    config
}

impl TestApp {
    /// A server over two spaces as in `fixture`.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// The same with other settings.
    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let mut config = config(folder.path());
        change(&mut config);
        drop(Application::build(config.clone()).await.unwrap());
        fixture::fill(&folder.path().join("switchboard.db"));
        Self::run(folder, config).await
    }

    /// A server over a folder that somebody else has filled.
    pub async fn over(folder: TempDir) -> Self {
        let config = config(folder.path());
        Self::run(Arc::new(folder), config).await
    }

    async fn run(folder: Arc<TempDir>, config: Config) -> Self {
        let application = Application::build(config.clone()).await.unwrap();
        let address = application.address();
        let (stop, stopped) = oneshot::channel::<()>();
        let running = tokio::spawn(async move {
            let until = async {
                let _ = stopped.await;
            };
            application.run_until(until).await.unwrap();
        });
        Self { address, config, http: reqwest::Client::new(), folder, stop: Some(stop), running }
    }

    /// Ends the server in order and starts another over the same data.
    pub async fn restart(mut self) -> Self {
        self.end().await;
        Self::run(self.folder, self.config).await
    }

    /// The same with other settings.
    pub async fn restart_with(mut self, change: impl FnOnce(&mut Config)) -> Self {
        self.end().await;
        change(&mut self.config);
        Self::run(self.folder, self.config).await
    }

    /// Ends the server in order.
    pub async fn end(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
            (&mut self.running).await.unwrap();
        }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}/api/v1{path}", self.address)
    }

    /// Signs the agent of the fixture in, with a bearer token.
    pub async fn agent(&self, name: &str) -> Agent {
        Agent::sign_in(self.http.clone(), self.address, name).await
    }

    /// A customer writes over the webhook channel `hook-sms`; answers the conversation's id.
    pub async fn customer(&self, from: &str, id: &str, text: &str) -> String {
        let answer = self.inbound("hook-sms", from, id, text).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.body["conversation"].as_str().unwrap().to_owned()
    }

    /// A signed message of a customer.
    pub async fn inbound(&self, channel: &str, from: &str, id: &str, text: &str) -> Answer {
        let body = serde_json::json!({ "id": id, "from": { "address": from }, "text": text });
        self.hook(&format!("/hooks/{channel}/messages"), &body.to_string()).await
    }

    /// A signed report about a message.
    pub async fn report(&self, message: &str, state: &str) -> Answer {
        let body = serde_json::json!({ "id": message, "state": state });
        self.hook("/hooks/hook-sms/statuses", &body.to_string()).await
    }

    /// A signed request of a provider.
    pub async fn hook(&self, path: &str, body: &str) -> Answer {
        let timestamp = now_s().to_string();
        let signature = provider::sign(fixture::SECRET, &timestamp, body.as_bytes());
        self.signed(path, body, &timestamp, &signature).await
    }

    /// A request of a provider with this timestamp and signature.
    pub async fn signed(&self, path: &str, body: &str, timestamp: &str, signature: &str) -> Answer {
        let request = self
            .http
            .post(self.url(path))
            .header("content-type", "application/json")
            .header(TIMESTAMP_HEADER, timestamp)
            .header(SIGNATURE_HEADER, signature)
            .body(body.to_owned());
        Answer::of(request).await
    }
}

pub fn now_s() -> i64 {
    i64::try_from(std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs()).unwrap()
}

/// Waits for what must come soon.
pub async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(PATIENCE, future).await {
        Ok(value) => value,
        Err(_) => panic!("waited too long for {what}"),
    }
}
