//! The browser, in Rust's types. This is the only place that names `web_sys`, `js_sys` and `wasm_bindgen`; it knows
//! nothing of conversations, of the core, or of Leptos.

pub mod choices;
pub mod clock;
pub mod config;
pub mod early;
pub mod fetch;
pub mod host;
pub mod ids;
pub mod intl;
pub mod locks;
pub mod look;
pub mod notify;
pub mod observe;
pub mod page;
pub mod socket;
pub mod sound;
pub mod storage;
pub mod tabs;
pub mod task;
pub mod theme;

/// The page's window. There is one wherever the app runs; a worker would have none, and nothing here works there.
fn window() -> Option<web_sys::Window> {
    web_sys::window()
}
