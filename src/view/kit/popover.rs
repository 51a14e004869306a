//! A button that opens a panel beside it. The browser's popover closes it on Escape or a press elsewhere and gives the focus
//! back; what is in it is made when it opens.

use leptos::ev::Event;

use super::element::{El, Handle, el};
use super::icon::{Glyph, icon};
use super::ident::ident;
use crate::derived::State;
use crate::platform::observe;

/// A panel, to close it from inside.
#[derive(Clone, Copy)]
pub struct Panel(Handle);

impl Panel {
    /// Closes it.
    pub fn close(self) {
        self.0.read(observe::hide);
    }
}

/// The button and its panel, both called `name`.
pub fn popover(glyph: Glyph, name: &'static str, content: impl Fn(Panel) -> El + Clone + 'static) -> [El; 2] {
    let (id, open) = (ident("popover"), State::new(false));
    let (button, panel) = (Handle::new(), Handle::new());
    let opener = el("button")
        .attr("type", "button")
        .class("icon-button")
        .attr("aria-label", name)
        .attr("title", name)
        .attr("aria-haspopup", "dialog")
        .live("aria-expanded", move || open.get())
        .attr("popovertarget", &id)
        .known(button)
        .child(icon(glyph));
    let over = el("div")
        .attr("id", id)
        .class("popover")
        .attr("role", "dialog")
        .attr("aria-label", name)
        .attr("popover", "auto")
        .known(panel)
        .on("beforetoggle", move |_: &Event| {
            if panel.read(observe::is_open) == Some(false) {
                open.set(true);
            }
        })
        .on("toggle", move |_: &Event| {
            let (Some(panel), Some(button)) = (panel.get(), button.get()) else { return };
            if observe::is_open(&panel) {
                observe::place(&panel, &button);
                observe::focus_first(&panel, "input, select");
            } else {
                open.set(false);
            }
        })
        .when(move || open.get(), move || content(Panel(panel)));
    [opener, over]
}
