//! Web Locks: a name that one page holds for as long as it lives, so that others learn of its death, crash included.
//! What is done with what a dead page left behind is not known here. `web_sys` has these bindings only among its
//! unstable ones, hence the calls by name.

use std::future::Future;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::window;

/// Takes the lock and holds it until the page is gone. `false` when the browser has no locks (outside https and
/// localhost). The name must be this page's own, or it waits for the other holder.
pub async fn hold(name: &str) -> bool {
    let granted = Promise::new(&mut |resolve, reject| {
        let hold_for_good = Closure::once_into_js(move || {
            // Fails only when `resolve` is no function.
            let _ = resolve.call0(&JsValue::UNDEFINED);
            Promise::new(&mut |_, _| {})
        });
        if request(name, &hold_for_good).is_none() {
            let _ = reject.call0(&JsValue::UNDEFINED);
        }
    });
    JsFuture::from(granted).await.is_ok()
}

/// Calls once nobody holds the lock, and keeps it until the future that `then` returns has ended, so that one page at
/// a time is called. Answers `false`, and never calls, when the browser has no locks.
pub fn when_free<F>(name: &str, then: impl FnOnce() -> F + 'static) -> bool
where
    F: Future<Output = ()> + 'static,
{
    let callback = Closure::once_into_js(move || {
        let work = then();
        future_to_promise(async move {
            work.await;
            Ok(JsValue::UNDEFINED)
        })
    });
    request(name, &callback).is_some()
}

/// Calls at once if nobody holds the lock, and holds it for `keep_ms` then, so that of several pages one is called; where
/// somebody holds it, nothing happens. In a browser without locks it always calls.
pub fn if_free(name: &str, keep_ms: i32, then: impl FnOnce() + 'static) {
    let Some(manager) = manager() else { return then() };
    let callback = Closure::once_into_js(move |lock: JsValue| {
        if lock.is_null() {
            return JsValue::UNDEFINED;
        }
        then();
        let kept = Promise::new(&mut |resolve, _| {
            let timer = window().map(|it| it.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, keep_ms));
            if !matches!(timer, Some(Ok(_))) {
                let _ = resolve.call0(&JsValue::UNDEFINED);
            }
        });
        kept.into()
    });
    let options = Object::new();
    // Fails only for objects that take no properties.
    let _ = Reflect::set(&options, &JsValue::from_str("ifAvailable"), &JsValue::TRUE);
    request_with(&manager, &[&JsValue::from_str(name), &options, &callback]);
}

/// The names of all locks that are held, in any page of this origin; empty when the browser has no locks.
pub async fn held() -> Vec<String> {
    names().await.unwrap_or_default()
}

async fn names() -> Option<Vec<String>> {
    let manager = manager()?;
    let query: Function = get(&manager, "query")?.dyn_into().ok()?;
    let promise: Promise = query.call0(&manager).ok()?.dyn_into().ok()?;
    let snapshot = JsFuture::from(promise).await.ok()?;
    let held = Array::from(&get(&snapshot, "held")?);
    Some(held.iter().filter_map(|lock| get(&lock, "name")?.as_string()).collect())
}

fn request(name: &str, callback: &JsValue) -> Option<()> {
    request_with(&manager()?, &[&JsValue::from_str(name), callback])
}

fn request_with(manager: &JsValue, arguments: &[&JsValue]) -> Option<()> {
    let request: Function = get(manager, "request")?.dyn_into().ok()?;
    let ended: Promise = request.apply(manager, &arguments.iter().collect()).ok()?.dyn_into().ok()?;
    // The page may be on its way out when a request is refused; that is nobody's error.
    wasm_bindgen_futures::spawn_local(async move { drop(JsFuture::from(ended).await) });
    Some(())
}

fn manager() -> Option<JsValue> {
    let navigator: JsValue = window()?.navigator().into();
    get(&navigator, "locks").filter(JsValue::is_object)
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name)).ok()
}
