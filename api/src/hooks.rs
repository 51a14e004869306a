//! The webhook channel: what a provider posts to us and what we post to it. Both directions carry
//! `Switchboard-Timestamp` (Unix seconds) and `Switchboard-Signature` (`v1=` and the hex HMAC-SHA256 of
//! `TIMESTAMP.BODY` with the channel's secret). Computing signatures is not done here.

use serde::{Deserialize, Serialize};

use crate::ids::{ConversationId, EntryId};
use crate::time::Timestamp;

/// Header with the Unix time in seconds at which a request was signed.
pub const TIMESTAMP_HEADER: &str = "switchboard-timestamp";
/// Header with the signature.
pub const SIGNATURE_HEADER: &str = "switchboard-signature";
/// How far a timestamp may lie from the receiver's clock, in seconds.
pub const TOLERANCE_S: i64 = 300;

/// `POST /hooks/{channel}/messages`: a customer wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InboundHook {
    /// The provider's id for the message; a repeated one is stored once.
    pub id: String,
    /// Who wrote.
    pub from: HookContact,
    /// What they wrote.
    pub text: String,
    /// When they wrote it; the time of arrival when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// The message it answers: the provider's id of one of theirs, or our id of one of ours. One that is not known is as
    /// good as none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
}

/// The customer as the provider knows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HookContact {
    /// Phone number, email address or handle.
    pub address: String,
    /// Their name, if the provider knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// The answer to an inbound message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InboundAnswer {
    /// The conversation it went to.
    pub conversation: ConversationId,
    /// The entry it became.
    pub message: EntryId,
    /// Whether it had been received before.
    pub duplicate: bool,
}

/// What we post to the channel's URL: one message to a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutboundHook {
    /// Our id for the message; also sent as `Idempotency-Key`. The same id always means the same message.
    pub id: EntryId,
    /// The conversation it belongs to.
    pub conversation: ConversationId,
    /// The sender to use, where the sender profile has any; otherwise the provider chooses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The customer's address.
    pub to: String,
    /// The text.
    pub text: String,
    /// When it was written.
    pub at: Timestamp,
    /// The message it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<HookReply>,
}

/// The message that another one answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HookReply {
    /// Our id for it.
    pub id: EntryId,
    /// The provider's own, when it came from them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_id: Option<String>,
}

/// `POST /hooks/{channel}/statuses`: how far a message of ours has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StatusHook {
    /// Our id for the message.
    pub id: EntryId,
    /// How far it has come.
    pub state: HookState,
    /// With `failed`: a short code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// With `failed`: a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// How far a message has come, as providers report it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HookState {
    /// The network took it.
    Sent,
    /// It reached the device.
    Delivered,
    /// The customer saw it.
    Read,
    /// It will not arrive.
    Failed,
}
