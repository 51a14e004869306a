//! Reading: how far an agent has read a conversation. It is their own and tells nobody else anything.

use switchboard_api::requests::{ReadAnswer, ReadRequest};
use switchboard_api::{AgentId, ConversationId, ReadPosition};

use super::{Refusal, access};
use crate::db::Tx;

/// Moves the agent's read position, forward or back.
pub fn read(
    tx: &mut Tx<'_>,
    agent: &AgentId,
    id: &ConversationId,
    request: &ReadRequest,
) -> Result<ReadAnswer, Refusal> {
    let (_, conversation) = access::conversation(tx, agent, id)?;
    let position = match (request.position, request.inbound) {
        (Some(position), None) => position.min(conversation.position),
        (None, Some(inbound)) => tx.position_of_inbound(id, inbound)?,
        _ => return Err(Refusal::field("position", "Give either a position or inbound.")),
    };
    let read = ReadPosition { position, inbound: tx.inbound_until(id, position)? };
    if tx.read_position(id, agent)? != read {
        tx.save_read(id, agent, read)?;
        tx.append_read(&conversation.space, agent, id, read)?;
    }
    Ok(ReadAnswer { id: conversation.id, read })
}
