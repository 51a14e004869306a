//! A row's menu: owning its conversation, taking it for unread, and the statuses it may be given. What is allowed, the
//! core says.

use leptos::prelude::*;
use switchboard_api::ConversationId;
use switchboard_model::select;

use crate::derived::Derived;
use crate::store::use_store;
use crate::view::kit::element::El;
use crate::view::kit::icon::{self, icon};
use crate::view::kit::menu::{Menu, MenuItem};
use crate::view::selection::use_selection;
use crate::view::shortcuts::assign_to_me;
use crate::view::status::status_items;
use crate::view::text;

// No server names a status so.
const MINE: &str = "@mine";
const UNREAD: &str = "@unread";
const SELECT: &str = "@select";

/// The button with the dots, and its menu.
pub fn row_menu(conversation: Derived<ConversationId>, title: Derived<String>, tab_stop: Derived<bool>) -> [El; 2] {
    let (store, selection) = (use_store(), use_selection());
    // Computed only while the menu is open: nothing else reads it.
    let items = store.select(move |model| {
        conversation.with(|id| {
            let mine = select::is_mine(model, id).unwrap_or_default();
            let own = MenuItem {
                glyph: Some(icon::USER_CHECK),
                ..MenuItem::new(MINE, if mine { text::UNASSIGN_ME } else { text::ASSIGN_TO_ME })
            };
            let unread = MenuItem { glyph: Some(icon::MAIL_UP), ..MenuItem::new(UNREAD, text::MARK_UNREAD) };
            let readable = select::row(model, id).is_some_and(|row| row.unread == 0 && row.has_inbound);
            let choose = if selection.has(id) { text::UNSELECT } else { text::SELECT };
            let choose = MenuItem { glyph: Some(icon::CHECK), ..MenuItem::new(SELECT, choose) };
            let first = [Some(own), readable.then_some(unread), Some(choose)];
            first.into_iter().flatten().chain(status_items(select::status_choices(model, id))).collect()
        })
    });
    let choose = move |key: String| {
        let id = conversation.get_untracked();
        match key.as_str() {
            MINE => assign_to_me(store, &[id]),
            UNREAD => store.mark_unread(id),
            SELECT => selection.toggle(id),
            _ => store.set_status(id, key.into()),
        }
    };
    let menu = Menu {
        name: Derived::new(move || text::actions(&title.get())),
        look: "row-actions",
        items,
        on_choose: Callback::new(choose),
        tab_stop,
    };
    menu.around([icon(icon::DOTS)])
}
