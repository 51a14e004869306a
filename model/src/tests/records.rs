//! Records as the small server makes them, and its refusals.

use std::sync::Arc;

use switchboard_api::*;

use crate::input::Failure;

pub(crate) fn preview(entry: &Entry) -> Option<Preview> {
    let author = entry.author.agent().cloned();
    match &entry.body {
        _ if entry.is_undone() => None,
        EntryBody::Inbound { text } => Some(Preview { kind: PreviewKind::Inbound, text: text.clone(), author }),
        EntryBody::Outbound { text, .. } => Some(Preview { kind: PreviewKind::Outbound, text: text.clone(), author }),
        EntryBody::Note { text, .. } => Some(Preview { kind: PreviewKind::Note, text: text.clone(), author }),
        EntryBody::Event { .. } => None,
    }
}

pub(crate) fn entry(conversation: &Conversation, at: Timestamp, author: Author, body: EntryBody) -> Entry {
    let position = conversation.position;
    let id = EntryId::from(format!("{}-{position}", conversation.id));
    Entry { id, conversation: conversation.id.clone(), version: 1, position, at, author, reply_to: None, body }
}

pub(crate) fn new_conversation(id: &ConversationId, now: Timestamp) -> Conversation {
    Conversation {
        id: id.clone(),
        version: 0,
        space: "acme".into(),
        inbox: "support".into(),
        channel: "sms".into(),
        channel_kind: ChannelKind::Sms,
        sender_profile: None,
        contact: ContactSummary { id: "c".into(), name: Some(id.as_str().into()), address: "+1".into(), company: None },
        status: "new".into(),
        priority: None,
        folder: Folder::Inbox,
        assignees: Vec::new(),
        teams: Vec::new(),
        followers: Vec::new(),
        mentioned: Vec::new(),
        tags: Vec::new(),
        automated: false,
        last: None,
        created_at: now,
        active_at: now,
        waiting_since: None,
        snoozed_until: None,
        position: 0,
        inbound: 0,
    }
}

pub(crate) fn contact(conversation: &Arc<Conversation>) -> Contact {
    let ContactSummary { id, name, .. } = &conversation.contact;
    Contact {
        id: id.clone(),
        version: 1,
        space: conversation.space.clone(),
        name: name.as_deref().map(str::to_owned),
        company: None,
        email: None,
        phone: None,
        notes: None,
        addresses: Vec::new(),
    }
}

pub(crate) fn refused(status: u16) -> Failure {
    let problem = Problem {
        kind: "/problems/test".to_owned(),
        title: String::new(),
        status,
        detail: format!("refused with {status}"),
        errors: Vec::new(),
    };
    Failure::Refused { problem, retry_after_ms: None }
}
