//! What of the app only a browser can show: the platform's own behaviour, and the store on top of it. Rules are tested
//! in the model, and journeys in tests/e2e. Natively there is nothing to test.
#![cfg(target_arch = "wasm32")]
// A test fails by panicking; clippy knows only tests that carry `#[test]`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod client;
mod element;
mod json;
mod platform;
mod storage;
mod store;
mod support;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
