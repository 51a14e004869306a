//! The bar that takes a message back while that is possible. How long it is, the server decides; the core says when.

use leptos::prelude::*;
use switchboard_model::select;

use super::ComposerField;
use crate::derived::{Derived, whenever};
use crate::store::use_store;
use crate::view::kit::button::{Weight, button};
use crate::view::kit::element::{El, el};
use crate::view::kit::focus::{catch_focus, focus};
use crate::view::kit::icon::{self, icon};
use crate::view::text;

/// The bar. Its element is always there, so that assistive technology hears what appears in it.
pub fn undo_bar() -> El {
    let store = use_store();
    let ComposerField(field) = expect_context();
    let undo = store.select(select::undo);
    let shown = Derived::new(move || undo.with(Option::is_some));
    let undoing = move || undo.with(|undo| undo.as_ref().is_some_and(|undo| undo.undoing));
    let take_back = move || {
        if let Some(undo) = undo.get_untracked().filter(|undo| !undo.undoing) {
            store.undo(undo.client_id);
            focus(field);
        }
    };
    // Undo goes away by itself, perhaps while it has the focus.
    let mut was_shown = false;
    whenever(move || {
        let is_shown = shown.get();
        if was_shown && !is_shown {
            catch_focus(field);
        }
        was_shown = is_shown;
    });
    let card = move || {
        el("div.undo-bar-card").children([
            el("span.undo-bar-spinner").attr("aria-hidden", "true"),
            el("bdi").says(move || undo.with(|undo| undo.as_ref().map(text::undo))),
            button(Weight::Quiet, take_back)
                .live("aria-disabled", move || undoing().then_some("true"))
                .child(icon(icon::ARROW_BACK_UP))
                .text(text::UNDO),
        ])
    };
    el("div.undo-bar").attr("role", "status").when(move || shown.get(), card)
}
