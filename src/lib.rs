//! Switchboard's single-page app. It exists only in a browser: for any other target this library is empty, and the
//! crates it is built from are not even compiled.
#![cfg(target_arch = "wasm32")]

mod address;
pub mod app;
pub mod client;
pub mod derived;
mod embed;
pub mod platform;
pub mod store;
mod view;

// For tests/dom.
pub use view::kit::element::{El, el};
