//! Notifications of the device. Whether one is wanted, and what it says, is decided elsewhere.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, Notification, NotificationOptions, NotificationPermission};

use super::{config, window};

/// Asks whether notifications may be shown, if the browser does not know yet.
pub async fn is_permitted() -> bool {
    if is_granted() || !is_there() {
        return is_granted();
    }
    let Ok(asked) = Notification::request_permission() else { return false };
    JsFuture::from(asked).await.is_ok() && is_granted()
}

/// A page on a phone may have none.
fn is_there() -> bool {
    window().is_some_and(|window| Reflect::has(&window, &"Notification".into()).unwrap_or(false))
}

fn is_granted() -> bool {
    is_there() && Notification::permission() == NotificationPermission::Granted
}

/// Shows one; a later one about the same thing (`tag`), of any tab, takes its place. `pressed` is called when somebody
/// follows it, after the window came to the front.
pub fn show(title: &str, body: &str, tag: &str, pressed: impl FnOnce() + 'static) {
    if !is_granted() {
        return;
    }
    let options = NotificationOptions::new();
    options.set_body(body);
    options.set_tag(tag);
    options.set_icon(&format!("{}icon.svg", config::base()));
    // Fails where only service workers may notify.
    let Ok(shown) = Notification::new_with_options(title, &options) else { return };
    let mut pressed = Some(pressed);
    // The browser lets go of it with the notification, pressed or not.
    let callback = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        if let Some(window) = window() {
            let _ = window.focus();
        }
        if let Some(notification) = event.target().and_then(|target| target.dyn_into::<Notification>().ok()) {
            notification.close();
        }
        if let Some(pressed) = pressed.take() {
            pressed();
        }
    });
    shown.set_onclick(Some(callback.into_js_value().unchecked_ref()));
}
