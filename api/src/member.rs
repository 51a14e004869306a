//! The members of a space, as its admins see and change them.

use serde::{Deserialize, Serialize};

use crate::ids::AgentId;
use crate::session::Role;

/// The answer to `GET /spaces/{space}/members`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Members {
    /// Everybody, in the order of the session's `agents`.
    pub items: Vec<Member>,
}

/// Somebody and what they may do in the space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Member {
    /// Who.
    pub id: AgentId,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: Role,
}

/// `PATCH /spaces/{space}/members/{agent}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MemberPatch {
    /// The new role; `none` takes the space away from them.
    pub role: Role,
}

/// Its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberAnswer {
    /// The member as stored.
    pub member: Member,
}
