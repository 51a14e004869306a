//! The device's clock, one alarm at a time, and the moment before the next drawing. What happens then is the caller's.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::{task, window};

/// The longest delay a browser keeps; it takes a longer one for zero.
const LONGEST_MS: i64 = i32::MAX as i64;

/// Milliseconds since 1970, by the device's clock.
pub fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// A call to come. Dropping it calls it off.
pub struct Alarm {
    handle: Option<i32>,
    callback: Option<Closure<dyn FnMut()>>,
    kind: Kind,
}

enum Kind {
    Timer,
    Frame,
}

impl Alarm {
    /// Calls once, this many milliseconds from now; never earlier, and later when the page is in the background.
    /// A delay of more than 24 days ends after 24 days.
    pub fn after(delay_ms: i64, callback: impl FnOnce() + 'static) -> Self {
        let callback = Closure::once(callback);
        let delay = i32::try_from(delay_ms.clamp(0, LONGEST_MS)).unwrap_or(i32::MAX);
        let handle = window().and_then(|window| {
            let function = callback.as_ref().unchecked_ref();
            window.set_timeout_with_callback_and_timeout_and_arguments_0(function, delay).ok()
        });
        Self { handle, callback: Some(callback), kind: Kind::Timer }
    }

    /// Calls once, before the browser draws next. That does not happen while the page is hidden.
    pub fn next_frame(callback: impl FnOnce() + 'static) -> Self {
        let callback = Closure::once(callback);
        let handle = window().and_then(|window| window.request_animation_frame(callback.as_ref().unchecked_ref()).ok());
        Self { handle, callback: Some(callback), kind: Kind::Frame }
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        if let (Some(window), Some(handle)) = (window(), self.handle) {
            match self.kind {
                Kind::Timer => window.clear_timeout_with_handle(handle),
                // Fails only for a window that is gone.
                Kind::Frame => drop(window.cancel_animation_frame(handle)),
            }
        }
        task::drop_later(self.callback.take());
    }
}
