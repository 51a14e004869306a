//! One change of many conversations: each is changed or refused on its own.

use serde::{Deserialize, Serialize};

use crate::ids::ConversationId;
use crate::problem::Problem;
use crate::requests::{ConversationPatch, PatchAnswer};

/// Most conversations in one request.
pub const MAX_BULK: usize = 100;

/// `POST /spaces/{space}/conversations/bulk`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BulkRequest {
    /// Which conversations, each once; 1 to 100.
    pub ids: Vec<ConversationId>,
    /// What changes in each of them.
    pub patch: ConversationPatch,
}

/// The answer: one result per id, in the order of the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkAnswer {
    /// What became of each.
    pub results: Vec<BulkResult>,
}

/// What became of one conversation: either `ok` or `problem` is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkResult {
    /// Which.
    pub id: ConversationId,
    /// It was changed (or was so already).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ok: Option<PatchAnswer>,
    /// It was left as it is, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}
