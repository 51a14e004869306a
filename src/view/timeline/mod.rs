//! The timeline pane: header, messages, the undo bar and the composer of the open conversation, or what to do when none
//! is open. Nothing about a conversation is decided here.

mod bubble;
mod days;
mod delivery;
mod event;
mod header;
mod item;
mod linked;
mod menu;
mod messages;
mod newest;
mod people;
mod scroll;
mod undo;

use leptos::prelude::*;
use switchboard_model::select::{self, ThreadState};

use super::composer::composer;
use super::composer::emoji::Fetched;
use super::kit::element::{El, Handle, el};
use super::kit::icon;
use super::kit::notice::notice;
use super::panes::ids;
use super::text;
use crate::derived::{Derived, State};
use crate::store::use_store;
use header::{back_to_list, thread_header};
use messages::messages;
use undo::undo_bar;

/// The field of the composer, for those who give the focus back to it.
#[derive(Clone, Copy)]
pub struct ComposerField(pub Handle);

/// The emoji, once somebody wanted one.
#[derive(Clone, Copy)]
pub struct FetchedEmoji(pub Fetched);

/// The third pane. Each conversation has its own elements: neither scroll offset nor undo history goes from one to another.
pub fn timeline_pane() -> El {
    let store = use_store();
    provide_context(ComposerField(Handle::new()));
    provide_context(FetchedEmoji(State::new(None)));
    let open = store.select(select::open);
    let state = store.select(select::thread_state);
    let is_missing = move || state.get() == Some(ThreadState::Missing);
    let shown = Derived::new(move || {
        let id = open.get().filter(|_| !is_missing());
        id.map(|id| id.to_string()).into_iter().collect::<Vec<_>>()
    });
    el("section.timeline-pane")
        .attr("id", ids::TIMELINE)
        .attr("aria-label", text::TIMELINE)
        .when(move || open.with(Option::is_none), || notice(icon::MESSAGES, text::NOTHING_OPEN))
        .when(move || open.with(Option::is_some) && is_missing(), missing)
        .each(move || shown.get(), |_| el("div.thread").child(thread_header()).child(messages()))
        .child(undo_bar())
        .each(move || shown.get(), |_| composer())
}

fn missing() -> El {
    el("div.thread")
        .child(el("header.thread-header").attr("data-bare", "true").child(back_to_list()))
        .child(notice(icon::ALERT_CIRCLE, text::MISSING))
}
