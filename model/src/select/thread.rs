//! The open conversation's frame: header, composer, undo. The lines between them are in `timeline`.

use switchboard_api::sms::{Segments, segments};
use switchboard_api::{
    AgentId, ChannelKind, ClientId, Command, Conversation, ConversationId, EntryBody, SendKind, SendRequest, StatusKey,
    StatusKind,
};

use crate::model::Model;
use crate::outbox::OpState;
use crate::select::{PresentView, QuoteView, company, status_choices};

/// So many of the newest entries say who takes part.
const RECENT: usize = 200;

/// The header of the open conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct ThreadHeader {
    /// Which conversation.
    pub id: ConversationId,
    /// The contact's name, or address when nobody has named them.
    pub title: String,
    /// The contact's address, when `title` is a name.
    pub address: Option<String>,
    /// The channel's kind.
    pub channel: ChannelKind,
    /// The channel's label.
    pub channel_label: String,
    /// The status it is at (the agent's own unconfirmed change included).
    pub status: StatusView,
    /// The statuses it may be given.
    pub choices: Vec<StatusView>,
    /// Names of the agents involved: assignees first, then those who wrote lately.
    pub people: Vec<String>,
    /// Colleagues who are there now.
    pub company: Vec<PresentView>,
}

/// A status.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusView {
    /// Its key.
    pub key: StatusKey,
    /// Its label.
    pub label: String,
    /// What it means.
    pub kind: StatusKind,
}

/// The composer of the open conversation (its text comes from [`draft`]).
#[derive(Clone, Debug, PartialEq)]
pub struct ComposerView {
    /// Which conversation.
    pub conversation: ConversationId,
    /// The tab shown.
    pub kind: SendKind,
    /// The alias replies are sent as.
    pub sender: Option<String>,
    /// The channel's kind.
    pub channel: ChannelKind,
    /// The longest text allowed, in Unicode scalar values.
    pub max_length: usize,
    /// Whether there is something to send, and not too much.
    pub can_send: bool,
    /// How many characters too many there are.
    pub excess: usize,
    /// The message it answers.
    pub quote: Option<QuoteView>,
    /// How many text messages the text would be sent as, and how much more fits into the last; where that matters.
    pub segments: Option<Segments>,
}

/// The newest message of the caller's that can still be taken back.
#[derive(Clone, Debug, PartialEq)]
pub struct UndoView {
    /// The id it was sent with.
    pub client_id: ClientId,
    /// Whom it goes to, when that conversation is not the open one.
    pub elsewhere: Option<String>,
    /// The wish to take it back has been sent.
    pub undoing: bool,
}

/// Which conversation is open, also while it loads or when it is missing.
pub fn open(model: &Model) -> Option<ConversationId> {
    model.route.conversation().cloned()
}

/// The header; `None` when no conversation is open or known.
pub fn thread_header(model: &Model) -> Option<ThreadHeader> {
    let id = model.route.conversation()?;
    let (conversation, _) = model.effective(id)?;
    let title = conversation.title().to_owned();
    let address = conversation.contact.address.to_string();
    Some(ThreadHeader {
        id: id.clone(),
        address: (address != title).then_some(address),
        title,
        channel: conversation.channel_kind,
        channel_label: model.channel(&conversation.channel).map(|channel| channel.label.clone()).unwrap_or_default(),
        status: model.status_view(&conversation.status),
        choices: status_choices(model, id),
        people: people(model, id, &conversation),
        company: company(model, id),
    })
}

fn people(model: &Model, id: &ConversationId, conversation: &Conversation) -> Vec<String> {
    let entries = model.timelines.get(id).into_iter().flat_map(|timeline| timeline.tail().rev());
    let wrote = entries.take(RECENT).filter(|entry| !matches!(entry.body, EntryBody::Event { .. }));
    let mut people: Vec<&AgentId> = Vec::new();
    for agent in conversation.assignees.iter().chain(wrote.filter_map(|entry| entry.author.agent())) {
        if !people.contains(&agent) {
            people.push(agent);
        }
    }
    people.into_iter().map(|agent| model.agent_name(agent)).collect()
}

/// The composer; `None` when no conversation is open or known.
pub fn composer(model: &Model) -> Option<ComposerView> {
    let id = model.route.conversation()?;
    let (conversation, _) = model.effective(id)?;
    let session = model.session.as_ref()?;
    let kind = model.drafts.composing(id);
    let text = model.drafts.text(id, kind);
    let max_length = model.max_length(id, kind);
    let excess = text.trim_end().chars().count().saturating_sub(max_length);
    let sms = conversation.channel_kind == ChannelKind::Sms && kind == SendKind::Message && !text.trim().is_empty();
    let sender = conversation.sender_profile.as_ref();
    let sender = sender.and_then(|id| session.sender_profiles.iter().find(|profile| profile.id == *id));
    Some(ComposerView {
        conversation: id.clone(),
        kind,
        sender: sender.map(|profile| profile.name.clone()),
        channel: conversation.channel_kind,
        max_length,
        can_send: !text.trim().is_empty() && excess == 0,
        excess,
        quote: model.drafts.quote(id, kind).map(|quote| QuoteView::of(model, id, quote)),
        segments: sms.then(|| segments(text.trim_end())),
    })
}

/// The text being written in a conversation's reply or note.
pub fn draft(model: &Model, conversation: &ConversationId, kind: SendKind) -> String {
    model.drafts.text(conversation, kind).to_owned()
}

/// For how many seconds the agent's messages can be taken back.
pub fn undo_window(model: &Model) -> u32 {
    let usual = || model.session.as_ref().map_or(0, |session| session.settings.undo_window_s);
    model.undo_window_s.unwrap_or_else(usual)
}

/// What can be taken back: the newest message that is inside its undo window or still on its way to the server.
pub fn undo(model: &Model) -> Option<UndoView> {
    let usual = model.session.as_ref()?.settings.undo_window_s;
    let held = model.timelines.held().iter().filter(|(_, held)| held.until > model.server_now()).map(|(id, held)| {
        let wish = |command: &Command| matches!(command, Command::Undo { entry, .. } if *entry == held.entry);
        let undoing = model.outbox.iter().any(|pending| wish(&pending.op.command));
        (held.at, id, &held.conversation, undoing)
    });
    let sending = model.outbox.iter().filter(|pending| {
        let held = |request: &SendRequest| request.undo_window_s.unwrap_or(usual) > 0;
        let message = pending.send().is_some_and(|request| request.kind == SendKind::Message && held(request));
        message && matches!(pending.state, OpState::Waiting(_) | OpState::InFlight(_))
    });
    let sending = sending.map(|pending| {
        let at = pending.op.at.plus(model.clock_offset);
        (at, &pending.op.id, pending.op.command.conversation(), pending.undo.is_some())
    });
    let (_, client_id, conversation, undoing) = held.chain(sending).max_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)))?;
    let open = model.route.conversation() == Some(conversation);
    let elsewhere =
        if open { None } else { model.rows.get(conversation).map(|row| row.conversation.title().to_owned()) };
    Some(UndoView { client_id: client_id.clone(), elsewhere, undoing })
}
