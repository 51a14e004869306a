//! The loaded part of one conversation: the run of entries that reaches to the newest one, and at most one other before
//! it, where the agent reads. Neither has holes, and neither grows without bound. What of them is on screen is in `window`.

use std::collections::{BTreeMap, HashSet};

use switchboard_api::{ClientId, Entry, Timeline as Answer};

use crate::effect::Page;
use crate::window::Window;

/// More entries than this are not kept.
const MOST_KEPT: usize = 2_000;
/// How many are kept on either side of what is on screen when there were more.
const KEPT_BESIDE: u64 = 600;
/// How many of the newest are kept for a quick return.
const KEPT_NEWEST: u64 = 200;

/// The loaded part of one conversation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timeline {
    pub(crate) entries: BTreeMap<u64, Entry>,
    clients: HashSet<ClientId>,
    /// Where the run begins that reaches to the newest entry; `None` before the first answer.
    tail: Option<u64>,
    /// A run before it: its first position and its last.
    island: Option<(u64, u64)>,
    /// What of it is on screen while it is open.
    pub(crate) window: Window,
    pub(crate) failed: bool,
    pub(crate) missing: bool,
    /// Something was told of the conversation while it was not loaded: that it is not there may be old news.
    told: bool,
    /// What is loaded may be old, and is to be loaded again: the newest position when it became so. What comes after that
    /// meanwhile may not be all there is.
    pub(crate) stale: Option<u64>,
    /// Up to where the agent had read when they opened it; `None` until that is known.
    pub(crate) divider: Option<u64>,
    /// How many inbound messages the server has been told are read since the agent opened it: each is told once, whatever
    /// the server makes of it.
    pub(crate) told_read: Option<u64>,
}

/// Entries without a hole between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// The first position.
    pub(crate) from: u64,
    /// The last one; `None` when it goes on to the newest.
    pub(crate) to: Option<u64>,
}

impl Timeline {
    /// Hidden from the caller, as long as nothing else is heard.
    pub(crate) fn hidden() -> Self {
        Self { missing: true, ..Self::default() }
    }

    /// The agent opens it.
    pub(crate) fn open(&mut self) {
        self.divider = None;
        self.told_read = None;
        self.window = Window::default();
    }

    /// The agent leaves it: the newest part is kept.
    pub(crate) fn leave(&mut self) {
        self.window = Window::default();
        self.island = None;
        self.tail = self.tail.map(|tail| tail.max(self.newest().saturating_sub(KEPT_NEWEST)));
        self.forget();
    }

    /// It may be seen; whether it was not to be seen before.
    pub(crate) fn reveal(&mut self) -> bool {
        self.told = self.tail.is_none();
        std::mem::take(&mut self.missing)
    }

    /// What is loaded may be old: it is to be loaded again.
    pub(crate) fn distrust(&mut self) {
        self.stale = self.stale.or(Some(self.newest()));
    }

    /// The server says that it is not there; whether to ask again, because something was told of it meanwhile.
    pub(crate) fn not_found(&mut self) -> bool {
        self.missing = !std::mem::take(&mut self.told);
        !self.missing
    }

    /// The entries of the run that reaches to the newest.
    pub(crate) fn tail(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        let from = self.tail.unwrap_or(u64::MAX);
        self.entries.range(from..).map(|(_, entry)| entry).filter(|entry| !entry.is_undone())
    }

    pub(crate) fn has_client(&self, id: &ClientId) -> bool {
        self.clients.contains(id)
    }

    pub(crate) fn is_loaded(&self) -> bool {
        self.tail.is_some()
    }

    pub(crate) fn wants_loading(&self) -> bool {
        !self.missing && (self.tail.is_none() || self.stale.is_some())
    }

    /// The last position known; 0 when none is.
    pub(crate) fn newest(&self) -> u64 {
        self.entries.last_key_value().map_or(0, |(position, _)| *position)
    }

