//! The desk: four panes side by side, or as many as fit. Which pane shows what is each pane's own affair.

use leptos::ev::{KeyboardEvent, MouseEvent};

use switchboard_model::select;

use super::announcer::announcer;
use super::colours::Colours;
use super::connection::connection_line;
use super::density::Density;
use super::details::details_pane;
use super::dialogs::{Dialogs, dialogs};
use super::enter::Enter;
use super::kit::element::{El, el, together};
use super::kit::focus::focus_id;
use super::list::conversation_pane;
use super::nav::rail;
use super::panes::{Panes, ids};
use super::selection::{Selection, use_selection};
use super::shortcuts;
use super::text;
use super::timeline::timeline_pane;
use super::toasts::toasts;
use crate::derived::whenever;
use crate::store::use_store;

/// Rail, list, timeline, details; the connection line above, toasts and dialogs over them.
pub fn desk() -> El {
    let panes = Panes::provide();
    Colours::provide();
    Density::provide();
    Enter::provide();
    Selection::provide();
    let selection = use_selection();
    let over = Dialogs::provide();
    shortcuts::listen(over);
    let open = use_store().select(select::open);
    // A link elsewhere closes what was pulled out.
    whenever(move || {
        open.track();
        panes.rail.set(false);
        panes.details.set(false);
    });
    let skip_link = el("a.skip-link")
        .attr("href", "#conversations")
        .on("click", |event: &MouseEvent| {
            event.prevent_default();
            focus_id(ids::LIST);
        })
        .text(text::SKIP_TO_CONVERSATIONS);
    let scrim = el("div.desk-scrim").attr("aria-hidden", "true").on("click", move |_: &MouseEvent| close_all(panes));
    let main = el("main.desk-main").children([
        el("h1.visually-hidden").text(text::APP),
        together(conversation_pane),
        together(timeline_pane),
    ]);
    el("div.desk")
        .live("data-open", move || open.with(Option::is_some))
        .live("data-rail", move || panes.rail.get())
        .live("data-details", move || panes.details.get())
        .on("keydown", move |event: &KeyboardEvent| {
            if event.key() == "Escape" && !event.default_prevented() {
                close_all(panes);
                selection.clear();
            }
        })
        .children([
            skip_link,
            connection_line(),
            el("div.desk-panes").children([together(rail), scrim, main, together(details_pane)]),
            toasts(),
            announcer(),
            dialogs(over),
        ])
}

/// Puts drawers back, and the focus on what pulled them out.
fn close_all(panes: Panes) {
    for (drawer, button) in [(panes.rail, ids::RAIL_BUTTON), (panes.details, ids::DETAILS_BUTTON)] {
        if drawer.get_untracked() {
            drawer.set(false);
            focus_id(button);
        }
    }
}
