//! Holds a virtual list still while somebody aims at one of its rows: when rows move around it, the list scrolls along,
//! and goes back to its top once the pointer rests or leaves. Decides nothing about the order of rows.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::{Viewport, place};
use crate::derived::{Derived, State, whenever};
use crate::view::kit::element::Handle;

/// A pointer that has not moved for this long is not aiming.
const REST: Duration = Duration::from_millis(2_500);

/// What is aimed at.
#[derive(Clone, Copy)]
pub struct Anchor {
    viewport: Viewport,
    scroller: Handle,
    target: State<Option<String>>,
    /// How far the list was scrolled only to hold it.
    held: State<f64>,
    rest: State<Option<TimeoutHandle>>,
}

impl Anchor {
    pub fn new(viewport: Viewport, scroller: Handle) -> Self {
        let anchor =
            Self { viewport, scroller, target: State::new(None), held: State::new(0.0), rest: State::new(None) };
        on_cleanup(move || anchor.stop_waiting());
        anchor
    }

    /// The pointer moved over this row.
    pub fn aim(self, key: String) {
        self.stop_waiting();
        self.target.set(Some(key));
        self.rest.set(set_timeout_with_handle(move || self.release(), REST).ok());
    }

    /// The pointer rests or left.
    pub fn release(self) {
        self.stop_waiting();
        self.target.try_set(None);
        let held = self.held.try_get_untracked().unwrap_or_default();
        self.held.try_set(0.0);
        if held > 0.0
            && let Some(scroller) = self.scroller.get()
            && (f64::from(scroller.scroll_top()) - held).abs() < 1.0
        {
            scroller.set_scroll_top(0);
        }
    }

    /// Keeps the row that is aimed at, or else the first visible row of a scrolled list, where it is on the screen.
    pub fn follow(self, rows: Derived<Vec<(String, usize)>>) {
        let mut before = Vec::new();
        whenever(move || {
            let now = rows.get();
            self.hold(&before, &now);
            before = now;
        });
    }

    fn hold(self, before: &[(String, usize)], now: &[(String, usize)]) {
        // As the browser told last: asking the scroller would lay the page out in the midst of its changes.
        let scroll = self.viewport.scroll.get_untracked();
        let first = (scroll / self.viewport.row) as usize;
        let at_rest = || (scroll > 0.0).then(|| before.iter().find(|(_, index)| *index == first)).flatten();
        let Some(key) = self.target.get_untracked().or_else(|| at_rest().map(|(key, _)| key.clone())) else { return };
        let (Some(was), Some(is)) = (place(before, &key), place(now, &key)) else { return };
        let moved = (is as f64 - was as f64) * self.viewport.row;
        // A row that jumped far away is not followed: it was moved itself.
        if moved != 0.0 && moved.abs() <= self.viewport.height.get_untracked() / 2.0 {
            let target = (scroll + moved).max(0.0);
            self.scroller.read(|scroller| scroller.set_scroll_top(target as i32));
            self.viewport.scroll.set(target);
            let held = self.held.get_untracked();
            self.held.set(if scroll < 1.0 || (held - scroll).abs() < 1.0 { target } else { 0.0 });
        }
    }

    fn stop_waiting(self) {
        if let Some(rest) = self.rest.try_get_untracked().flatten() {
            rest.clear();
        }
    }
}
