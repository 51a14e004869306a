//! The list of the keys that do something, and the switch that turns them off.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::store::local;
use crate::view::kit::element::{El, el};
use crate::view::kit::icon::{self, icon};
use crate::view::shortcuts::KEYS;
use crate::view::text;

/// The dialog's content.
pub fn shortcuts() -> El {
    let on = RwSignal::new(local::single_keys());
    let switch = el("button")
        .attr("type", "button")
        .class("check")
        .attr("role", "checkbox")
        .live("aria-checked", move || on.get())
        .on("click", move |_: MouseEvent| {
            on.update(|on| *on = !*on);
            local::set_single_keys(on.get_untracked());
        })
        .child(el("span").class("check-box").child(icon(icon::CHECK)))
        .child(el("span").class("check-label").text(text::SINGLE_KEYS));
    let row = |(keys, action)| {
        let keys: &str = keys;
        let caps = keys.split(' ').map(|key| el("kbd").text(key));
        el("div").class("shortcut").child(el("dt").text(text::action(action))).child(el("dd").children(caps))
    };
    // Scrolled by keys, too.
    let scrolled = || el("div").class("dialog-scroll").attr("tabindex", "0").attr("role", "group");
    el("div").class("dialog-content").children([
        scrolled().attr("aria-label", text::SHORTCUTS).child(el("dl").class("shortcut-list").children(KEYS.map(row))),
        el("div").class("dialog-section").child(switch),
    ])
}
