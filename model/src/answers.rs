//! How requests end: snapshots are taken in, commands are settled, failures are told apart. Asking is done elsewhere.

use std::sync::Arc;

use switchboard_api::{ClientId, Command, Delivery, Entry, EntryBody, Problem, Role, SendKind, Session};

use crate::drafts::Draft;
use crate::effect::{Effect, RequestId, Stored};
use crate::input::{Answer, Failure};
use crate::model::{Model, Purpose};
use crate::outbox::OpState;
use crate::route::Route;
use crate::select::{Phase, SignInError, ToastKind};

const SESSION_RETRY_MS: i64 = 3_000;

impl Model {
    pub(crate) fn answered(&mut self, id: RequestId, result: Result<Answer, Failure>) {
        // What nobody waits for any more (another space, a resync) is not an error.
        let Some(purpose) = self.asked.remove(&id) else { return };
        match (purpose, result) {
            (Purpose::Session(_), Ok(Answer::Session(session))) => self.session_arrived(*session),
            (Purpose::Session(_), Err(failure)) => self.session_failed(&failure),
            (Purpose::Login, Ok(_)) => self.ask_session(),
            (Purpose::Login, Err(failure)) => {
                self.phase = Phase::SignedOut { busy: false, error: Some(failure.into()) };
            }
            (Purpose::Logout, Ok(_)) => {}
            (Purpose::Logout, Err(failure)) => self.sign_out_failed(&failure),
            (Purpose::List { filter }, Ok(Answer::List(page))) => self.list_arrived(&filter, page),
            (Purpose::List { filter }, Err(failure)) => self.list_failed(&filter, &failure),
            (Purpose::Search { more }, Ok(Answer::Search(page))) => self.search_arrived(page, more),
            (Purpose::Search { .. }, Err(failure)) => {
                self.search_failed(&failure);
                self.read_failed(&failure);
            }
            (Purpose::Timeline { page, .. }, Ok(Answer::Timeline(timeline))) => self.timeline_arrived(timeline, page),
            (Purpose::Timeline { conversation, page }, Err(failure)) => {
                self.timeline_failed(&conversation, page, &failure);
                self.read_failed(&failure);
            }
            (Purpose::Events, Ok(Answer::Events(page))) => self.polled(Some(page)),
            (Purpose::Events, Err(failure)) => {
                self.polled(None);
                self.read_failed(&failure);
            }
            (Purpose::Op(key), Ok(answer)) => self.op_done(&key, answer),
            (Purpose::Op(key), Err(failure)) => self.op_failed(&key, failure),
            (purpose, result) => self.person_answered(purpose, result),
        }
    }

    fn session_arrived(&mut self, session: Session) {
        let before = self.session.as_ref();
        let same_agent = before.is_some_and(|before| before.me.id == session.me.id);
        let same_space = same_agent && before.is_some_and(|before| before.space == session.space);
        if same_space {
            self.distrust();
        } else {
            self.leave_space();
        }
        if !same_agent {
            self.keep_for_later();
        }
        self.session_retry = None;
        self.clock_offset = session.now.since(self.now);
        self.seq = session.seq;
        self.counts = session.counts.clone();
        let no_access = session.me.role == Role::None;
        let space = session.space.clone();
        self.session = Some(Arc::new(session));
        if no_access {
            self.disconnect();
            self.phase = Phase::NoAccess;
            return;
        }
        self.phase = Phase::Ready;
        if !same_agent {
            self.take_up_kept();
        }
        if self.route == Route::Home {
            self.route = Route::space(space);
            self.effects.push(Effect::Navigate(self.route.clone()));
        }
        self.reconnect();
        // The agent may have gone to other places of the space while the answer was on its way.
        if self.route.filter().is_some_and(|filter| self.lists.get(filter).is_none()) {
            self.open_list();
        }
        match self.route.conversation() {
            Some(id) if self.timelines.get(id).is_none() => self.open_conversation(),
            _ => self.load_timeline(),
        }
        self.visit_search(false);
    }

