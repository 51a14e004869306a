//! Notifications of the device. Whether one is wanted, and what it says, is decided elsewhere.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationOptions, NotificationPermission};

use super::{config, window};

/// Asks whether notifications may be shown, if the browser does not know yet.
pub async fn is_permitted() -> bool {
    if Notification::permission() == NotificationPermission::Granted {
        return true;
    }
    let Ok(asked) = Notification::request_permission() else { return false };
    JsFuture::from(asked).await.is_ok() && Notification::permission() == NotificationPermission::Granted
}

/// Shows one; a later one about the same thing (`tag`), of any tab, takes its place. `pressed` is called when somebody
/// follows it, after the window came to the front.
pub fn show(title: &str, body: &str, tag: &str, pressed: impl FnOnce() + 'static) {
    if Notification::permission() != NotificationPermission::Granted {
        return;
    }
    let options = NotificationOptions::new();
    options.set_body(body);
    options.set_tag(tag);
    options.set_icon(&format!("{}icon.svg", config::base()));
    // Fails where only service workers may notify.
    let Ok(shown) = Notification::new_with_options(title, &options) else { return };
    let follow = shown.clone();
    let callback = Closure::once_into_js(move || {
        if let Some(window) = window() {
            let _ = window.focus();
        }
        follow.close();
        pressed();
    });
    shown.set_onclick(Some(callback.unchecked_ref()));
}
