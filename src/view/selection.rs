//! Which conversations of the list are selected, to be changed together. Ctrl or ⌘ with a press selects one more, Shift all
//! up to it. It belongs to the list that is shown and ends with it; changing is the core's.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use switchboard_api::ConversationId;
use switchboard_model::select;

use crate::derived::whenever;
use crate::store::{Store, use_store};

/// The selection.
#[derive(Clone, Copy)]
pub struct Selection {
    store: Store,
    ids: RwSignal<Vec<ConversationId>>,
    /// The one selected last by itself.
    anchor: StoredValue<Option<ConversationId>>,
}

impl Selection {
    /// Nothing selected; provided to the desk.
    pub fn provide() {
        let selection = Self { store: use_store(), ids: RwSignal::new(Vec::new()), anchor: StoredValue::new(None) };
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
        self.anchor.set_value(Some(id.clone()));
        self.ids.update(|ids| match ids.iter().position(|each| *each == id) {
            Some(place) => drop(ids.remove(place)),
            None => ids.push(id),
        });
    }

    /// Selects all from the one selected last (else the open one, else the first) to this one.
    fn extend(self, id: &ConversationId) {
        let all = self.store.peek(|model| select::list_ids(model, 0, usize::MAX));
        let place = |id: &ConversationId| all.iter().position(|each| each == id);
        let anchor = self.anchor.get_value().or_else(|| self.store.peek(select::open));
        let from = anchor.as_ref().and_then(place).unwrap_or_default();
        let Some(to) = place(id) else { return };
        let range = all.get(from.min(to)..=from.max(to)).unwrap_or_default();
        self.ids.update(|ids| {
            let more: Vec<_> = range.iter().filter(|id| !ids.contains(id)).cloned().collect();
            ids.extend(more);
        });
    }

    /// Selects nothing.
    pub fn clear(self) {
        self.anchor.set_value(None);
        if self.ids.with_untracked(|ids| !ids.is_empty()) {
            self.ids.set(Vec::new());
        }
    }

    /// A row was pressed: with a key it is selected, without one it is opened and the selection ends.
    pub fn pressed(self, id: &ConversationId, event: &MouseEvent) {
        if event.ctrl_key() || event.meta_key() {
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
