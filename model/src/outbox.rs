//! What the agent did and the server has not confirmed. Commands of one conversation leave one at a time and in order;
//! one that fails for want of a connection is tried again, one that is refused is parked (a message) or dropped with a
//! toast (anything else). Reads lay these commands over the confirmed records.

use std::sync::Arc;

use switchboard_api::{
    AgentId, ClientId, Command, Conversation, ConversationId, ConversationPatch, Preview, PreviewKind, Problem,
    ReadPosition, Row, SendKind, SendRequest, Timestamp,
};

use crate::effect::RequestId;

const FIRST_RETRY_MS: i64 = 1_000;
const LAST_RETRY_MS: i64 = 30_000;
/// A command unconfirmed for this long is worth mentioning.
const OVERDUE_MS: i64 = 4_000;
const PREVIEW_CHARS: usize = 160;

/// A command as the device keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Op {
    /// Its id, which is also its idempotency key; for a message, also its `client_id`.
    pub id: ClientId,
    /// Who did it; only their own session sends it.
    pub agent: AgentId,
    /// When they did it, by the device's clock.
    pub at: Timestamp,
    /// What it asks for.
    pub command: Command,
}

/// The commands of the agent who is signed in, oldest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outbox {
    pending: Vec<Pending>,
    now: Timestamp,
}

/// A command and how far it has come.
#[derive(Clone, Debug)]
pub(crate) struct Pending {
    pub(crate) op: Op,
    pub(crate) state: OpState,
    attempts: u32,
    /// It may not leave before, so that it can be taken back until then.
    held_until: Option<Timestamp>,
    /// For a message: it is to be taken back as soon as the server has it, by a command with this id.
    pub(crate) undo: Option<ClientId>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum OpState {
    /// To be sent, not before this time.
    Waiting(Timestamp),
    /// An answer is awaited.
    InFlight(RequestId),
    /// The server refused it.
    Refused(Problem),
    /// The server has it; its record is still to come, at this position.
    Confirmed(u64),
}

impl Pending {
    /// The message this sends, if it is one.
    pub(crate) fn send(&self) -> Option<&SendRequest> {
        match &self.op.command {
            Command::Send { request, .. } => Some(request),
            _ => None,
        }
    }

    /// Whether the server cannot know of it yet.
    pub(crate) fn is_untold(&self) -> bool {
        self.attempts == 0 && matches!(self.state, OpState::Waiting(_))
    }

    /// Commands of one lane leave in order; reading does not wait for writing.
    fn lane(&self) -> (&ConversationId, bool) {
        (self.op.command.conversation(), matches!(self.op.command, Command::Read { .. } | Command::MarkUnread { .. }))
    }
}

impl Outbox {
    pub(crate) fn push(&mut self, op: Op) {
        if self.get(&op.id).is_none() {
            let state = OpState::Waiting(op.at);
            self.pending.push(Pending { op, state, attempts: 0, held_until: None, undo: None });
        }
    }

    /// Takes up a command from the device: the server may have it already.
    pub(crate) fn adopt(&mut self, op: Op) {
        let id = op.id.clone();
        self.push(op);
        if let Some(pending) = self.get_mut(&id) {
            pending.attempts = pending.attempts.max(1);
        }
    }

    /// Keeps a command back until this time.
    pub(crate) fn hold(&mut self, id: &ClientId, until: Timestamp) {
        if let Some(pending) = self.get_mut(id) {
            pending.state = OpState::Waiting(until);
            pending.held_until = Some(until);
        }
    }

    pub(crate) fn get(&self, id: &ClientId) -> Option<&Pending> {
        self.pending.iter().find(|pending| pending.op.id == *id)
    }

    pub(crate) fn get_mut(&mut self, id: &ClientId) -> Option<&mut Pending> {
        self.pending.iter_mut().find(|pending| pending.op.id == *id)
    }

