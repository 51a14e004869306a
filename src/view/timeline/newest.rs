//! The pill over a timeline that is scrolled away from its end: how many messages came, and the way to them.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::days::Indexed;
use crate::derived::Derived;
use crate::view::kit::element::{El, el};
use crate::view::kit::icon::{self, icon};
use crate::view::text;

/// The pill in its place; `left_at` is the newest item when the agent left the end.
pub fn newest_pill(
    thread: Derived<Indexed>,
    left_at: RwSignal<Option<String>>,
    press: impl Fn() + Copy + Send + Sync + 'static,
) -> El {
    let came = Derived::new(move || {
        let left_at = left_at.get();
        left_at.map_or(0, |key| thread.with(|thread| thread.came_after(&key)))
    });
    let pill = move || {
        el("button")
            .attr("type", "button")
            .class("newest-pill")
            .live("data-new", move || came.get() > 0)
            .on("click", move |_: MouseEvent| press())
            .child(icon(icon::ARROW_DOWN))
            .child(el("span").says(move || text::newest(came.get())))
    };
    el("div").class("newest").when(move || left_at.with(Option::is_some), pill)
}
