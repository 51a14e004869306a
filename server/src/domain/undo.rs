//! Undo send: a held message is taken back, and its text leaves the timeline, the preview and the log. Once released, it
//! is too late; the same transaction order decides for both.

use switchboard_api::requests::UndoAnswer;
use switchboard_api::{AgentId, Delivery, Entry, EntryBody, EntryId};

use super::edit::{self, Edit};
use super::{Refusal, access};
use crate::db::Tx;

/// Takes the message back and gives its text.
pub fn undo(tx: &mut Tx<'_>, agent: &AgentId, id: &EntryId) -> Result<UndoAnswer, Refusal> {
    let (conversation, entry) = access::entry(tx, agent, id)?;
    let EntryBody::Outbound { text, client_id, delivery } = entry.body.clone() else {
        return Err(Refusal::NotUndoable);
    };
    if entry.author.agent() != Some(agent) {
        return Err(Refusal::Forbidden("Only the person who wrote a message can take it back."));
    }
    match delivery {
        Delivery::Held { until } if tx.now() < until => {}
        Delivery::Undone => return Err(Refusal::AlreadyUndone),
        _ => return Err(Refusal::TooLate),
    }
    let born = tx.born(id)?;
    let shown = edit::preview(&entry);
    let mut edit = Edit::of(conversation);
    let body = EntryBody::Outbound { text: "".into(), client_id, delivery: Delivery::Undone };
    let undone = edit.replace(Entry { body, ..entry });
    // The preview is found among what stands without this message, so it is stored before looking.
    tx.update_entry(&undone)?;
    edit::look_back(tx, edit.conversation_mut())?;
    tx.release_sender(id)?;
    let last = edit.conversation().last.clone();
    let stored = edit.store(tx, Some(agent))?;
    tx.rewrite_changes(&stored, born, |payload| {
        for entry in payload.entries.iter_mut().filter(|entry| entry.id == undone.id) {
            if let EntryBody::Outbound { text, .. } = &mut entry.body {
                *text = "".into();
            }
        }
        if payload.conversation.last == shown {
            let mut conversation = (*payload.conversation).clone();
            conversation.last = last.clone();
            payload.conversation = conversation.into();
        }
    })?;
    Ok(UndoAnswer { entry: undone, text: text.to_string() })
}
