//! Keys of portals and the tokens made with them: who may make and revoke keys, which origins can be named, and for whom
//! a token may be. Secrets are made here and told once; only their hashes are kept.

use reqwest::Url;
use switchboard_api::embed::{
    ApiKey, EmbedTokenAnswer, EmbedTokenRequest, MAX_KEY_NAME, MAX_KEY_ORIGINS, MAX_TOKEN_SECONDS, MIN_TOKEN_SECONDS,
    NewApiKey, NewApiKeyAnswer,
};
use switchboard_api::{AgentId, ApiKeyId, AuditAction, SpaceId};

use super::audit::admin;
use super::{Refusal, accounts};
use crate::clock;
use crate::db::{Snapshot, Tx};

/// What secrets of keys begin with, so that people and scanners of source code know them.
const SECRET_PREFIX: &str = "sbk_";
/// What tokens begin with.
const TOKEN_PREFIX: &str = "sbt_";

/// The keys of the space.
pub fn list(db: &Snapshot<'_>, agent: &AgentId, space: &SpaceId) -> Result<Vec<ApiKey>, Refusal> {
    admin(db, agent, space)?;
    Ok(db.api_keys(space)?)
}

/// Makes a key. `peer` is the network address that it was asked from.
pub fn create(
    tx: &mut Tx<'_>,
    agent: &AgentId,
    space: &SpaceId,
    wanted: &NewApiKey,
    peer: &str,
) -> Result<NewApiKeyAnswer, Refusal> {
    admin(tx, agent, space)?;
    let answer = add(tx, Some(agent), space, wanted)?;
    let (key, name) = (answer.key.id.as_str(), answer.key.name.as_str());
    tx.note(space, AuditAction::KeyCreated, agent, Some(key), Some(peer), Some(name))?;
    Ok(answer)
}

/// Makes a key for whoever runs the server.
pub fn add(
    tx: &mut Tx<'_>,
    agent: Option<&AgentId>,
    space: &SpaceId,
    wanted: &NewApiKey,
) -> Result<NewApiKeyAnswer, Refusal> {
    let name = wanted.name.trim();
    if name.is_empty() || name.chars().count() > MAX_KEY_NAME {
        return Err(Refusal::field("name", format!("Give a name of 1 to {MAX_KEY_NAME} characters.")));
    }
    if wanted.origins.len() > MAX_KEY_ORIGINS {
        return Err(Refusal::field("origins", format!("Name at most {MAX_KEY_ORIGINS} origins.")));
    }
    let mut origins = Vec::new();
    for (index, text) in wanted.origins.iter().enumerate() {
        let origin = origin(text).ok_or_else(|| Refusal::field(&format!("origins[{index}]"), NO_ORIGIN))?;
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    let secret = format!("{SECRET_PREFIX}{}", accounts::token()?);
    let key = ApiKey {
        id: clock::id(),
        name: name.to_owned(),
        origins,
        created_at: tx.now(),
        created_by: agent.cloned(),
        used_at: None,
    };
    tx.insert_api_key(space, &key, &accounts::fingerprint(&secret))?;
    Ok(NewApiKeyAnswer { key, secret })
}

/// Revokes a key: from now on neither it nor any token made with it is worth anything.
pub fn revoke(tx: &mut Tx<'_>, agent: &AgentId, space: &SpaceId, id: &ApiKeyId, peer: &str) -> Result<(), Refusal> {
    admin(tx, agent, space)?;
    remove(tx, space, id)?;
    Ok(tx.note(space, AuditAction::KeyRevoked, agent, Some(id.as_str()), Some(peer), None)?)
}

/// Revokes a key for whoever runs the server.
pub fn remove(tx: &mut Tx<'_>, space: &SpaceId, id: &ApiKeyId) -> Result<(), Refusal> {
    if tx.delete_api_key(space, id)? { Ok(()) } else { Err(Refusal::NotFound("API key")) }
}

/// Makes a token for one agent of the key's space.
pub fn token(
    tx: &mut Tx<'_>,
    space: &SpaceId,
    key: &ApiKey,
    request: &EmbedTokenRequest,
) -> Result<EmbedTokenAnswer, Refusal> {
    let missing = || Refusal::NotFound("agent");
    let agent = match (&request.agent, &request.email) {
        (Some(agent), None) => agent.clone(),
        (None, Some(email)) => tx.account_by_email(&email.trim().to_lowercase())?.ok_or_else(missing)?.agent,
        _ => return Err(Refusal::field("agent", "Name one person, by `agent` (their id) or by `email`.")),
    };
    tx.viewer(space, &agent)?.ok_or_else(missing)?;
    let only = match &request.origin {
        Some(text) => match origin(text).filter(|origin| key.origins.contains(origin)) {
            Some(origin) => Some(origin),
            None => return Err(Refusal::field("origin", "Name one of the origins of the key.")),
        },
        None => None,
    };
    let expires_in = request.expires_in.unwrap_or(MAX_TOKEN_SECONDS);
    if !(MIN_TOKEN_SECONDS..=MAX_TOKEN_SECONDS).contains(&expires_in) {
        let detail = format!("Give a number of seconds from {MIN_TOKEN_SECONDS} to {MAX_TOKEN_SECONDS}.");
        return Err(Refusal::field("expires_in", detail));
    }
    let token = format!("{TOKEN_PREFIX}{}", accounts::token()?);
    let expires_at = tx.now().plus(i64::from(expires_in) * 1_000);
    tx.insert_embed_token(&accounts::fingerprint(&token), &agent, expires_at, &key.id, only.as_deref())?;
    Ok(EmbedTokenAnswer { token, expires_in, expires_at, agent, space: space.clone() })
}

/// The longest name of a host, in bytes.
const MAX_HOST: usize = 253;
const NO_ORIGIN: &str = "Give an origin such as https://portal.example, without a path.";

/// An origin as browsers write it; `None` for anything that is more or less than that.
fn origin(text: &str) -> Option<String> {
    let url = Url::parse(text.trim()).ok()?;
    let bare = matches!(url.scheme(), "http" | "https")
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none()
        && url.host_str().is_some_and(|host| host.len() <= MAX_HOST && !host.contains(['*', ';', ',', '\'']));
    bare.then(|| url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_browsers_call_an_origin_is_one() {
        for (text, expected) in [
            ("https://portal.example", Some("https://portal.example")),
            (" HTTPS://Portal.Example:443/ ", Some("https://portal.example")),
            ("http://localhost:9000", Some("http://localhost:9000")),
            ("https://bücher.example", Some("https://xn--bcher-kva.example")),
            (&format!("https://{}.example", "a".repeat(250)), None),
            ("https://portal.example/inbox", None),
            ("https://portal.example?x", None),
            ("https://me@portal.example", None),
            ("https://*.portal.example", None),
            ("https://a.example;script-src", None),
            ("*", None),
            ("null", None),
            ("portal.example", None),
            ("file:///tmp", None),
            ("javascript:alert(1)", None),
            ("", None),
        ] {
            assert_eq!(origin(text).as_deref(), expected, "{text}");
        }
    }
}
