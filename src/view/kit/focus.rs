//! Keeping the focus on something: what had it may go, and then the body must not be where it lands. Decides nothing
//! about which part of the product deserves it.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::element::Handle;
use crate::platform::observe;

pub use crate::platform::observe::{Step, focus_id, is_covered, is_typing, step};

/// Focuses the element once the changes made just now are on screen, if by then nothing that is shown has the focus.
pub fn catch_focus(element: Handle) {
    after_drawing(move || {
        if observe::focused().is_none() {
            focus(element);
        }
    });
}

/// The id of the element that has the focus.
pub fn focused_id() -> Option<String> {
    observe::focused().map(|focused| focused.id())
}

/// Focuses the element now, if it is there.
pub fn focus(element: Handle) {
    element.read(observe::focus_it);
}

/// Runs once the changes made just now are on screen.
pub fn after_drawing(action: impl FnOnce() + 'static) {
    request_animation_frame(action);
}

/// Puts text into a field where its caret is, in the place of what is selected, as if it had been typed.
pub fn insert(field: Handle, text: &str) {
    field.read(|field| observe::insert(field, text));
}

/// Moves the focus up and down among what fits the selector; whether the key was for that.
pub fn follow_arrows(container: Handle, stops: &str, event: &KeyboardEvent) -> bool {
    let to = match event.key().as_str() {
        "ArrowDown" => Step::Next,
        "ArrowUp" => Step::Previous,
        _ => return false,
    };
    event.prevent_default();
    container.read(|container| step(container, stops, to));
    true
}

/// Moves the focus up or down among what fits the selector and ends at its ends; whether the key was for that.
pub fn walk(container: Handle, stops: &str, event: &KeyboardEvent) -> bool {
    let down = match event.key().as_str() {
        "ArrowDown" => true,
        "ArrowUp" => false,
        _ => return false,
    };
    let walked = container.read(|container| observe::step_along(container, stops, down)) == Some(true);
    if walked {
        event.prevent_default();
    }
    walked
}

/// What is in a field.
pub fn value(field: Handle) -> String {
    field.read(observe::value).unwrap_or_default()
}
