//! Conversation lists: which records each visited list holds, kept in order with every change instead of sorted again. What
//! is known of one list is in `stretch`; what belongs in a list is decided by `switchboard_api::ListFilter`, when to ask for
//! more in `listing`.

use switchboard_api::{Conversation, ConversationId, ListFilter, SortKey};

use crate::stretch::{List, Moment};

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
    /// under the agent's eyes; only the newest first show that something was written in it.
    pub(crate) fn place(
        &mut self,
        at: Moment,
        conversation: &Conversation,
        unread: u64,
        open: bool,
        contains: impl Fn(&ListFilter) -> bool,
    ) {
        for (filter, list) in &mut self.lists {
            let key = SortKey::of(filter.sort, conversation, unread);
            list.place(at, key, contains(filter), open, conversation.version <= 1);
        }
    }

    pub(crate) fn remove(&mut self, at: Moment, id: &ConversationId) {
        for (_, list) in &mut self.lists {
            list.take_out(at, id);
        }
    }

    /// Forgets all lists but the one shown, which is to be loaded again.
    pub(crate) fn distrust(&mut self, shown: Option<&ListFilter>) {
        self.lists.retain(|(filter, _)| Some(filter) == shown);
        for (_, list) in &mut self.lists {
            list.distrust();
        }
    }

    /// Whether the conversation is in one of them, as far as they are loaded.
    pub(crate) fn hold(&self, id: &ConversationId) -> bool {
        self.lists.iter().any(|(_, list)| list.holds(id))
    }

    /// Forgets what is known of a conversation that is in no loaded part.
    pub(crate) fn forget(&mut self, id: &ConversationId) {
        for (_, list) in &mut self.lists {
            list.forget(id);
        }
    }
}
