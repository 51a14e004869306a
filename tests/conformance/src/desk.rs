//! What the checks work with: the callers, the session that the suite began with, and what is read and written most. Nothing
//! is judged here beyond what is needed to go on. Conversations are begun in `begin`, customers write in `provider`.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::Method;
use serde_json::json;
use switchboard_api::{
    AgentId, ConversationId, ConversationList, Counts, Entry, EventsPage, Row, SendAnswer, Session, Timeline,
};
use tokio::sync::OnceCell;
use tokio::time::Instant;

use crate::Target;
use crate::begin::sendable;
use crate::check::{Stop, broken, ensure, skipped};
use crate::http::{Answer, Caller, new_id};

/// Longer than this, what must come does not come.
const PATIENCE: Duration = Duration::from_secs(20);

/// The suite's desk, with the name of the check that works at it.
#[derive(Clone)]
pub struct Desk {
    shared: Arc<Shared>,
    /// Which check.
    pub check: &'static str,
}

/// What all checks share.
pub struct Shared {
    /// The server.
    pub target: Target,
    /// Its API's address.
    pub base: String,
    /// How long what must come may take.
    pub patience: Duration,
    /// The first agent's session when the suite began.
    pub session: Session,
    /// The same with everything the server said.
    pub raw_session: serde_json::Value,
    http: reqwest::Client,
    /// The conversation that `begin` shares among checks.
    pub(crate) shared_conversation: OnceCell<ConversationId>,
    /// The phone numbers that were drawn.
    pub(crate) drawn: Mutex<BTreeSet<String>>,
}

impl Deref for Desk {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.shared
    }
}

impl Desk {
    /// Signs nobody in: asks for the first agent's session, without which there is nothing to check.
    pub async fn open(target: &Target) -> Result<Self, Stop> {
        // Two crates may each bring a provider of cryptography; the first one installed is the one that counts.
        let _already_installed = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().timeout(Duration::from_secs(60)).build();
        let http = client.map_err(|error| Stop::Broken(format!("The suite has no HTTP client: {error}.")))?;
        let base = target.url.trim_end_matches('/').to_owned() + "/api/v1";
        let token = Some(target.token.clone());
        let caller = Caller { http: http.clone(), base: base.clone(), check: "start", token };
        let raw_session = caller.read::<serde_json::Value>("/session").await?;
        let session = serde_json::from_value(raw_session.clone())
            .map_err(|error| Stop::Broken(format!("GET /session cannot be read: {error}.")))?;
        let patience = target.patience.unwrap_or(PATIENCE);
        let (target, shared_conversation, drawn) = (target.clone(), OnceCell::new(), Mutex::default());
        let shared = Shared { target, base, patience, session, raw_session, http, shared_conversation, drawn };
        Ok(Self { shared: Arc::new(shared), check: "start" })
    }

    /// The same desk for a check.
    pub fn of(&self, check: &'static str) -> Self {
        Self { check, ..self.clone() }
    }

    /// Asks with this token, or with none.
    pub fn with(&self, token: Option<&str>) -> Caller {
        let token = token.map(str::to_owned);
        Caller { http: self.http.clone(), base: self.base.clone(), check: self.check, token }
    }

    /// Asks as the first agent.
    pub fn one(&self) -> Caller {
        self.with(Some(&self.target.token))
    }

    /// Asks as the second agent, where there is one.
    pub fn two(&self) -> Result<Caller, Stop> {
        match &self.target.token2 {
            Some(token) => Ok(self.with(Some(token))),
            None => skipped("It needs a second agent: give --token2."),
        }
    }

    /// The second agent, and who they are, where they are somebody else of the same space who may see the conversation.
    pub async fn colleague(&self, conversation: &ConversationId) -> Result<(Caller, AgentId), Stop> {
        let two = self.two()?;
        let Session { me, spaces, .. } = two.read("/session").await?;
        if spaces.iter().all(|space| space.id != self.session.space) {
            return skipped("It needs a second agent of the same space; --token2 is of another one.");
        }
        if me.id == self.session.me.id {
            return skipped("It needs a second agent; --token and --token2 are of the same one.");
        }
        if two.get(&format!("/conversations/{conversation}")).await?.status == 404 {
            return skipped("It needs a second agent who sees the suite's conversations; that of --token2 does not.");
        }
        Ok((two, me.id))
    }

    /// The space that the suite works in.
    pub fn space(&self) -> &str {
        self.session.space.as_str()
    }

    /// Whether the server says that it can do this.
    pub fn can(&self, capability: &str) -> bool {
        let said = self.raw_session.get("capabilities").and_then(|capabilities| capabilities.get(capability));
        said.is_some_and(|said| said.as_bool() != Some(false) && !said.is_null())
    }

