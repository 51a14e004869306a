//! Timelines: the loaded part of each conversation visited lately, kept whole by events. What a line looks like is
//! decided in `select::thread`.

use std::collections::{BTreeMap, HashMap, HashSet};

use switchboard_api::{ClientId, ConversationId, Delivery, Entry, EntryBody, EntryId, Timeline as Answer, Timestamp};

use crate::effect::Page;

/// Timelines kept for a quick return.
const MOST: usize = 30;

/// The timelines visited lately, and the caller's own messages that can still be taken back.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timelines {
    /// Most recently visited last.
    timelines: Vec<(ConversationId, Timeline)>,
    held: HashMap<ClientId, Held>,
}

/// A message of the caller's inside its undo window.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) conversation: ConversationId,
    pub(crate) entry: EntryId,
    pub(crate) at: Timestamp,
    /// By the server's clock.
    pub(crate) until: Timestamp,
}

/// The loaded part of one conversation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timeline {
    entries: BTreeMap<u64, Entry>,
    clients: HashSet<ClientId>,
    /// The first position loaded; `None` before the first answer.
    from: Option<u64>,
    pub(crate) failed: bool,
    pub(crate) missing: bool,
    /// Something was told of the conversation while it was not loaded: that it is not there may be old news.
    told: bool,
    distrusted: bool,
    /// Up to where the agent had read when they opened it; `None` until that is known.
    pub(crate) divider: Option<u64>,
    /// How many inbound messages the server has been told are read since the agent opened it: each is told once, whatever
    /// the server makes of it.
    pub(crate) told_read: Option<u64>,
}

impl Timelines {
    pub(crate) fn get(&self, id: &ConversationId) -> Option<&Timeline> {
        self.timelines.iter().find(|(key, _)| key == id).map(|(_, timeline)| timeline)
    }

    pub(crate) fn get_mut(&mut self, id: &ConversationId) -> Option<&mut Timeline> {
        self.timelines.iter_mut().find(|(key, _)| key == id).map(|(_, timeline)| timeline)
    }

    /// Makes this the open timeline, forgetting the one visited longest ago when there are many.
    pub(crate) fn visit(&mut self, id: &ConversationId) {
        let mut timeline = match self.timelines.iter().position(|(key, _)| key == id) {
            Some(index) => self.timelines.remove(index).1,
            None => Timeline::default(),
        };
        timeline.divider = None;
        timeline.told_read = None;
        if self.timelines.len() >= MOST {
            self.timelines.remove(0);
        }
        self.timelines.push((id.clone(), timeline));
    }

    pub(crate) fn put(&mut self, entry: Entry, mine: bool) {
        if mine {
            self.note_hold(&entry);
        }
        if let Some(timeline) = self.get_mut(&entry.conversation.clone()) {
            timeline.put(entry);
        }
    }

    fn note_hold(&mut self, entry: &Entry) {
        let EntryBody::Outbound { client_id: Some(client_id), delivery, .. } = &entry.body else { return };
        match delivery {
            Delivery::Held { until } => {
                let held = Held {
                    conversation: entry.conversation.clone(),
                    entry: entry.id.clone(),
                    at: entry.at,
                    until: *until,
                };
                self.held.insert(client_id.clone(), held);
            }
            _ => {
                self.held.remove(client_id);
            }
        }
    }

    pub(crate) fn held(&self) -> &HashMap<ClientId, Held> {
        &self.held
    }

    /// Forgets holds that have ended, and says when the next one does (server clock).
    pub(crate) fn forget_released(&mut self, server_now: Timestamp) -> Option<Timestamp> {
        self.held.retain(|_, held| held.until > server_now);
        self.held.values().map(|held| held.until).min()
    }

    /// The caller may no longer see this conversation.
    pub(crate) fn hide(&mut self, id: &ConversationId) {
        if let Some(timeline) = self.get_mut(id) {
            *timeline = Timeline { missing: true, ..Timeline::default() };
        }
        self.held.retain(|_, held| held.conversation != *id);
    }

    /// The caller may see this conversation; whether it was not to be seen before.
    pub(crate) fn reveal(&mut self, id: &ConversationId) -> bool {
        self.get_mut(id).is_some_and(|timeline| {
            timeline.told = timeline.from.is_none();
            std::mem::take(&mut timeline.missing)
        })
    }

    /// Forgets all but the open one, which is to be loaded again.
    pub(crate) fn distrust(&mut self, open: Option<&ConversationId>) {
        self.timelines.retain(|(id, _)| Some(id) == open);
        for (_, timeline) in &mut self.timelines {
            timeline.distrusted = true;
        }
    }
}

impl Timeline {
    /// The server says that it is not there; whether to ask again, because something was told of it meanwhile.
    pub(crate) fn not_found(&mut self) -> bool {
        self.missing = !std::mem::take(&mut self.told);
        !self.missing
    }

    pub(crate) fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.values().filter(|entry| !entry.is_undone())
    }

    pub(crate) fn has_client(&self, id: &ClientId) -> bool {
        self.clients.contains(id)
    }

    pub(crate) fn is_loaded(&self) -> bool {
        self.from.is_some()
    }

    pub(crate) fn wants_loading(&self) -> bool {
        !self.missing && (self.from.is_none() || self.distrusted)
    }

    /// The first loaded position, when there are earlier ones.
    pub(crate) fn earlier(&self) -> Option<u64> {
        self.from.filter(|from| *from > 1)
    }

    /// Takes in an answer.
    pub(crate) fn extend(&mut self, answer: Answer, page: Page) {
        let first = answer.entries.first().map(|entry| entry.position);
        self.failed = false;
        self.missing = false;
        match page {
            Page::Latest => {
                let from = first.unwrap_or(answer.row.conversation.position + 1);
                self.distrusted = false;
                self.entries.retain(|position, _| *position >= from);
                self.from = Some(from);
            }
            // Nothing earlier came although something was expected: there is nothing earlier.
            Page::Before(_) => self.from = Some(first.unwrap_or(1)),
        }
        for entry in answer.entries {
            self.put(entry);
        }
    }

    /// Puts an entry unless a newer version is known, or it lies before the loaded part.
    fn put(&mut self, entry: Entry) {
        if self.from.is_some_and(|from| entry.position < from) {
            return;
        }
        if self.entries.get(&entry.position).is_none_or(|known| known.version < entry.version) {
            if let Some(client_id) = entry.client_id() {
                self.clients.insert(client_id.clone());
            }
            self.entries.insert(entry.position, entry);
        }
    }
}
