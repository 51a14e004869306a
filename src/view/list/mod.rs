//! The list pane: what is shown, how it is narrowed, the rows, and over them what is searched for. Order and membership come from the core.

mod bulk;
mod chips;
mod head;
mod hit;
mod order;
mod row;
mod row_menu;
mod rows;
mod search;
mod tabs;

use switchboard_model::select;

use super::kit::element::{El, Handle, el};
use super::panes::ids;
use super::text;
use crate::store::use_store;
use bulk::bulk_bar;
use chips::chips;
use head::list_head;
use order::{filter_panel, sort_menu};
use rows::rows;
use search::search;
use tabs::status_tabs;

/// The second pane.
pub fn conversation_pane() -> El {
    let searching = use_store().select(|model| !select::search_text(model).trim().is_empty());
    let [filter, panel] = filter_panel();
    let filter_button = Handle::new();
    let tools =
        el("div.list-tools").child(search()).children([filter.known(filter_button), panel]).children(sort_menu());
    // Covered while something is searched for, not taken away: it keeps its place.
    let list = el("div.conversation-list").live("inert", move || searching.get().then_some("")).children([
        status_tabs(),
        chips(filter_button),
        rows(),
    ]);
    el("section.conversation-pane")
        .attr("id", ids::LIST)
        .attr("aria-label", text::CONVERSATIONS)
        .attr("tabindex", "-1")
        .children([list_head(), bulk_bar(), tools, list])
}
