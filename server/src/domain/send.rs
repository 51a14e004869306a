//! Writing: a message to the customer, which is held for the undo window, or a note for colleagues. Letting a held
//! message go is `release`.

use switchboard_api::requests::{SendAnswer, SendKind, SendRequest};
use switchboard_api::{AgentId, Author, Conversation, ConversationId, Delivery, Entry, EntryBody};

use super::edit::Edit;
use super::{Refusal, Rules, access, release, text};
use crate::db::Tx;

const UNDO_CHOICES: [u32; 5] = [0, 5, 10, 20, 30];
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
    if !(1..=CLIENT_ID).contains(&request.client_id.as_str().chars().count()) {
        return Err(Refusal::field("client_id", "Give an id of 1 to 100 characters; a UUID is best."));
    }
    if let Some(entry) = tx.entry_by_client(agent, &request.client_id)? {
        return repeated(entry, &conversation, request);
    }
    let words = text::accepted(&request.text, limit(tx, &conversation, request.kind)?)?;
    match request.kind {
        SendKind::Message => message(tx, rules, agent, conversation, request, words),
        SendKind::Note => note(tx, agent, conversation, request, words),
    }
}

fn limit(tx: &Tx<'_>, conversation: &Conversation, kind: SendKind) -> Result<usize, Refusal> {
    let channel = match kind {
        SendKind::Message => tx.channel(&conversation.channel)?,
        SendKind::Note => None,
    };
    Ok(channel.and_then(|channel| usize::try_from(channel.max_length).ok()).unwrap_or(usize::MAX))
}

/// The entry that this client id became before, unless it is now used for something else. What was taken back has no
/// text to compare any more.
fn repeated(entry: Entry, conversation: &Conversation, request: &SendRequest) -> Result<SendAnswer, Refusal> {
    let words = text::clean(&request.text);
    let same = entry.conversation == conversation.id
        && match (&entry.body, request.kind) {
            (EntryBody::Outbound { text, .. }, SendKind::Message) => entry.is_undone() || **text == *words,
            (EntryBody::Note { text, .. }, SendKind::Note) => **text == *words,
            _ => false,
        };
    if same { Ok(SendAnswer { entry }) } else { Err(Refusal::ClientIdReused) }
}

fn message(
    tx: &mut Tx<'_>,
    rules: &Rules,
    agent: &AgentId,
    conversation: Conversation,
    request: &SendRequest,
    words: String,
) -> Result<SendAnswer, Refusal> {
    let window = match request.undo_window_s {
        Some(window) if UNDO_CHOICES.contains(&window) => window,
        Some(_) => return Err(Refusal::field("undo_window_s", "Choose 0, 5, 10, 20 or 30 seconds.")),
        None => tx.policy(&conversation.space)?.undo_window_s,
    };
    let now = tx.now();
    let delivery = match window {
        0 => Delivery::Queued,
        window => Delivery::Held { until: now.plus(i64::from(window).saturating_mul(rules.undo_second_ms)) },
    };
    let mut edit = Edit::of(conversation);
    let client_id = Some(request.client_id.clone());
    let author = Author::Agent { id: agent.clone() };
    let entry = edit.add(now, author, EntryBody::Outbound { text: words.into(), client_id, delivery });
    if window == 0 {
        release::first_reply(tx, rules, &mut edit, agent)?;
    }
    finish(tx, agent, edit)?;
    if window == 0 {
        release::dispatch(tx, &entry)?;
    }
    Ok(SendAnswer { entry })
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
fn finish(tx: &mut Tx<'_>, agent: &AgentId, edit: Edit) -> Result<(), Refusal> {
    tx.save_read(&edit.conversation().id.clone(), agent, edit.all_read())?;
    edit.store(tx, Some(agent))?;
    Ok(())
}
