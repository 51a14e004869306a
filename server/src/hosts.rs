//! Which pages may show the app in a frame: the origins that the keys in the database name, remembered for every answer.
//! Keys are made and revoked elsewhere; whoever does says so here.

use std::sync::{PoisonError, RwLock};

use crate::db::{self, Db};

/// The origins that may show the app.
#[derive(Debug, Default)]
pub struct Hosts(RwLock<Vec<String>>);

impl Hosts {
    /// Reads them again.
    pub async fn refresh(&self, db: &Db) -> db::Result<()> {
        let origins = db.read(|db| db.embedding_origins()).await?;
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = origins;
        Ok(())
    }

    /// Whether pages of this origin may show the app.
    pub fn allow(&self, origin: &str) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).iter().any(|allowed| allowed == origin)
    }
}
