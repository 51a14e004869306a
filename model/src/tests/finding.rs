//! What the test's server finds: contacts and messages that contain the text, whatever the page.

use switchboard_api::search::{ContactField, ContactHit, MessageHit, SearchPage};
use switchboard_api::{AgentId, EntryBody, PreviewKind};

use super::server::Server;

impl Server {
    pub(crate) fn found(&self, agent: &AgentId, query: &str) -> SearchPage {
        let mut ids: Vec<_> = self.conversations.keys().cloned().collect();
        ids.sort();
        let rows = ids.iter().filter_map(|id| self.row(agent, id));
        let contacts = rows.filter(|row| row.conversation.title().contains(query)).map(|row| ContactHit {
            field: ContactField::Name,
            text: row.conversation.title().to_owned(),
            matches: Vec::new(),
            row,
        });
        let messages = ids.iter().flat_map(|id| &self.entries[id]).filter_map(|entry| {
            let EntryBody::Inbound { text } = &entry.body else { return None };
            text.contains(query).then(|| MessageHit {
                row: self.row(agent, &entry.conversation).unwrap(),
                entry: entry.id.clone(),
                position: entry.position,
                at: entry.at,
                kind: PreviewKind::Inbound,
                author: None,
                snippet: text.to_string(),
                matches: Vec::new(),
            })
        });
        SearchPage { contacts: contacts.collect(), messages: messages.collect(), next: None, seq: self.seq() }
    }
}
