//! What one socket says of where its agent is, and what it tells them of where their colleagues are: only what they do not
//! know yet, and not more often than the pause allows. Who may know what is decided in `presence`.

use std::time::Duration;

use switchboard_api::{ClientFrame, ConversationId, Doing, ServerFrame};
use tokio::time::Instant;

use super::presence::{Company, Seat};

/// The colleagues of one socket.
pub struct Colleagues {
    seat: Seat,
    told: Company,
    /// When to tell again.
    tell_at: Option<Instant>,
    told_at: Option<Instant>,
    /// When the agent has stopped writing, unless they say otherwise.
    written_until: Option<Instant>,
    pause: Duration,
    writing: Duration,
}

impl Colleagues {
    /// Nothing is told yet; `pause` is the shortest time between two tellings, `writing` how long a word of writing holds.
    pub fn new(seat: Seat, pause: Duration, writing: Duration) -> Self {
        let tell_at = Some(Instant::now());
        Self { seat, told: Company::new(), tell_at, told_at: None, written_until: None, pause, writing }
    }

    /// The agent says where they are. Answers with the conversation whose record is to be read, or with the frame when it is
    /// about something else.
    pub fn hear(&mut self, frame: ClientFrame) -> Result<Option<ConversationId>, ClientFrame> {
        match frame {
            ClientFrame::Viewing { conversation } => Ok(self.seat.view(conversation)),
            ClientFrame::Typing { conversation, note } => {
                let doing = if note { Doing::Noting } else { Doing::Replying };
                self.written_until = conversation.is_some().then(|| Instant::now() + self.writing);
                Ok(self.seat.write(conversation.map(|id| (id, doing))))
            }
            other => Err(other),
        }
    }

    /// Somebody may have come or gone.
    pub fn moved(&mut self) {
        let now = Instant::now();
        let earliest = self.told_at.map_or(now, |at| at + self.pause);
        self.tell_at.get_or_insert(earliest.max(now));
    }

    /// When there is something to do.
    pub fn due(&self) -> Option<Instant> {
        self.tell_at.into_iter().chain(self.written_until).min()
    }

    /// What the agent does not know yet.
    pub fn news(&mut self) -> Vec<ServerFrame> {
        let now = Instant::now();
        if self.written_until.is_some_and(|until| until <= now) {
            self.written_until = None;
            self.seat.write(None);
        }
        if self.tell_at.is_none_or(|at| at > now) {
            return Vec::new();
        }
        self.tell_at = None;
        self.told_at = Some(now);
        let before = std::mem::replace(&mut self.told, self.seat.company());
        let left = before.keys().filter(|id| !self.told.contains_key(*id)).map(|id| (id.clone(), Vec::new()));
        let there = self.told.iter().filter(|(id, agents)| before.get(*id) != Some(*agents));
        let there = there.map(|(id, agents)| (id.clone(), agents.clone()));
        left.chain(there).map(|(conversation, agents)| ServerFrame::Presence { conversation, agents }).collect()
    }
}
