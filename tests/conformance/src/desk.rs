//! What the checks work with: the callers, the session that the suite began with, and conversations made for it. Nothing
//! is judged here beyond what is needed to go on.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use serde_json::json;
use switchboard_api::hooks::{SIGNATURE_HEADER, TIMESTAMP_HEADER};
use switchboard_api::{
    ComposeAnswer, ConversationId, ConversationList, Entry, Row, SendAnswer, SenderProfile, Session, Timeline,
};
use tokio::sync::OnceCell;

use crate::Target;
use crate::check::{Stop, broken, skipped};
use crate::http::{Answer, Caller, new_id};
use crate::sign::{now_s, signature};

/// Longer than this, what must come does not come.
const PATIENCE: Duration = Duration::from_secs(20);
/// The longest window of all, so that there is time to take back what was sent.
const LONGEST_WINDOW_S: u32 = 30;

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
    conversation: OnceCell<ConversationId>,
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
        let conversation = OnceCell::new();
        let shared = Shared { target: target.clone(), base, patience, session, raw_session, http, conversation };
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

    /// The second agent in the first one's space, where they may enter it.
    pub async fn colleague(&self) -> Result<Caller, Stop> {
        let two = self.two()?;
        let session: Session = two.read("/session").await?;
        if session.spaces.iter().all(|space| space.id != self.session.space) {
            return skipped("It needs a second agent of the same space; --token2 is of another one.");
        }
        Ok(two)
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

    /// The first profile that writes to phone numbers.
    pub fn profile(&self) -> Result<&SenderProfile, Stop> {
        let phones = |profile: &&SenderProfile| {
            let mut channels = self.session.channels.iter();
            channels.any(|channel| channel.id == profile.channel && channel.kind.takes_phone_numbers())
        };
        match self.session.sender_profiles.iter().find(phones) {
            Some(profile) => Ok(profile),
            None => skipped("There is no sender profile for phone numbers to write first with."),
        }
    }

    /// Writes to a number that will be taken back, if the server holds messages.
    pub async fn compose(&self, to: &str, window: u32) -> Result<ComposeAnswer, Stop> {
        let body = json!({
            "client_id": new_id(), "sender_profile": self.profile()?.id, "to": to, "text": "A check of the contract.",
            "undo_window_s": window,
        });
        self.one().write(Method::POST, &format!("/spaces/{}/conversations", self.space()), &body).await?.ok()
    }

    /// A conversation that nobody else knows of, without messages where the server can take them back.
    pub async fn begin(&self) -> Result<ConversationId, Stop> {
        let begun = self.compose(&any_number(), LONGEST_WINDOW_S).await?;
        if self.can("undo") {
            self.undo(begun.entry.id.as_str()).await?;
        }
        Ok(begun.row.conversation.id.clone())
    }

    /// The conversation that checks share which add to it and do not mind what others have added.
    pub async fn conversation(&self) -> Result<&ConversationId, Stop> {
        self.conversation
            .get_or_try_init(|| async {
                match self.begin().await {
                    Err(Stop::Skipped(_)) => {
                        let known = self.list("view=all&limit=1").await?;
                        match known.items.first() {
                            Some(row) => Ok(row.conversation.id.clone()),
                            None => skipped("There is no conversation, and no way to begin one."),
                        }
                    }
                    begun => begun,
                }
            })
            .await
    }

    /// A message of the first agent.
    pub async fn send(&self, id: &ConversationId, window: u32, text: &str) -> Result<Entry, Stop> {
        let body = json!({ "client_id": new_id(), "kind": "message", "text": text, "undo_window_s": window });
        let answer = self.one().write(Method::POST, &format!("/conversations/{id}/messages"), &body).await?;
        Ok(answer.ok::<SendAnswer>()?.entry)
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

    /// A customer writes over the webhook channel; the answer as it came.
    pub async fn inbound(&self, id: &str, from: &str, text: &str) -> Result<Answer, Stop> {
        self.hook("messages", &json!({ "id": id, "from": { "address": from }, "text": text })).await
    }

    /// A signed post of the provider.
    pub async fn hook(&self, what: &str, body: &serde_json::Value) -> Result<Answer, Stop> {
        let (_, secret) = self.channel()?;
        let (body, timestamp) = (body.to_string(), now_s());
        self.signed(what, &body, &timestamp.to_string(), &signature(secret, &timestamp.to_string(), &body)?).await
    }

    /// A post of the provider with this timestamp and signature.
    pub async fn signed(&self, what: &str, body: &str, timestamp: &str, signature: &str) -> Result<Answer, Stop> {
        let (channel, _) = self.channel()?;
        let headers = [(TIMESTAMP_HEADER, timestamp), (SIGNATURE_HEADER, signature)];
        let path = format!("/hooks/{channel}/{what}");
        self.with(None).write_raw(Method::POST, &path, &headers, "application/json", body).await
    }

    /// Id and secret of the webhook channel.
    pub fn channel(&self) -> Result<(&str, &str), Stop> {
        match &self.target.channel {
            Some((id, secret)) => Ok((id, secret)),
            None => skipped("It needs a customer: give --channel and --secret of a webhook channel."),
        }
    }
}

/// A number that most likely nobody has used here: British, of the range that rings nowhere and around it.
pub fn any_number() -> String {
    let mut digits = String::new();
    for letter in new_id().bytes().rev() {
        if digits.len() < 5 && letter != b'-' {
            digits.push(char::from(b'0' + letter % 10));
        }
    }
    format!("+4477009{digits}")
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
