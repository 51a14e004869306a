//! The field one writes in. Which keys send what is written is not decided here.

use leptos::ev::{Event, KeyboardEvent};
use leptos::prelude::*;
use switchboard_api::SendKind;
use switchboard_model::{Intent, select};

use super::{Compose, read};
use crate::derived::Derived;
use crate::store::use_store;
use crate::view::enter::use_enter;
use crate::view::kit::element::{El, Handle, el};
use crate::view::panes::ids;
use crate::view::text;

/// The id of the sentence under the field.
pub const HINT: &str = "composer-hint";
const MOST_LINES: usize = 12;

/// The field.
pub fn field(compose: Compose, handle: Handle, on_send: Callback<()>) -> El {
    let (store, enter) = (use_store(), use_enter());
    let target = Derived::new(move || read(compose, |it| (it.conversation.clone(), it.kind)));
    let draft = store.select(move |model| {
        target.with(|target| target.as_ref().map(|(id, kind)| select::draft(model, id, *kind))).unwrap_or_default()
    });
    let name = move || match read(compose, |compose| compose.kind) {
        Some(SendKind::Note) => text::INTERNAL_NOTE,
        Some(SendKind::Message) | None => text::MESSAGE,
    };
    let edit = move |event: &Event| {
        if let Some((conversation, kind)) = target.get_untracked() {
            store.intent(Intent::Edit { conversation, kind, text: event_target_value(event) });
        }
    };
    let key = move |event: &KeyboardEvent| {
        if enter.is_to_send(event) {
            event.prevent_default();
            on_send.run(());
        }
    };
    el("textarea.composer-field")
        .attr("id", ids::COMPOSER)
        .attr("dir", "auto")
        .live("aria-label", name)
        .attr("aria-describedby", format!("{HINT} {}", ids::COMPANY))
        .live("aria-invalid", move || read(compose, |compose| (compose.excess > 0).then_some("true")))
        .live("placeholder", move || read(compose, |compose| text::placeholder(compose.kind, compose.channel)))
        // Where the style sheet cannot let the field grow with its text, its lines are counted.
        .live("rows", move || draft.with(|draft| draft.lines().count().clamp(2, MOST_LINES).to_string()))
        .value(move || draft.get())
        .known(handle)
        .on("input", edit)
        .on("keydown", key)
}
