//! The search field and what was found, over the list as long as something is searched for. What is found, and when the
//! server is asked, is the core's.

use leptos::ev::{Event, KeyboardEvent};
use leptos::prelude::*;
use switchboard_api::search::MAX_QUERY;
use switchboard_model::Intent;
use switchboard_model::select::{self, HitView, SearchState, SearchView};

use super::hit::{Group, hit};
use crate::derived::Derived;
use crate::store::{Store, local, use_store};
use crate::view::kit::button::{Weight, button};
use crate::view::kit::element::{El, Handle, el};
use crate::view::kit::focus::{focus_id, follow_arrows};
use crate::view::kit::icon;
use crate::view::kit::icon_button::icon_button;
use crate::view::kit::notice::{notice, notice_with};
use crate::view::kit::search_field::{framed, search_input};
use crate::view::panes::ids;
use crate::view::text;

/// What arrows go through, and around.
const STOPS: &str = "input[type=search], .search-hit";

/// The field, and over the list what was found.
pub fn search() -> El {
    let store = use_store();
    let found = store.select(|model| select::search(model, &local::fold));
    let can_search = store.select(select::can_search);
    let itself = Handle::new();
    el("div.search")
        .attr("role", "search")
        .live("hidden", move || (!can_search.get()).then_some(""))
        .known(itself)
        .on("keydown", move |event: &KeyboardEvent| {
            if !follow_arrows(itself, STOPS, event) && event.key() == "Escape" {
                event.prevent_default();
                leave(store);
            }
        })
        .child(field(store, found))
        .child(results(store, found))
}

fn field(store: Store, found: Derived<Option<SearchView>>) -> El {
    let typed = store.select(select::search_text);
    let input = search_input(text::SEARCH)
        .attr("id", ids::SEARCH)
        .attr("maxlength", MAX_QUERY.to_string())
        .value(move || typed.get())
        .on("input", move |event: &Event| store.intent(Intent::Search(event_target_value(event))))
        .on("keydown", move |event: &KeyboardEvent| {
            if event.key() == "Enter"
                && !event.is_composing()
                && let Some(first) = found.with_untracked(first)
            {
                store.go(&first);
            }
        });
    let clear = move || icon_button(icon::X, text::CLEAR_SEARCH, move || end(store));
    let frame = framed(input).when(move || typed.with(|typed| !typed.is_empty()), clear);
    el("div.search-bar").child(frame)
}

/// Ends the search, the focus staying in the field; without a search it goes back to the list.
fn leave(store: Store) {
    if store.peek(select::search_text).is_empty() {
        focus_id(ids::LIST);
    } else {
        end(store);
    }
}

fn end(store: Store) {
    store.intent(Intent::Search(String::new()));
    focus_id(ids::SEARCH);
}

/// Where Enter leads.
fn first(found: &Option<SearchView>) -> Option<String> {
    let found = found.as_ref()?;
    found.contacts.first().or(found.messages.first()).map(|hit| hit.href.clone())
}

fn results(store: Store, found: Derived<Option<SearchView>>) -> El {
    let state = Derived::new(move || found.with(|found| found.as_ref().map(|found| found.state.clone())));
    let contacts = hits(found, |found| &found.contacts);
    let messages = hits(found, |found| &found.messages);
    let count = Derived::new(move || (contacts.with(Vec::len), messages.with(Vec::len)));
    let summary = move || match state.get()? {
        SearchState::Searching => Some(text::SEARCHING.to_owned()),
        SearchState::More => Some(text::found(count.get(), true)),
        SearchState::Complete => Some(text::found(count.get(), false)),
        SearchState::Failed(_) => None,
    };
    el("div.search-results")
        .live("data-shown", move || found.with(Option::is_some))
        .live("aria-busy", move || (state.get() == Some(SearchState::Searching)).then_some("true"))
        .child(el("p.search-summary").attr("role", "status").says(summary))
        .child(group(Group::Contacts, contacts))
        .child(group(Group::Messages, messages))
        .swap(
            move || (state.get(), count.get() == (0, 0)),
            move |(state, empty)| match state? {
                SearchState::Failed(reason) => Some(failed(store, &reason)),
                SearchState::Complete if empty => Some(notice(icon::SEARCH, text::NOTHING_FOUND)),
                SearchState::More => {
                    let more = button(Weight::Normal, move || store.intent(Intent::LoadMoreHits));
                    Some(el("div.search-more").child(more.text(text::MORE_MESSAGES)))
                }
                SearchState::Searching | SearchState::Complete => None,
            },
        )
}

fn hits(found: Derived<Option<SearchView>>, of: fn(&SearchView) -> &Vec<HitView>) -> Derived<Vec<HitView>> {
    Derived::new(move || found.with(|found| found.as_ref().map(|found| of(found).clone()).unwrap_or_default()))
}

fn group(group: Group, hits: Derived<Vec<HitView>>) -> El {
    let keys = Derived::new(move || hits.with(|hits| hits.iter().map(|hit| hit.key.clone()).collect::<Vec<_>>()));
    el("div.search-group").when(
        move || keys.with(|keys| !keys.is_empty()),
        move || {
            let title = group.title();
            let list = el("ul").attr("role", "list").attr("aria-label", title);
            el("section")
                .child(el("h3.search-group-title").text(title))
                .child(list.each(move || keys.get(), move |key| hit(key, group, hits)))
        },
    )
}

fn failed(store: Store, reason: &str) -> El {
    let again = button(Weight::Normal, move || store.intent(Intent::Reload)).text(text::TRY_AGAIN);
    let (title, sentence) = text::SEARCH_FAILED;
    notice_with(icon::ALERT_TRIANGLE, (title, if reason.is_empty() { sentence } else { reason }), again)
}
