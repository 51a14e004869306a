//! Channels: workers that let held messages go, post them to providers and play simulated customers. Every one of them
//! works from rows with a due time, so a restart at any point loses nothing.

pub mod courier;
pub mod janitor;
pub mod releaser;
pub mod signature;
pub mod simulator;

use std::time::Duration;

use switchboard_api::Timestamp;
use tokio::sync::watch;

use crate::clock;

/// However far away the next due row is, look again after this long: the clock may have been set.
const LONGEST_SLEEP_MS: i64 = 60_000;
/// After a failure of the database.
const AFTER_FAILURE: Duration = Duration::from_secs(1);

/// Sleeps until `due`, or until something was committed that may be due earlier.
async fn rest(work: &mut watch::Receiver<u64>, due: Option<Timestamp>) {
    let wait = due.map_or(LONGEST_SLEEP_MS, |due| due.since(clock::now()).clamp(0, LONGEST_SLEEP_MS));
    // Timers are a millisecond coarse and may fire early; a millisecond more saves a second look.
    let wait = Duration::from_millis(wait.unsigned_abs() + 1);
    tokio::select! {
        () = tokio::time::sleep(wait) => {}
        changed = work.changed() => if changed.is_err() {
            tokio::time::sleep(AFTER_FAILURE).await;
        },
    }
}
