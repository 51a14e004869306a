//! The field one writes in. Enter sends and Shift + Enter breaks the line, but never while an input method composes.

use leptos::ev::{Event, KeyboardEvent};
use leptos::prelude::*;
use switchboard_api::SendKind;
use switchboard_model::{Intent, select};

use super::{Compose, read};
use crate::derived::Derived;
use crate::store::use_store;
use crate::view::kit::element::{El, Handle, el};
use crate::view::panes::ids;
use crate::view::text;

/// The id of the sentence under the field.
pub const HINT: &str = "composer-hint";
/// What a keydown says while an input method is at work, in browsers that do not say `isComposing`.
const COMPOSING: u32 = 229;
const MOST_LINES: usize = 12;

/// The field.
pub fn field(compose: Compose, handle: Handle, on_send: Callback<()>) -> El {
    let store = use_store();
    let target = Derived::new(move || read(compose, |it| (it.conversation.clone(), it.kind)));
    let draft = store.select(move |model| {
        target.with(|target| target.as_ref().map(|(id, kind)| select::draft(model, id, *kind))).unwrap_or_default()
    });
    let name = move || match read(compose, |compose| compose.kind) {
        Some(SendKind::Note) => text::INTERNAL_NOTE,
        Some(SendKind::Message) | None => text::MESSAGE,
    };
    let edit = move |event: Event| {
        if let Some((conversation, kind)) = target.get_untracked() {
            store.intent(Intent::Edit { conversation, kind, text: event_target_value(&event) });
        }
    };
    let key = move |event: KeyboardEvent| {
        let composing = event.is_composing() || event.key_code() == COMPOSING;
        if event.key() == "Enter" && !event.shift_key() && !composing {
            event.prevent_default();
            on_send.run(());
        }
    };
    el("textarea")
        .class("composer-field")
        .attr("id", ids::COMPOSER)
        .attr("dir", "auto")
        .live("aria-label", name)
        .attr("aria-describedby", HINT)
        .live("aria-invalid", move || read(compose, |compose| (compose.excess > 0).then_some("true")))
        .live("placeholder", move || read(compose, |compose| text::placeholder(compose.kind, compose.channel)))
        // Where the style sheet cannot let the field grow with its text, its lines are counted.
        .live("rows", move || draft.with(|draft| draft.lines().count().clamp(2, MOST_LINES).to_string()))
        .value(move || draft.get())
        .known(handle)
        .on("input", edit)
        .on("keydown", key)
}
