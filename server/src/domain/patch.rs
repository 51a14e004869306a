//! Changing a conversation by hand: its status, along the transitions the workflow allows; its owners, tags and priority.
//! Each change says so in the timeline; what is so already changes nothing.

use switchboard_api::requests::{ConversationPatch, MAX_ASSIGNEES, MAX_TAGS, MAX_TEAMS, PatchAnswer};
use switchboard_api::{AgentId, Author, ConversationId, Role, StatusKey, StatusKind, TimelineEvent};

use super::edit::Edit;
use super::{Refusal, Rules, access, tags};
use crate::db::Tx;

/// Applies the patch whole or not at all, and not if the caller saw an older `version` than there is.
pub fn patch(
    tx: &mut Tx<'_>,
    rules: &Rules,
    agent: &AgentId,
    id: &ConversationId,
    version: Option<u64>,
    patch: &ConversationPatch,
) -> Result<PatchAnswer, Refusal> {
    let (_, conversation) = access::conversation(tx, agent, id)?;
    if version.is_some_and(|version| version != conversation.version) {
        return Err(Refusal::Stale(Box::new(tx.row(conversation, agent)?)));
    }
    let mut edit = Edit::of(conversation);
    if let Some(to) = &patch.status {
        set_status(tx, rules, &mut edit, agent, to)?;
    }
    set_owners(tx, &mut edit, agent, patch)?;
    set_tags(tx, &mut edit, agent, patch)?;
    if let Some(to) = patch.priority.filter(|to| *to != edit.conversation().priority) {
        let from = std::mem::replace(&mut edit.conversation_mut().priority, to);
        edit.note_event(tx.now(), by(agent), TimelineEvent::PriorityChanged { from, to });
    }
    let row = if edit.says_something() { (*edit.store(tx, Some(agent))?).clone() } else { edit.conversation().clone() };
    Ok(PatchAnswer { row: tx.row(row, agent)? })
}

fn by(agent: &AgentId) -> Author {
    Author::Agent { id: agent.clone() }
}

fn set_status(tx: &Tx<'_>, rules: &Rules, edit: &mut Edit, agent: &AgentId, to: &StatusKey) -> Result<(), Refusal> {
    let from = edit.conversation().status.clone();
    if from == *to {
        return Ok(());
    }
    let Some(kind) = rules.workflow.kind(to) else {
        return Err(Refusal::field("status", "Use one of the statuses that the session names."));
    };
    if !rules.workflow.allows(&from, to) {
        let allowed = rules.workflow.choices(&from).map(|status| status.key.clone()).collect();
        return Err(Refusal::ForbiddenTransition { from, allowed });
    }
    edit.conversation_mut().snoozed_until = None;
    if kind == StatusKind::Done {
        // Whoever calls it done says that nobody waits for an answer any more.
        edit.conversation_mut().waiting_since = None;
    }
    edit.set_status(tx.now(), by(agent), to.clone());
    Ok(())
}

fn set_owners(tx: &Tx<'_>, edit: &mut Edit, agent: &AgentId, patch: &ConversationPatch) -> Result<(), Refusal> {
    let space = edit.conversation().space.clone();
    let now = tx.now();
    for gone in &patch.unassign {
        if take(&mut edit.conversation_mut().assignees, gone) {
            edit.note_event(now, by(agent), TimelineEvent::AgentUnassigned { agent: gone.clone() });
        }
    }
    for new in &patch.assign {
        if edit.conversation().assignees.contains(new) {
            continue;
        }
        if tx.viewer(&space, new)?.is_none_or(|viewer| viewer.role == Role::None) {
            return Err(Refusal::field("assign", format!("{new} does not work in this space.")));
        }
        room(edit.conversation().assignees.len(), MAX_ASSIGNEES, "assign")?;
        edit.assign(now, by(agent), new.clone());
    }
    for gone in &patch.unassign_teams {
        if take(&mut edit.conversation_mut().teams, gone) {
            edit.note_event(now, by(agent), TimelineEvent::TeamUnassigned { team: gone.clone() });
        }
    }
    let known = if patch.assign_teams.is_empty() { Vec::new() } else { tx.team_ids(&space)? };
    for new in &patch.assign_teams {
        if edit.conversation().teams.contains(new) {
            continue;
        }
        if !known.contains(new) {
            return Err(Refusal::field("assign_teams", format!("There is no team {new} in this space.")));
        }
        room(edit.conversation().teams.len(), MAX_TEAMS, "assign_teams")?;
        edit.conversation_mut().teams.push(new.clone());
        edit.note_event(now, by(agent), TimelineEvent::TeamAssigned { team: new.clone() });
    }
    Ok(())
}

fn set_tags(tx: &mut Tx<'_>, edit: &mut Edit, agent: &AgentId, patch: &ConversationPatch) -> Result<(), Refusal> {
    for gone in &patch.remove_tags {
        if take(&mut edit.conversation_mut().tags, gone) {
            edit.note_event(tx.now(), by(agent), TimelineEvent::TagRemoved { tag: gone.clone() });
        }
    }
    let space = edit.conversation().space.clone();
    let mut wanted = patch.add_tags.clone();
    if !wanted.is_empty() {
        let known = tx.tags(&space)?;
        if let Some(unknown) = wanted.iter().find(|tag| known.iter().all(|known| known.id != **tag)) {
            return Err(Refusal::field("add_tags", format!("There is no tag {unknown} in this space.")));
        }
    }
    wanted.extend(tags::by_name(tx, &space, agent, &patch.create_tags)?);
    for new in wanted {
        if edit.conversation().tags.contains(&new) {
            continue;
        }
        room(edit.conversation().tags.len(), MAX_TAGS, "add_tags")?;
        edit.conversation_mut().tags.push(new.clone());
        edit.note_event(tx.now(), by(agent), TimelineEvent::TagAdded { tag: new });
    }
    Ok(())
}

fn take<T: PartialEq>(list: &mut Vec<T>, gone: &T) -> bool {
    let before = list.len();
    list.retain(|item| item != gone);
    list.len() < before
}

fn room(there: usize, most: usize, field: &str) -> Result<(), Refusal> {
    if there < most { Ok(()) } else { Err(Refusal::field(field, format!("A conversation has room for {most}."))) }
}
