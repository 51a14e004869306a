//! Why a question has no answer, and how that is told from what came over the wire. Sentences for people are elsewhere.

use switchboard_api::Problem;

use super::json;
use crate::platform::fetch;

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// The server could not be reached, or the connection broke.
    #[error("the server cannot be reached")]
    Unreachable,
    /// The server is there, but the browser keeps its answers from a page of this origin.
    #[error("the server does not allow this origin")]
    OriginRefused,
    /// No answer in time.
    #[error("the server did not answer in time")]
    Timeout,
    /// The answer was not what the contract says.
    #[error("the answer was not understood: {0}")]
    Decode(String),
    /// The server said no.
    #[error("the server refused: {}", .problem.title)]
    Refused {
        /// Its problem document.
        problem: Problem,
        /// How long it asks to wait, in milliseconds.
        retry_after_ms: Option<i64>,
    },
}

impl From<fetch::Error> for Error {
    fn from(error: fetch::Error) -> Self {
        match error {
            fetch::Error::Unreachable => Self::Unreachable,
            fetch::Error::Timeout => Self::Timeout,
        }
    }
}

impl Error {
    /// The refusal in an answer. One that is no problem document (a proxy's page, say) becomes one.
    pub(super) fn refused(status: u16, retry_after_ms: Option<i64>, body: &str) -> Self {
        let mut problem = json::read::<Problem>(body).unwrap_or_else(|_| Problem {
            kind: "about:blank".to_owned(),
            title: format!("HTTP {status}"),
            status,
            detail: format!("The server answered {status} without saying why."),
            errors: Vec::new(),
        });
        // What HTTP says counts, should the document say otherwise.
        problem.status = status;
        Self::Refused { problem, retry_after_ms }
    }
}
