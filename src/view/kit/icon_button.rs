//! A square button that shows only an icon. Its name is for assistive technology and, as a tooltip, for the pointer.

use leptos::ev::MouseEvent;

use super::element::{El, el};
use super::icon::{Glyph, icon};

/// The button.
pub fn icon_button(glyph: Glyph, name: &'static str, press: impl Fn() + 'static) -> El {
    el("button")
        .attr("type", "button")
        .class("icon-button")
        .attr("aria-label", name)
        .attr("title", name)
        .on("click", move |_: &MouseEvent| press())
        .child(icon(glyph))
}
