//! What the agent wants, and what the core does about it at once: visiting, writing, sending, undoing, changing status.

use switchboard_api::{
    ClientId, Command, ConversationId, ConversationPatch, LoginRequest, SendKind, SendRequest, StatusKey,
    requests::{MAX_TEXT, UNDO_WINDOWS},
};

use crate::effect::{Effect, Request, Stored};
use crate::input::{FailedMessage, Intent};
use crate::model::{Model, Purpose};
use crate::outbox::{Op, OpState};
use crate::route::Route;
use crate::select::{self, Phase};
use crate::window::Place;

impl Model {
    pub(crate) fn intend(&mut self, intent: Intent) {
        match intent {
            Intent::SignIn { email, password } => {
                self.phase = Phase::SignedOut { busy: true, error: None };
                let login = LoginRequest { email: email.trim().to_owned(), password, bearer: false };
                self.ask(Purpose::Login, Request::Login(login));
            }
            Intent::SignOut => {
                self.ask(Purpose::Logout, Request::Logout);
                self.sign_out();
            }
            Intent::Visit(route) => self.visit(route),
            Intent::Go(route) => self.go(route),
            Intent::LookAtRows { from, to } => self.look_at_rows(from, to),
            Intent::Search(text) => {
                self.route = self.route.with_search(text);
                self.effects.push(Effect::Navigate(self.route.clone()));
                self.visit_search(true);
            }
            Intent::LoadMoreHits => self.load_more_hits(),
            Intent::Write { to, sender } => self.write_to(to, sender),
            Intent::ChooseRecipient => self.choose_recipient(),
            Intent::FindRecipient { sender_profile, phone } => self.find_recipient(sender_profile, phone),
            Intent::ComposeFirst(request) => self.compose(request),
            Intent::OpenContact(contact) => self.open_contact(contact),
            Intent::SaveContact { contact, patch, op } => self.save_contact(contact, patch, op),
            Intent::OpenHistory(contact) => self.open_history(contact),
            Intent::ShowEarlier { spare } => self.show_earlier(spare),
            Intent::ShowLater { spare } => self.show_later(spare),
            Intent::SkipLater { lines } => self.skip_later(lines),
            Intent::ShowFirst => self.head_for(Place::First),
            Intent::ShowNewest => self.head_for(Place::Newest),
            Intent::Reload => self.reload(),
            Intent::AtEnd(at_end) => self.scrolled_to_end(at_end),
            Intent::Answer { key } => self.answer_line(&key),
            Intent::AnswerNothing(conversation) => self.answer(conversation, None),
            Intent::Copied(copied) => self.toasts.show(self.now, select::ToastKind::Copied(copied)),
            Intent::Edit { conversation, kind, text } => {
                self.wrote(&conversation, kind, text.trim().is_empty());
                self.write_draft(conversation, kind, text);
            }
            Intent::Compose(kind) => {
                if let Some(id) = self.route.conversation().cloned() {
                    self.drafts.compose(id, kind);
                }
            }
            Intent::Send { conversation, kind, client_id } => self.send(conversation, kind, client_id),
            Intent::Undo { client_id, op } => self.undo(&client_id, op),
            Intent::Retry { message, op } => self.retry(message, op),
            Intent::TakeBack { client_id } => self.take_back(&client_id),
            Intent::SetStatus { conversation, status, op } => self.set_status(conversation, status, op),
            Intent::SetStatusOf { changes, status } => self.set_status_of(changes, &status),
            Intent::ChangeAll { changes, patch } => self.change_all(changes, &patch),
            Intent::MarkUnread { conversation, op } => self.mark_unread(conversation, op),
            Intent::NotificationsRefused => self.toasts.show(self.now, select::ToastKind::NotificationsRefused),
            Intent::DismissToast(id) => self.toasts.dismiss(id),
            Intent::SetUndoWindow(seconds) => self.undo_window_s = seconds.filter(|it| UNDO_WINDOWS.contains(it)),
        }
    }

