//! The hub: for every space that somebody listens to, the newest part of its log in memory and a wake-up call. Sockets
//! read from it by number, so nothing is lost or doubled however slow they are.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use switchboard_api::{Entry, SpaceId};
use tokio::sync::watch;

use super::presence::Room;
use crate::db::events::{Logged, What};
use crate::db::{self, Db};

/// Events kept in memory per space; whoever is further behind reads from the database.
const TAIL: usize = 1_024;
/// Events read from the database at once.
const PAGE: u32 = 256;

/// All spaces that somebody listens to.
pub struct Hub {
    db: Db,
    feeds: Mutex<HashMap<SpaceId, Arc<Feed>>>,
}

/// One space.
pub struct Feed {
    space: SpaceId,
    tail: RwLock<VecDeque<Arc<Logged>>>,
    newest: watch::Sender<u64>,
    room: Arc<Room>,
}

impl Hub {
    /// Nobody listens yet.
    pub fn new(db: Db) -> Self {
        Self { db, feeds: Mutex::default() }
    }

    /// The feed of a space. Subscribe to it before reading the log, so that nothing falls in between.
    pub fn feed(&self, space: &SpaceId) -> Arc<Feed> {
        let mut feeds = self.feeds.lock().unwrap_or_else(PoisonError::into_inner);
        let feed = feeds.entry(space.clone()).or_insert_with(|| {
            Arc::new(Feed {
                space: space.clone(),
                tail: RwLock::default(),
                newest: watch::Sender::new(0),
                room: Arc::default(),
            })
        });
        Arc::clone(feed)
    }

    /// Reads what commits have appended and wakes whoever listens; runs until the task is ended.
    pub async fn run(&self) {
        loop {
            for space in self.db.signals().changed_spaces().await {
                let feed = self.feeds.lock().unwrap_or_else(PoisonError::into_inner).get(&space).cloned();
                if let Some(feed) = feed
                    && let Err(error) = feed.advance(&self.db).await
                {
                    // The next commit tries again, and sockets that miss events read them from the database then.
                    tracing::error!(%error, "the log could not be read for live updates");
                }
            }
        }
    }
}

impl Feed {
    /// A receiver of the number of the newest event.
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.newest.subscribe()
    }

    /// Those who listen.
    pub fn room(&self) -> &Arc<Room> {
        &self.room
    }

    async fn advance(&self, db: &Db) -> db::Result<()> {
        if self.newest.receiver_count() == 0 {
            self.tail.write().unwrap_or_else(PoisonError::into_inner).clear();
            self.newest.send_replace(0);
            return Ok(());
        }
        loop {
            let last = self.tail.read().unwrap_or_else(PoisonError::into_inner).back().map(|event| event.seq);
            let space = self.space.clone();
            let page = db
                .read(move |db| {
                    // Without a tail only the newest events matter: older ones are read by whoever misses them.
                    let from = match last {
                        Some(last) => last,
                        None => db.log_bounds(&space)?.0.saturating_sub(1),
                    };
                    db.log_after(&space, from, PAGE)
                })
                .await?;
            let reached = page.events.last().map(|event| event.seq);
            {
                let mut tail = self.tail.write().unwrap_or_else(PoisonError::into_inner);
                // What was taken back is rewritten in the log, not here.
                if page.events.iter().any(takes_back) {
                    tail.clear();
                }
                tail.extend(page.events.into_iter().map(Arc::new));
                let excess = tail.len().saturating_sub(TAIL);
                tail.drain(..excess);
            }
            self.newest.send_replace(reached.unwrap_or(page.newest).max(last.unwrap_or(0)));
            if reached.is_none_or(|reached| reached >= page.newest) {
                return Ok(());
            }
        }
    }

    /// The next events after `last`, at most a page of them; empty when there are none yet.
    pub async fn after(&self, db: &Db, last: u64) -> db::Result<Vec<Arc<Logged>>> {
        if let Some(events) = self.tail_after(last) {
            return Ok(events);
        }
        let space = self.space.clone();
        let page = db.read(move |db| db.log_after(&space, last, PAGE)).await?;
        Ok(page.events.into_iter().map(Arc::new).collect())
    }

    fn tail_after(&self, last: u64) -> Option<Vec<Arc<Logged>>> {
        let tail = self.tail.read().unwrap_or_else(PoisonError::into_inner);
        // The log has no holes, so the place of a number in the tail is known.
        let first = tail.front()?.seq;
        let skip = usize::try_from(last.saturating_add(1).checked_sub(first)?).ok()?;
        Some(tail.iter().skip(skip).take(usize::try_from(PAGE).unwrap_or(usize::MAX)).cloned().collect())
    }
}

fn takes_back(event: &Logged) -> bool {
    matches!(&event.what, What::Changed { payload, .. } if payload.entries.iter().any(Entry::is_undone))
}
