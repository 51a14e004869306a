//! Counts for sockets and sessions: computed once per agent and log position, however many windows the agent has open.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use switchboard_api::{AgentId, Counts, SpaceId, Viewer};

use crate::db::{self, Db, Snapshot};
use crate::domain::Rules;

/// Where numbers took longer than this, a session begins with those from before; the socket brings new ones a moment later.
const SLOW: Duration = Duration::from_millis(100);

type Key = (SpaceId, AgentId);

/// The latest numbers of each agent who has been here.
#[derive(Default)]
pub struct Numbers {
    known: Mutex<HashMap<Key, Known>>,
}

/// Numbers, for whom and at which log position they are true, and how long they took.
#[derive(Clone)]
struct Known {
    viewer: Viewer,
    at: u64,
    counts: Arc<Counts>,
    took: Duration,
}

impl Numbers {
    /// The agent's numbers, not older than log position `seq`.
    pub async fn at(
        &self,
        db: &Db,
        rules: &Arc<Rules>,
        space: &SpaceId,
        viewer: &Viewer,
        seq: u64,
    ) -> db::Result<Arc<Counts>> {
        if let Some(known) = self.known(space, viewer).filter(|known| known.at >= seq) {
            tracing::trace!(known.at, "numbers shared");
            return Ok(known.counts);
        }
        let known = {
            let (rules, space, viewer) = (Arc::clone(rules), space.clone(), viewer.clone());
            db.read(move |db| compute(db, &rules, &space, &viewer)).await?
        };
        Ok(self.keep(space, known))
    }

    /// The agent's numbers for a session to begin with.
    pub fn at_start(
        &self,
        db: &Snapshot<'_>,
        rules: &Rules,
        space: &SpaceId,
        viewer: &Viewer,
        seq: u64,
    ) -> db::Result<Arc<Counts>> {
        let good_enough = |known: &Known| known.at >= seq || known.took > SLOW;
        match self.known(space, viewer).filter(good_enough) {
            Some(known) => Ok(known.counts),
            None => Ok(self.keep(space, compute(db, rules, space, viewer)?)),
        }
    }

    /// Another role or other teams see other numbers.
    fn known(&self, space: &SpaceId, viewer: &Viewer) -> Option<Known> {
        let key = (space.clone(), viewer.agent.clone());
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        known.filter(|known| known.viewer == *viewer)
    }

    fn keep(&self, space: &SpaceId, known: Known) -> Arc<Counts> {
        let (key, counts) = ((space.clone(), known.viewer.agent.clone()), Arc::clone(&known.counts));
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(key, known);
        counts
    }
}

fn compute(db: &Snapshot<'_>, rules: &Rules, space: &SpaceId, viewer: &Viewer) -> db::Result<Known> {
    let begun = Instant::now();
    let (at, _) = db.log_bounds(space)?;
    let counts = Arc::new(db.counts(&rules.workflow, space, viewer)?);
    Ok(Known { viewer: viewer.clone(), at, counts, took: begun.elapsed() })
}