    fn session_failed(&mut self, failure: &Failure) {
        self.origin_refused = *failure == Failure::OriginRefused;
        match failure.status() {
            Some(401) => self.expire(),
            Some(403 | 404) => self.phase = Phase::NoAccess,
            _ => {
                if self.phase != Phase::Ready {
                    self.phase = Phase::Unreachable;
                }
                let jitter = i64::try_from(self.random_below(1_000)).unwrap_or_default();
                self.session_retry = Some(self.now.plus(SESSION_RETRY_MS + jitter));
            }
        }
    }

    /// The session ended, or there is none yet. What was on screen stays in memory for the same agent's return.
    fn expire(&mut self) {
        let error = self.session.is_some().then_some(SignInError::Expired);
        if !matches!(self.phase, Phase::SignedOut { .. }) {
            self.phase = Phase::SignedOut { busy: false, error };
            self.disconnect();
            self.outbox.land(self.now);
            self.asked.clear();
        }
    }

    pub(crate) fn sign_out(&mut self) {
        self.disconnect();
        self.keep_for_later();
        self.leave_space();
        self.session = None;
        self.route = Route::Home;
        self.phase = Phase::SignedOut { busy: false, error: None };
        self.effects.push(Effect::Navigate(Route::Home));
    }

    /// The server still takes this browser for signed in: whoever uses it next must not find that out for themselves.
    fn sign_out_failed(&mut self, failure: &Failure) {
        if failure.status() != Some(401) && matches!(self.phase, Phase::SignedOut { busy: false, .. }) {
            self.phase = Phase::SignedOut { busy: false, error: Some(SignInError::SignOutUnheard) };
        }
    }

    /// Puts the agent's unsent commands and drafts aside, for when they come back.
    fn keep_for_later(&mut self) {
        self.kept.extend(self.outbox.drain().map(Stored::Op));
        if let Some(session) = self.session.clone() {
            let drafts = self.drafts.take().into_iter();
            self.kept.extend(drafts.map(|draft| Stored::Draft(session.me.id.clone(), draft)));
        }
    }

    /// What the device kept arrives at the start, or from a tab that died.
    pub(crate) fn restore(&mut self, stored: Vec<Stored>) {
        self.kept.extend(stored);
        if self.session.is_some() {
            self.take_up_kept();
        }
    }

    fn take_up_kept(&mut self) {
        let Some(me) = self.session.as_ref().map(|session| session.me.id.clone()) else { return };
        for stored in std::mem::take(&mut self.kept) {
            match stored {
                Stored::Op(op) if op.agent == me => self.outbox.adopt(op),
                Stored::Draft(agent, Draft { conversation, kind, text, quote }) if agent == me => {
                    if self.drafts.is_empty(&conversation, kind) {
                        self.drafts.set(conversation.clone(), kind, text);
                        if kind == SendKind::Message {
                            self.drafts.set_quote(conversation, quote);
                        }
                    }
                }
                other => self.kept.push(other),
            }
        }
    }

    pub(crate) fn drain_outbox(&mut self) {
        if self.phase != Phase::Ready {
            return;
        }
        for op in self.outbox.due(self.now) {
            let request = crate::effect::Request::Command { key: op.id.clone(), command: op.command };
            let id = self.ask(Purpose::Op(op.id.clone()), request);
            self.outbox.departed(&op.id, id);
        }
    }

    fn op_done(&mut self, key: &ClientId, answer: Answer) {
        match answer {
            Answer::Sent(answer) => {
                let client_id = answer.entry.client_id().cloned();
                self.put_entries(vec![answer.entry]);
                // A retry is confirmed by the entry's new state; a send was settled by its client id just now.
                if client_id.as_ref() != Some(key) {
                    self.drop_op(key);
                }
            }
            Answer::Undone(answer) => {
                self.drop_op(key);
                let (conversation, quote) = (answer.entry.conversation.clone(), answer.entry.reply_to.clone());
                self.put_entries(vec![answer.entry]);
                self.give_back(conversation, SendKind::Message, &answer.text, quote);
            }
            Answer::Patched(answer) => {
                // A repeated command is answered as it was the first time, so only what is known better may be replaced.
                let id = &answer.row.conversation.id;
                if self.rows.contains_key(id) && !self.stale.contains(id) {
                    self.put_snapshot(answer.row, 0);
                }
                self.drop_op(key);
            }
            Answer::Read(answer) => {
                if let Some(row) = self.rows.get_mut(&answer.id) {
                    row.read = answer.read;
                }
                self.drop_op(key);
            }
            _ => {
                self.report("an answer that does not fit its command");
                self.drop_op(key);
            }
        }
    }

