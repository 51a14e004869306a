//! Embedding: the keys with which a portal's server asks for tokens, and the tokens it hands to its pages. Which rights a
//! token has is decided by the agent it is for and the space of its key.

use serde::{Deserialize, Serialize};

use crate::ids::{AgentId, ApiKeyId, SpaceId};
use crate::time::Timestamp;

/// The longest name of a key, in Unicode scalar values.
pub const MAX_KEY_NAME: usize = 80;
/// Most origins that one key may name.
pub const MAX_KEY_ORIGINS: usize = 20;
/// How long a token lasts at most, and when nobody asks for less, in seconds.
pub const MAX_TOKEN_SECONDS: u32 = 600;
/// How long a token lasts at least, in seconds.
pub const MIN_TOKEN_SECONDS: u32 = 10;

/// A portal's key, without its secret, which is told once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKey {
    /// Its id.
    pub id: ApiKeyId,
    /// What it is for, in its maker's words.
    pub name: String,
    /// The origins whose pages may show the app, such as `https://portal.example`.
    pub origins: Vec<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// The admin who made it; nobody when it was made on the server itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_by: Option<AgentId>,
    /// When it was last used to ask for a token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_at: Option<Timestamp>,
}

/// `GET /spaces/{space}/api-keys`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKeyList {
    /// The keys of the space that have not been revoked, oldest first.
    pub items: Vec<ApiKey>,
}

/// `POST /spaces/{space}/api-keys`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewApiKey {
    /// What it is for.
    pub name: String,
    /// The origins whose pages may show the app; none for a key that only makes tokens for programs.
    #[serde(default)]
    pub origins: Vec<String>,
}

/// The answer to making a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewApiKeyAnswer {
    /// The key.
    pub key: ApiKey,
    /// Its secret, told this once: the bearer token of `POST /embed-tokens`.
    pub secret: String,
}

/// `POST /embed-tokens`, with the key's secret as bearer token. The agent is named by id or by address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EmbedTokenRequest {
    /// Who, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<AgentId>,
    /// Who, by sign-in address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The only origin of the key's that the token is for; all of them when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// How long it lasts, in seconds: 10 to 600, the longest when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<u32>,
}

/// The answer to `POST /embed-tokens`; it may be handed to the page as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmbedTokenAnswer {
    /// A bearer token for the API and for the socket's hello, with the rights of its agent in its space. API keys, changes
    /// of roles and the password are refused with 403.
    pub token: String,
    /// How long it lasts from now, in seconds.
    pub expires_in: u32,
    /// When it ends.
    pub expires_at: Timestamp,
    /// Whose it is.
    pub agent: AgentId,
    /// The only space it reaches.
    pub space: SpaceId,
}
