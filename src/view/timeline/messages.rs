//! The log of messages: days of items, kept at its end while the agent is there, and followed as they scroll. Which items
//! there are is the core's; how near to an edge the box is scrolled is in scroll.rs.

use leptos::ev::{Event, KeyboardEvent};
use leptos::prelude::*;
use switchboard_model::Intent;
use switchboard_model::select::{self, ThreadState};

use super::days::{Day, Indexed};
use super::item::timeline_item;
use super::menu::message_menu;
use super::newest::newest_pill;
use super::scroll::Scroller;
use crate::derived::{Derived, State, whenever};
use crate::store::{Store, local, use_store};
use crate::view::kit::button::{Weight, button};
use crate::view::kit::element::{El, el};
use crate::view::kit::focus::{catch_focus, walk};
use crate::view::kit::icon;
use crate::view::kit::menu::SharedMenu;
use crate::view::kit::notice::notice_with;
use crate::view::kit::skeleton::{Shape, skeleton};
use crate::view::text;

/// What the lines of a log share.
#[derive(Clone, Copy)]
pub struct Log {
    /// The lines.
    pub thread: Derived<Indexed>,
    /// The key of the line that a link led to.
    pub target: Derived<Option<String>>,
    /// What can be done with messages.
    pub menu: SharedMenu,
    /// The key of the message whose menu had the focus last.
    pub focused: State<Option<String>>,
    /// The key of the message at whose menu Tab stops.
    pub stop: Derived<Option<String>>,
}

impl Log {
    fn new(store: Store) -> Self {
        let thread = store.select(|model| Indexed::new(select::thread(model, &local::day_of)));
        let focused = State::new(None::<String>);
        let stop = Derived::new(move || {
            let focused = focused.get();
            thread.with(|thread| {
                let there = focused.filter(|key| thread.body(key).is_some());
                there.or_else(|| thread.last_bubble().map(str::to_owned))
            })
        });
        Self { thread, target: store.select(select::thread_target), menu: SharedMenu::new(), focused, stop }
    }

    /// Whether the message whose menu had the focus has just gone.
    fn lost_focus(self) -> bool {
        let gone = |key: &String| self.thread.try_with_untracked(|thread| thread.body(key).is_none()) == Some(true);
        let lost = self.focused.try_with_untracked(|focused| focused.as_ref().is_some_and(gone)) == Some(true);
        if lost {
            self.focused.set(None);
        }
        lost
    }
}

/// The log of the open conversation. It is made anew for each.
pub fn messages() -> El {
    let store = use_store();
    let scroller = Scroller::new();
    let shared = Log::new(store);
    let thread = shared.thread;
    let state = Derived::new(move || thread.with(|thread| thread.state));
    let days = Derived::new(move || thread.with(Indexed::days));
    let keys = Derived::new(move || days.with(|days| days.iter().map(|day| day.key.clone()).collect::<Vec<_>>()));
    follow(shared, scroller, store);

    let content = el("div.messages-content")
        .child(el("p.messages-edge").says(move || edge(state.get())))
        .each(move || keys.get(), move |key| day(key, days, shared))
        .swap(move || state.get(), move |state| instead(state, store))
        .child(el("div.messages-gap").known(scroller.gap));
    let log = el("div.messages-scroll")
        .attr("role", "log")
        // What arrives is said by the announcer, together when there is much of it.
        .attr("aria-live", "off")
        .attr("aria-label", text::MESSAGES)
        .live("aria-busy", move || (state.get() == ThreadState::Loading).then_some("true"))
        .attr("tabindex", "0")
        .known(scroller.element)
        .on("scroll", move |_: &Event| settle(thread, scroller, store))
        .on("keydown", move |event: &KeyboardEvent| move_by_key(store, scroller, event))
        .child(content);
    el("div.messages").child(log).child(message_menu(shared.menu)).child(newest_pill())
}

