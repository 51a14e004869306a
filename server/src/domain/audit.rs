//! The audit log: what is written into it, and who may read it. Texts, tokens and passwords are never given to it, nor is
//! what somebody typed for an address that nobody has: it may be a password in the wrong field.

use switchboard_api::{AgentId, AuditAction, AuditPage, Role, SpaceId};

use super::{Refusal, access};
use crate::db::audit::Asked;
use crate::db::{self, Snapshot, Tx};

/// Records that concern an account as such, in every space that knows it.
pub fn note_account(tx: &mut Tx<'_>, action: AuditAction, agent: &AgentId, peer: &str) -> db::Result<()> {
    for space in tx.spaces_with(agent)? {
        tx.note(&space, action, agent, None, Some(peer), None)?;
    }
    Ok(())
}

/// A page of the log, and the number of the record after which the next one begins.
pub fn page(
    db: &Snapshot<'_>,
    agent: &AgentId,
    space: &SpaceId,
    asked: &Asked,
    limit: u32,
) -> Result<(AuditPage, Option<i64>), Refusal> {
    admin(db, agent, space)?;
    // One more than asked for tells whether there is a next page.
    let mut items = db.audit(space, asked, limit + 1)?;
    let more = items.len() > limit as usize;
    items.truncate(limit as usize);
    let next = items.last().filter(|_| more).and_then(|last| i64::try_from(last.id).ok());
    Ok((AuditPage { items, next: None }, next))
}

/// Refuses everybody but the space's admins.
pub fn admin(db: &Snapshot<'_>, agent: &AgentId, space: &SpaceId) -> Result<(), Refusal> {
    match access::viewer(db, agent, space)?.role {
        Role::Admin => Ok(()),
        _ => Err(Refusal::Forbidden("Only admins of the space may do this. Ask one of them.")),
    }
}
