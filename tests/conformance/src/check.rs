//! What a check is: a rule with a stable name, the reason for it, the place in the documentation that states it, and the
//! questions that find out. The rules themselves are in `checks`.

use std::pin::Pin;

use crate::desk::Desk;

/// Where the documentation is, from the root of the repository.
pub const DOCS: &str = "docs/api/";

/// One rule of the contract.
pub struct Check {
    /// Its name, which stays as it is: `area.rule`.
    pub name: &'static str,
    /// What goes wrong in clients where a server breaks it.
    pub why: &'static str,
    /// Where it is written down: a page of `docs/api` and the heading there, `live.md#events`.
    pub docs: &'static str,
    /// Finds out.
    pub run: for<'d> fn(&'d Desk) -> Running<'d>,
}

/// A check on its way.
pub type Running<'d> = Pin<Box<dyn Future<Output = Result<(), Stop>> + Send + 'd>>;

/// Why a check ended early.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The server broke the rule: a sentence about what it did.
    Broken(String),
    /// It cannot be found out here: a sentence about what is missing.
    Skipped(String),
}

/// A check, with the function that finds out.
macro_rules! check {
    ($name:literal, $docs:literal, $why:literal, $run:expr) => {
        $crate::check::Check { name: $name, why: $why, docs: $docs, run: |desk| Box::pin($run(desk)) }
    };
}

/// Goes on if it is so; otherwise the rule is broken, as the sentence says.
macro_rules! ensure {
    ($so:expr, $($sentence:tt)+) => {
        if !$so {
            return Err($crate::check::Stop::Broken(format!($($sentence)+)));
        }
    };
}

pub(crate) use {check, ensure};

/// The rule is broken.
pub fn broken<T>(sentence: impl Into<String>) -> Result<T, Stop> {
    Err(Stop::Broken(sentence.into()))
}

/// It cannot be found out here.
pub fn skipped<T>(sentence: impl Into<String>) -> Result<T, Stop> {
    Err(Stop::Skipped(sentence.into()))
}
