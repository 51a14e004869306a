//! Conversation lists: which records each visited list holds, kept in order with every change instead of sorted again.
//! A list knows only its first pages; what sorts after its horizon is left to the next page. What belongs in a list is
//! decided by `switchboard_api::ListFilter`.

use std::collections::{BTreeSet, HashMap};

use switchboard_api::{Conversation, ConversationId, ConversationList, ListFilter, SortKey};

/// Lists kept for a quick return.
const MOST: usize = 8;

/// The lists visited lately.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lists {
    /// Most recently visited last.
    lists: Vec<(ListFilter, List)>,
    /// Grows when another list is shown.
    pub(crate) generation: u64,
}

/// One list.
#[derive(Clone, Debug, Default)]
pub(crate) struct List {
    order: BTreeSet<SortKey>,
    places: HashMap<ConversationId, SortKey>,
    /// What is known of the server's pages; `None` before the first.
    known: Option<Known>,
    pub(crate) failed: bool,
    /// Shown, but from before a gap: to be loaded again.
    distrusted: bool,
}

#[derive(Clone, Debug)]
struct Known {
    /// The last place the loaded pages reach to; `None` when they reach to the end.
    horizon: Option<SortKey>,
    next: Option<String>,
    total: u64,
}

impl Lists {
    pub(crate) fn get(&self, filter: &ListFilter) -> Option<&List> {
        self.lists.iter().find(|(key, _)| key == filter).map(|(_, list)| list)
    }

    pub(crate) fn get_mut(&mut self, filter: &ListFilter) -> Option<&mut List> {
        self.lists.iter_mut().find(|(key, _)| key == filter).map(|(_, list)| list)
    }

    /// Makes this list the one shown, forgetting the one visited longest ago when there are many.
    pub(crate) fn visit(&mut self, filter: &ListFilter) {
        let list = match self.lists.iter().position(|(key, _)| key == filter) {
            Some(index) => self.lists.remove(index).1,
            None => List::default(),
        };
        if self.lists.len() >= MOST {
            self.lists.remove(0);
        }
        self.lists.push((filter.clone(), list));
        self.generation += 1;
    }

    /// Brings all lists in line with a record. The one that is open stays where it is shown already, or it would vanish
    /// under the agent's eyes.
    pub(crate) fn place(&mut self, conversation: &Conversation, open: bool, contains: impl Fn(&ListFilter) -> bool) {
        let key = SortKey::of(conversation);
        for (filter, list) in &mut self.lists {
            let placed = list.places.contains_key(&conversation.id);
            list.take_out(&conversation.id);
            if (contains(filter) || (open && placed)) && list.reaches(&key) {
                list.put_in(key.clone());
            }
        }
    }

    pub(crate) fn remove(&mut self, id: &ConversationId) {
        for (_, list) in &mut self.lists {
            list.take_out(id);
        }
    }

    /// Forgets all lists but the one shown, which is to be loaded again.
    pub(crate) fn distrust(&mut self, shown: Option<&ListFilter>) {
        self.lists.retain(|(filter, _)| Some(filter) == shown);
        for (_, list) in &mut self.lists {
            list.distrusted = true;
        }
    }
}

impl List {
    /// The conversations from place `from` to before place `to`.
    pub(crate) fn ids(&self, from: usize, to: usize) -> impl Iterator<Item = &ConversationId> {
        self.order.iter().skip(from).take(to.saturating_sub(from)).map(SortKey::id)
    }

    pub(crate) fn len(&self) -> usize {
        self.order.len()
    }

    /// How many conversations there were in all pages together when the last one was made.
    pub(crate) fn total(&self) -> u64 {
        self.known.as_ref().map_or(0, |known| known.total)
    }

    /// Whether any page is known.
    pub(crate) fn is_loaded(&self) -> bool {
        self.known.is_some()
    }

    pub(crate) fn wants_loading(&self) -> bool {
        self.known.is_none() || self.distrusted
    }

    /// Where the next page begins, when there is one.
    pub(crate) fn next(&self) -> Option<&str> {
        self.known.as_ref()?.next.as_deref()
    }

    /// Takes in how far a page reaches; `first` starts the list again. Its rows are placed by the caller.
    pub(crate) fn extend(&mut self, page: &ConversationList, first: bool) {
        if first {
            self.order.clear();
            self.places.clear();
            self.distrusted = false;
        }
        self.failed = false;
        let horizon = match (&page.next, page.items.last()) {
            (Some(_), Some(last)) => Some(SortKey::of(&last.conversation)),
            _ => None,
        };
        self.known = Some(Known { horizon, next: page.next.clone(), total: page.total });
    }

    fn reaches(&self, key: &SortKey) -> bool {
        self.known.as_ref().is_some_and(|known| known.horizon.as_ref().is_none_or(|horizon| key <= horizon))
    }

    /// Puts a record that is known to belong, if the loaded pages reach to it.
    pub(crate) fn refill(&mut self, conversation: &Conversation) {
        let key = SortKey::of(conversation);
        self.take_out(&conversation.id);
        if self.reaches(&key) {
            self.put_in(key);
        }
    }

    fn put_in(&mut self, key: SortKey) {
        self.places.insert(key.id().clone(), key.clone());
        self.order.insert(key);
    }

    fn take_out(&mut self, id: &ConversationId) {
        if let Some(key) = self.places.remove(id) {
            self.order.remove(&key);
        }
    }
}
