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

/// Numbers, the log position they are true at, and how long they took.
#[derive(Clone)]
struct Known {
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
        if let Some(known) = self.known(space, &viewer.agent).filter(|known| known.at >= seq) {
            tracing::trace!(known.at, "numbers shared");
            return Ok(known.counts);
        }
        let known = {
            let (rules, space, viewer) = (Arc::clone(rules), space.clone(), viewer.clone());
            db.read(move |db| compute(db, &rules, &space, &viewer)).await?
        };
        Ok(self.keep(space, &viewer.agent, known))
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
        match self.known(space, &viewer.agent).filter(good_enough) {
            Some(known) => Ok(known.counts),
            None => Ok(self.keep(space, &viewer.agent, compute(db, rules, space, viewer)?)),
        }
    }

    fn known(&self, space: &SpaceId, agent: &AgentId) -> Option<Known> {
        let key = (space.clone(), agent.clone());
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned()
    }

    fn keep(&self, space: &SpaceId, agent: &AgentId, known: Known) -> Arc<Counts> {
        let counts = Arc::clone(&known.counts);
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert((space.clone(), agent.clone()), known);
        counts
    }
}

fn compute(db: &Snapshot<'_>, rules: &Rules, space: &SpaceId, viewer: &Viewer) -> db::Result<Known> {
    let begun = Instant::now();
    let (at, _) = db.log_bounds(space)?;
    let counts = Arc::new(db.counts(&rules.workflow, space, viewer)?);
    Ok(Known { at, counts, took: begun.elapsed() })
}
