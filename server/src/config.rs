//! How a server is asked to run. Command lines are read in `main`; nothing is opened or checked here.

use std::path::PathBuf;
use std::time::Duration;

use switchboard_api::live::WRITING_MS;

/// What an empty data folder is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// A demo space with agents, conversations and simulated customers.
    Demo,
    /// One space with one inbox, one webhook channel and its first admin.
    Empty,
}

/// How a server is asked to run.
#[derive(Clone, Debug)]
pub struct Config {
    /// The folder with the built app; without one only the API is served.
    pub dist: Option<PathBuf>,
    /// The folder for the database; made when missing.
    pub data: PathBuf,
    /// The address to listen at.
    pub host: String,
    /// The port; 0 for any free one.
    pub port: u16,
    /// What an empty data folder is filled with.
    pub start: Start,
    /// Other origins that may call the API with a bearer token, such as `https://portal.example`.
    pub allow_origins: Vec<String>,
    /// Where the first webhook channel posts messages to customers.
    pub webhook_url: Option<String>,
    /// The address people use, where a proxy stands before the server; `https` makes cookies `Secure`.
    pub public_url: Option<String>,
    /// Believe `X-Forwarded-For` and `X-Forwarded-Proto`: only when every request comes through a proxy that sets them.
    pub behind_proxy: bool,
    /// Simulated customers answer, but do not write by themselves.
    pub quiet: bool,
    /// Sign-in attempts per minute, address and account.
    pub logins_per_minute: u32,
    /// Messages and notes per minute and agent.
    pub sends_per_minute: u32,
    /// Searches per minute and agent. People who search as they type ask twice a second.
    pub searches_per_minute: u32,
    /// Requests that change nothing per minute and agent, in however many windows.
    pub reads_per_minute: u32,
    /// Changes of any kind per minute and agent.
    pub writes_per_minute: u32,
    /// Messages and reports of a provider per minute, address and channel.
    pub hooks_per_minute: u32,
    /// Live connections opened per minute and address. A whole office comes back at once when the server was restarted.
    pub sockets_per_minute: u32,
    /// Tokens per minute and portal. A portal asks for one per agent every few minutes.
    pub tokens_per_minute: u32,
    /// Milliseconds in a second of the undo window.
    pub undo_second_ms: i64,
    /// Milliseconds before the second attempt to deliver; it doubles from then on.
    pub retry_ms: i64,
    /// Attempts to deliver before a message has failed.
    pub attempts: u32,
    /// How long a provider may take to answer.
    pub provider_timeout: Duration,
    /// How long a request may take: its head, and then its body and what is done with it.
    pub answer_within: Duration,
    /// How long a socket may take to say hello.
    pub hello_within: Duration,
    /// How often sockets are pinged.
    pub ping_interval: Duration,
    /// How long a socket may be silent.
    pub silence: Duration,
    /// The shortest time between two sets of numbers on a socket.
    pub counts_interval: Duration,
    /// The shortest time between two tellings of where colleagues are on a socket.
    pub presence_interval: Duration,
    /// How long somebody who said that they write does so, unless they say it again.
    pub writing: Duration,
    /// How long a socket may take to accept one frame.
    pub slow_after: Duration,
    /// How many events may pile up behind a frame that a socket does not accept.
    pub max_lag: u64,
    /// How long ending may take.
    pub grace: Duration,
    /// Events younger than this are kept in the log, in milliseconds.
    pub log_ms: i64,
    /// This many events are kept in the log, however old.
    pub log_events: u64,
}

impl Config {
    /// Whether the server was started with this origin as one that may call.
    pub fn allows(&self, origin: &str) -> bool {
        self.allow_origins.iter().any(|allowed| allowed.trim_end_matches('/') == origin)
    }

    /// The usual settings over this data folder.
    pub fn new(data: PathBuf) -> Self {
        Self {
            dist: None,
            data,
            host: "127.0.0.1".into(),
            port: 8080,
            start: Start::Demo,
            allow_origins: Vec::new(),
            webhook_url: None,
            public_url: None,
            behind_proxy: false,
            quiet: false,
            logins_per_minute: 10,
            sends_per_minute: 60,
            searches_per_minute: 120,
            reads_per_minute: 3_000,
            writes_per_minute: 600,
            hooks_per_minute: 6_000,
            sockets_per_minute: 600,
            tokens_per_minute: 600,
            undo_second_ms: 1_000,
            retry_ms: 1_000,
            attempts: 12,
            provider_timeout: Duration::from_secs(10),
            answer_within: Duration::from_secs(30),
            hello_within: Duration::from_secs(5),
            ping_interval: Duration::from_millis(15_000),
            silence: Duration::from_secs(40),
            counts_interval: Duration::from_millis(500),
            presence_interval: Duration::from_millis(300),
            writing: Duration::from_millis(WRITING_MS.unsigned_abs()),
            slow_after: Duration::from_secs(20),
            max_lag: 1_000,
            grace: Duration::from_secs(5),
            log_ms: 24 * 60 * 60 * 1_000,
            log_events: 10_000,
        }
    }

    /// The same with no limit on how often a minute: tests ask faster than people.
    pub fn without_limits(self) -> Self {
        let most = u32::MAX;
        Self {
            logins_per_minute: most,
            sends_per_minute: most,
            searches_per_minute: most,
            reads_per_minute: most,
            writes_per_minute: most,
            hooks_per_minute: most,
            sockets_per_minute: most,
            tokens_per_minute: most,
            ..self
        }
    }
}
