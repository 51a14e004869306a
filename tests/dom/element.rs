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

#[wasm_bindgen_test]
async fn what_changes_its_place_keeps_the_focus() {
    let signals = Owner::new();
    let keys = signals.with(|| State::new(["a", "b", "c"].map(str::to_owned).to_vec()));
    let place =
        on_page(move |place| place.each(move || keys.get(), |key| el("button").attr("data-key", &key).text(&key)));
    let last: HtmlElement = place.last_element_child().unwrap().unchecked_into();
    last.focus().unwrap();
    keys.set(["c", "a", "b"].map(str::to_owned).to_vec());
    tick().await;
    assert_eq!(place.text_content().unwrap(), "cab");
    assert_eq!(document().active_element().as_ref(), Some(last.as_ref()));
}

#[wasm_bindgen_test]
async fn of_equal_keys_only_as_many_stay_as_are_there() {
    let signals = Owner::new();
    let keys = signals.with(|| State::new(["Alex", "Alex", "Bo"].map(str::to_owned).to_vec()));
    let place = on_page(move |place| place.each(move || keys.get(), |key| el("i").text(&key)));
    assert_eq!(place.text_content().unwrap(), "AlexAlexBo");
    keys.set(["Bo", "Alex"].map(str::to_owned).to_vec());
    tick().await;
    assert_eq!(place.text_content().unwrap(), "BoAlex");
}
