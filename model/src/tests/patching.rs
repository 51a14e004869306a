//! What a patch does to a conversation on the test's server: written out, so that the core's own overlay is not trusted.

use switchboard_api::requests::ConversationPatch;
use switchboard_api::{Conversation, TimelineEvent};

/// The record as it will be, and what its timeline says of it.
pub(crate) fn changed(conversation: &Conversation, patch: &ConversationPatch) -> (Conversation, Vec<TimelineEvent>) {
    let mut events = Vec::new();
    let mut now_so = conversation.clone();
    if let Some(to) = patch.status.clone() {
        let from = std::mem::replace(&mut now_so.status, to.clone());
        events.push(TimelineEvent::StatusChanged { from, to });
    }
    for agent in &patch.unassign {
        if let Some(index) = now_so.assignees.iter().position(|owner| owner == agent) {
            now_so.assignees.remove(index);
            events.push(TimelineEvent::AgentUnassigned { agent: agent.clone() });
        }
    }
    for agent in &patch.assign {
        if !now_so.assignees.contains(agent) {
            now_so.assignees.push(agent.clone());
            events.push(TimelineEvent::AgentAssigned { agent: agent.clone() });
        }
    }
    for tag in &patch.remove_tags {
        if let Some(index) = now_so.tags.iter().position(|known| known == tag) {
            now_so.tags.remove(index);
            events.push(TimelineEvent::TagRemoved { tag: tag.clone() });
        }
    }
    for tag in &patch.add_tags {
        if !now_so.tags.contains(tag) {
            now_so.tags.push(tag.clone());
            events.push(TimelineEvent::TagAdded { tag: tag.clone() });
        }
    }
    (now_so, events)
}
