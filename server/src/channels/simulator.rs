//! The simulator channel: customers of the demo. Their devices report deliveries, they answer, and now and then one writes
//! on their own. Their messages come in through the same rules as real ones.

use std::sync::Arc;

use switchboard_api::hooks::{HookContact, InboundHook};
use switchboard_api::{Conversation, ConversationId, Delivery, EntryBody, EntryId, Timestamp};

use crate::app::App;
use crate::clock;
use crate::db::steps::Step;
use crate::db::{self, Tx};
use crate::demo::simulator_reply;
use crate::domain::{Refusal, Rules, delivery, inbound};

/// Customers who write by themselves in one run of the server: a demo that is left alone must not grow for ever.
const UNASKED: u32 = 400;
/// The next one is chosen among this many.
const CHOICE: i64 = 40;

/// Works until the task is ended.
pub async fn run(app: Arc<App>) {
    let mut work = app.db.signals().work();
    let mut left = if app.config.quiet { 0 } else { UNASKED };
    let mut unasked = next_unasked();
    loop {
        work.mark_unchanged();
        let rules = Arc::clone(&app.rules);
        let taken = match app.db.read(|db| db.due_step(clock::now())).await {
            Ok(None) => Ok(false),
            Ok(Some(_)) => app.db.write(move |tx| take_step(tx, &rules)).await,
            Err(error) => Err(Refusal::from(error)),
        };
        match taken {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => {
                tracing::error!(%error, "a simulated customer failed");
                tokio::time::sleep(super::AFTER_FAILURE).await;
                continue;
            }
        }
        if left > 0 && unasked <= clock::now() {
            unasked = next_unasked();
            left -= 1;
            let rules = Arc::clone(&app.rules);
            if let Err(error) = app.db.write(move |tx| write_unasked(tx, &rules)).await {
                tracing::error!(%error, "a simulated customer could not write");
            }
        }
        let step = app.db.read(|db| db.next_step()).await.unwrap_or_else(|error: db::Error| {
            tracing::error!(%error, "simulated steps could not be read");
            None
        });
        let next = if left > 0 { Some(step.map_or(unasked, |step| step.min(unasked))) } else { step };
        super::rest(&mut work, next).await;
    }
}

fn next_unasked() -> Timestamp {
    clock::now().plus(clock::between(20_000, 60_000))
}

/// Takes the next due step, if there still is one.
fn take_step(tx: &mut Tx<'_>, rules: &Rules) -> Result<bool, Refusal> {
    let Some(due) = tx.due_step(tx.now())? else { return Ok(false) };
    match due.step {
        Step::Sent => delivery::report(tx, &due.entry, Delivery::Sent).map(|_| ())?,
        Step::Delivered => delivery::report(tx, &due.entry, Delivery::Delivered).map(|_| ())?,
        Step::Read => delivery::report(tx, &due.entry, Delivery::Read).map(|_| ())?,
        Step::Reply => reply(tx, rules, &due.conversation, &due.entry)?,
    }
    tx.finish_step(due.id)?;
    Ok(true)
}

fn reply(tx: &mut Tx<'_>, rules: &Rules, id: &ConversationId, entry: &EntryId) -> Result<(), Refusal> {
    let Some(conversation) = tx.conversation(id)? else { return Ok(()) };
    let heard = match tx.entry(entry)?.map(|entry| entry.body) {
        Some(EntryBody::Outbound { text, .. }) => text,
        _ => return Ok(()),
    };
    say(tx, rules, &conversation, &heard)
}

/// Somebody to whom we wrote last comes back.
fn write_unasked(tx: &mut Tx<'_>, rules: &Rules) -> Result<(), Refusal> {
    let nth = u32::try_from(clock::between(0, CHOICE)).unwrap_or(0);
    let found = match tx.idle_simulated(nth)? {
        Some(id) => Some(id),
        None => tx.idle_simulated(0)?,
    };
    let Some(conversation) = found.map(|id| tx.conversation(&id)).transpose()?.flatten() else { return Ok(()) };
    let heard = conversation.last.as_ref().map(|last| Arc::clone(&last.text)).unwrap_or_default();
    say(tx, rules, &conversation, &heard)
}

fn say(tx: &mut Tx<'_>, rules: &Rules, conversation: &Conversation, heard: &str) -> Result<(), Refusal> {
    let Some(channel) = tx.channel(&conversation.channel)? else { return Ok(()) };
    let language = tx.contact_locale(&conversation.contact.id)?.unwrap_or_default();
    let seed = clock::between(0, i64::MAX).unsigned_abs();
    let hook = InboundHook {
        id: clock::id::<String>(),
        from: HookContact { address: conversation.contact.address.to_string(), name: None },
        text: simulator_reply(seed, heard, &language).to_owned(),
        at: None,
        reply_to: None,
    };
    inbound::receive(tx, rules, &channel, &hook)?;
    Ok(())
}
