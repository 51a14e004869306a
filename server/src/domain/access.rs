//! Who may touch what: every command and every reading starts here. What a person may not see answers exactly like what
//! does not exist.

use switchboard_api::{AgentId, Contact, ContactId, Conversation, ConversationId, Entry, EntryId, SpaceId, Viewer};

use super::Refusal;
use crate::db::Snapshot;

/// The agent in the space.
pub fn viewer(db: &Snapshot<'_>, agent: &AgentId, space: &SpaceId) -> Result<Viewer, Refusal> {
    db.viewer(space, agent)?.ok_or(Refusal::NotFound("space"))
}

/// A conversation the agent may see, and the agent in its space.
pub fn conversation(
    db: &Snapshot<'_>,
    agent: &AgentId,
    id: &ConversationId,
) -> Result<(Viewer, Conversation), Refusal> {
    let missing = || Refusal::NotFound("conversation");
    let conversation = db.conversation(id)?.ok_or_else(missing)?;
    let viewer = db.viewer(&conversation.space, agent)?.ok_or_else(missing)?;
    if viewer.may_see(&conversation) { Ok((viewer, conversation)) } else { Err(missing()) }
}

/// A contact the agent may see, and the agent in its space.
pub fn contact(db: &Snapshot<'_>, agent: &AgentId, id: &ContactId) -> Result<(Viewer, Contact), Refusal> {
    let missing = || Refusal::NotFound("contact");
    let contact = db.contact(id)?.ok_or_else(missing)?;
    let viewer = db.viewer(&contact.space, agent)?.ok_or_else(missing)?;
    if db.may_see_contact(&viewer, &contact)? { Ok((viewer, contact)) } else { Err(missing()) }
}

/// An entry of a conversation the agent may see.
pub fn entry(db: &Snapshot<'_>, agent: &AgentId, id: &EntryId) -> Result<(Conversation, Entry), Refusal> {
    let missing = || Refusal::NotFound("message");
    let entry = db.entry(id)?.ok_or_else(missing)?;
    match conversation(db, agent, &entry.conversation) {
        Ok((_, conversation)) => Ok((conversation, entry)),
        Err(Refusal::NotFound(_)) => Err(missing()),
        Err(other) => Err(other),
    }
}
