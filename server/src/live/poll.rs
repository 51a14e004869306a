//! Polling: the same events as the socket's, a page at a time.

use switchboard_api::{AgentId, EventsPage, SpaceId};

use super::personal::personal;
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
    let mut events = Vec::new();
    let mut seq = if reset { page.newest } else { after };
    if !reset {
        let mut prev = after;
        for logged in &page.events {
            if let Some(event) = personal(logged, &viewer, prev) {
                prev = event.seq;
                events.push(event);
            }
            seq = logged.seq;
        }
    }
    let more = seq < page.newest;
    let counts = if more { None } else { Some(db.counts(&rules.workflow, space, &viewer)?) };
    Ok(EventsPage { reset, events, seq, more, counts, now: clock::now() })
}
