//! Opening the database file: settings, schema, the writer and the readers. Nothing is read or written here.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use r2d2_sqlite::SqliteConnectionManager;
use rusqlite::{Connection, OpenFlags, Transaction};
use rusqlite_migration::{HookError, M, MigrationDefinitionError, Migrations};

use super::search::index;
use super::{Db, Error, Inner, Result, contacts};
use crate::signals::Signals;

/// Readers run on blocking threads; more than these only wait for the processor.
const READERS: u32 = 8;
/// Lists are put together from a few dozen fragments; all their combinations stay prepared.
const PREPARED: usize = 256;

/// The schema, step by step. Steps that were released are never changed.
pub(super) fn migrations() -> Migrations<'static> {
    Migrations::new(vec![
        M::up(include_str!("migrations/001_start.sql")),
        M::up_with_hook(include_str!("migrations/002_search.sql"), |tx: &Transaction<'_>| {
            index::fill(tx).map_err(|error| HookError::Hook(error.to_string()))
        }),
        M::up_with_hook(include_str!("migrations/003_people.sql"), |tx: &Transaction<'_>| {
            contacts::unify_phones(tx).map_err(|error| HookError::Hook(error.to_string()))
        }),
        M::up(include_str!("migrations/004_contact_events.sql")),
        M::up(include_str!("migrations/005_audit.sql")),
        M::up(include_str!("migrations/006_replies.sql")),
        M::up(include_str!("migrations/007_lists.sql")),
        M::up(include_str!("migrations/008_embed.sql")),
    ])
}

impl Db {
    /// Opens or creates the file and brings its schema up to date.
    pub fn open(path: &Path) -> Result<Db> {
        let mut writer = Connection::open(path)?;
        configure(&writer)?;
        writer.pragma_update(None, "journal_mode", "WAL")?;
        migrations().to_latest(&mut writer).map_err(|error| match error {
            rusqlite_migration::Error::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead) => {
                Error::Newer
            }
            other => Error::Migration(other),
        })?;
        let manager = SqliteConnectionManager::file(path)
            .with_flags(OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .with_init(|conn| configure(conn));
        let readers = r2d2::Pool::builder()
            .max_size(READERS)
            .min_idle(Some(1))
            .connection_timeout(Duration::from_secs(10))
            .build(manager)?;
        Ok(Db { inner: Arc::new(Inner { writer: Mutex::new(writer), readers, signals: Signals::new() }) })
    }
}

fn configure(conn: &Connection) -> rusqlite::Result<()> {
    conn.busy_timeout(Duration::from_secs(10))?;
    conn.pragma_update(None, "foreign_keys", true)?;
    // NORMAL would survive a crash of the program, but after a power failure it may have forgotten the last commits.
    // What was acknowledged to an agent or a provider must never be forgotten, so every commit reaches the disk.
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "cache_size", -16_000)?;
    conn.set_prepared_statement_cache_capacity(PREPARED);
    Ok(())
}
