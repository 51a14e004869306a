//! Letting messages go: a held one whose undo window is over becomes queued, exactly once, and what follows from a reply
//! follows then. Delivering is not done here.

use switchboard_api::{AgentId, Author, Delivery, Entry, EntryBody, EntryId, StatusKind};

use super::edit::Edit;
use super::{Refusal, Rules};
use crate::clock;
use crate::db::Tx;
use crate::db::channels::Transport;
use crate::db::directory::AssignOnReply;
use crate::db::steps::Step;

/// Lets a held message go if its time has come. Repeating it does nothing: the state is compared inside the transaction.
pub fn release(tx: &mut Tx<'_>, rules: &Rules, id: &EntryId) -> Result<(), Refusal> {
    let Some(entry) = tx.entry(id)? else { return Ok(()) };
    let due =
        matches!(&entry.body, EntryBody::Outbound { delivery: Delivery::Held { until }, .. } if *until <= tx.now());
    let Some(conversation) = tx.conversation(&entry.conversation)?.filter(|_| due) else { return Ok(()) };
    let author = entry.author.agent().cloned();
    let mut edit = Edit::of(conversation);
    let entry = edit.set_delivery(entry, Delivery::Queued);
    if let Some(author) = &author {
        first_reply(tx, rules, &mut edit, author)?;
    }
    edit.store(tx, author.as_ref())?;
    dispatch(tx, &entry)
}

/// What a reply does to its conversation: it is no longer new, nobody waits, and somebody owns it.
pub fn first_reply(tx: &Tx<'_>, rules: &Rules, edit: &mut Edit, agent: &AgentId) -> Result<(), Refusal> {
    let author = || Author::Agent { id: agent.clone() };
    let now = tx.now();
    edit.conversation_mut().waiting_since = None;
    if rules.workflow.kind(&edit.conversation().status) == Some(StatusKind::New) {
        let open = rules.workflow.statuses.iter().find(|status| status.kind == StatusKind::Active);
        if let Some(open) = open {
            edit.set_status(now, author(), open.key.clone());
        }
    }
    let assignees = &edit.conversation().assignees;
    let assign = match tx.policy(&edit.conversation().space)?.assign_on_reply {
        AssignOnReply::Always => !assignees.contains(agent),
        AssignOnReply::IfUnassigned => assignees.is_empty(),
        AssignOnReply::Never => false,
    };
    if assign {
        edit.assign(now, author(), agent.clone());
    }
    Ok(())
}

/// Puts a queued message on its way: into the queue of a webhook, or before a simulated customer.
pub fn dispatch(tx: &mut Tx<'_>, entry: &Entry) -> Result<(), Refusal> {
    let Some(conversation) = tx.conversation(&entry.conversation)? else { return Ok(()) };
    let simulated = tx.channel(&conversation.channel)?.is_some_and(|channel| channel.transport == Transport::Simulator);
    if simulated {
        let now = tx.now();
        tx.drop_replies(&conversation.id)?;
        let steps = [
            (Step::Sent, 0),
            (Step::Delivered, 1_000),
            (Step::Read, 3_000),
            (Step::Reply, clock::between(4_000, 9_000)),
        ];
        for (step, after) in steps {
            tx.plan(step, now.plus(after), &conversation.id, &entry.id)?;
        }
    } else {
        tx.enqueue(&entry.id, &conversation.id)?;
    }
    Ok(())
}
