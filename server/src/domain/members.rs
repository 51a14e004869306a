//! The members of a space: admins see them and change what they may do. A space keeps at least one admin.

use switchboard_api::{AgentId, AuditAction, Member, MemberAnswer, Members, Role, SpaceId};

use super::Refusal;
use super::audit::admin;
use crate::db::{Snapshot, Tx};

/// Everybody.
pub fn list(db: &Snapshot<'_>, agent: &AgentId, space: &SpaceId) -> Result<Members, Refusal> {
    admin(db, agent, space)?;
    Ok(Members { items: db.members(space)? })
}

/// Gives a member another role. `peer` is the network address that it was asked from.
pub fn change(
    tx: &mut Tx<'_>,
    agent: &AgentId,
    space: &SpaceId,
    id: &AgentId,
    role: Role,
    peer: &str,
) -> Result<MemberAnswer, Refusal> {
    admin(tx, agent, space)?;
    let member = tx.member(space, id)?.ok_or(Refusal::NotFound("member"))?;
    if member.role != role {
        if member.role == Role::Admin && tx.admins(space)? == 1 {
            return Err(Refusal::LastAdmin);
        }
        tx.set_role(space, id, role)?;
        let detail = format!("{} → {}", member.role.as_str(), role.as_str());
        tx.note(space, AuditAction::RoleChanged, agent, Some(id.as_str()), Some(peer), Some(&detail))?;
    }
    Ok(MemberAnswer { member: Member { role, ..member } })
}
