//! How far a message has come: reports of channels, which only move it forward, and the retry an agent asks for.

use switchboard_api::requests::SendAnswer;
use switchboard_api::{AgentId, Delivery, EntryBody, EntryId};

use super::edit::Edit;
use super::{Refusal, access, release};
use crate::db::{self, Tx};

/// Takes a channel's report. Late, repeated and reordered ones change nothing; whether this one did.
pub fn report(tx: &mut Tx<'_>, id: &EntryId, next: Delivery) -> db::Result<bool> {
    let Some(entry) = tx.entry(id)? else { return Ok(false) };
    let EntryBody::Outbound { delivery, .. } = &entry.body else { return Ok(false) };
    // What nobody let go cannot have been sent.
    if !delivery.may_become(&next) || matches!(delivery, Delivery::Held { .. } | Delivery::Failed { .. }) {
        return Ok(false);
    }
    let Some(conversation) = tx.conversation(&entry.conversation)? else { return Ok(false) };
    // The provider has it (or will never take it): another attempt would only repeat it.
    tx.dequeue(id)?;
    let mut edit = Edit::of(conversation);
    edit.set_delivery(entry, next);
    edit.store(tx, None)?;
    Ok(true)
}

/// Sends a failed message again.
pub fn retry(tx: &mut Tx<'_>, agent: &AgentId, id: &EntryId) -> Result<SendAnswer, Refusal> {
    let (conversation, entry) = access::entry(tx, agent, id)?;
    if !matches!(&entry.body, EntryBody::Outbound { delivery: Delivery::Failed { .. }, .. }) {
        return Err(Refusal::NotFailed);
    }
    let mut edit = Edit::of(conversation);
    let entry = edit.set_delivery(entry, Delivery::Queued);
    edit.store(tx, Some(agent))?;
    release::dispatch(tx, &entry)?;
    Ok(SendAnswer { entry })
}
