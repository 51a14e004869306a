//! Words between the pages of this origin on this device. Who says what to whom is not known here.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// Says `word` to every other page that listens under this name.
pub fn say(channel: &str, word: &str) {
    if let Ok(channel) = BroadcastChannel::new(channel) {
        // Fails only on a closed channel.
        let _ = channel.post_message(&JsValue::from_str(word));
        channel.close();
    }
}

/// Listens, for as long as the page lives, to what other pages say under this name.
pub fn listen(channel: &str, heard: impl Fn(String) + 'static) {
    let Ok(channel) = BroadcastChannel::new(channel) else { return };
    let callback = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(word) = event.data().as_string() {
            heard(word);
        }
    });
    channel.set_onmessage(Some(callback.as_ref().unchecked_ref()));
    callback.forget();
    // A channel that nothing refers to may stop listening.
    std::mem::forget(channel);
}
