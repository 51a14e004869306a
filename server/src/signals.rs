//! Who is woken by what inside this process: readers of the log after a commit, workers when something may be due, and
//! sockets when a sign-in ended. It carries no data; whoever wakes reads the database.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use switchboard_api::SpaceId;
use tokio::sync::{Notify, watch};

/// Shared wake-up calls.
#[derive(Clone)]
pub struct Signals {
    spaces: Arc<Mutex<BTreeSet<SpaceId>>>,
    log: Arc<Notify>,
    work: Arc<watch::Sender<u64>>,
    access: Arc<watch::Sender<u64>>,
}

impl Signals {
    /// Nobody woken yet.
    pub fn new() -> Self {
        Self {
            spaces: Arc::default(),
            log: Arc::default(),
            work: Arc::new(watch::Sender::new(0)),
            access: Arc::new(watch::Sender::new(0)),
        }
    }

    /// These spaces have new events; every worker looks for due rows again.
    pub fn committed(&self, spaces: Vec<SpaceId>) {
        self.spaces.lock().unwrap_or_else(PoisonError::into_inner).extend(spaces);
        self.log.notify_one();
        self.work.send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Waits until spaces have new events and says which.
    pub async fn changed_spaces(&self) -> BTreeSet<SpaceId> {
        loop {
            let spaces = std::mem::take(&mut *self.spaces.lock().unwrap_or_else(PoisonError::into_inner));
            if !spaces.is_empty() {
                return spaces;
            }
            self.log.notified().await;
        }
    }

    /// A receiver that changes whenever something was committed.
    pub fn work(&self) -> watch::Receiver<u64> {
        self.work.subscribe()
    }

    /// A sign-in ended or somebody's role changed: every socket checks again whether it may stay.
    pub fn access_changed(&self) {
        self.access.send_modify(|count| *count = count.wrapping_add(1));
    }

    /// A receiver that changes whenever somebody's access may have.
    pub fn access(&self) -> watch::Receiver<u64> {
        self.access.subscribe()
    }
}
