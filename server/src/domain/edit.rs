//! An edit of one conversation: collects entries and changes of the record, then stores all of it and appends one event.
//! Which edits are right is decided by the commands that make them.

use std::sync::Arc;

use switchboard_api::{
    AgentId, Author, Conversation, ConversationId, Delivery, Entry, EntryBody, Preview, PreviewKind, Quote,
    ReadPosition, StatusKey, TimelineEvent, Timestamp,
};

use super::text;
use crate::clock;
use crate::db::events::{Payload, Scope};
use crate::db::{self, Tx};

/// A conversation being changed.
pub struct Edit {
    before: Option<Conversation>,
    now: Conversation,
    changed: Vec<Entry>,
    added: Vec<(Entry, u64)>,
}

impl Edit {
    /// Changes a stored conversation.
    pub fn of(conversation: Conversation) -> Self {
        Self { before: Some(conversation.clone()), now: conversation, changed: Vec::new(), added: Vec::new() }
    }

    /// Begins a conversation that is not stored yet.
    pub fn new(conversation: Conversation) -> Self {
        Self { before: None, now: conversation, changed: Vec::new(), added: Vec::new() }
    }

    /// The record as it will be.
    pub fn conversation(&self) -> &Conversation {
        &self.now
    }

    /// The record, to change it. Position, counters and version are kept by the edit.
    pub fn conversation_mut(&mut self) -> &mut Conversation {
        &mut self.now
    }

    /// Adds an entry at the end of the timeline. Messages and notes become the preview and make the conversation active.
    pub fn add(&mut self, at: Timestamp, author: Author, body: EntryBody) -> Entry {
        self.add_answer(at, author, body, None)
    }

    /// The same for a message that may answer another one.
    pub fn add_answer(&mut self, at: Timestamp, author: Author, body: EntryBody, to: Option<Quote>) -> Entry {
        self.now.position += 1;
        if matches!(body, EntryBody::Inbound { .. }) {
            self.now.inbound += 1;
        }
        let entry = Entry {
            id: clock::id(),
            conversation: self.now.id.clone(),
            version: 1,
            position: self.now.position,
            at,
            author,
            reply_to: to.map(Box::new),
            body,
        };
        if let Some(preview) = preview(&entry) {
            self.now.last = Some(preview);
            self.now.active_at = self.now.active_at.max(at);
        }
        self.added.push((entry.clone(), self.now.inbound));
        entry
    }

    /// Adds an entry about what happened.
    pub fn note_event(&mut self, at: Timestamp, author: Author, event: TimelineEvent) {
        self.add(at, author, EntryBody::Event { event });
    }

    /// Whether anything came into the timeline so far.
    pub fn says_something(&self) -> bool {
        !self.added.is_empty()
    }

    /// Changes the status and says so in the timeline.
    pub fn set_status(&mut self, at: Timestamp, author: Author, to: StatusKey) {
        let from = std::mem::replace(&mut self.now.status, to.clone());
        self.note_event(at, author, TimelineEvent::StatusChanged { from, to });
    }

    /// Makes the agent an owner and says so in the timeline.
    pub fn assign(&mut self, at: Timestamp, author: Author, agent: AgentId) {
        self.now.assignees.push(agent.clone());
        self.note_event(at, author, TimelineEvent::AgentAssigned { agent });
    }

    /// Changes how far a stored message has come; answers its new version.
    pub fn set_delivery(&mut self, mut entry: Entry, next: Delivery) -> Entry {
        if let EntryBody::Outbound { delivery, .. } = &mut entry.body {
            *delivery = next;
        }
        self.replace(entry)
    }

    /// Stores a new version of an entry.
    pub fn replace(&mut self, mut entry: Entry) -> Entry {
        entry.version += 1;
        self.changed.push(entry.clone());
        entry
    }

    /// How far somebody has read who has seen everything so far.
    pub fn all_read(&self) -> ReadPosition {
        ReadPosition { position: self.now.position, inbound: self.now.inbound }
    }

    /// Stores everything and appends the event that tells of it.
    pub fn store(self, tx: &mut Tx<'_>, actor: Option<&AgentId>) -> db::Result<Arc<Conversation>> {
        let Self { before, mut now, changed, added } = self;
        now.version += 1;
        tx.save_conversation(before.as_ref(), &now)?;
        let scope = before.as_ref().map(Scope::of).filter(|scope| *scope != Scope::of(&now));
        let entries = changed.iter().chain(added.iter().map(|(entry, _)| entry)).cloned().collect();
        let payload = Payload { conversation: now.into(), entries, before: scope };
        let seq = tx.append_change(actor, &payload)?;
        for entry in &changed {
            tx.update_entry(entry)?;
        }
        for (entry, inbound) in &added {
            tx.insert_entry(entry, *inbound, seq)?;
        }
        Ok(payload.conversation)
    }
}

/// What a list shows of an entry; nothing for events.
pub fn preview(entry: &Entry) -> Option<Preview> {
    let (kind, words) = match &entry.body {
        EntryBody::Inbound { text } => (PreviewKind::Inbound, text),
        EntryBody::Outbound { text, .. } => (PreviewKind::Outbound, text),
        EntryBody::Note { text, .. } => (PreviewKind::Note, text),
        EntryBody::Event { .. } => return None,
    };
    Some(Preview { kind, text: text::preview(words).into(), author: entry.author.agent().cloned() })
}

/// Sets preview and activity from the newest message or note that still stands.
pub fn look_back(tx: &Tx<'_>, conversation: &mut Conversation) -> db::Result<()> {
    let id: ConversationId = conversation.id.clone();
    match tx.newest_words(&id)? {
        Some((entry, at)) => {
            conversation.last = preview(&entry);
            conversation.active_at = at;
        }
        None => {
            conversation.last = None;
            conversation.active_at = conversation.created_at;
        }
    }
    Ok(())
}
