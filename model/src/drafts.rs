//! Texts being written, one per conversation and kind, and which of the two kinds each composer shows. Keeping them on
//! the device is an effect; sending them is the outbox's business.

use std::collections::HashMap;

use switchboard_api::{ConversationId, SendKind};

use crate::effect::{Effect, Stored};
use crate::model::Model;

/// The drafts of the agent who is signed in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Drafts {
    texts: HashMap<(ConversationId, SendKind), String>,
    composing: HashMap<ConversationId, SendKind>,
}

impl Drafts {
    pub(crate) fn text(&self, conversation: &ConversationId, kind: SendKind) -> &str {
        self.texts.get(&(conversation.clone(), kind)).map(String::as_str).unwrap_or_default()
    }

    pub(crate) fn set(&mut self, conversation: ConversationId, kind: SendKind, text: String) {
        if text.is_empty() {
            self.texts.remove(&(conversation, kind));
        } else {
            self.texts.insert((conversation, kind), text);
        }
    }

    /// The kind of composer a conversation shows.
    pub(crate) fn composing(&self, conversation: &ConversationId) -> SendKind {
        self.composing.get(conversation).copied().unwrap_or(SendKind::Message)
    }

    pub(crate) fn compose(&mut self, conversation: ConversationId, kind: SendKind) {
        self.composing.insert(conversation, kind);
    }

    pub(crate) fn drain(&mut self) -> impl Iterator<Item = (ConversationId, SendKind, String)> {
        self.composing.clear();
        self.texts.drain().map(|((conversation, kind), text)| (conversation, kind, text))
    }
}

impl Model {
    /// Sets a draft and keeps it on the device.
    pub(crate) fn write_draft(&mut self, conversation: ConversationId, kind: SendKind, text: String) {
        let Some(session) = self.session.clone() else { return };
        self.drafts.set(conversation.clone(), kind, text.clone());
        self.effects.push(Effect::Persist(Stored::Draft { agent: session.me.id.clone(), conversation, kind, text }));
    }

    /// Puts text that came back (undone, or refused) in front of what is being written now, so that neither is lost.
    pub(crate) fn give_back(&mut self, conversation: ConversationId, kind: SendKind, text: &str) {
        let current = self.drafts.text(&conversation, kind);
        let joined = if current.is_empty() { text.to_owned() } else { format!("{text}\n{current}") };
        self.drafts.compose(conversation.clone(), kind);
        self.write_draft(conversation, kind, joined);
    }
}
