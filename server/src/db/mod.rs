//! The database: the only place with SQL. One writer connection, a pool of readers, one transaction per command, and
//! the event of a change appended inside it. What a change means is decided in `domain`, not here.

pub mod accounts;
pub mod audit;
pub mod channels;
pub mod codec;
mod conditions;
pub mod contacts;
pub mod conversations;
pub mod counts;
pub mod directory;
pub mod entries;
pub mod events;
pub mod idempotency;
pub mod keys;
pub mod lists;
#[cfg(test)]
mod lists_agree;
#[cfg(test)]
mod lists_plans;
pub mod members;
pub mod open;
pub mod outbound;
#[cfg(test)]
pub(crate) mod sample;
pub mod search;
pub mod seed;
pub mod senders;
pub mod steps;
pub mod within;

use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use r2d2_sqlite::SqliteConnectionManager;
use rusqlite::{Connection, TransactionBehavior};
use switchboard_api::{SpaceId, Timestamp};

use crate::signals::Signals;

/// What can go wrong with the database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// SQLite refused or failed.
    #[error("the database failed: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// No reader became free in time.
    #[error("no database connection was free: {0}")]
    Pool(#[from] r2d2::Error),
    /// The schema could not be brought up to date.
    #[error("the database schema could not be brought up to date: {0}")]
    Migration(#[from] rusqlite_migration::Error),
    /// The file was written by a newer program.
    #[error("the database was written by a newer version of Switchboard; start that version, or choose another folder")]
    Newer,
    /// A stored document does not parse.
    #[error("a stored document is damaged: {0}")]
    Json(#[from] serde_json::Error),
    /// A stored word is none of those it may be.
    #[error("the database holds an unknown {0}")]
    Word(&'static str),
    /// The task was cut off, because the program is ending or it panicked.
    #[error("a database task did not finish: {0}")]
    Task(#[from] tokio::task::JoinError),
}

/// The result of reading or writing.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The database, cheap to clone.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

struct Inner {
    writer: Mutex<Connection>,
    readers: r2d2::Pool<SqliteConnectionManager>,
    signals: Signals,
}

/// The database as it was at one moment.
pub struct Snapshot<'c> {
    conn: &'c Connection,
    /// The only space that agents are members of, as far as this reading may tell; `None` for all of theirs.
    within: Option<SpaceId>,
}

/// A transaction that may change things. There is one at a time.
pub struct Tx<'c> {
    snapshot: Snapshot<'c>,
    now: Timestamp,
    touched: Vec<SpaceId>,
}

impl<'c> Deref for Tx<'c> {
    type Target = Snapshot<'c>;

    fn deref(&self) -> &Self::Target {
        &self.snapshot
    }
}

impl Tx<'_> {
    /// The time of this transaction. Read once the writer is free, so that it never decides about a deadline with a
    /// clock from before the wait.
    pub fn now(&self) -> Timestamp {
        self.now
    }
}

impl Db {
    /// Runs a command in one transaction: everything it wrote is there, or nothing is. Readers of the log and the
    /// workers are woken after the commit.
    pub async fn write<T, E, F>(&self, command: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (inner, within) = (Arc::clone(&self.inner), within::current());
        tokio::task::spawn_blocking(move || inner.write(within, command)).await.map_err(Error::from)?
    }

    /// Reads from one snapshot.
    pub async fn read<T, E, F>(&self, query: F) -> Result<T, E>
    where
        F: FnOnce(&Snapshot<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (inner, within) = (Arc::clone(&self.inner), within::current());
        tokio::task::spawn_blocking(move || {
            let mut conn = inner.readers.get().map_err(Error::from)?;
            // Deferred: the snapshot begins with the first read and holds for the rest of them.
            let tx = conn.transaction().map_err(Error::from)?;
            query(&Snapshot { conn: &tx, within })
        })
        .await
        .map_err(Error::from)?
    }

    /// Who is to be woken by what.
    pub fn signals(&self) -> &Signals {
        &self.inner.signals
    }
}

impl Inner {
    fn write<T, E, F>(&self, within: Option<SpaceId>, command: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E>,
        E: From<Error>,
    {
        // A panic in a command rolled its transaction back, so the connection behind a poisoned lock is sound.
        let mut conn = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Error::from)?;
        let snapshot = Snapshot { conn: &transaction, within };
        let mut tx = Tx { snapshot, now: crate::clock::now(), touched: Vec::new() };
        let outcome = command(&mut tx)?;
        let touched = tx.touched;
        transaction.commit().map_err(Error::from)?;
        drop(conn);
        if !touched.is_empty() {
            self.signals.committed(touched);
        }
        Ok(outcome)
    }
}
