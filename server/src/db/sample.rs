//! A conversation for tests that need any and change what they are about. Shipped code makes none of it.

use switchboard_api::{ChannelKind, ContactSummary, Conversation, Folder, Timestamp};

/// An open conversation by SMS that nobody owns.
pub(crate) fn conversation(id: &str) -> Conversation {
    Conversation {
        id: id.into(),
        version: 1,
        space: "home".into(),
        inbox: "inbox".into(),
        channel: "sms".into(),
        channel_kind: ChannelKind::Sms,
        sender_profile: None,
        contact: ContactSummary { id: "contact".into(), name: None, address: "+1".into(), company: None },
        status: "open".into(),
        priority: None,
        folder: Folder::Inbox,
        assignees: Vec::new(),
        teams: Vec::new(),
        followers: Vec::new(),
        mentioned: Vec::new(),
        tags: Vec::new(),
        automated: false,
        last: None,
        created_at: Timestamp::default(),
        active_at: Timestamp::default(),
        waiting_since: None,
        snoozed_until: None,
        position: 0,
        inbound: 0,
    }
}
