//! What the agent is told of while not looking: messages that concern them, as they come. Whether the device shows them is
//! not decided here.

use switchboard_api::{Author, Conversation, Entry, EntryBody, View};

use crate::effect::{Effect, Notice};
use crate::model::Model;
use crate::select::Phase;

/// What came longer ago is old news: it was replayed after a gap.
const FRESH_MS: i64 = 60_000;

impl Model {
    /// Tells of what is new in a conversation that is about to be put.
    pub(crate) fn tell(&mut self, conversation: &Conversation, entries: &[Entry]) {
        let Some(session) = self.session.clone() else { return };
        if self.attention || self.phase != Phase::Ready {
            return;
        }
        let known = self.rows.get(&conversation.id).map_or(0, |row| row.conversation.position);
        let me = &session.me.id;
        let kind = session.workflow.kind(&conversation.status);
        let mine = |view: View| kind.is_some_and(|kind| view.contains(kind, me, conversation));
        let concerning = [View::Assigned, View::Inbox, View::Following].into_iter().any(mine);
        let tells = |entry: &&Entry| match &entry.body {
            EntryBody::Inbound { .. } => concerning,
            EntryBody::Note { mentions, .. } => mentions.contains(me) && entry.author.agent() != Some(me),
            EntryBody::Outbound { .. } | EntryBody::Event { .. } => false,
        };
        let fresh = |entry: &&Entry| entry.position > known && self.server_now().since(entry.at) < FRESH_MS;
        let Some(entry) = entries.iter().rev().filter(fresh).find(tells) else { return };
        let (EntryBody::Inbound { text } | EntryBody::Note { text, .. }) = &entry.body else { return };
        let author = match &entry.author {
            Author::Agent { id } => Some(self.agent_name(id)),
            Author::Contact | Author::System => None,
        };
        self.effects.push(Effect::Notify(Notice {
            conversation: conversation.id.clone(),
            title: conversation.title().to_owned(),
            author,
            text: text.chars().take(200).collect(),
            route: self.route.with_conversation(Some(conversation.id.clone())),
        }));
    }
}
