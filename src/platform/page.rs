//! The page around the app: its title, whether the agent looks at it, whether the device is online, and the last words
//! of an app that broke. Sentences come from the caller.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, EventTarget, MouseEvent, VisibilityState};

use super::window;

/// Names the page in the tab and in history.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// One of the app's addresses with the server's before it, to be given to others.
pub fn whole_address(address: &str) -> String {
    let origin = window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
    origin + address
}

/// Shows an address in the bar, as a new step of the history or in place of the last one. A browser that has had too many
/// in a short time keeps the one before.
pub fn set_address(address: &str, replace: bool) {
    let Some(history) = window().and_then(|window| window.history().ok()) else { return };
    let (state, address) = (JsValue::NULL, Some(address));
    let _refused = match replace {
        true => history.replace_state_with_url(&state, "", address),
        false => history.push_state_with_url(&state, "", address),
    };
}

/// Calls when the agent went back or forth in the history.
pub fn on_back(went: impl Fn() + 'static) {
    listen(window(), "popstate", went);
}

/// Puts a text on the clipboard; `false` where the browser does not allow that.
pub async fn copy(text: &str) -> bool {
    match begin_copy(text) {
        Some(begun) => JsFuture::from(begun).await.is_ok(),
        None => false,
    }
}

/// Where the page was not loaded safely, there is no clipboard to ask.
fn begin_copy(text: &str) -> Option<Promise> {
    let get = |from: &JsValue, name: &str| Reflect::get(from, &JsValue::from_str(name)).ok();
    let clipboard = get(&window()?.navigator(), "clipboard").filter(JsValue::is_object)?;
    let write = get(&clipboard, "writeText")?.dyn_into::<Function>().ok()?;
    write.call1(&clipboard, &JsValue::from_str(text)).ok()?.dyn_into().ok()
}

/// Shows this icon in the tab.
pub fn set_icon(address: &str) {
    let link = document().and_then(|document| document.query_selector("link[rel=icon]").ok().flatten());
    if let Some(link) = link {
        // It fails only for names that are no names.
        let _ = link.set_attribute("href", address);
    }
}

/// The page's own origin.
pub fn origin() -> String {
    window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// Whether the device believes to be online.
pub fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// Whether the page is visible and has focus.
pub fn has_attention() -> bool {
    document().is_some_and(|document| !is_hidden() && document.has_focus().unwrap_or(true))
}

/// Whether the page cannot be seen: another tab is in front of it.
pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.visibility_state() == VisibilityState::Hidden)
}

/// Calls whenever the device goes online or offline.
pub fn on_online(changed: impl Fn(bool) + Clone + 'static) {
    for name in ["online", "offline"] {
        let changed = changed.clone();
        listen(window(), name, move || changed(is_online()));
    }
}

/// Calls whenever the page may have gained or lost the agent's attention.
pub fn on_attention(changed: impl Fn(bool) + Clone + 'static) {
    for name in ["focus", "blur"] {
        let changed = changed.clone();
        listen(window(), name, move || changed(has_attention()));
    }
    listen(document(), "visibilitychange", move || changed(has_attention()));
}

/// Calls when the page may be about to end, or to be frozen: the last moment in which work may be begun.
pub fn on_leaving(leaving: impl Fn() + Clone + 'static) {
    let hidden = leaving.clone();
    listen(window(), "pagehide", leaving);
    listen(document(), "visibilitychange", move || {
        if is_hidden() {
            hidden();
        }
    });
}

/// Calls with the address of every link that is followed as usual, by a plain click and in this window; where the answer is
/// yes, nothing else happens.
pub fn on_link(followed: impl Fn(&str) -> bool + 'static) {
    let Some(window) = window() else { return };
    let callback = Closure::<dyn FnMut(MouseEvent)>::new(move |event: MouseEvent| {
        let other = event.default_prevented() || event.button() != 0;
        if other || event.meta_key() || event.alt_key() || event.ctrl_key() || event.shift_key() {
            return;
        }
        let clicked = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = clicked.and_then(|clicked| clicked.closest("a[href]:not([target])").ok().flatten());
        if link.and_then(|link| link.get_attribute("href")).is_some_and(|href| followed(&href)) {
            event.prevent_default();
        }
    });
    // Fails only for callbacks that are no functions.
    let _ = window.add_event_listener_with_callback("click", callback.as_ref().unchecked_ref());
    callback.forget();
}

/// Puts a sentence and a button that loads the page again in the place of the whole page. Text only: it may repeat
/// what the server said.
pub fn show_failure(sentence: &str, reload: &str) {
    let Some(document) = document() else { return };
    // Of these calls none can fail on a page that has a body.
    let _ = (|| {
        let message = document.create_element("p").ok()?;
        message.set_text_content(Some(sentence));
        let button = document.create_element("button").ok()?;
        button.set_attribute("type", "button").ok()?;
        button.set_text_content(Some(reload));
        let again = Closure::<dyn FnMut()>::new(|| {
            if let Some(window) = window() {
                let _ = window.location().reload();
            }
        });
        button.add_event_listener_with_callback("click", again.as_ref().unchecked_ref()).ok()?;
        again.forget();
        let notice = document.create_element("main").ok()?;
        notice.set_class_name("start-failure");
        notice.set_attribute("role", "alert").ok()?;
        notice.append_child(&message).ok()?;
        notice.append_child(&button).ok()?;
        let body = document.body()?;
        body.set_text_content(None);
        body.append_child(&notice).ok()
    })();
}

/// Tells a developer that something broke.
pub fn log_error(message: &str) {
    web_sys::console::error_1(&wasm_bindgen::JsValue::from_str(message));
}

fn document() -> Option<Document> {
    window()?.document()
}

/// Listens for as long as the page lives.
fn listen(target: Option<impl AsRef<EventTarget>>, name: &str, happened: impl Fn() + 'static) {
    let Some(target) = target else { return };
    let callback = Closure::<dyn FnMut()>::new(happened);
    // Fails only for callbacks that are no functions.
    let _ = target.as_ref().add_event_listener_with_callback(name, callback.as_ref().unchecked_ref());
    callback.forget();
}