    pub(crate) fn go(&mut self, route: Route) {
        // Somebody who follows a link again wants to be brought there again.
        let again = self.route == route && route.entry().is_some();
        self.effects.push(Effect::Navigate(route.clone()));
        self.visit(route);
        if again {
            self.head_for_route();
        }
    }

    fn visit(&mut self, route: Route) {
        let left = self.route.conversation().cloned();
        let other_list = self.route.filter() != route.filter();
        let other_entry = self.route.entry() != route.entry();
        self.route = route;
        if matches!(self.phase, Phase::SignedOut { .. }) {
            return;
        }
        let here = self.session.as_ref().is_some_and(|session| self.route.in_space() == Some(&session.space));
        if !here || self.is_leaving() {
            self.ask_session();
        }
        if !here {
            return;
        }
        if self.route.conversation() != left.as_ref() {
            if let Some(id) = left {
                self.reindex(&id);
            }
            self.announcements.leave();
            self.open_conversation();
        } else if other_entry {
            self.head_for_route();
        }
        if other_list {
            self.open_list();
        }
        self.visit_search(false);
    }

    /// Asks who is here and what is in the space of the route.
    pub(crate) fn ask_session(&mut self) {
        self.asked.retain(|_, purpose| !matches!(purpose, Purpose::Session(_)));
        let space = self.route.in_space().cloned();
        self.ask(Purpose::Session(space.clone()), Request::Session(space));
    }

    /// Whether another space than that of the route has been asked for.
    fn is_leaving(&self) -> bool {
        let here = self.route.in_space();
        self.asked.values().any(|asked| matches!(asked, Purpose::Session(space) if space.as_ref() != here))
    }

    fn reload(&mut self) {
        match self.phase {
            Phase::Ready => {
                if let Some(timeline) = self.route.conversation().cloned().and_then(|id| self.timelines.get_mut(&id)) {
                    timeline.failed = false;
                    timeline.missing = false;
                }
                self.load_list_again();
                self.load_timeline();
                self.search_again();
            }
            Phase::SignedOut { .. } => {}
            Phase::Starting | Phase::Unreachable | Phase::NoAccess => {
                self.session_retry = None;
                self.ask_session();
            }
        }
    }

    /// How long a message of this kind may be here, in Unicode scalar values.
    pub(crate) fn max_length(&self, conversation: &ConversationId, kind: SendKind) -> usize {
        let channel = self.rows.get(conversation).and_then(|row| self.channel(&row.conversation.channel));
        match (kind, channel) {
            (SendKind::Message, Some(channel)) => usize::try_from(channel.max_length).unwrap_or(MAX_TEXT),
            _ => MAX_TEXT,
        }
    }

    fn send(&mut self, conversation: ConversationId, kind: SendKind, client_id: ClientId) {
        let text = self.drafts.text(&conversation, kind).trim_end().to_owned();
        if text.trim().is_empty() || text.chars().count() > self.max_length(&conversation, kind) {
            return;
        }
        let undo_window_s = self.undo_window_s.filter(|_| kind == SendKind::Message);
        let quote = self.drafts.quote(&conversation, kind).cloned().map(Box::new);
        let reply_to = quote.as_ref().map(|quote| quote.entry.clone());
        let request = SendRequest { client_id: client_id.clone(), kind, text, undo_window_s, reply_to };
        self.push_op(client_id.clone(), Command::Send { conversation: conversation.clone(), request, quote });
        self.hold(&client_id, kind);
        if kind == SendKind::Message {
            self.drafts.set_quote(conversation.clone(), None);
        }
        if self.route.conversation() == Some(&conversation) {
            self.head_for(Place::Newest);
        }
        self.wrote(&conversation, kind, true);
        self.write_draft(conversation, kind, String::new());
    }

