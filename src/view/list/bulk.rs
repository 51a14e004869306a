//! The bar over the list while conversations are selected: how many, and what can be done with all of them.

use leptos::prelude::*;
use switchboard_model::select;

use crate::derived::Derived;
use crate::store::use_store;
use crate::view::dialogs::use_dialogs;
use crate::view::kit::element::{El, el};
use crate::view::kit::icon::{self, icon};
use crate::view::kit::icon_button::icon_button;
use crate::view::kit::menu::Menu;
use crate::view::selection::use_selection;
use crate::view::status::status_items;
use crate::view::text;

/// The bar; empty while nothing is selected.
pub fn bulk_bar() -> El {
    let selection = use_selection();
    el("div.bulk-place").when(move || selection.count() > 0, bar)
}

fn bar() -> El {
    let (store, dialogs, selection) = (use_store(), use_dialogs(), use_selection());
    let status = Menu {
        name: Derived::new(|| text::SET_STATUS.to_owned()),
        look: "icon-button",
        items: store.select(move |model| {
            // Follows the selection, too.
            selection.count();
            status_items(select::status_choices_of(model, &selection.targets()))
        }),
        on_choose: Callback::new(move |key: String| {
            store.set_status_of(selection.targets(), key.into());
            selection.clear();
        }),
        tab_stop: Derived::new(|| true),
    };
    el("div.bulk").attr("role", "toolbar").attr("aria-label", text::SELECTED).children(
        [el("p.bulk-count").attr("role", "status").says(move || text::selected(selection.count()))]
            .into_iter()
            .chain(status.around([icon(icon::PROGRESS)]))
            .chain([
                icon_button(icon::USER_CHECK, text::EDIT_ASSIGNMENT, move || dialogs.assignment.set(true)),
                icon_button(icon::TAG, text::EDIT_TAGS, move || dialogs.tags.set(true)),
                icon_button(icon::X, text::CLEAR_SELECTION, move || selection.clear()),
            ]),
    )
}
