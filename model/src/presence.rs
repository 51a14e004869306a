//! Who else is where, as the server last said, and what the server is told of the caller: at which conversation they look,
//! and that they write. It lives as long as the connection. Who may know what is the server's affair.

use switchboard_api::{ClientFrame, ConversationId, Present, SendKind, Timestamp};

use crate::effect::Effect;
use crate::model::Model;
use crate::select::Phase;

/// The shortest time between two words about what the caller looks at, and about what they write.
const PACE_MS: i64 = 500;
/// Whoever looks away for a moment has not left.
const LINGER_MS: i64 = 10_000;
/// As long as they go on writing, they say so this often; the server believes it for twice as long.
const WRITING_PACE_MS: i64 = 3_000;

/// What was heard and said on this connection.
#[derive(Clone, Debug, Default)]
pub(crate) struct Presence {
    /// The few conversations that somebody is at.
    company: Vec<(ConversationId, Vec<Present>)>,
    /// At what the server believes the caller to look.
    viewing: Option<ConversationId>,
    viewing_said: Timestamp,
    /// Where it was told that they write.
    writing: Option<(ConversationId, SendKind)>,
    writing_said: Timestamp,
    /// Since when the caller has looked away.
    away: Option<Timestamp>,
}

impl Presence {
    pub(crate) fn company(&self, id: &ConversationId) -> &[Present] {
        self.company.iter().find(|(at, _)| at == id).map(|(_, agents)| agents.as_slice()).unwrap_or_default()
    }

    pub(crate) fn put(&mut self, id: ConversationId, agents: Vec<Present>) {
        self.hide(&id);
        if !agents.is_empty() {
            self.company.push((id, agents));
        }
    }

    pub(crate) fn hide(&mut self, id: &ConversationId) {
        self.company.retain(|(at, _)| at != id);
    }

    pub(crate) fn looks(&mut self, now: Timestamp, attention: bool) {
        self.away = (!attention).then_some(now);
    }

    /// Whoever was there is not known any more, and neither does the server know of the caller.
    fn forget(&mut self) {
        *self = Self { away: self.away, viewing_said: self.viewing_said, ..Self::default() };
    }
}

impl Model {
    /// Tells the server where the caller is now, if it does not know; answers when to look again.
    pub(crate) fn settle_presence(&mut self) -> Option<Timestamp> {
        if !self.is_in_company() || self.phase != Phase::Ready {
            self.presence.forget();
            return None;
        }
        let open = self.route.conversation();
        if self.presence.writing.as_ref().is_some_and(|(id, _)| Some(id) != open) {
            self.say_writing(None);
        }
        let leaves_at = self.presence.away.map(|since| since.plus(LINGER_MS));
        let looks = leaves_at.is_none_or(|at| at > self.now);
        let wanted = self.route.conversation().filter(|id| looks && self.rows.contains_key(*id)).cloned();
        let (known, may_at) = (wanted == self.presence.viewing, self.presence.viewing_said.plus(PACE_MS));
        if known {
            return leaves_at.filter(|_| wanted.is_some());
        }
        if may_at > self.now {
            return Some(may_at);
        }
        self.presence.viewing_said = self.now;
        self.presence.viewing.clone_from(&wanted);
        let leaves_at = leaves_at.filter(|_| wanted.is_some());
        self.effects.push(Effect::Say(ClientFrame::Viewing { conversation: wanted }));
        leaves_at
    }

    /// The caller has changed what they are writing; `empty` when nothing is left of it.
    pub(crate) fn wrote(&mut self, conversation: &ConversationId, kind: SendKind, empty: bool) {
        let since = self.now.since(self.presence.writing_said);
        let known = self.presence.writing.as_ref().is_some_and(|(id, was)| (id, *was) == (conversation, kind));
        let pace = if known { WRITING_PACE_MS } else { PACE_MS };
        if empty && self.presence.writing.is_some() {
            self.say_writing(None);
        } else if !empty && since >= pace && self.is_in_company() {
            self.presence.writing_said = self.now;
            self.say_writing(Some((conversation.clone(), kind)));
        }
    }

    /// Whether there is a connection to a server that tells agents of each other.
    fn is_in_company(&self) -> bool {
        self.connection.is_ready() && self.session.as_ref().is_some_and(|session| session.capabilities.presence)
    }

    fn say_writing(&mut self, writing: Option<(ConversationId, SendKind)>) {
        let note = matches!(writing, Some((_, SendKind::Note)));
        let conversation = writing.as_ref().map(|(id, _)| id.clone());
        self.presence.writing = writing;
        self.effects.push(Effect::Say(ClientFrame::Typing { conversation, note }));
    }
}
