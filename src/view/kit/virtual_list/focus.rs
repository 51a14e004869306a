//! The focus in a virtual list: keys that move it among rows, also to one that has to be loaded first, and what becomes of
//! it when its row leaves. Which rows there are is not decided here.

use leptos::ev::{FocusEvent, KeyboardEvent};

use super::{Viewport, place};
use crate::derived::{Derived, State, whenever};
use crate::platform::observe;
use crate::view::kit::element::Handle;
use crate::view::kit::focus::after_drawing;

/// Where the focus is, and where it goes.
#[derive(Clone, Copy)]
pub struct Focus {
    viewport: Viewport,
    scroller: Handle,
    focused: State<Option<(String, usize)>>,
    len: Derived<usize>,
    /// The place of the row that gets it as soon as it is there.
    wanted: State<Option<usize>>,
}

impl Focus {
    pub fn new(
        viewport: Viewport,
        scroller: Handle,
        focused: State<Option<(String, usize)>>,
        len: Derived<usize>,
    ) -> Self {
        Self { viewport, scroller, focused, len, wanted: State::new(None) }
    }

    /// A row has it now.
    pub fn comes_to(self, key: String, index: usize) {
        self.wanted.set(None);
        self.focused.set(Some((key, index)));
    }

    /// It leaves what had it.
    pub fn leaves(self, event: &FocusEvent) {
        if self.scroller.read(|scroller| observe::receives(event, scroller)) != Some(true) {
            self.wanted.set(None);
            self.focused.set(None);
        }
    }

    /// Moves it, if the key is for that.
    pub fn pressed(self, event: &KeyboardEvent) {
        let Some((_, index)) = self.focused.get_untracked() else { return };
        // Keys in a row's own menu have been heard there.
        if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let last = self.len.get_untracked().saturating_sub(1);
        let height = self.scroller.read(|scroller| f64::from(scroller.client_height())).unwrap_or_default();
        let page = ((height / self.viewport.row) as usize).saturating_sub(1).max(1);
        let from = self.wanted.get_untracked().unwrap_or(index);
        let to = match event.key().as_str() {
            "ArrowDown" => from + 1,
            "ArrowUp" => from.saturating_sub(1),
            "PageDown" => from + page,
            "PageUp" => from.saturating_sub(page),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        let to = to.min(last);
        self.viewport.show(self.scroller, to);
        if !self.give(to) {
            self.wanted.set(Some(to));
        }
    }

    /// Gives it to the row that was waited for. When the row that had it leaves the list, it goes to the one that took its
    /// place.
    pub fn follow(self, shown: Derived<Vec<(String, usize)>>) {
        whenever(move || {
            shown.track();
            if self.wanted.get_untracked().is_some() {
                after_drawing(move || {
                    if let Some(wanted) = self.wanted.try_get_untracked().flatten() {
                        self.give(wanted);
                    }
                });
            }
        });
        let mut last = None::<(String, usize)>;
        whenever(move || {
            let now = self.focused.get();
            let gone = last.take().filter(|(key, _)| shown.with(|rows| place(rows, key).is_none()));
            if let Some((_, index)) = gone
                && observe::focused().is_none()
                && !self.give(index)
                && index > 0
            {
                self.give(index - 1);
            }
            last = now;
        });
    }

    fn give(self, index: usize) -> bool {
        let row = format!("[aria-posinset=\"{}\"] a", index + 1);
        self.scroller.read(|scroller| observe::focus_first(scroller, &row)) == Some(true)
    }
}
