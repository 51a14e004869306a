//! The Inbox API's own dialect, version 1, as the reference server speaks it. Other dialects get folders of their own.

mod credentials;
mod live;
mod question;
pub mod requests;

pub use credentials::Credentials;
pub use live::{Live, LiveInput};
pub use question::{Api, Question};
pub use requests::{Done, Page};
