//! What is on screen: one part of it per file, each laying out one view value of the store. No fetching, no clocks, no
//! rules; what the agent does leaves as an intent.

pub mod kit;
pub mod text;

mod announcer;
mod colours;
mod composer;
mod connection;
mod density;
mod desk;
mod details;
mod dialogs;
mod enter;
mod glyphs;
mod list;
mod nav;
mod no_access;
mod panes;
mod selection;
mod shortcuts;
mod sign_in;
mod signed_out_by_host;
mod starting;
mod status;
mod timeline;
mod toasts;
mod unreachable;

pub use desk::desk;
pub use no_access::no_access;
pub use sign_in::sign_in;
pub use signed_out_by_host::signed_out_by_host;
pub use starting::starting;
pub use unreachable::unreachable;
