//! A heading that shows and hides what is under it (ARIA practices: disclosure). It forgets its state with the page.

use leptos::ev::MouseEvent;

use super::element::{El, el};
use super::icon::{self, icon};
use super::ident::ident;

use crate::derived::State;

/// The heading's button and its content, shown while `open` says so.
pub fn disclosure(title: &'static str, open: State<bool>, content: El) -> El {
    let id = ident("disclosure");
    let button = el("button")
        .attr("type", "button")
        .class("disclosure-button")
        .live("aria-expanded", move || open.get())
        .attr("aria-controls", id.clone())
        .on("click", move |_: &MouseEvent| open.update(|open| *open = !*open))
        .child(icon(icon::CHEVRON_RIGHT))
        .child(el("span").text(title));
    el("div.disclosure").child(el("h3.disclosure-heading").child(button)).child(
        el("div.disclosure-content").attr("id", id).live("hidden", move || (!open.get()).then_some("")).child(content),
    )
}
