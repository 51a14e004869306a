//! Polling: the same events as the socket's, a page at a time.

use switchboard_api::{AgentId, EventsPage, SpaceId};

use super::personal::replayed;
use crate::clock;
use crate::db::Snapshot;
use crate::domain::{Refusal, Rules, access};

/// Log entries looked at for one page; the answer holds those of them that the caller may see.
const PAGE: u32 = 500;

/// The caller's events after a number.
pub fn events(
    db: &Snapshot<'_>,
    rules: &Rules,
    agent: &AgentId,
    space: &SpaceId,
    after: u64,
) -> Result<EventsPage, Refusal> {
    let viewer = access::viewer(db, agent, space)?;
    let page = db.log_after(space, after, PAGE)?;
    let reset = after < page.start || after > page.newest;
    let (events, seq) = match page.events.last() {
        _ if reset => (Vec::new(), page.newest),
        None => (Vec::new(), after),
        Some(last) => (replayed(db, &viewer, page.events.iter(), after)?, last.seq),
    };
    let more = seq < page.newest;
    let counts = if more { None } else { Some(db.counts(&rules.workflow, space, &viewer)?) };
    Ok(EventsPage { reset, events, seq, more, counts, now: clock::now() })
}