    pub(crate) fn remove(&mut self, id: &ClientId) -> Option<Pending> {
        let index = self.pending.iter().position(|pending| pending.op.id == *id)?;
        Some(self.pending.remove(index))
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Pending> {
        self.pending.iter()
    }

    /// Takes all commands out, for another agent's session.
    pub(crate) fn drain(&mut self) -> impl Iterator<Item = Op> {
        self.pending
            .drain(..)
            .filter(|pending| !matches!(pending.state, OpState::Confirmed(_)))
            .map(|pending| pending.op)
    }

    /// The commands that may leave now: the first of each lane, if its time has come. Parked ones hold nobody up.
    pub(crate) fn due(&mut self, now: Timestamp) -> Vec<Op> {
        self.now = now;
        let mut lanes = Vec::new();
        let mut due = Vec::new();
        for pending in &self.pending {
            let lane = pending.lane();
            let settled = matches!(pending.state, OpState::Refused(_) | OpState::Confirmed(_));
            if settled || lanes.contains(&lane) {
                continue;
            }
            lanes.push(lane);
            if matches!(pending.state, OpState::Waiting(at) if at <= now) {
                due.push(pending.op.clone());
            }
        }
        due
    }

    pub(crate) fn departed(&mut self, id: &ClientId, request: RequestId) {
        if let Some(pending) = self.get_mut(id) {
            pending.state = OpState::InFlight(request);
            pending.attempts += 1;
        }
    }

    /// The command is to be tried again: when the server asked, or ever later.
    pub(crate) fn postpone(&mut self, id: &ClientId, now: Timestamp, asked_ms: Option<i64>) {
        if let Some(pending) = self.get_mut(id) {
            let backoff = FIRST_RETRY_MS << pending.attempts.saturating_sub(1).min(5);
            pending.state = OpState::Waiting(now.plus(asked_ms.unwrap_or(backoff.min(LAST_RETRY_MS))));
        }
    }

    /// The connection is back, so what waited for one may leave at once.
    pub(crate) fn hurry(&mut self, now: Timestamp) {
        for pending in &mut self.pending {
            if matches!(pending.state, OpState::Waiting(_)) {
                pending.state = OpState::Waiting(pending.held_until.map_or(now, |until| until.max(now)));
            }
        }
    }

    /// A request was lost without an answer (its session ended): what it carried waits again.
    pub(crate) fn land(&mut self, now: Timestamp) {
        for pending in &mut self.pending {
            if matches!(pending.state, OpState::InFlight(_)) {
                pending.state = OpState::Waiting(now);
            }
        }
    }

    /// When the next waiting command wants to be tried.
    pub(crate) fn next_try(&self) -> Option<Timestamp> {
        let waiting = self.pending.iter().filter_map(|pending| match pending.state {
            OpState::Waiting(at) if at > self.now => Some(at),
            _ => None,
        });
        waiting.min()
    }

    /// How many commands should have been confirmed by now.
    pub(crate) fn overdue(&self) -> usize {
        let late = |pending: &&Pending| match pending.state {
            OpState::Waiting(_) => {
                let from = pending.held_until.unwrap_or(pending.op.at);
                pending.attempts > 0 || self.now.since(from) > OVERDUE_MS
            }
            OpState::InFlight(_) => pending.attempts > 1,
            OpState::Refused(_) | OpState::Confirmed(_) => false,
        };
        self.pending.iter().filter(late).count()
    }

    /// A record of the conversation came, reaching to this position: confirmed messages up to it need no overlay.
    pub(crate) fn seen(&mut self, conversation: &ConversationId, position: u64) {
        self.pending.retain(|pending| {
            !(pending.op.command.conversation() == conversation
                && matches!(pending.state, OpState::Confirmed(at) if at <= position))
        });
    }

    /// A record with what is pending laid over it.
    pub(crate) fn overlay(&self, row: &Row, clock_offset: i64) -> (Arc<Conversation>, ReadPosition) {
        let mut conversation = Arc::clone(&row.conversation);
        let mut read = row.read;
        for pending in &self.pending {
            if pending.op.command.conversation() != &conversation.id || matches!(pending.state, OpState::Refused(_)) {
                continue;
            }
            match &pending.op.command {
                Command::Send { request, .. } if pending.undo.is_none() => {
                    let conversation = Arc::make_mut(&mut conversation);
                    conversation.active_at = conversation.active_at.max(pending.op.at.plus(clock_offset));
                    conversation.last = Some(preview(request, &pending.op.agent));
                }
                Command::Patch { patch, .. } => lay(patch, Arc::make_mut(&mut conversation)),
                Command::Read { read: wanted, .. } => read = *wanted,
                Command::MarkUnread { inbound, .. } => read.inbound = read.inbound.min(*inbound),
                Command::Send { .. } | Command::Undo { .. } | Command::Retry { .. } => {}
            }
        }
        (conversation, read)
    }
}

/// A record as it will be; tags that the server has yet to make are not on it.
fn lay(patch: &ConversationPatch, conversation: &mut Conversation) {
    fn change<T: PartialEq + Clone>(list: &mut Vec<T>, come: &[T], go: &[T]) {
        list.retain(|item| !go.contains(item));
        for item in come {
            if !list.contains(item) {
                list.push(item.clone());
            }
        }
    }
    if let Some(status) = &patch.status {
        conversation.status = status.clone();
    }
    if let Some(priority) = patch.priority {
        conversation.priority = priority;
    }
    change(&mut conversation.assignees, &patch.assign, &patch.unassign);
    change(&mut conversation.teams, &patch.assign_teams, &patch.unassign_teams);
    change(&mut conversation.tags, &patch.add_tags, &patch.remove_tags);
}

fn preview(request: &SendRequest, author: &AgentId) -> Preview {
    let kind = match request.kind {
        SendKind::Message => PreviewKind::Outbound,
        SendKind::Note => PreviewKind::Note,
    };
    let line = request.text.split_whitespace().collect::<Vec<_>>().join(" ");
    Preview { kind, text: line.chars().take(PREVIEW_CHARS).collect::<String>().into(), author: Some(author.clone()) }
}
