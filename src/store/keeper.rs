//! Keeps on the device what the core wants kept. Commands are written at once, and what waits for them is released when
//! they are safe; drafts are written a few times a second. Reading them back is in `start` and `tabs`.

use std::cell::RefCell;
use std::rc::Rc;

use switchboard_api::ClientId;
use switchboard_model::{Few, Stored};

use super::rows;
use crate::platform::clock::Alarm;
use crate::platform::storage::{Kept, Write};
use crate::platform::{ids, task};

/// How long a typed letter may wait before it is written, in milliseconds.
const DRAFT_PACE_MS: i64 = 300;
/// A storage that takes longer than this is as good as broken: sending must not wait for it.
const PATIENCE_MS: i64 = 3_000;

/// What one update wants kept and forgotten.
#[derive(Default)]
pub(super) struct Changes {
    /// By id; `None` to forget it.
    ops: Few<ClientId, Option<Stored>>,
    drafts: Vec<Stored>,
}

impl Changes {
    pub(super) fn keep(&mut self, stored: Stored) {
        match &stored {
            Stored::Op(op) => self.ops.insert(op.id.clone(), Some(stored)),
            Stored::Draft(..) => self.drafts.push(stored),
        }
    }

    pub(super) fn forget(&mut self, id: ClientId) {
        self.ops.insert(id, None);
    }
}

type Then = Box<dyn FnOnce()>;

pub(super) struct Keeper {
    /// This page's id: its commands are its own until it is gone.
    tab: String,
    storage: RefCell<Storage>,
    /// Commands being written, and what waits for each.
    writing: RefCell<Few<ClientId, Vec<Then>>>,
    /// Drafts to write, by key; `None` to forget one.
    drafts: RefCell<Few<String, Option<String>>>,
    draft_alarm: RefCell<Option<Alarm>>,
    /// Called when something could not be kept, the first time.
    failed: RefCell<Option<Then>>,
}

enum Storage {
    /// Being opened; these writes wait.
    Opening(Vec<(Write, Vec<ClientId>)>),
    Open(Kept),
    Broken,
}

impl Keeper {
    pub(super) fn new() -> Self {
        Self {
            tab: ids::uuid_v7(),
            storage: RefCell::new(Storage::Opening(Vec::new())),
            writing: RefCell::default(),
            drafts: RefCell::default(),
            draft_alarm: RefCell::default(),
            failed: RefCell::default(),
        }
    }

    pub(super) fn tab(&self) -> &str {
        &self.tab
    }

    /// The storage, once open.
    pub(super) fn kept(&self) -> Option<Kept> {
        match &*self.storage.borrow() {
            Storage::Open(kept) => Some(kept.clone()),
            Storage::Opening(_) | Storage::Broken => None,
        }
    }

    /// Says whom to tell, once, that something could not be kept.
    pub(super) fn on_failure(&self, tell: impl FnOnce() + 'static) {
        *self.failed.borrow_mut() = Some(Box::new(tell));
    }

    /// The storage is open (`None`: it will not be, or it takes too long). What waited is written.
    pub(super) fn opened(self: &Rc<Self>, kept: Option<Kept>) {
        let before = self.storage.replace(kept.map_or(Storage::Broken, Storage::Open));
        if let Storage::Opening(waiting) = before {
            for (write, ids) in waiting {
                self.begin(write, ids);
            }
        }
    }

    /// Writes the changes of one update. With a change of commands everything is written together and at once; drafts
    /// alone may wait a moment.
    pub(super) fn write(self: &Rc<Self>, changes: Changes) {
        let mut write = Write::default();
        let mut ids = Vec::new();
        for (id, stored) in changes.ops {
            let key = rows::op_key(&self.tab, &id);
            match stored {
                Some(Stored::Op(op)) => {
                    write.put.extend(rows::write_op(op).map(|text| (key, text)));
                    ids.push(id);
                }
                Some(Stored::Draft(..)) => {}
                None => write.delete.push(key),
            }
        }
        for draft in changes.drafts {
            let Stored::Draft(agent, draft) = draft else { continue };
            let key = rows::draft_key(&agent, &draft.conversation, draft.kind);
            let text = if draft.is_empty() { None } else { rows::write_draft(agent, draft) };
            self.drafts.borrow_mut().insert(key, text);
        }
        if !write.is_empty() {
            self.take_drafts(&mut write);
            self.begin(write, ids);
        } else if !self.drafts.borrow().is_empty() && self.draft_alarm.borrow().is_none() {
            // The first letter at once, those that follow it together.
            self.write_drafts();
            let keeper = Rc::clone(self);
            *self.draft_alarm.borrow_mut() = Some(Alarm::after(DRAFT_PACE_MS, move || keeper.write_drafts()));
        }
    }

    /// Writes the drafts that wait: the page may be about to end.
    pub(super) fn write_drafts(self: &Rc<Self>) {
        let mut write = Write::default();
        self.take_drafts(&mut write);
        if !write.is_empty() {
            self.begin(write, Vec::new());
        }
    }

    /// Calls once the command is safe on the device, or cannot be made so; at once when it is not being written.
    pub(super) fn when_kept(&self, id: &ClientId, then: impl FnOnce() + 'static) {
        let mut writing = self.writing.borrow_mut();
        match writing.get_mut(id) {
            Some(waiting) => waiting.push(Box::new(then)),
            None => {
                drop(writing);
                then();
            }
        }
    }

    fn take_drafts(&self, write: &mut Write) {
        drop(self.draft_alarm.take());
        for (key, text) in self.drafts.take() {
            match text {
                Some(text) => write.put.push((key, text)),
                None => write.delete.push(key),
            }
        }
    }

    fn begin(self: &Rc<Self>, write: Write, ids: Vec<ClientId>) {
        let kept = match &mut *self.storage.borrow_mut() {
            Storage::Broken => None,
            Storage::Opening(waiting) => {
                self.mark(&ids);
                waiting.push((write, ids));
                return;
            }
            Storage::Open(kept) => Some(kept.clone()),
        };
        // What waited for a storage that never came goes out unkept.
        let Some(kept) = kept else { return self.ended(&ids, false) };
        self.mark(&ids);
        let begun = kept.write(&write);
        let late = {
            let (keeper, ids) = (Rc::clone(self), ids.clone());
            Alarm::after(PATIENCE_MS, move || keeper.ended(&ids, false))
        };
        let keeper = Rc::clone(self);
        task::spawn(async move {
            let safe = begun.await.is_ok();
            drop(late);
            keeper.ended(&ids, safe);
        });
    }

    /// From now on others may wait for these.
    fn mark(&self, ids: &[ClientId]) {
        let mut writing = self.writing.borrow_mut();
        for id in ids {
            if writing.get(id).is_none() {
                writing.insert(id.clone(), Vec::new());
            }
        }
    }

    fn ended(&self, ids: &[ClientId], safe: bool) {
        if !safe {
            self.tell_failure();
        }
        for id in ids {
            let waiting = self.writing.borrow_mut().remove(id);
            waiting.into_iter().flatten().for_each(|then| then());
        }
    }

    pub(super) fn tell_failure(&self) {
        let tell = self.failed.take();
        if let Some(tell) = tell {
            tell();
        }
    }
}
