//! Passwords and tokens: hashing, comparing, making. The same work is done whether an account exists or not; where
//! hashes are kept is up to `db`.

use std::sync::Arc;

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::clock;

/// How long a sign-in lasts.
pub const SESSION_MS: i64 = 14 * 24 * 60 * 60 * 1_000;
/// Every hash takes 19 MiB; more at once would only wait for the processor.
const AT_ONCE: usize = 2;
/// Longer passwords are refused before hashing, so that nobody makes the server hash megabytes.
pub const MAX_PASSWORD: usize = 1_000;

/// How hashes begin that are made now ([`argon2`]).
const AS_NOW: &str = "$argon2id$v=19$m=19456,t=2,p=1$";

/// What can go wrong with passwords and tokens.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The hash could not be made.
    #[error("the password could not be hashed: {0}")]
    Hash(String),
    /// The operating system has no random bytes.
    #[error("the operating system gave no random bytes: {0}")]
    Random(#[from] getrandom::Error),
    /// The task was cut off.
    #[error("a password check did not finish: {0}")]
    Task(#[from] tokio::task::JoinError),
}

/// Hashes and compares passwords, a few at a time.
#[derive(Clone)]
pub struct Passwords {
    dummy: Arc<str>,
    places: Arc<Semaphore>,
}

impl Passwords {
    /// Ready to compare; makes the hash that unknown accounts are compared with.
    pub fn new() -> Result<Self, Error> {
        let dummy = hash(&token()?)?.into();
        Ok(Self { dummy, places: Arc::new(Semaphore::new(AT_ONCE)) })
    }

    /// Whether the password is the one with this hash; without a hash the same work is done and the answer is no.
    pub async fn verify(&self, password: String, stored: Option<String>) -> Result<bool, Error> {
        let known = stored.is_some();
        let hash = stored.unwrap_or_else(|| self.dummy.to_string());
        let place = Arc::clone(&self.places).acquire_owned().await;
        let fits = tokio::task::spawn_blocking(move || {
            let _place = place;
            argon2().is_ok_and(|argon2| argon2.verify_password(password.as_bytes(), hash.as_str()).is_ok())
        })
        .await?;
        Ok(fits && known)
    }

    /// The hash of a password, made when there is a place.
    pub async fn hash(&self, password: String) -> Result<String, Error> {
        let place = Arc::clone(&self.places).acquire_owned().await;
        let hashed = tokio::task::spawn_blocking(move || {
            let _place = place;
            hash(&password)
        });
        hashed.await?
    }
}

/// Whether a stored hash was made more cheaply than hashes are made now.
pub fn is_outdated(stored: &str) -> bool {
    !stored.starts_with(AS_NOW)
}

/// argon2id with the least that OWASP allows: 19 MiB, two passes, one lane.
fn argon2() -> Result<Argon2<'static>, Error> {
    let params = Params::new(19_456, 2, 1, None).map_err(|error| Error::Hash(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The hash of a password, PHC format.
pub fn hash(password: &str) -> Result<String, Error> {
    let hash = argon2()?.hash_password(password.as_bytes()).map_err(|error| Error::Hash(error.to_string()))?;
    Ok(hash.to_string())
}

/// A fresh secret of 256 bits, safe in URLs and headers.
pub fn token() -> Result<String, Error> {
    Ok(BASE64_URL_SAFE_NO_PAD.encode(clock::random::<32>()?))
}

/// A password that can be read aloud once: 128 bits in groups.
pub fn spoken_password() -> Result<String, Error> {
    let bytes = clock::random::<16>()?;
    let groups: Vec<String> =
        bytes.chunks(4).map(|chunk| chunk.iter().map(|byte| format!("{byte:02x}")).collect()).collect();
    Ok(groups.join("-"))
}

/// What is stored of a token. Tokens are random, so a fast hash without salt keeps them.
pub fn fingerprint(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn unknown_accounts_are_refused_like_wrong_passwords() {
        let passwords = Passwords::new().unwrap();
        let stored = hash("correct horse").unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && !is_outdated(&stored));
        assert!(is_outdated("$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA"));
        assert!(passwords.verify("correct horse".into(), Some(stored.clone())).await.unwrap());
        assert!(!passwords.verify("wrong horse".into(), Some(stored)).await.unwrap());
        assert!(!passwords.verify("correct horse".into(), None).await.unwrap());
        assert_ne!(token().unwrap(), token().unwrap());
        assert_eq!(token().unwrap().len(), 43);
    }
}
