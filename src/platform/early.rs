//! What src/start.js asked the server while this program was still being compiled, by address. Each answer is taken once.
//! What they mean is not known here.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::fetch::Reply;

const NAME: &str = "switchboardEarly";

/// Forgets what was asked: something is about to change.
pub fn forget() {
    if let Some(window) = super::window() {
        // Setting a property of our own window cannot fail.
        let _ = js_sys::Reflect::set(&window, &JsValue::from_str(NAME), &JsValue::NULL);
    }
}

/// Waits for the answer to this address, without the API's base. `None` when nobody asked it early, it was taken before, or it failed.
pub async fn take(path: &str) -> Option<Reply> {
    let window: JsValue = super::window()?.into();
    let asked = js_sys::Reflect::get(&window, &JsValue::from_str(NAME)).ok()?.dyn_into::<js_sys::Map>().ok()?;
    let path = JsValue::from_str(path);
    let promise = asked.get(&path).dyn_into::<js_sys::Promise>().ok()?;
    asked.delete(&path);
    let answer = JsFuture::from(promise).await.ok()?;
    let field = |name: &str| js_sys::Reflect::get(&answer, &JsValue::from_str(name)).ok();
    let status = field("status")?.as_f64()? as u16;
    let body = field("body")?.as_string()?;
    Some(Reply { status, retry_after_ms: None, body })
}
