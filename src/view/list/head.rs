//! The list's title, the switch for unread ones only, and on narrow desks, where there may be no keys, the buttons that pull
//! out the rail and show the commands.

use leptos::ev::MouseEvent;

use switchboard_model::select;

use crate::store::use_store;
use crate::view::dialogs::use_dialogs;
use crate::view::kit::element::{El, el};
use crate::view::kit::icon::{self, icon};
use crate::view::kit::icon_button::icon_button;
use crate::view::panes::{ids, use_panes};
use crate::view::text;

/// The head of the pane.
pub fn list_head() -> El {
    let store = use_store();
    let (panes, dialogs) = (use_panes(), use_dialogs());
    let title = store.select(|model| {
        let nav = select::nav(model)?;
        let team = nav.teams.into_iter().find(|team| team.current).map(|team| team.name);
        team.or_else(|| nav.views.iter().find(|view| view.current).map(|view| text::view(view.view).to_owned()))
    });
    let unread_only = store.select(|model| select::list_summary(model).is_some_and(|list| list.unread_only));
    let pull_out = icon_button(icon::MENU_2, text::VIEWS, move || panes.rail.update(|open| *open = !*open))
        .attr("id", ids::RAIL_BUTTON)
        .live("aria-expanded", move || panes.rail.get());
    let toggle = el("button")
        .attr("type", "button")
        .class("toggle")
        .live("aria-pressed", move || unread_only.get())
        .on("click", move |_: &MouseEvent| {
            if let Some(list) = store.peek(select::list_summary) {
                store.go(&list.unread_toggle_href);
            }
        })
        .child(icon(icon::CIRCLE_DOT))
        .child(el("span").text(text::UNREAD_ONLY));
    el("header.list-head").children([
        el("span.list-head-rail").child(pull_out),
        el("h2.list-title").child(el("bdi").says(move || title.get())),
        toggle,
        el("span.list-head-rail").child(icon_button(icon::COMMAND, text::COMMANDS, move || {
            dialogs.palette.set(true);
        })),
    ])
}
