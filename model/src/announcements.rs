//! What is said to those who listen to the screen: what arrives in the open conversation, seldom and together, and what
//! becomes of the agent's own messages, always. Words are not chosen here.

use switchboard_api::{Conversation, ConversationId, Delivery, Entry, EntryBody, EntryId, Timestamp};

use crate::model::Model;
use crate::select::{Announcement, Phase};

/// The shortest time between two words about what arrives.
const PACE_MS: i64 = 5_000;
/// Lines that were said stay this many lines long, so that none is cut off.
const MOST: usize = 4;

/// What was said, and what is still to be.
#[derive(Clone, Debug, Default)]
pub(crate) struct Announcements {
    said: Vec<(u64, Announcement)>,
    made: u64,
    /// What arrived in the open conversation and was not told yet.
    arrived: Vec<Announcement>,
    quiet_until: Timestamp,
    /// Messages of the caller's of which nobody knows yet what became of them.
    awaited: Vec<EntryId>,
}

impl Announcements {
    /// What was said, the newest last, each with a number of its own.
    pub(crate) fn said(&self) -> &[(u64, Announcement)] {
        &self.said
    }

    fn say(&mut self, line: Announcement) {
        self.made += 1;
        self.said.push((self.made, line));
        let excess = self.said.len().saturating_sub(MOST);
        self.said.drain(..excess);
    }

    /// Forgets what arrived in a conversation that is left.
    pub(crate) fn leave(&mut self) {
        self.arrived.clear();
    }
}

impl Model {
    /// Takes note of what is new in a conversation that is about to be put.
    pub(crate) fn overhear(&mut self, conversation: &Conversation, entries: &[Entry]) {
        let open = self.route.conversation() == Some(&conversation.id);
        if !open || !self.attention || self.phase != Phase::Ready {
            return;
        }
        let known = self.rows.get(&conversation.id).map_or(0, |row| row.conversation.position);
        for entry in entries.iter().filter(|entry| entry.position > known) {
            let (EntryBody::Inbound { text } | EntryBody::Outbound { text, .. } | EntryBody::Note { text, .. }) =
                &entry.body
            else {
                continue;
            };
            let author = entry.author.agent();
            if !self.is_me(author) {
                let author = author.map_or_else(|| conversation.title().to_owned(), |id| self.agent_name(id));
                self.announcements.arrived.push(Announcement::Arrived { author, text: text.to_string() });
            }
        }
    }

    /// Follows a message of the caller's to its end.
    pub(crate) fn follow_own(&mut self, entry: &Entry) {
        let EntryBody::Outbound { delivery, .. } = &entry.body else { return };
        let awaited = &mut self.announcements.awaited;
        let before = awaited.len();
        awaited.retain(|id| *id != entry.id);
        let was_awaited = awaited.len() < before;
        match delivery {
            Delivery::Held { .. } | Delivery::Queued => awaited.push(entry.id.clone()),
            Delivery::Sent | Delivery::Delivered | Delivery::Read if was_awaited => {
                let to = self.title_of(&entry.conversation);
                self.announcements.say(Announcement::Sent { to });
            }
            Delivery::Failed { reason, .. } if was_awaited => self.announce_failure(&entry.conversation, reason),
            _ => {}
        }
    }

    /// A message of the caller's did not get anywhere.
    pub(crate) fn announce_failure(&mut self, conversation: &ConversationId, reason: &str) {
        let to = self.title_of(conversation);
        self.announcements.say(Announcement::Failed { to, reason: reason.to_owned() });
    }

    /// Says what has arrived, if it was quiet long enough; answers when to look again.
    pub(crate) fn settle_announcements(&mut self) -> Option<Timestamp> {
        let all = &mut self.announcements;
        if all.arrived.is_empty() {
            return None;
        }
        // By a clock that may be set back nobody is kept waiting.
        all.quiet_until = all.quiet_until.min(self.now.plus(PACE_MS));
        if all.quiet_until > self.now {
            return Some(all.quiet_until);
        }
        all.quiet_until = self.now.plus(PACE_MS);
        let count = all.arrived.len();
        let last = all.arrived.pop().filter(|_| count == 1);
        all.arrived.clear();
        all.say(last.unwrap_or(Announcement::Many(count)));
        None
    }

    fn title_of(&self, conversation: &ConversationId) -> String {
        self.rows.get(conversation).map(|row| row.conversation.title().to_owned()).unwrap_or_default()
    }
}
