//! Which conversations of the list are selected, to be changed together. Ctrl or ⌘ with a press selects one more, Shift all
//! up to it; a finger that is held on a row selects it, and then every tap one more. It belongs to the list that is shown
//! and ends with it; changing is the core's.

use std::time::Duration;

use leptos::ev::{MouseEvent, PointerEvent};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use switchboard_api::ConversationId;
use switchboard_model::select;

use crate::derived::{State, whenever};
use crate::store::{Store, use_store};

/// A finger that stays for so long is held.
const HELD: Duration = Duration::from_millis(450);

/// The selection.
#[derive(Clone, Copy)]
pub struct Selection {
    store: Store,
    ids: State<Vec<ConversationId>>,
    /// The one selected last by itself.
    anchor: State<Option<ConversationId>>,
    touch: StoredValue<Touch>,
}

/// What touches a row.
#[derive(Default)]
struct Touch {
    finger: bool,
    /// Which row, and until when it has to be touched.
    holding: Option<(ConversationId, TimeoutHandle)>,
    /// It was held: letting go is no press.
    held: bool,
}

impl Selection {
    /// Nothing selected; provided to the desk.
    pub fn provide() {
        let selection = Self {
            store: use_store(),
            ids: State::new(Vec::new()),
            anchor: State::new(None),
            touch: StoredValue::new(Touch::default()),
        };
        provide_context(selection);
        let generation = selection.store.select(|model| select::list_summary(model).map(|list| list.generation));
        whenever(move || {
            generation.track();
            selection.clear();
        });
    }

    /// How many are selected, following it.
    pub fn count(self) -> usize {
        self.ids.with(Vec::len)
    }

    /// Whether this one is, following it.
    pub fn has(self, id: &ConversationId) -> bool {
        self.ids.with(|ids| ids.contains(id))
    }

    /// Those that are selected, in the order they were; without any, the one that is open.
    pub fn targets(self) -> Vec<ConversationId> {
        let ids = self.ids.get_untracked();
        if ids.is_empty() { self.store.peek(select::open).into_iter().collect() } else { ids }
    }

    /// Selects one more, or one less.
    pub fn toggle(self, id: ConversationId) {
        self.anchor.set(Some(id.clone()));
        self.ids.update(|ids| match ids.iter().position(|each| *each == id) {
            Some(place) => drop(ids.remove(place)),
            None => ids.push(id),
        });
    }

    /// Selects all from the one selected last (else the open one, else the first) to this one, as far as they are loaded.
    fn extend(self, id: &ConversationId) {
        let all = self.store.peek(select::list_ids);
        let place = |id: &ConversationId| all.iter().position(|each| each == id);
        let anchor = self.anchor.get_untracked().or_else(|| self.store.peek(select::open));
        let Some(to) = place(id) else { return };
        let from = match &anchor {
            Some(anchor) => place(anchor).unwrap_or(to),
            None => 0,
        };
        let range = all.get(from.min(to)..=from.max(to)).unwrap_or_default();
        self.ids.update(|ids| {
            let more: Vec<_> = range.iter().filter(|id| !ids.contains(id)).cloned().collect();
            ids.extend(more);
        });
    }

    /// Selects nothing.
    pub fn clear(self) {
        self.anchor.set(None);
        if self.ids.with_untracked(|ids| !ids.is_empty()) {
            self.ids.set(Vec::new());
        }
    }

    /// Something touches a row.
    pub fn touched(self, id: &ConversationId, event: &PointerEvent) {
        let finger = event.pointer_type() == "touch";
        self.let_go();
        let hold = move || set_timeout_with_handle(move || self.hold(), HELD).ok();
        let holding = finger.then(hold).flatten().map(|timer| (id.clone(), timer));
        self.touch.set_value(Touch { finger, holding, held: false });
    }

    /// It no longer does, or it moves the list.
    pub fn let_go(self) {
        let holding = self.touch.try_update_value(|touch| touch.holding.take()).flatten();
        if let Some((_, timer)) = holding {
            timer.clear();
        }
    }

    /// The browser would show its own menu, which a finger that is held does not mean here.
    pub fn menu_wanted(self, event: &MouseEvent) {
        if self.touch.with_value(|touch| touch.finger) {
            event.prevent_default();
            self.hold();
        }
    }

    fn hold(self) {
        let holding = self.touch.try_update_value(|touch| touch.holding.take()).flatten();
        if let Some((id, timer)) = holding {
            timer.clear();
            self.touch.update_value(|touch| touch.held = true);
            self.toggle(id);
        }
    }

    /// A row was pressed: with a key it is selected, without one it is opened and the selection ends. With a finger it is
    /// selected while others are.
    pub fn pressed(self, id: &ConversationId, event: &MouseEvent) {
        let (finger, held) = self.touch.with_value(|touch| (touch.finger, touch.held));
        if finger && (held || self.ids.with_untracked(|ids| !ids.is_empty())) {
            event.prevent_default();
            if !held {
                self.toggle(id.clone());
            }
        } else if event.ctrl_key() || event.meta_key() {
            event.prevent_default();
            self.toggle(id.clone());
        } else if event.shift_key() {
            event.prevent_default();
            self.extend(id);
        } else {
            self.clear();
        }
    }
}

/// The desk's selection.
pub fn use_selection() -> Selection {
    expect_context()
}