    /// The server has a message: it leaves the device, and only its list row still waits for the record.
    pub(crate) fn confirm_send(&mut self, client_id: &ClientId, entry: &Entry) {
        let Some(pending) = self.outbox.get_mut(client_id) else { return };
        if matches!(pending.state, OpState::Confirmed(_)) || pending.send().is_none() {
            return;
        }
        pending.state = OpState::Confirmed(entry.position);
        let undo = pending.undo.take();
        let record = self.rows.get(&entry.conversation).map_or(0, |row| row.conversation.position);
        self.outbox.seen(&entry.conversation, record);
        self.effects.push(Effect::ForgetOp(client_id.clone()));
        match (undo, &entry.body) {
            (Some(op), EntryBody::Outbound { delivery: Delivery::Held { .. }, .. }) => {
                let command = Command::Undo { conversation: entry.conversation.clone(), entry: entry.id.clone() };
                self.push_op(op, command);
            }
            (Some(_), _) => self.toasts.show(self.now, ToastKind::UndoTooLate),
            (None, _) => {}
        }
        self.reindex(&entry.conversation);
    }

    fn op_failed(&mut self, key: &ClientId, failure: Failure) {
        if failure.status() == Some(401) {
            self.outbox.postpone(key, self.now, Some(0));
            self.expire();
            return;
        }
        match failure {
            Failure::Refused { problem, retry_after_ms } => {
                let retryable = Failure::Refused { problem: problem.clone(), retry_after_ms }.is_retryable();
                if retryable {
                    self.outbox.postpone(key, self.now, retry_after_ms);
                } else {
                    self.op_refused(key, problem);
                }
            }
            Failure::Decode(why) => {
                // It may well have been done; the same id again finds out, and cannot do it twice.
                self.report(why);
                self.outbox.postpone(key, self.now, None);
            }
            Failure::Unreachable | Failure::OriginRefused | Failure::Timeout => {
                self.outbox.postpone(key, self.now, None);
            }
        }
    }

    fn op_refused(&mut self, key: &ClientId, problem: Problem) {
        if let Some(Command::Patch { conversation, .. }) = self.outbox.get(key).map(|pending| &pending.op.command) {
            let conversation = conversation.clone();
            if self.left_in_batch(key, &conversation, &problem) {
                self.drop_op(key);
                return;
            }
        }
        let Some(pending) = self.outbox.get_mut(key) else { return };
        let toast = match (&pending.op.command, problem.status) {
            (Command::Send { .. }, _) => {
                if matches!(pending.state, OpState::InFlight(_)) {
                    pending.state = OpState::Refused(problem.clone());
                    pending.undo = None;
                    let conversation = pending.op.command.conversation().clone();
                    self.announce_failure(&conversation, problem.sentence());
                }
                return;
            }
            (Command::Read { conversation, read }, _) => {
                // Not worth a word, nor another try: believe what the agent saw until the server says otherwise.
                if let Some(row) = self.rows.get_mut(conversation) {
                    row.read = *read;
                }
                None
            }
            (Command::Undo { .. }, 409) => Some(ToastKind::UndoTooLate),
            (Command::Patch { patch, .. }, _) if patch.status.is_some() => Some(ToastKind::StatusRefused(problem)),
            (Command::Patch { .. } | Command::MarkUnread { .. } | Command::Undo { .. } | Command::Retry { .. }, _) => {
                Some(ToastKind::Refused(problem))
            }
        };
        if let Some(toast) = toast {
            self.toasts.show(self.now, toast);
        }
        self.drop_op(key);
    }

    pub(crate) fn read_failed(&mut self, failure: &Failure) {
        match failure {
            Failure::Decode(why) => {
                self.report(why.clone());
                self.toasts.show(self.now, ToastKind::NotUnderstood);
            }
            failure if failure.status() == Some(401) => self.expire(),
            Failure::Unreachable | Failure::OriginRefused | Failure::Timeout | Failure::Refused { .. } => {}
        }
    }
}