    /// Keeps a message to a customer here for the undo window, where the server does not.
    fn hold(&mut self, client_id: &ClientId, kind: SendKind) {
        let Some(session) = &self.session else { return };
        if kind == SendKind::Message && !session.capabilities.undo {
            self.outbox.hold(client_id, self.now.plus(i64::from(select::undo_window(self)) * 1_000));
        }
    }

    /// Puts a command into the outbox and onto the device.
    pub(crate) fn push_op(&mut self, id: ClientId, command: Command) {
        let Some(session) = self.session.clone() else { return };
        let conversation = command.conversation().clone();
        let keep = !matches!(command, Command::Read { .. });
        let op = Op { id, agent: session.me.id.clone(), at: self.now, command };
        if keep {
            self.effects.push(Effect::Persist(Stored::Op(op.clone())));
        }
        self.outbox.push(op);
        self.reindex(&conversation);
    }

    /// Drops a command from the outbox and the device.
    pub(crate) fn drop_op(&mut self, id: &ClientId) -> Option<Op> {
        let pending = self.outbox.remove(id)?;
        self.effects.push(Effect::ForgetOp(id.clone()));
        self.reindex(pending.op.command.conversation());
        Some(pending.op)
    }

    fn undo(&mut self, client_id: &ClientId, op: ClientId) {
        if let Some(pending) = self.outbox.get_mut(client_id) {
            if pending.is_untold() {
                return self.take_back(client_id);
            }
            if !matches!(pending.state, OpState::Confirmed(_)) {
                pending.undo = Some(op);
                return;
            }
        }
        if let Some(held) = self.timelines.held().get(client_id).cloned() {
            let wished = self
                .outbox
                .iter()
                .any(|pending| matches!(&pending.op.command, Command::Undo { entry, .. } if *entry == held.entry));
            if !wished {
                self.push_op(op, Command::Undo { conversation: held.conversation, entry: held.entry });
            }
        } else {
            self.toasts.show(self.now, select::ToastKind::UndoTooLate);
        }
    }

    /// Takes a message that the server does not have back into its composer.
    fn take_back(&mut self, client_id: &ClientId) {
        let ours = self.outbox.get(client_id).is_some_and(|pending| {
            pending.send().is_some() && (pending.is_untold() || matches!(pending.state, OpState::Refused(_)))
        });
        if !ours {
            return;
        }
        if let Some(Op { command: Command::Send { conversation, request, quote }, .. }) = self.drop_op(client_id) {
            self.give_back(conversation, request.kind, &request.text, quote);
        }
    }

    fn retry(&mut self, message: FailedMessage, op: ClientId) {
        match message {
            FailedMessage::Refused(client_id) => {
                let now = self.now;
                if let Some(pending) = self.outbox.get_mut(&client_id)
                    && matches!(pending.state, OpState::Refused(_))
                {
                    pending.state = OpState::Waiting(now);
                }
            }
            FailedMessage::Undelivered(entry) => {
                if let Some(conversation) = self.route.conversation().cloned() {
                    self.push_op(op, Command::Retry { conversation, entry });
                }
            }
        }
    }

    fn mark_unread(&mut self, conversation: ConversationId, op: ClientId) {
        let Some(inbound) = self.effective(&conversation).and_then(|(record, _)| record.inbound.checked_sub(1)) else {
            return;
        };
        if self.route.conversation() == Some(&conversation) {
            // What is open is being read.
            self.go(self.route.with_conversation(None));
        }
        self.push_op(op, Command::MarkUnread { conversation, inbound });
    }

    pub(crate) fn set_status(&mut self, conversation: ConversationId, status: StatusKey, op: ClientId) {
        let Some((current, _)) = self.effective(&conversation) else { return };
        let allowed = self.session.as_ref().is_some_and(|session| session.workflow.allows(&current.status, &status));
        if allowed {
            let patch = ConversationPatch { status: Some(status), ..ConversationPatch::default() };
            self.push_op(op, Command::Patch { conversation, patch });
        } else {
            self.report(format!("no way from status {} to {status}", current.status));
        }
    }
}
