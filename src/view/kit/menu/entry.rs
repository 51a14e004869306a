//! One entry of a menu: an action, or one of a group of choices. The menu moves the focus; this only shows and reports.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::MenuItem;
use crate::view::kit::element::{El, el};
use crate::view::kit::icon::{self, icon};

/// The entry and, where a group begins, the heading above it.
pub fn menu_entry(item: MenuItem, choose: Callback<String>) -> impl Iterator<Item = El> {
    let MenuItem { key, label, glyph, checked, heading } = item;
    let heading = heading.map(|heading| el("div.menu-heading").attr("role", "presentation").text(heading));
    let entry = el("button")
        .attr("type", "button")
        .class("menu-item")
        .attr("role", if checked.is_some() { "menuitemradio" } else { "menuitem" })
        .live("aria-checked", move || checked)
        .attr("tabindex", "-1")
        .on("click", move |_: &MouseEvent| choose.run(key.clone()))
        .children(glyph.map(icon))
        .child(el("span.menu-label").text(label))
        .children((checked == Some(true)).then(|| icon(icon::CHECK)));
    heading.into_iter().chain([entry])
}
