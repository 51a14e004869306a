//! The rows of the list, or what there is to say when there are none. The core hears which rows are looked at and loads them;
//! until they are there the style sheet shows where they will be.

use leptos::prelude::*;
use switchboard_model::Intent;
use switchboard_model::select::{self, Emptiness, ListState, ListSummary};

use super::row::conversation_row;
use crate::derived::Derived;
use crate::store::{Store, use_store};
use crate::view::density::use_density;
use crate::view::kit::button::{Weight, button};
use crate::view::kit::element::{El, el};
use crate::view::kit::icon;
use crate::view::kit::notice::{notice, notice_with};
use crate::view::kit::skeleton::{Shape, skeleton};
use crate::view::kit::virtual_list::{Viewport, VirtualList, Window};
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
    el("div.conversation-rows")
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
        ListState::Loaded if list.total > 0 => Shown::Rows,
        ListState::Loaded => Shown::Nothing,
    }
}

fn loaded(store: Store, list: Derived<Option<ListSummary>>, row: f64) -> El {
    let of = move |read: fn(&ListSummary) -> u64| Derived::new(move || list.with(|list| list.as_ref().map_or(0, read)));
    let total = of(|list| list.total);
    let len = Derived::new(move || usize::try_from(total.get()).unwrap_or(usize::MAX));
    let viewport = Viewport::new(row);
    let window = viewport.window(len);
    let rows = store.select(move |model| {
        let window = window.get();
        let rows = select::rows_shown(model, window.from, window.to);
        (rows.from, rows.ids.iter().map(ToString::to_string).collect::<Vec<_>>())
    });
    let open = store.select(select::open);
    let look = move |Window { from, to }: Window| {
        if store.peek(|model| select::rows_matter(model, from, to)) {
            store.intent(Intent::LookAtRows { from, to });
        }
    };
    let list = VirtualList {
        name: text::CONVERSATIONS,
        viewport,
        window,
        rows,
        len,
        generation: of(|list| list.generation),
        current: Derived::new(move || open.get().map(|id| id.to_string())),
        on_look: Callback::new(look),
    };
    list.around(conversation_row)
}

fn loading() -> El {
    el("div").child(el("p.visually-hidden").text(text::LOADING_CONVERSATIONS)).child(skeleton(Shape::Rows, 9))
}

fn failed(store: Store) -> El {
    let again = button(Weight::Normal, move || store.intent(Intent::Reload)).text(text::TRY_AGAIN);
    notice_with(icon::ALERT_TRIANGLE, text::LIST_FAILED, again)
}

/// Why there is nothing, and what can be done about it.
fn nothing(store: Store) -> El {
    let why = store.select(select::emptiness);
    el("div.conversation-rows-nothing").swap(
        move || why.get(),
        move |why| {
            let why = why?;
            let words = text::emptiness(&why);
            let (label, href) = match why {
                Emptiness::Narrowed { whole } => (text::CLEAR_FILTERS, whole),
                Emptiness::Read { all } => (text::SHOW_READ, all),
                Emptiness::Tab { all } => (text::SHOW_ALL_STATUSES, all),
                Emptiness::View(_) => return Some(notice(icon::CIRCLE_CHECK, words)),
            };
            Some(notice_with(icon::CIRCLE_CHECK, words, button(Weight::Normal, move || store.go(&href)).text(label)))
        },
    )
}
