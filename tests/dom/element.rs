//! Elements that follow signals, and what of them is left once they are gone.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::tachys::dom::{body, document};
use leptos::task::tick;
use switchboard::derived::{Derived, State};
use switchboard::{El, el};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

/// Puts a new element on the page, for `fill` to put something into, and answers it.
fn on_page(fill: impl FnOnce(El) -> El + 'static) -> HtmlElement {
    let place: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    body().append_child(&place).unwrap();
    let filled = place.clone();
    mount_to(place.clone(), move || {
        StoredValue::new_local(fill(El::adopt(filled.into())));
    })
    .forget();
    place
}

#[wasm_bindgen_test]
async fn nothing_inside_of_what_is_gone_is_computed_any_more() {
    let signals = Owner::new();
    let (open, count) = signals.with(|| (State::new(true), State::new(1)));
    let computed = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&computed);
    let outer = move |open: bool| {
        let counter = Arc::clone(&counter);
        let inner = move || {
            let double = Derived::new(move || count.get() * 2);
            let words = move || {
                counter.fetch_add(1, Ordering::Relaxed);
                format!("{} doubled is {}", count.get(), double.get())
            };
            el("div").swap(|| (), move |()| Some(el("p").says(words.clone())))
        };
        open.then(inner)
    };
    let place = on_page(move |place| place.swap(move || open.get(), outer));
    let seen = || (place.text_content().unwrap(), computed.load(Ordering::Relaxed));
    assert_eq!(seen(), ("1 doubled is 2".to_owned(), 1));
    count.set(2);
    tick().await;
    assert_eq!(seen(), ("2 doubled is 4".to_owned(), 2));
    // The words hear of the new count, but what they are made of goes first.
    open.set(false);
    count.set(3);
    tick().await;
    tick().await;
    assert_eq!(seen(), (String::new(), 2));
    open.set(true);
    tick().await;
    assert_eq!(seen(), ("3 doubled is 6".to_owned(), 3));
}
