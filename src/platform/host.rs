//! The page that shows the app in a frame, if one does: a line to it, and words over that. src/start.js has let only that
//! page open the line; what the words mean is not known here.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, MessagePort};

use super::window;

const LINE: &str = "switchboardHost";
/// Nothing that a page may say is longer.
const MAX_TEXT: usize = 4_096;

/// Whether another page shows this one and has said so.
pub fn is_there() -> bool {
    promise().is_some()
}

fn promise() -> Option<js_sys::Promise> {
    let window: JsValue = window()?.into();
    js_sys::Reflect::get(&window, &LINE.into()).ok()?.dyn_into().ok()
}

/// A private line to the page around. Nobody else can speak or hear on it.
#[derive(Clone)]
pub struct Line(MessagePort);

/// What was said on the line.
pub struct Word(JsValue);

impl Word {
    /// A text of this name; `None` when there is none, or none that is a text of decent length.
    pub fn text(&self, name: &str) -> Option<String> {
        let value = js_sys::Reflect::get(&self.0, &JsValue::from_str(name)).ok()?.as_string()?;
        (value.len() <= MAX_TEXT).then_some(value)
    }
}

/// The line, once the page around has opened it; what is said on it is heard from then on. `None` without such a page.
pub async fn line(heard: impl Fn(Word) + 'static) -> Option<Line> {
    let port: MessagePort = JsFuture::from(promise()?).await.ok()?.dyn_into().ok()?;
    let callback = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| heard(Word(event.data())));
    // This also lets in what was said before.
    port.set_onmessage(Some(callback.as_ref().unchecked_ref()));
    callback.forget();
    Some(Line(port))
}

impl Line {
    /// Says something: a kind, and texts by name.
    pub fn say(&self, kind: &str, texts: &[(&str, &str)]) {
        let word = js_sys::Object::new();
        for (name, text) in [("t", kind)].iter().chain(texts) {
            // Setting a property of an object of our own cannot fail.
            let _ = js_sys::Reflect::set(&word, &JsValue::from_str(name), &JsValue::from_str(text));
        }
        // Fails only for what cannot be copied, and texts can.
        let _ = self.0.post_message(&word);
    }
}
