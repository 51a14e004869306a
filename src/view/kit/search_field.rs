//! A field that narrows what stands below it. What is found is its caller's business.

use leptos::ev::{Event, KeyboardEvent};
use leptos::prelude::*;

use super::element::{El, el};
use super::icon::{self, icon};

use crate::derived::State;

/// The field in a dialog, whose focus begins in it; `on_enter` is called for Enter, which sends no form.
pub fn search_field(name: &'static str, query: State<String>, on_enter: impl Fn() + 'static) -> El {
    framed(
        search_input(name)
            .attr("autofocus", "")
            .value(move || query.get())
            .on("input", move |event: &Event| query.set(event_target_value(event)))
            .on("keydown", move |event: &KeyboardEvent| {
                if event.key() == "Enter" && !event.is_composing() {
                    event.prevent_default();
                    on_enter();
                }
            }),
    )
}

/// An input to search with; what it holds and what typing does is still to be said.
pub fn search_input(name: &'static str) -> El {
    el("input")
        .attr("type", "search")
        .attr("aria-label", name)
        .attr("placeholder", name)
        .attr("autocomplete", "off")
        .attr("enterkeyhint", "search")
        .attr("dir", "auto")
}

/// The input in its frame.
pub fn framed(input: El) -> El {
    el("div.search-field").child(icon(icon::SEARCH)).child(input)
}
