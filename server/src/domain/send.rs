//! Writing: a message to the customer, which is held for the undo window, or a note for colleagues. Letting a held
//! message go is `release`.

use std::sync::Arc;

use switchboard_api::requests::{SendAnswer, SendKind, SendRequest, UNDO_WINDOWS};
use switchboard_api::{AgentId, Author, ClientId, Conversation, ConversationId, Delivery, Entry, EntryBody, Quote};

use super::edit::Edit;
use super::{Refusal, Rules, access, release, senders, text};
use crate::db::Tx;

const CLIENT_ID: usize = 100;

/// Writes the message or note once, however often it is asked for.
pub fn send(
    tx: &mut Tx<'_>,
    rules: &Rules,
    agent: &AgentId,
    id: &ConversationId,
    request: &SendRequest,
) -> Result<SendAnswer, Refusal> {
    let (_, conversation) = access::conversation(tx, agent, id)?;
    check_client_id(&request.client_id)?;
    if let Some(entry) = tx.entry_by_client(agent, &request.client_id)? {
        return repeated(entry, &conversation, request);
    }
    let words = text::accepted(&request.text, limit(tx, &conversation, request.kind)?)?;
    let answers = answered(tx, &conversation, request)?;
    match request.kind {
        SendKind::Message => {
            let sender = senders::for_reply(tx, &conversation, tx.now())?;
            let (client_id, undo_window_s) = (&request.client_id, request.undo_window_s);
            let draft = Draft { client_id, words, undo_window_s, sender, answers };
            let (entry, _) = message(tx, rules, agent, Edit::of(conversation), draft)?;
            Ok(SendAnswer { entry })
        }
        SendKind::Note => note(tx, agent, conversation, request, words),
    }
}

/// Refuses an id that is no id.
pub(super) fn check_client_id(id: &ClientId) -> Result<(), Refusal> {
    if (1..=CLIENT_ID).contains(&id.as_str().chars().count()) {
        return Ok(());
    }
    Err(Refusal::field("client_id", "Give an id of 1 to 100 characters; a UUID is best."))
}

fn limit(tx: &Tx<'_>, conversation: &Conversation, kind: SendKind) -> Result<usize, Refusal> {
    let channel = match kind {
        SendKind::Message => tx.channel(&conversation.channel)?,
        SendKind::Note => None,
    };
    Ok(channel.and_then(|channel| usize::try_from(channel.max_length).ok()).unwrap_or(usize::MAX))
}

/// The message that the request answers.
fn answered(tx: &Tx<'_>, conversation: &Conversation, request: &SendRequest) -> Result<Option<Quote>, Refusal> {
    let refuse = |detail: &str| Err(Refusal::field("reply_to", detail));
    let Some(id) = &request.reply_to else { return Ok(None) };
    if request.kind == SendKind::Note {
        return refuse("Only a message to the customer can answer another one.");
    }
    if !conversation.channel_kind.quotes() {
        return refuse("This channel cannot show what a message answers. Leave this out.");
    }
    let entry = tx.entry(id)?.filter(|entry| entry.conversation == conversation.id);
    match entry.and_then(|entry| entry.quote()) {
        Some(quote) => Ok(Some(quote)),
        None => refuse("Give a message of this conversation that came in or was sent."),
    }
}

/// The entry that this client id became before, unless it is now used for something else. What was taken back has no
/// text to compare any more.
fn repeated(entry: Entry, conversation: &Conversation, request: &SendRequest) -> Result<SendAnswer, Refusal> {
    let words = text::clean(&request.text);
    let answers = entry.reply_to.as_ref().map(|quote| &quote.entry);
    let same = entry.conversation == conversation.id
        && answers == request.reply_to.as_ref()
        && match (&entry.body, request.kind) {
            (EntryBody::Outbound { text, .. }, SendKind::Message) => entry.is_undone() || **text == *words,
            (EntryBody::Note { text, .. }, SendKind::Note) => **text == *words,
            _ => false,
        };
    if same { Ok(SendAnswer { entry }) } else { Err(Refusal::ClientIdReused) }
}

/// A message that may be written.
pub(super) struct Draft<'d> {
    /// The writer's own id for it.
    pub(super) client_id: &'d ClientId,
    /// Its text, cleaned and not too long.
    pub(super) words: String,
    /// How long it can be taken back, if the writer said so.
    pub(super) undo_window_s: Option<u32>,
    /// Who sends it, where that was chosen.
    pub(super) sender: Option<i64>,
    /// What it answers.
    pub(super) answers: Option<Quote>,
}

/// Writes a message at the end of the conversation, which may be a new one.
pub(super) fn message(
    tx: &mut Tx<'_>,
    rules: &Rules,
    agent: &AgentId,
    mut edit: Edit,
    draft: Draft<'_>,
) -> Result<(Entry, Arc<Conversation>), Refusal> {
    let window = match draft.undo_window_s {
        Some(window) if UNDO_WINDOWS.contains(&window) => window,
        Some(_) => return Err(Refusal::field("undo_window_s", "Choose 0, 5, 10, 20 or 30 seconds.")),
        None => tx.policy(&edit.conversation().space)?.undo_window_s,
    };
    let now = tx.now();
    let delivery = match window {
        0 => Delivery::Queued,
        window => Delivery::Held { until: now.plus(i64::from(window).saturating_mul(rules.undo_second_ms)) },
    };
    let client_id = Some(draft.client_id.clone());
    let author = Author::Agent { id: agent.clone() };
    let body = EntryBody::Outbound { text: draft.words.into(), client_id, delivery };
    let entry = edit.add_answer(now, author, body, draft.answers);
    if window == 0 {
        release::first_reply(tx, rules, &mut edit, agent)?;
    }
    let conversation = finish(tx, agent, edit)?;
    if let Some(sender) = draft.sender {
        tx.take_sender(&entry.id, sender, senders::day(now))?;
    }
    if window == 0 {
        release::dispatch(tx, &entry)?;
    }
    Ok((entry, conversation))
}

fn note(
    tx: &mut Tx<'_>,
    agent: &AgentId,
    conversation: Conversation,
    request: &SendRequest,
    words: String,
) -> Result<SendAnswer, Refusal> {
    let mentions = text::mentions(&words, &tx.agents(&conversation.space)?);
    let now = tx.now();
    let mut edit = Edit::of(conversation);
    for named in &mentions {
        if !edit.conversation().mentioned.contains(named) {
            edit.conversation_mut().mentioned.push(named.clone());
        }
    }
    let client_id = Some(request.client_id.clone());
    let author = Author::Agent { id: agent.clone() };
    let entry = edit.add(now, author, EntryBody::Note { text: words.into(), client_id, mentions });
    finish(tx, agent, edit)?;
    Ok(SendAnswer { entry })
}

/// Whoever writes has read what stands above; the position travels with the event of the change.
fn finish(tx: &mut Tx<'_>, agent: &AgentId, edit: Edit) -> Result<Arc<Conversation>, Refusal> {
    let read = edit.all_read();
    let conversation = edit.store(tx, Some(agent))?;
    tx.save_read(&conversation.id, agent, read)?;
    Ok(conversation)
}
