//! What the list is narrowed by, and its order when it is not the usual one: each can be taken away by itself, or all
//! together. There only while there is something.

use switchboard_model::select::{self, ChipView};

use crate::store::{Store, use_store};
use crate::view::kit::button::{Weight, button};
use crate::view::kit::element::{El, Handle, el};
use crate::view::kit::focus::catch_focus;
use crate::view::kit::icon::{self, icon};
use crate::view::text;

/// The row of chips; `back` gets the focus when the chip that had it is gone.
pub fn chips(back: Handle) -> El {
    let store = use_store();
    let chips = store.select(select::chips);
    el("div.chips-place").swap(move || chips.get(), move |chips| (!chips.is_empty()).then(|| bar(store, chips, back)))
}

fn bar(store: Store, chips: Vec<ChipView>, back: Handle) -> El {
    let go = move |href: &str| {
        store.go(href);
        catch_focus(back);
    };
    let chip = |chip: ChipView| {
        let name = text::narrowing(&chip.what);
        let remove = button(Weight::Normal, move || go(&chip.without))
            .class("chip")
            .attr("aria-label", text::remove_filter(&name))
            .attr("title", text::remove_filter(&name))
            .child(el("bdi").text(name))
            .child(icon(icon::X));
        el("li").child(remove)
    };
    let clear = move || go(&store.peek(select::whole_list_href).unwrap_or_default());
    let list = el("ul").attr("role", "list").attr("aria-label", text::ACTIVE_FILTERS);
    el("div.chips")
        .children([list.children(chips.into_iter().map(chip)), button(Weight::Quiet, clear).text(text::CLEAR_ALL)])
}
