//! A dialog over everything else. The browser's own keeps the focus inside, closes on Escape and gives the focus back;
//! what is in it is made when it opens and goes when it closes. Keys pressed in it are heard by nobody outside.

use leptos::ev::{Event, KeyboardEvent, MouseEvent};
use leptos::prelude::queue_microtask;

use super::element::{El, Handle, el};
use super::icon;
use super::icon_button::icon_button;
use super::ident::ident;
use crate::derived::{State, whenever};
use crate::platform::observe;

/// The dialog, open while `open` says so; `close` names the button that closes it.
pub fn dialog(title: &'static str, close: &'static str, open: State<bool>, content: impl Fn() -> El + 'static) -> El {
    let (itself, heading) = (Handle::new(), ident("dialog"));
    whenever(move || {
        if open.get() {
            // Once its content is there for the focus to go into it, and before another key can be pressed.
            queue_microtask(move || {
                itself.read(observe::show_dialog);
            });
        } else {
            itself.read(observe::close_dialog);
        }
    });
    let labelled = heading.clone();
    let inside = move || {
        let head = el("header.dialog-head").child(el("h2").attr("id", &heading).text(title)).child(icon_button(
            icon::X,
            close,
            move || open.set(false),
        ));
        el("div.dialog-body").child(head).child(content())
    };
    el("dialog.dialog")
        .attr("aria-labelledby", labelled)
        .known(itself)
        .on("close", move |_: &Event| open.set(false))
        .on("keydown", |event: &KeyboardEvent| event.stop_propagation())
        .on("mousedown", move |event: &MouseEvent| {
            // Only the backdrop is outside of the body.
            if itself.read(|itself| observe::is_at(event, itself)) == Some(true) {
                open.set(false);
            }
        })
        .when(move || open.get(), inside)
}