    /// The run that this position is in.
    pub(crate) fn run_at(&self, position: u64) -> Option<Run> {
        let island = self.island.filter(|(from, to)| (*from..=*to).contains(&position));
        let island = island.map(|(from, to)| Run { from, to: Some(to) });
        island.or_else(|| self.newest_run().filter(|run| run.from <= position))
    }

    /// The run that reaches to the newest.
    pub(crate) fn newest_run(&self) -> Option<Run> {
        self.tail.map(|from| Run { from, to: None })
    }

    /// Takes in an answer.
    pub(crate) fn extend(&mut self, answer: Answer, page: Page) {
        let ends = answer.entries.first().zip(answer.entries.last());
        let ends = ends.map(|(first, last)| (first.position, last.position));
        self.failed = false;
        self.missing = false;
        match page {
            Page::Latest => {
                let from = ends.map_or(answer.row.conversation.position + 1, |(first, _)| first);
                if let Some(newest) = self.stale.take() {
                    // What is read stays on screen until it has been loaded again, too.
                    let last = newest.min(from.saturating_sub(1));
                    self.island = self.away().map(|(first, to)| (first, to.min(last)));
                }
                self.tail = Some(from);
            }
            // Nothing earlier came although something was expected: there is nothing earlier.
            Page::Before(at) => {
                let from = ends.map_or(1, |(first, _)| first);
                match (&mut self.island, &mut self.tail) {
                    (Some(island), _) if island.0 == at => island.0 = from,
                    (_, Some(tail)) if *tail == at => *tail = from,
                    _ => return,
                }
            }
            Page::After(at) => match (&mut self.island, ends) {
                (Some(island), Some((_, last))) if island.1 == at => island.1 = last,
                _ => return,
            },
            Page::Around(_) => self.island = ends.or(self.island),
        }
        self.forget();
        for entry in answer.entries {
            self.put(entry);
        }
        self.join();
        self.clip();
    }

    /// Puts an entry unless a newer version is known, or it lies outside of what is loaded.
    pub(crate) fn put(&mut self, entry: Entry) {
        let position = entry.position;
        if self.tail.is_some() && self.run_at(position).is_none() {
            return;
        }
        if self.entries.get(&position).is_none_or(|known| known.version < entry.version) {
            if let Some(client_id) = entry.client_id() {
                self.clients.insert(client_id.clone());
            }
            self.entries.insert(position, entry);
        }
    }

    /// Forgets what is far from both the newest entries and those on screen, when there is too much.
    pub(crate) fn trim(&mut self) {
        let (Some(tail), Some(run), Some((first, last))) = (self.tail, self.window_run(), self.ends()) else { return };
        if self.entries.len() <= MOST_KEPT {
            return;
        }
        let (low, high) = (first.saturating_sub(KEPT_BESIDE), last.saturating_add(KEPT_BESIDE));
        let newest = self.newest().saturating_sub(KEPT_NEWEST);
        let apart = run.to.is_some() || high < newest;
        self.island = apart.then(|| (run.from.max(low), run.to.map_or(high, |to| to.min(high))));
        self.tail = Some(tail.max(if apart { newest } else { low }));
        self.forget();
        self.join();
    }

    /// Forgets the entries that are in no run, which cannot be told before the first answer.
    fn forget(&mut self) {
        let (Some(tail), island) = (self.tail, self.island) else { return };
        let stays =
            |position: u64| position >= tail || island.is_some_and(|(from, to)| (from..=to).contains(&position));
        if self.entries.first_key_value().is_some_and(|(first, _)| *first < tail) {
            self.entries.retain(|position, _| stays(*position));
            self.clients = self.entries.values().filter_map(|entry| entry.client_id().cloned()).collect();
        }
    }

    /// Makes one run of two that touch.
    fn join(&mut self) {
        if let (Some(tail), Some((from, to))) = (self.tail, self.island)
            && to + 1 >= tail
        {
            self.tail = Some(tail.min(from));
            self.island = None;
        }
    }
}
