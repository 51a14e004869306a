//! Talks to an Inbox API: typed questions and answers, and the live connection. One folder per dialect of it. Who asks,
//! when to ask again, and what an answer changes is not decided here.

mod error;
pub mod json;
pub mod native;

pub use error::Error;
pub use native::{Api, Credentials, Done, Live, LiveInput, Page, Question, requests};
