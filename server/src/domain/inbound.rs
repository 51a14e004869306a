//! A customer wrote: who they are, which conversation it belongs to, what wakes up. Signatures are checked in
//! `channels`, before this.

use switchboard_api::hooks::{InboundAnswer, InboundHook};
use switchboard_api::requests::MAX_TEXT;
use switchboard_api::{
    Author, ChannelKind, ContactSummary, Conversation, ConversationId, EntryBody, Folder, Quote, StatusKey, StatusKind,
    Timestamp,
};

use super::edit::Edit;
use super::{Refusal, Rules, contacts, text};
use crate::clock;
use crate::db::Tx;
use crate::db::channels::Account;

/// A finished chat is taken up again within this time; after it, a new conversation starts.
const CHAT_AGAIN_MS: i64 = 24 * 60 * 60 * 1_000;
const ADDRESS: usize = 320;
const NAME: usize = 200;
const PROVIDER_ID: usize = 200;

/// Stores a customer's message once, however often the provider repeats it.
pub fn receive(
    tx: &mut Tx<'_>,
    rules: &Rules,
    channel: &Account,
    hook: &InboundHook,
) -> Result<InboundAnswer, Refusal> {
    if hook.id.is_empty() || hook.id.chars().count() > PROVIDER_ID {
        return Err(Refusal::field("id", "Give your id of the message, 1 to 200 characters."));
    }
    if let Some((conversation, message)) = tx.receipt(&channel.id, &hook.id)? {
        return Ok(InboundAnswer { conversation, message, duplicate: true });
    }
    let words = text::accepted(&hook.text, MAX_TEXT)?;
    let contact = contact(tx, channel, hook)?;
    let now = tx.now();
    let at = hook.at.map_or(now, |at| at.min(now));
    let mut edit = match tx.latest_conversation(&channel.id, &contact.id)? {
        Some(latest) if !starts_anew(rules, channel.kind, &latest, now) => Edit::of(latest),
        _ => Edit::new(fresh(rules, channel, contact, at)),
    };
    let answers = answered(tx, channel, hook, &edit.conversation().id)?;
    let entry = edit.add_answer(at, Author::Contact, EntryBody::Inbound { text: words.into() }, answers);
    let conversation = edit.conversation_mut();
    conversation.waiting_since = conversation.waiting_since.or(Some(at));
    conversation.snoozed_until = None;
    if let Some(open) = woken(rules, &conversation.status) {
        edit.set_status(now, Author::System, open);
    }
    let conversation = edit.store(tx, None)?;
    tx.insert_receipt(&channel.id, &hook.id, &conversation.id, &entry.id)?;
    Ok(InboundAnswer { conversation: conversation.id.clone(), message: entry.id, duplicate: false })
}

/// The message of the conversation that the customer's answers, by the provider's id or ours.
fn answered(
    tx: &Tx<'_>,
    channel: &Account,
    hook: &InboundHook,
    conversation: &ConversationId,
) -> Result<Option<Quote>, Refusal> {
    let Some(id) = &hook.reply_to else { return Ok(None) };
    let theirs = tx.receipt(&channel.id, id)?.map(|(_, entry)| entry);
    let entry = tx.entry(&theirs.unwrap_or_else(|| id.as_str().into()))?;
    Ok(entry.filter(|entry| entry.conversation == *conversation).and_then(|entry| entry.quote()))
}

/// Live chats that were finished a day ago are over; on other channels a conversation never is.
fn starts_anew(rules: &Rules, kind: ChannelKind, latest: &Conversation, now: Timestamp) -> bool {
    kind == ChannelKind::Chat
        && rules.workflow.kind(&latest.status) == Some(StatusKind::Done)
        && now.since(latest.active_at) > CHAT_AGAIN_MS
}

/// The status a customer's message changes this one into, if it does.
fn woken(rules: &Rules, status: &StatusKey) -> Option<StatusKey> {
    match rules.workflow.kind(status)? {
        StatusKind::New | StatusKind::Active => None,
        StatusKind::Unanswered | StatusKind::Waiting | StatusKind::Snoozed | StatusKind::Done => {
            rules.workflow.statuses.iter().find(|status| status.kind == StatusKind::Active).map(|open| open.key.clone())
        }
    }
}

/// A conversation that begins at this time.
pub(super) fn fresh(rules: &Rules, channel: &Account, contact: ContactSummary, at: Timestamp) -> Conversation {
    let new = rules.workflow.statuses.iter().find(|status| status.kind == StatusKind::New);
    Conversation {
        id: clock::id(),
        version: 0,
        space: channel.space.clone(),
        inbox: channel.inbox.clone(),
        channel: channel.id.clone(),
        channel_kind: channel.kind,
        sender_profile: channel.sender_profile.clone(),
        contact,
        status: new.map_or_else(|| "new".into(), |new| new.key.clone()),
        priority: None,
        folder: Folder::Inbox,
        assignees: Vec::new(),
        teams: Vec::new(),
        followers: Vec::new(),
        mentioned: Vec::new(),
        tags: Vec::new(),
        automated: false,
        last: None,
        created_at: at,
        active_at: at,
        waiting_since: None,
        snoozed_until: None,
        position: 0,
        inbound: 0,
    }
}

/// The person behind the address, new or known; a name that has become known is told in all their conversations.
fn contact(tx: &mut Tx<'_>, channel: &Account, hook: &InboundHook) -> Result<ContactSummary, Refusal> {
    let mut address = text::line(&hook.from.address, ADDRESS + 1)
        .filter(|address| address.chars().count() <= ADDRESS)
        .ok_or_else(|| Refusal::field("from.address", "Give the customer's address, 1 to 320 characters."))?;
    if channel.kind == ChannelKind::Email {
        address = address.to_lowercase();
    }
    let name = hook.from.name.as_deref().and_then(|name| text::line(name, NAME));
    let mut known = contacts::reached(tx, &channel.space, channel.kind, &address)?;
    if let (None, Some(name)) = (&known.name, name) {
        tx.name_contact(&known.id, &name)?;
        known.name = Some(name.into());
        contacts::rename(tx, None, &known.id)?;
        contacts::tell(tx, None, &known.id)?;
    }
    Ok(known)
}
