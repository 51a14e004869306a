//! Timelines: those of the conversations visited lately, kept whole by events, and the caller's messages that can still
//! be taken back. What is loaded of each is in `timeline`.

use switchboard_api::{ClientId, ConversationId, Delivery, Entry, EntryBody, EntryId, Timestamp};

use crate::few::Few;
use crate::timeline::Timeline;

/// Timelines kept for a quick return.
const MOST: usize = 30;

/// The timelines visited lately, and the caller's own messages that can still be taken back.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timelines {
    /// Most recently visited last.
    timelines: Vec<(ConversationId, Timeline)>,
    held: Few<ClientId, Held>,
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
        if let Some((_, left)) = self.timelines.last_mut() {
            left.leave();
        }
        timeline.open();
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

    pub(crate) fn held(&self) -> &Few<ClientId, Held> {
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
            *timeline = Timeline::hidden();
        }
        self.held.retain(|_, held| held.conversation != *id);
    }

    /// The caller may see this conversation; whether it was not to be seen before.
    pub(crate) fn reveal(&mut self, id: &ConversationId) -> bool {
        self.get_mut(id).is_some_and(Timeline::reveal)
    }

    /// Forgets all but the open one, which is to be loaded again.
    pub(crate) fn distrust(&mut self, open: Option<&ConversationId>) {
        self.timelines.retain(|(id, _)| Some(id) == open);
        for (_, timeline) in &mut self.timelines {
            timeline.distrust();
        }
    }
}
