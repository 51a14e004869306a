//! A group of things to tick, narrowed by what is typed above it. Arrows, Home and End move through it; Tab leaves it.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;

use super::element::{El, Handle, el};
use super::icon::{self, icon};
use super::ident::ident;
use crate::platform::observe::{self, Step};

/// One thing to tick: its key and what stands there.
pub struct Check {
    /// What `toggle` is called with.
    pub key: String,
    /// What people read.
    pub label: String,
    /// Before the label.
    pub mark: El,
}

/// Something to tick by itself.
pub fn check(label: &'static str, on: impl Fn() -> bool + 'static, turn: impl Fn() + 'static) -> El {
    check_box(on, turn).child(el("span.check-label").text(label))
}

fn check_box(on: impl Fn() -> bool + 'static, turn: impl Fn() + 'static) -> El {
    el("button")
        .attr("type", "button")
        .class("check")
        .attr("role", "checkbox")
        .live("aria-checked", on)
        .on("click", move |_: &MouseEvent| turn())
        .child(el("span.check-box").child(icon(icon::CHECK)))
}

/// The group. `on` says what is ticked, `shown` what is not hidden, both by key.
pub fn checklist(
    title: &'static str,
    items: impl IntoIterator<Item = Check>,
    on: impl Fn(&str) -> bool + Copy + 'static,
    shown: impl Fn(&str) -> bool + Copy + 'static,
    toggle: Callback<String>,
) -> El {
    let (heading, group) = (ident("checklist"), Handle::new());
    let item = move |Check { key, label, mark }: Check| {
        let (ticked, there, pressed) = (key.clone(), key.clone(), key);
        check_box(move || on(&ticked), move || toggle.run(pressed.clone()))
            .live("hidden", move || (!shown(&there)).then_some(""))
            .child(mark)
            .child(el("bdi.check-label").text(label))
    };
    el("div.checklist")
        .attr("role", "group")
        .attr("aria-labelledby", &heading)
        .known(group)
        .on("keydown", move |event: &KeyboardEvent| {
            let step = match event.key().as_str() {
                "ArrowDown" => Step::Next,
                "ArrowUp" => Step::Previous,
                "Home" => Step::First,
                "End" => Step::Last,
                _ => return,
            };
            event.prevent_default();
            group.read(|group| observe::step(group, ".check:not([hidden])", step));
        })
        .child(el("h3.checklist-title").attr("id", &heading).text(title))
        .children(items.into_iter().map(item))
}
