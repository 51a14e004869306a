//! A heading that shows and hides what is under it (ARIA practices: disclosure). It forgets its state with the page.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::element::{El, el};
use super::icon::{self, icon};
use super::ident::ident;

/// The heading's button and its content, shown while `open` says so.
pub fn disclosure(title: &'static str, open: RwSignal<bool>, content: El) -> El {
    let id = ident("disclosure");
    let button = el("button")
        .attr("type", "button")
        .class("disclosure-button")
        .live("aria-expanded", move || open.get())
        .attr("aria-controls", id.clone())
        .on("click", move |_: MouseEvent| open.update(|open| *open = !*open))
        .child(icon(icon::CHEVRON_RIGHT))
        .child(el("span").text(title));
    el("div").class("disclosure").child(el("h3").class("disclosure-heading").child(button)).child(
        el("div")
            .class("disclosure-content")
            .attr("id", id)
            .live("hidden", move || (!open.get()).then_some(""))
            .child(content),
    )
}
