//! Running things outside the current call: futures, and values that must outlive the callback that drops them.
//! Nothing waits for a result here.

use std::future::Future;

use wasm_bindgen::JsValue;

/// Runs a future on the page's own thread.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(future);
}

/// Tells a developer.
pub fn warn(message: &str) {
    web_sys::console::warn_1(&JsValue::from_str(message));
}

/// Drops a value once no callback runs any more: a callback may replace, and so drop, itself.
pub(super) fn drop_later<T: 'static>(value: T) {
    spawn(async move { drop(value) });
}
