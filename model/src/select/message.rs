//! What can be done with a line of the open timeline, and what a message that answers another one shows of it.

use switchboard_api::{Author, ClientId, ConversationId, Delivery, Entry, EntryBody, Quote, SendKind};

use crate::input::FailedMessage;
use crate::model::Model;
use crate::outbox::{OpState, Pending};
use crate::route::{Route, default_filter};
use crate::timeline::Timeline;

/// What can be done with a message or note.
#[derive(Clone, Debug, PartialEq)]
pub struct MessageActions {
    /// Its text, to be copied.
    pub text: String,
    /// Its address; none while only this device has it.
    pub link: Option<String>,
    /// Whether it can be answered by quoting it.
    pub answer: bool,
    /// Why it did not go out, and what to try again.
    pub failed: Option<(String, FailedMessage)>,
    /// How it is taken back, while that is possible.
    pub take_back: Option<TakeBack>,
}

/// How a message is taken back.
#[derive(Clone, Debug, PartialEq)]
pub enum TakeBack {
    /// By undoing it.
    Undo(ClientId),
    /// Into the composer: the server has refused it.
    Refused(ClientId),
}

/// A message that is answered, as it is shown beside the answer.
#[derive(Clone, Debug, PartialEq)]
pub struct QuoteView {
    /// Who wrote it.
    pub author: String,
    /// Its beginning, in one line.
    pub text: String,
    /// Its address.
    pub href: String,
}

impl QuoteView {
    pub(crate) fn of(model: &Model, conversation: &ConversationId, quote: &Quote) -> Self {
        let author = match &quote.author {
            Author::Agent { id } => model.agent_name(id),
            Author::Contact | Author::System => title(model, conversation),
        };
        let text = quote.text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self { author, text, href: href(model, conversation, quote.position) }
    }
}

/// What can be done with the line with this key; `None` when it is no message or note.
pub fn message_actions(model: &Model, key: &str) -> Option<MessageActions> {
    let id = model.route.conversation()?;
    let timeline = model.timelines.get(id)?;
    match find(timeline, key) {
        Some(entry) => stored(model, entry),
        None => model.outbox.iter().find(|pending| pending.op.id.as_str() == key).and_then(|it| unsent(model, it)),
    }
}

/// The message with this key, when it can be answered by quoting it.
pub(crate) fn answerable(model: &Model, key: &str) -> Option<Quote> {
    let id = model.route.conversation()?;
    let entry = find(model.timelines.get(id)?, key)?;
    entry.quote().filter(|_| may_answer(model, id))
}

fn find<'a>(timeline: &'a Timeline, key: &str) -> Option<&'a Entry> {
    timeline.shown().find(|entry| super::timeline::key_of(entry) == key)
}

fn stored(model: &Model, entry: &Entry) -> Option<MessageActions> {
    let text = match &entry.body {
        EntryBody::Inbound { text } | EntryBody::Outbound { text, .. } | EntryBody::Note { text, .. } => text,
        EntryBody::Event { .. } => return None,
    };
    let mut actions = MessageActions {
        text: text.to_string(),
        link: Some(href(model, &entry.conversation, entry.position)),
        answer: entry.quote().is_some() && may_answer(model, &entry.conversation),
        failed: None,
        take_back: None,
    };
    if let EntryBody::Outbound { delivery, client_id, .. } = &entry.body {
        match delivery {
            Delivery::Failed { reason, .. } => {
                actions.failed = Some((reason.clone(), FailedMessage::Undelivered(entry.id.clone())));
            }
            Delivery::Held { until } if *until > model.server_now() && model.is_me(entry.author.agent()) => {
                actions.take_back = client_id.clone().map(TakeBack::Undo);
            }
            _ => {}
        }
    }
    Some(actions)
}

fn unsent(model: &Model, pending: &Pending) -> Option<MessageActions> {
    let request = pending.send()?;
    let client_id = request.client_id.clone();
    let window = model.session.as_ref().is_some_and(|session| session.settings.undo_window_s > 0);
    let (failed, take_back) = match &pending.state {
        OpState::Refused(problem) => {
            let failed = (problem.sentence().to_owned(), FailedMessage::Refused(client_id.clone()));
            (Some(failed), Some(TakeBack::Refused(client_id)))
        }
        OpState::Waiting(_) | OpState::InFlight(_) if window && request.kind == SendKind::Message => {
            (None, Some(TakeBack::Undo(client_id)))
        }
        OpState::Waiting(_) | OpState::InFlight(_) | OpState::Confirmed(_) => (None, None),
    };
    Some(MessageActions { text: request.text.clone(), link: None, answer: false, failed, take_back })
}

fn may_answer(model: &Model, id: &ConversationId) -> bool {
    let channel = model.rows.get(id).and_then(|row| model.channel(&row.conversation.channel));
    channel.is_some_and(|channel| channel.reply_to)
}

fn title(model: &Model, id: &ConversationId) -> String {
    model.rows.get(id).map(|row| row.conversation.title().to_owned()).unwrap_or_default()
}

/// The address of an entry, whichever list is shown beside it.
fn href(model: &Model, id: &ConversationId, position: u64) -> String {
    let Some(space) = model.route.in_space() else { return String::new() };
    let list = Route::list(space.clone(), default_filter(switchboard_api::View::All));
    list.with_conversation(Some(id.clone())).with_entry(position).to_string()
}
