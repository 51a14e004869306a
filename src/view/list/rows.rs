//! The rows of the list, or what there is to say when there are none. Loading more is asked for as the end comes near.

use leptos::prelude::*;
use switchboard_api::View;
use switchboard_model::Intent;
use switchboard_model::select::{self, ListState, ListSummary};

use super::row::conversation_row;
use crate::derived::Derived;
use crate::store::{Store, use_store};
use crate::view::density::use_density;
use crate::view::kit::button::{Weight, button};
use crate::view::kit::element::{El, el};
use crate::view::kit::icon;
use crate::view::kit::notice::{notice, notice_with};
use crate::view::kit::skeleton::{Shape, skeleton};
use crate::view::kit::virtual_list::{Viewport, VirtualList};
use crate::view::text;

/// The id of the tabs' panel.
pub const PANEL: &str = "conversation-rows";

/// What the pane shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Loading,
    Failed,
    Nothing,
    Rows,
}

/// The list's body.
pub fn rows() -> El {
    let store = use_store();
    let density = use_density();
    let list = store.select(select::list_summary);
    let shown = Derived::new(move || list.with(|list| list.as_ref().map_or(Shown::Loading, shown)));
    el("div")
        .class("conversation-rows")
        .attr("id", PANEL)
        .attr("role", "tabpanel")
        .attr("aria-label", text::CONVERSATIONS)
        .live("aria-busy", move || (shown.get() == Shown::Loading).then_some("true"))
        .swap(
            move || (shown.get(), density.row_height()),
            move |(shown, row)| {
                Some(match shown {
                    Shown::Loading => loading(),
                    Shown::Failed => failed(store),
                    Shown::Nothing => nothing(store),
                    Shown::Rows => loaded(store, list, row),
                })
            },
        )
}

fn shown(list: &ListSummary) -> Shown {
    match list.state {
        ListState::Loading => Shown::Loading,
        ListState::Failed => Shown::Failed,
        ListState::More | ListState::LoadingMore | ListState::Complete if list.len > 0 => Shown::Rows,
        ListState::More | ListState::LoadingMore => Shown::Loading,
        ListState::Complete => Shown::Nothing,
    }
}

fn loaded(store: Store, list: Derived<Option<ListSummary>>, row: f64) -> El {
    let of = move |read: fn(&ListSummary) -> u64| Derived::new(move || list.with(|list| list.as_ref().map_or(0, read)));
    let len = Derived::new(move || list.with(|list| list.as_ref().map_or(0, |list| list.len)));
    let viewport = Viewport::new(row);
    let window = viewport.window(len);
    let keys = store.select(move |model| {
        let window = window.get();
        let ids = select::list_ids(model, window.from, window.to);
        ids.iter().map(ToString::to_string).collect::<Vec<_>>()
    });
    let open = store.select(select::open);
    let more = move |()| {
        if store.peek(select::list_summary).is_some_and(|list| list.state == ListState::More) {
            store.intent(Intent::LoadMoreConversations);
        }
    };
    let list = VirtualList {
        name: text::CONVERSATIONS,
        viewport,
        window,
        keys,
        len,
        total: of(|list| list.total),
        generation: of(|list| list.generation),
        current: Derived::new(move || open.get().map(|id| id.to_string())),
        on_near_end: Callback::new(more),
    };
    list.around(conversation_row)
}

fn loading() -> El {
    el("div").child(el("p").class("visually-hidden").text(text::LOADING_CONVERSATIONS)).child(skeleton(Shape::Rows, 9))
}

fn failed(store: Store) -> El {
    let again = button(Weight::Normal, move || store.intent(Intent::Reload)).text(text::TRY_AGAIN);
    notice_with(icon::ALERT_TRIANGLE, text::LIST_FAILED, again)
}

/// Why there is nothing.
fn nothing(store: Store) -> El {
    let words = store.select(|model| {
        let unread_only = select::list_summary(model).is_some_and(|list| list.unread_only);
        let nav = select::nav(model);
        let inbox = nav.is_some_and(|nav| nav.views.iter().any(|view| view.current && view.view == View::Inbox));
        (unread_only, inbox)
    });
    el("div").class("conversation-rows-nothing").swap(
        move || words.get(),
        |words| {
            Some(notice(
                icon::CIRCLE_CHECK,
                match words {
                    (true, _) => text::NOTHING_UNREAD,
                    (false, true) => text::INBOX_EMPTY,
                    (false, false) => text::NOTHING_HERE,
                },
            ))
        },
    )
}
