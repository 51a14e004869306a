//! Readings: the session, lists, single conversations and timelines as one agent may see them, each true at one moment of
//! the log. Nothing is changed here.

use std::sync::Arc;

use switchboard_api::{
    AgentId, Capabilities, ConversationId, ConversationList, Counts, ListFilter, Me, Row, Session, SortKey, SpaceId,
    Timeline, View, Viewer,
};

use super::{Refusal, Rules, access};
use crate::clock;
use crate::db::entries::Span;
use crate::db::lists::{self, List, Start};
use crate::db::{self, Snapshot};

/// What the app needs to start in the space, or in the caller's first one. `counts` answers with the viewer's numbers at a
/// log position, as well as they are known.
pub fn session(
    db: &Snapshot<'_>,
    rules: &Rules,
    agent: &AgentId,
    space: Option<SpaceId>,
    counts: impl FnOnce(&SpaceId, &Viewer, u64) -> db::Result<Arc<Counts>>,
) -> Result<Session, Refusal> {
    let account = db.account(agent)?.ok_or(Refusal::NotFound("agent"))?;
    let spaces = db.spaces_of(agent)?;
    let space = match (space, spaces.first()) {
        (Some(space), _) => space,
        (None, Some(first)) => first.id.clone(),
        (None, None) => return Err(Refusal::Forbidden("You have no role in any space. Ask an admin for one.")),
    };
    let viewer = access::viewer(db, agent, &space)?;
    let (seq, _) = db.log_bounds(&space)?;
    Ok(Session {
        spaces,
        now: clock::now(),
        workflow: rules.workflow.clone(),
        views: View::ALL.to_vec(),
        inboxes: db.inboxes(&space)?,
        channels: db.channels(&space)?,
        sender_profiles: db.sender_profiles(&space)?,
        teams: db.teams(&space)?,
        agents: db.agents(&space)?,
        tags: db.tags(&space)?,
        counts: (*counts(&space, &viewer, seq)?).clone(),
        settings: db.settings(&space)?,
        capabilities: Capabilities { live: true, undo: true, search: true, presence: true },
        seq,
        me: Me { id: account.agent, name: account.name, email: account.email, role: viewer.role, teams: viewer.teams },
        space,
    })
}

/// A page of a list, and the place after which the next one begins.
pub fn list(
    db: &Snapshot<'_>,
    rules: &Rules,
    agent: &AgentId,
    space: &SpaceId,
    filter: &ListFilter,
    start: &Start,
    limit: u32,
) -> Result<(ConversationList, Option<SortKey>), Refusal> {
    let viewer = access::viewer(db, agent, space)?;
    let list = List { workflow: &rules.workflow, space, viewer: &viewer, filter };
    // One more than asked for tells whether there is a next page.
    let mut items = db.list(&list, start, limit + 1)?;
    let next = lists::cut(&mut items, limit, filter.sort);
    let (total, seq) = db.list_total(&list)?;
    let offset = match start {
        Start::Offset(offset) => Some(*offset),
        Start::After(_) => None,
    };
    Ok((ConversationList { items, next: None, offset, total, seq }, next))
}

/// One conversation and the caller's read position.
pub fn conversation(db: &Snapshot<'_>, agent: &AgentId, id: &ConversationId) -> Result<Row, Refusal> {
    let (_, conversation) = access::conversation(db, agent, id)?;
    Ok(db.row(conversation, agent)?)
}

/// Part of a timeline.
pub fn timeline(
    db: &Snapshot<'_>,
    agent: &AgentId,
    id: &ConversationId,
    span: Span,
    limit: u32,
) -> Result<Timeline, Refusal> {
    let (_, conversation) = access::conversation(db, agent, id)?;
    let (seq, _) = db.log_bounds(&conversation.space)?;
    let entries = db.timeline(id, span, limit)?;
    Ok(Timeline { row: db.row(conversation, agent)?, entries, seq })
}
