//! Which pages of lists are asked for, and how they are taken in: of the list shown, what is looked at, one page at a time.
//! What a list knows is in `stretch`.

use switchboard_api::{ConversationList, ListFilter, SortKey, Timestamp};

use crate::effect::Request;
use crate::input::Failure;
use crate::model::{Model, Purpose};
use crate::route::Route;
use crate::select::Phase;

/// When more records are known, those that nothing shows are forgotten.
const MOST_ROWS: usize = 4_000;

impl Model {
    pub(crate) fn open_list(&mut self) {
        if let Some(filter) = self.route.filter() {
            self.lists.visit(filter);
        }
    }

    /// What failed to load is wanted again.
    pub(crate) fn load_list_again(&mut self) {
        if let Some(list) = self.route.filter().and_then(|filter| self.lists.get_mut(filter)) {
            list.hope();
        }
    }

    /// These rows of the list are looked at.
    pub(crate) fn look_at_rows(&mut self, from: usize, to: usize) {
        if let Some(list) = self.route.filter().and_then(|filter| self.lists.get_mut(filter)) {
            list.look(from, to);
        }
    }

    /// Asks for what the list shown lacks, and says when to look again.
    pub(crate) fn settle_list(&mut self) -> Option<Timestamp> {
        let (Route::Space { space, filter, .. }, Some(session)) = (&self.route, &self.session) else { return None };
        let list = self.lists.get(filter)?;
        if self.phase != Phase::Ready || *space != session.space {
            return None;
        }
        let purpose = Purpose::List { filter: filter.clone() };
        if let Some((offset, limit)) = list.page(self.now)
            && !self.is_asking(&purpose)
        {
            let (space, filter) = (space.clone(), filter.clone());
            let (offset, limit) = (offset as u64, u32::try_from(limit).unwrap_or(u32::MAX));
            self.ask(purpose, Request::List { space, filter, offset, limit });
            return None;
        }
        list.wakes_at().filter(|at| *at > self.now)
    }

    pub(crate) fn list_arrived(&mut self, filter: &ListFilter, page: ConversationList) {
        let Some(list) = self.lists.get_mut(filter) else { return };
        let (renewed, reach) = (list.is_distrusted(), list.reach());
        list.take_in(&page, filter.sort);
        if renewed && !self.stale.is_empty() {
            // What was known before the gap and is not in the answer may have changed in any way since.
            let open = self.route.conversation().cloned();
            for id in std::mem::take(&mut self.stale) {
                if Some(&id) == open.as_ref() || page.items.iter().any(|row| row.conversation.id == id) {
                    self.stale.insert(id);
                } else {
                    self.rows.remove(&id);
                }
            }
        }
        for row in page.items {
            self.put_snapshot(row, page.seq);
        }
        self.refill(filter);
        let now = self.now;
        if let Some(list) = self.lists.get_mut(filter) {
            if list.reach() == reach && list.page(now).is_some() {
                list.rest(now);
            }
            list.trim();
        }
        self.forget_rows();
    }

    pub(crate) fn list_failed(&mut self, filter: &ListFilter, failure: &Failure) {
        let now = self.now;
        if let Some(list) = self.lists.get_mut(filter) {
            // What is there can be read on; what is missing is asked for again by itself.
            match list.is_loaded() && !list.is_distrusted() {
                true => list.rest(now),
                false => list.failed = true,
            }
        }
        self.read_failed(failure);
    }

    /// Puts all known records that belong into a list of which another part is known now.
    fn refill(&mut self, filter: &ListFilter) {
        let Some(session) = self.session.clone() else { return };
        let open = self.route.conversation();
        let belongs = self.rows.keys().filter_map(|id| {
            let (conversation, read) = self.effective(id)?;
            let unread = conversation.unread(read);
            let contains = filter.contains(&session.workflow, &session.me.id, &conversation, unread);
            contains.then(|| (SortKey::of(filter.sort, &conversation, unread), Some(id) == open))
        });
        let belongs: Vec<_> = belongs.collect();
        if let Some(list) = self.lists.get_mut(filter) {
            for (key, open) in belongs {
                list.refill(key, open);
            }
        }
    }

    /// Forgets records that nothing shows, when there are many: whoever scrolls through everything must not have to hold it.
    fn forget_rows(&mut self) {
        if self.rows.len() <= MOST_ROWS {
            return;
        }
        let mut rows = std::mem::take(&mut self.rows);
        rows.retain(|id, _| {
            let kept = self.lists.hold(id)
                || self.route.conversation() == Some(id)
                || self.timelines.get(id).is_some()
                || self.outbox.iter().any(|pending| pending.op.command.conversation() == id)
                || self.search.has_found(id)
                || self.people.history.iter().any(|(_, ids)| ids.contains(id));
            if !kept {
                self.stale.remove(id);
                self.lists.forget(id);
            }
            kept
        });
        self.rows = rows;
    }
}
