//! What one agent is told of an event: the change, that it is hidden now, or nothing. Reading the log happens elsewhere.

use std::collections::HashMap;

use switchboard_api::{AgentId, Change, ConversationId, LiveEvent, ReadPosition, Viewer};

use crate::db::events::{Logged, What};
use crate::db::{self, Snapshot};

/// The events of before that the viewer may see, each with the number of the one before. Who could see something when it
/// happened need not be allowed to any more; whoever is to forget it is told by the event that hid it.
pub fn replayed<'e>(
    db: &Snapshot<'_>,
    viewer: &Viewer,
    events: impl Iterator<Item = &'e Logged>,
    mut prev: u64,
) -> db::Result<Vec<LiveEvent>> {
    let mut told = Vec::new();
    let mut open: HashMap<ConversationId, bool> = HashMap::new();
    for logged in events {
        let Some(event) = personal(logged, viewer, prev) else { continue };
        let still = match &event.change {
            Change::ConversationChanged { conversation, .. } => match open.get(&conversation.id) {
                Some(still) => *still,
                None => {
                    let still = db.conversation(&conversation.id)?.is_some_and(|now| viewer.may_see(&now));
                    open.insert(conversation.id.clone(), still);
                    still
                }
            },
            Change::ContactChanged { contact } => db.may_see_contact(viewer, contact)?,
            _ => true,
        };
        if still {
            prev = event.seq;
            told.push(event);
        }
    }
    Ok(told)
}

/// The event as the viewer may see it; `prev` is the number of the event they were sent before.
pub fn personal(logged: &Logged, viewer: &Viewer, prev: u64) -> Option<LiveEvent> {
    let change = match &logged.what {
        What::Read { agent, id, read } => {
            (*agent == viewer.agent).then(|| Change::ReadMoved { id: id.clone(), read: *read })?
        }
        What::Tags(tags) => Change::TagsChanged { tags: tags.clone() },
        What::Contact(payload) => {
            payload.is_open_to(viewer).then(|| Change::ContactChanged { contact: Box::new(payload.contact.clone()) })?
        }
        What::Changed { payload, reads } => {
            let conversation = &payload.conversation;
            if viewer.may_see(conversation) {
                Change::ConversationChanged {
                    conversation: conversation.clone(),
                    entries: payload.entries.clone(),
                    read: read_of(reads, &viewer.agent),
                }
            } else {
                let before = payload.before.as_ref()?.applied_to(conversation);
                viewer.may_see(&before).then(|| Change::ConversationHidden { id: conversation.id.clone() })?
            }
        }
    };
    Some(LiveEvent { seq: logged.seq, prev, at: logged.at, actor: logged.actor.clone(), change })
}

fn read_of(reads: &[(AgentId, ReadPosition)], agent: &AgentId) -> ReadPosition {
    reads.iter().find(|(reader, _)| reader == agent).map(|(_, read)| *read).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use switchboard_api::{Conversation, Role, Timestamp};

    use super::*;
    use crate::db::events::{Payload, Scope};
    use crate::db::sample;

    fn conversation(team: &str, assignee: &str) -> Conversation {
        Conversation {
            version: 2,
            assignees: vec![assignee.into()],
            teams: vec![team.into()],
            position: 3,
            inbound: 2,
            ..sample::conversation("c")
        }
    }

    #[test]
    fn whoever_loses_sight_is_told_once_and_others_get_their_own_position() {
        let before = Scope::of(&conversation("sales", "bo"));
        let payload = Payload {
            conversation: Arc::new(conversation("support", "al")),
            entries: Vec::new(),
            before: Some(before),
        };
        let read = ReadPosition { position: 3, inbound: 2 };
        let what = What::Changed { payload, reads: vec![("al".into(), read)] };
        let logged = Logged { seq: 9, at: Timestamp::default(), actor: None, what };
        let told = |agent: &str, role, team: &str| {
            let viewer = Viewer { agent: agent.into(), role, teams: vec![team.into()] };
            personal(&logged, &viewer, 5).map(|event| event.change)
        };
        assert_eq!(told("bo", Role::Agent, "sales"), Some(Change::ConversationHidden { id: "c".into() }));
        assert_eq!(told("cy", Role::Agent, "sales"), Some(Change::ConversationHidden { id: "c".into() }));
        assert_eq!(told("di", Role::Agent, "success"), None);
        assert!(matches!(told("al", Role::Agent, ""), Some(Change::ConversationChanged { read: r, .. }) if r == read));
        let nothing = ReadPosition::default();
        assert!(
            matches!(told("mo", Role::Manager, ""), Some(Change::ConversationChanged { read: r, .. }) if r == nothing)
        );
    }

    #[test]
    fn read_positions_are_told_to_their_owner_only() {
        let what = What::Read { agent: "al".into(), id: "c".into(), read: ReadPosition { position: 1, inbound: 1 } };
        let logged = Logged { seq: 9, at: Timestamp::default(), actor: Some("al".into()), what };
        let viewer = |agent: &str| Viewer { agent: agent.into(), role: Role::Admin, teams: Vec::new() };
        assert!(personal(&logged, &viewer("al"), 5).is_some_and(|event| (event.seq, event.prev) == (9, 5)));
        assert!(personal(&logged, &viewer("mo"), 5).is_none());
    }
}
