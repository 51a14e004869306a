//! The question that public/start.js asks while this program is still being compiled: who is here? Its answer is taken
//! once. What it means is not known here.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

const NAME: &str = "switchboardBootstrap";

/// The answer that was begun for us.
pub struct Early {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: String,
}

/// Waits for the early answer. `None` when it was taken before, was never asked for, or failed.
pub async fn take() -> Option<Early> {
    let window: JsValue = super::window()?.into();
    let name = JsValue::from_str(NAME);
    let promise = js_sys::Reflect::get(&window, &name).ok()?.dyn_into::<js_sys::Promise>().ok()?;
    // So that it is taken once; setting a property of our own window cannot fail.
    let _ = js_sys::Reflect::set(&window, &name, &JsValue::NULL);
    let answer = JsFuture::from(promise).await.ok()?;
    let field = |name: &str| js_sys::Reflect::get(&answer, &JsValue::from_str(name)).ok();
    let status = field("status")?.as_f64()? as u16;
    let body = field("body")?.as_string()?;
    Some(Early { status, body })
}
