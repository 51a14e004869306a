//! A few choices side by side, of which one is pressed. What choosing does is its caller's business.

use leptos::ev::MouseEvent;

use super::element::{El, el};

/// The choices by their words; `chosen` says which is pressed, by place.
pub fn segments(
    name: &'static str,
    choices: impl IntoIterator<Item = &'static str>,
    chosen: impl Fn() -> Option<usize> + Copy + 'static,
    choose: impl Fn(usize) + Copy + 'static,
) -> El {
    let choice = move |(place, words)| {
        el("button")
            .attr("type", "button")
            .class("segment")
            .live("aria-pressed", move || chosen() == Some(place))
            .on("click", move |_: &MouseEvent| choose(place))
            .text(words)
    };
    let choices = choices.into_iter().enumerate().map(choice);
    el("div.segments").attr("role", "group").attr("aria-label", name).children(choices)
}
