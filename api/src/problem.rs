//! Problem documents (RFC 9457): how every error travels.

use serde::{Deserialize, Serialize};

/// An error as the server tells it, `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// What kind of problem: a stable path such as `/problems/forbidden-transition`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// A sentence about this occurrence and what to do.
    #[serde(default)]
    pub detail: String,
    /// What is wrong with which field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

impl Problem {
    /// What to tell people: what is wrong with a field where that is known, or the problem as a whole.
    pub fn sentence(&self) -> &str {
        self.errors.first().map_or(&self.detail, |error| &error.detail)
    }
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// The field's name.
    pub field: String,
    /// A sentence.
    pub detail: String,
}
