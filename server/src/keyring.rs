//! Keys of portals for whoever runs the server: made, listed and revoked in the data folder while no server has it open.
//! The same is done over HTTP while one runs.

use std::fs::File;

use switchboard_api::{ApiKey, ApiKeyId, NewApiKey, NewApiKeyAnswer, SpaceId};

use crate::application::{Error, found, open, prepare};
use crate::config::Config;
use crate::db::Db;
use crate::domain::{Refusal, keys};

/// The keys of one space in a data folder that nobody else has open.
pub struct Keyring {
    db: Db,
    space: SpaceId,
    // Held until the end, so that no server opens the folder.
    _lock: File,
}

impl Keyring {
    /// Opens the folder, and fills it first as the start of a server would. `space`: the first one when absent.
    pub async fn open(config: &Config, space: Option<SpaceId>) -> Result<Self, Error> {
        let lock = prepare(&config.data)?;
        let db = open(&config.data).await?;
        found(&db, config).await?;
        let space = db
            .read(|db| match space {
                Some(space) => Ok::<_, crate::db::Error>(if db.space_exists(&space)? { Some(space) } else { None }),
                None => db.first_space(),
            })
            .await
            .map_err(|cause| Error::Database { path: config.data.clone(), cause })?;
        let space = space.ok_or_else(|| Error::Option("There is no such space in this data folder.".into()))?;
        Ok(Self { db, space, _lock: lock })
    }

    /// Makes a key; its secret is in the answer and nowhere else.
    pub async fn create(&self, wanted: NewApiKey) -> Result<NewApiKeyAnswer, Error> {
        let space = self.space.clone();
        self.db.write(move |tx| keys::add(tx, None, &space, &wanted)).await.map_err(refused)
    }

    /// The keys, oldest first.
    pub async fn list(&self) -> Result<Vec<ApiKey>, Error> {
        let space = self.space.clone();
        let keys = self.db.read(move |db| Ok::<_, Refusal>(db.api_keys(&space)?));
        keys.await.map_err(refused)
    }

    /// Revokes a key and every token made with it.
    pub async fn revoke(&self, id: ApiKeyId) -> Result<(), Error> {
        let space = self.space.clone();
        self.db.write(move |tx| keys::remove(tx, &space, &id)).await.map_err(refused)
    }
}

/// The reason as a sentence, field by field where it is about fields.
fn refused(refusal: Refusal) -> Error {
    Error::Option(match refusal {
        Refusal::Invalid(errors) => {
            errors.into_iter().map(|error| format!("{}: {}", error.field, error.detail)).collect::<Vec<_>>().join("\n")
        }
        other => other.to_string(),
    })
}
