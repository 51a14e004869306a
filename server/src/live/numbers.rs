//! Counts for sockets: computed once per agent and log position, however many windows the agent has open.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use switchboard_api::{AgentId, Counts, SpaceId, Viewer};

use crate::db::{self, Db};
use crate::domain::Rules;

type Key = (SpaceId, AgentId);

/// The latest numbers of each agent who is connected.
#[derive(Default)]
pub struct Numbers {
    known: Mutex<HashMap<Key, (u64, Arc<Counts>)>>,
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
        let key = (space.clone(), viewer.agent.clone());
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some((at, counts)) = known.filter(|(at, _)| *at >= seq) {
            tracing::trace!(at, "numbers shared");
            return Ok(counts);
        }
        let (rules, space, viewer) = (Arc::clone(rules), space.clone(), viewer.clone());
        let (at, counts) = db
            .read(move |db| {
                let (at, _) = db.log_bounds(&space)?;
                Ok::<_, db::Error>((at, db.counts(&rules.workflow, &space, &viewer)?))
            })
            .await?;
        let counts = Arc::new(counts);
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(key, (at, Arc::clone(&counts)));
        Ok(counts)
    }
}
