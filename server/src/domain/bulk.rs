//! One change of many conversations: what the request as a whole must be. Each conversation is changed on its own, by
//! `patch`.

use std::collections::HashSet;

use switchboard_api::bulk::{BulkRequest, MAX_BULK};
use switchboard_api::requests::{ConversationPatch, PatchAnswer};
use switchboard_api::{AgentId, ConversationId, SpaceId};

use super::{Refusal, Rules, access, patch};
use crate::db::{Snapshot, Tx};

/// Refuses a request that cannot be carried out for any of its conversations.
pub fn check(db: &Snapshot<'_>, agent: &AgentId, space: &SpaceId, request: &BulkRequest) -> Result<(), Refusal> {
    access::viewer(db, agent, space)?;
    let different: HashSet<_> = request.ids.iter().collect();
    if different.len() < request.ids.len() {
        return Err(Refusal::field("ids", "Name each conversation once."));
    }
    if !(1..=MAX_BULK).contains(&request.ids.len()) {
        return Err(Refusal::field("ids", format!("Name 1 to {MAX_BULK} conversations.")));
    }
    Ok(())
}

/// Changes one of them.
pub fn one(
    tx: &mut Tx<'_>,
    rules: &Rules,
    agent: &AgentId,
    space: &SpaceId,
    id: &ConversationId,
    change: &ConversationPatch,
) -> Result<PatchAnswer, Refusal> {
    let (_, conversation) = access::conversation(tx, agent, id)?;
    if conversation.space != *space {
        return Err(Refusal::NotFound("conversation"));
    }
    patch::patch(tx, rules, agent, id, None, change)
}
