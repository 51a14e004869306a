//! The log of messages: days of items, kept at its end while the agent is there, extended as they scroll up. Which items
//! there are is the core's; how near to an edge the box is scrolled is in scroll.rs.

use leptos::ev::Event;
use leptos::prelude::*;
use switchboard_model::Intent;
use switchboard_model::select::{self, ItemBody, ThreadState};

use super::days::{Day, Indexed, PAGE};
use super::item::timeline_item;
use super::newest::newest_pill;
use super::scroll::Scroller;
use crate::derived::{Derived, whenever};
use crate::store::{Store, local, use_store};
use crate::view::kit::button::{Weight, button};
use crate::view::kit::element::{El, el};
use crate::view::kit::focus::after_drawing;
use crate::view::kit::icon;
use crate::view::kit::notice::notice_with;
use crate::view::kit::skeleton::{Shape, skeleton};
use crate::view::text;

/// The log of the open conversation. It is made anew for each.
pub fn messages() -> El {
    let store = use_store();
    let scroller = Scroller::new();
    let thread = store.select(|model| Indexed::new(select::thread(model, &local::day_of)));
    let state = Derived::new(move || thread.with(|thread| thread.state));
    // The first item in the document, while it must stay the first; `None` follows the end.
    let first = RwSignal::new(None::<String>);
    // The newest item when the agent left the end; `None` at the end.
    let left_at = RwSignal::new(None::<String>);
    let days = Derived::new(move || thread.with(|thread| thread.days(thread.start(first.get().as_deref()))));

    let extend = move || {
        if !scroller.is_near_beginning() {
            return;
        }
        let (start, state) =
            thread.with_untracked(|thread| (thread.start(first.get_untracked().as_deref()), thread.state));
        if start > 0 {
            first.set(thread.with_untracked(|thread| thread.key_at(start.saturating_sub(PAGE))));
        } else if state == ThreadState::More {
            store.intent(Intent::LoadEarlier);
        }
    };
    let settle = move || {
        let (at_end, was_at_end) = (scroller.is_at_end(), left_at.with_untracked(Option::is_none));
        if at_end != was_at_end {
            let key = |place: fn(&Indexed, usize) -> Option<String>| {
                thread.with_untracked(|thread| place(thread, thread.start(first.get_untracked().as_deref())))
            };
            left_at.set(if at_end { None } else { key(|thread, _| thread.last().map(|item| item.key.clone())) });
            first.set(if at_end { None } else { key(Indexed::key_at) });
            store.intent(Intent::AtEnd(at_end));
        }
        scroller.remember();
    };
    let target = store.select(select::thread_target);
    follow(
        thread,
        scroller,
        Callback::new(move |()| {
            settle();
            extend();
        }),
    );

    show_target(target, thread, first, scroller);

    let keys = Derived::new(move || days.with(|days| days.iter().map(|day| day.key.clone()).collect::<Vec<_>>()));
    let content = el("div")
        .class("messages-content")
        .child(el("p").class("messages-edge").says(move || edge(state.get())))
        .each(move || keys.get(), move |key| day(key, days, thread, target))
        .swap(move || state.get(), move |state| instead(state, store));
    let log = el("div")
        .class("messages-scroll")
        .attr("role", "log")
        // What arrives is said by the announcer, together when there is much of it.
        .attr("aria-live", "off")
        .attr("aria-label", text::MESSAGES)
        .live("aria-busy", move || (state.get() == ThreadState::Loading).then_some("true"))
        .attr("tabindex", "0")
        .known(scroller.element)
        .on("scroll", move |_: Event| {
            settle();
            extend();
        })
        .child(content);
    el("div").class("messages").child(log).child(newest_pill(thread, left_at, move || scroller.to_end()))
}

fn edge(state: ThreadState) -> &'static str {
    match state {
        ThreadState::LoadingEarlier => text::LOADING_EARLIER,
        ThreadState::Complete => text::BEGINNING,
        ThreadState::Loading | ThreadState::Failed | ThreadState::Missing | ThreadState::More => "",
    }
}

/// A day: its label, which stays in view while its messages pass, and its items.
fn day(key: String, days: Derived<Vec<Day>>, thread: Derived<Indexed>, target: Derived<Option<String>>) -> El {
    let store = use_store();
    let begins = days.with_untracked(|days| find(days, &key).and_then(|day| day.at));
    let items =
        Derived::new(move || days.with(|days| find(days, &key).map(|day| day.items.clone()).unwrap_or_default()));
    let label = begins.map(|at| {
        let words = move || text::day(store.today() - local::day_of(at), local::day_label(at));
        el("p").class("day-label").child(el("span").says(words))
    });
    el("div").class("day").children(label).each(move || items.get(), move |key| timeline_item(key, thread, target))
}

/// After each change: the first time to the unread divider, to the end when the agent wrote something, and see what is near.
fn follow(thread: Derived<Indexed>, scroller: Scroller, settle: Callback<()>) {
    let mut before = None::<String>;
    whenever(move || {
        let newest = thread.with(|thread| thread.last().map(|item| (item.key.clone(), is_mine(&item.body))));
        let key = newest.as_ref().map(|(key, _)| key.clone());
        let opened = before.is_none() && key.is_some();
        let wrote = before != key && newest.is_some_and(|(_, mine)| mine);
        before = key;
        after_drawing(move || {
            if opened {
                scroller.to_divider();
            } else if wrote {
                scroller.to_end();
            } else {
                scroller.restore();
            }
            // Nothing to settle when the conversation was left in this frame.
            let _ = settle.try_run(());
        });
    });
}

/// Shows the message that a link led to, as soon as it is loaded.
fn show_target(
    target: Derived<Option<String>>,
    thread: Derived<Indexed>,
    first: RwSignal<Option<String>>,
    scroller: Scroller,
) {
    whenever(move || {
        let Some(key) = target.get() else { return };
        let begin = thread.with_untracked(|thread| {
            let place = thread.place(&key)?.saturating_sub(PAGE / 2);
            let now = thread.start(first.get_untracked().as_deref());
            (place < now).then(|| thread.key_at(place)).flatten()
        });
        if begin.is_some() {
            first.set(begin);
        }
        after_drawing(move || scroller.to_target());
    });
}

fn find<'a>(days: &'a [Day], key: &str) -> Option<&'a Day> {
    days.iter().find(|day| day.key == key)
}

fn is_mine(body: &ItemBody) -> bool {
    matches!(body, ItemBody::Bubble { mine: true, .. })
}

/// What stands in the log when there are no messages.
fn instead(state: ThreadState, store: Store) -> Option<El> {
    match state {
        ThreadState::Loading => {
            let words = el("p").class("visually-hidden").text(text::LOADING_MESSAGES);
            Some(el("div").child(words).child(skeleton(Shape::Bubbles, 6)))
        }
        ThreadState::Failed => {
            let again = button(Weight::Normal, move || store.intent(Intent::Reload)).text(text::TRY_AGAIN);
            Some(notice_with(icon::ALERT_TRIANGLE, text::TIMELINE_FAILED, again))
        }
        ThreadState::Missing | ThreadState::More | ThreadState::LoadingEarlier | ThreadState::Complete => None,
    }
}
