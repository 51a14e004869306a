//! What the list is narrowed by, and its order when it is not the usual one: each can be taken away by itself, or all
//! together. There only while there is something.

use switchboard_model::select::{self, ChipView};

use crate::derived::Derived;
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
    let place = el("div").class("chips-place");
    place.when(move || chips.with(|chips| !chips.is_empty()), move || bar(store, chips, back))
}

fn bar(store: Store, chips: Derived<Vec<ChipView>>, back: Handle) -> El {
    let names = Derived::new(move || {
        chips.with(|chips| chips.iter().map(|chip| text::narrowing(&chip.what)).collect::<Vec<_>>())
    });
    let go = move |href: Option<String>| {
        if let Some(href) = href {
            store.go(&href);
            catch_focus(back);
        }
    };
    let chip = move |name: String| {
        let own = name.clone();
        let without = move |chips: &Vec<ChipView>| {
            chips.iter().find(|chip| text::narrowing(&chip.what) == own).map(|chip| chip.without.clone())
        };
        let remove = button(Weight::Normal, move || go(chips.with_untracked(&without)))
            .class("chip")
            .attr("aria-label", text::remove_filter(&name))
            .attr("title", text::remove_filter(&name))
            .child(el("bdi").text(&name))
            .child(icon(icon::X));
        el("li").child(remove)
    };
    let all = button(Weight::Quiet, move || go(store.peek(select::whole_list_href))).text(text::CLEAR_ALL);
    el("div").class("chips").children([
        el("ul").attr("role", "list").attr("aria-label", text::ACTIVE_FILTERS).each(move || names.get(), chip),
        all,
    ])
}