/// After each change: to where the core brings the agent, or else what they read stays where it is.
fn follow(log: Log, scroller: Scroller, store: Store) {
    let (thread, mut landed) = (log.thread, 0);
    whenever(move || {
        let (landing, after) = thread.with(|thread| (thread.landing, thread.after));
        let arrives = std::mem::replace(&mut landed, landing.count) != landing.count;
        // Once all that shows the change has been made, and before it is painted.
        queue_microtask(move || {
            if arrives {
                scroller.land(landing.place, after);
            } else {
                scroller.hold(after > 0);
            }
            settle(thread, scroller, store);
            if log.lost_focus() {
                catch_focus(scroller.element);
            }
        });
    });
}

/// Tells the core where the box is scrolled to, and asks for what is nearly in sight.
fn settle(thread: Derived<Indexed>, scroller: Scroller, store: Store) {
    // Nothing to settle when the conversation was left meanwhile.
    let Some((state, after)) = thread.try_with_untracked(|thread| (thread.state, thread.after)) else { return };
    scroller.remember();
    let at_end = after == 0 && scroller.is_at_end();
    if at_end != store.peek(select::at_end) {
        store.intent(Intent::AtEnd(at_end));
    }
    let lines = scroller.skipped();
    let (above, below) = scroller.spare();
    if after > 0 && lines > 0 {
        store.intent(Intent::SkipLater { lines });
    } else if after > 0 && scroller.is_near_last() {
        store.intent(Intent::ShowLater { spare: above });
    } else if state == ThreadState::More && scroller.is_near_first() {
        store.intent(Intent::ShowEarlier { spare: below });
    }
}

/// Home and End go to the ends of the conversation, not only of what is on screen; arrows from the menu of one message to
/// that of the next.
fn move_by_key(store: Store, scroller: Scroller, event: &KeyboardEvent) {
    if walk(scroller.element, ".bubble-actions", event) {
        return;
    }
    let intent = match event.key().as_str() {
        "Home" => Intent::ShowFirst,
        "End" => Intent::ShowNewest,
        _ => return,
    };
    event.prevent_default();
    store.intent(intent);
}

fn edge(state: ThreadState) -> &'static str {
    match state {
        ThreadState::LoadingEarlier => text::LOADING_EARLIER,
        ThreadState::Complete => text::BEGINNING,
        ThreadState::Loading | ThreadState::Failed | ThreadState::Missing | ThreadState::More => "",
    }
}

/// A day: its label, which stays in view while its messages pass, and its items.
fn day(key: String, days: Derived<Vec<Day>>, log: Log) -> El {
    let store = use_store();
    let begins = days.with_untracked(|days| find(days, &key).and_then(|day| day.at));
    let items =
        Derived::new(move || days.with(|days| find(days, &key).map(|day| day.items.clone()).unwrap_or_default()));
    let label = begins.map(|at| {
        let words = move || text::day(store.today() - local::day_of(at), local::day_label(at));
        el("p.day-label").child(el("span").says(words))
    });
    el("div.day").children(label).each(move || items.get(), move |key| timeline_item(key, log))
}

fn find<'a>(days: &'a [Day], key: &str) -> Option<&'a Day> {
    days.iter().find(|day| day.key == key)
}

/// What stands in the log when there are no messages.
fn instead(state: ThreadState, store: Store) -> Option<El> {
    match state {
        ThreadState::Loading => {
            let words = el("p.visually-hidden").text(text::LOADING_MESSAGES);
            Some(el("div").child(words).child(skeleton(Shape::Bubbles, 6)))
        }
        ThreadState::Failed => {
            let again = button(Weight::Normal, move || store.intent(Intent::Reload)).text(text::TRY_AGAIN);
            Some(notice_with(icon::ALERT_TRIANGLE, text::TIMELINE_FAILED, again))
        }
        ThreadState::Missing | ThreadState::More | ThreadState::LoadingEarlier | ThreadState::Complete => None,
    }
}