    /// Skips what the server says it cannot do.
    pub fn needs(&self, capability: &str) -> Result<(), Stop> {
        if self.can(capability) {
            Ok(())
        } else {
            skipped(format!("The server does not name `{capability}` among its capabilities."))
        }
    }

    /// The session as it is now.
    pub async fn fresh_session(&self) -> Result<Session, Stop> {
        self.one().read(&format!("/session?space={}", self.space())).await
    }

    /// A message of the first agent.
    pub async fn send(&self, id: &ConversationId, window: u32, text: &str) -> Result<Entry, Stop> {
        let body = json!({ "client_id": new_id(), "kind": "message", "text": text, "undo_window_s": window });
        let answer = self.one().write(Method::POST, &format!("/conversations/{id}/messages"), &body).await?;
        Ok(sendable(answer)?.ok::<SendAnswer>()?.entry)
    }

    /// A note of the first agent.
    pub async fn note(&self, id: &ConversationId, text: &str) -> Result<Entry, Stop> {
        let body = json!({ "client_id": new_id(), "kind": "note", "text": text });
        let answer = self.one().write(Method::POST, &format!("/conversations/{id}/messages"), &body).await?;
        Ok(answer.ok::<SendAnswer>()?.entry)
    }

    /// Takes a message back.
    pub async fn undo(&self, message: &str) -> Result<Answer, Stop> {
        self.one().write(Method::POST, &format!("/messages/{message}/undo"), &json!({})).await
    }

    /// Changes a conversation.
    pub async fn patch(&self, id: &ConversationId, patch: &serde_json::Value) -> Result<Answer, Stop> {
        self.one().write(Method::PATCH, &format!("/conversations/{id}"), patch).await
    }

    /// A conversation as it is now.
    pub async fn row(&self, id: &ConversationId) -> Result<Row, Stop> {
        self.one().read(&format!("/conversations/{id}")).await
    }

    /// The newest part of a timeline.
    pub async fn timeline(&self, id: &ConversationId) -> Result<Timeline, Stop> {
        self.one().read(&format!("/conversations/{id}/timeline?limit=200")).await
    }

    /// One page of a list.
    pub async fn list(&self, query: &str) -> Result<ConversationList, Stop> {
        self.one().read(&format!("/spaces/{}/conversations?{query}", self.space())).await
    }

    /// A list page by page, at most this many conversations; and whether that is all of it.
    pub async fn whole_list(&self, query: &str, limit: usize, most: usize) -> Result<(Vec<Row>, bool), Stop> {
        let mut rows = Vec::new();
        let mut next: Option<String> = None;
        loop {
            let cursor = next.map(|cursor| format!("&cursor={}", escaped(&cursor))).unwrap_or_default();
            let page = self.list(&format!("{query}&limit={limit}{cursor}")).await?;
            rows.extend(page.items);
            match page.next {
                None => return Ok((rows, true)),
                Some(_) if rows.len() >= most => return Ok((rows, false)),
                Some(cursor) => next = Some(cursor),
            }
        }
    }

    /// A page of events.
    pub async fn events(&self, after: u64) -> Result<EventsPage, Stop> {
        self.one().read(&format!("/spaces/{}/events?after={after}", self.space())).await
    }

    /// The numbers that come with the last page of events, and the log position at which they are true.
    pub async fn counts(&self) -> Result<(Counts, u64), Stop> {
        let mut seq = self.fresh_session().await?.seq;
        loop {
            let page = self.events(seq).await?;
            match page.counts {
                Some(counts) if !page.more => return Ok((counts, page.seq)),
                None if !page.more => return broken("The last page of events has no counts."),
                _ => {}
            }
            ensure!(page.seq > seq, "There are said to be more events after {seq}, and none is given.");
            seq = page.seq;
        }
    }

    /// Asks again and again until the answer is there, or patience ends.
    pub async fn again<T, F>(&self, ask: impl Fn() -> F) -> Result<Option<T>, Stop>
    where
        F: Future<Output = Result<Option<T>, Stop>>,
    {
        let until = Instant::now() + self.patience;
        let mut pause = tokio::time::interval((self.patience / 20).max(Duration::from_millis(1)));
        loop {
            pause.tick().await;
            let answer = ask().await?;
            if answer.is_some() || Instant::now() >= until {
                return Ok(answer);
            }
        }
    }
}

/// As part of a query.
pub fn escaped(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// The first item, where the contract says that there is one.
pub fn first<'i, T>(items: &'i [T], what: &str) -> Result<&'i T, Stop> {
    match items.first() {
        Some(item) => Ok(item),
        None => broken(format!("{what} is empty.")),
    }
}
