//! The webhook channel, where the suite is given one: signatures, messages once, and what they change.

use serde_json::json;
use switchboard_api::hooks::InboundAnswer;
use switchboard_api::{Author, EntryBody, View};

use crate::check::{Check, Stop, check, ensure};
use crate::desk::{Desk, any_number};
use crate::http::new_id;
use crate::sign::{now_s, signature};

pub const CHECKS: [Check; 3] = [
    check!(
        "webhooks.signature",
        "webhooks.md#signature",
        "Without a signature anybody on the internet can write as any customer.",
        signed
    ),
    check!(
        "webhooks.once",
        "webhooks.md#to-switchboard",
        "Providers send again what they are not sure of; the customer wrote it once.",
        once
    ),
    check!(
        "webhooks.unread",
        "conversations.md#reading",
        "A customer who wrote must be seen: unread, waiting, at the top.",
        unread
    ),
];

async fn signed(desk: &Desk) -> Result<(), Stop> {
    let (_, secret) = desk.channel()?;
    let body = json!({ "id": new_id(), "from": { "address": any_number() }, "text": "Not signed." }).to_string();
    let (now, old) = (now_s().to_string(), (now_s().saturating_sub(1_000)).to_string());
    let wrong = [
        (&now, signature("another secret", &now, &body)?),
        (&now, signature(secret, &now, "another body")?),
        (&old, signature(secret, &old, &body)?),
        (&now, "v1=".to_owned()),
    ];
    for (timestamp, signature) in wrong {
        desk.signed("messages", &body, timestamp, &signature).await?.refused(&[401])?;
    }
    Ok(())
}

async fn once(desk: &Desk) -> Result<(), Stop> {
    desk.channel()?;
    let (id, from) = (new_id(), any_number());
    let first = desk.inbound(&id, &from, "Hello?").await?.ok::<InboundAnswer>()?;
    ensure!(!first.duplicate, "A message that came for the first time is called a duplicate.");
    let second = desk.inbound(&id, &from, "Hello?").await?.ok::<InboundAnswer>()?;
    ensure!(second.duplicate, "A message that came again is not called a duplicate.");
    let same = (&first.conversation, &first.message) == (&second.conversation, &second.message);
    ensure!(same, "A message that came again went elsewhere: {second:?}.");
    let timeline = desk.timeline(&first.conversation).await?;
    let times = timeline.entries.iter().filter(|entry| matches!(entry.body, EntryBody::Inbound { .. })).count();
    ensure!(times == 1, "A message that came twice stands {times} times in the timeline.");
    Ok(())
}

async fn unread(desk: &Desk) -> Result<(), Stop> {
    desk.channel()?;
    let (from, text) = (any_number(), "Is anybody there?");
    let answer = desk.inbound(&new_id(), &from, text).await?.ok::<InboundAnswer>()?;
    let timeline = desk.timeline(&answer.conversation).await?;
    let row = timeline.row;
    let conversation = &row.conversation;
    let unread = conversation.unread(row.read);
    ensure!(unread == 1, "After one message {unread} are unread.");
    ensure!(conversation.waiting_since.is_some(), "The customer wrote, and waits for nothing.");
    ensure!(*conversation.contact.address == *from, "The customer's address is {:?}.", conversation.contact.address);
    let entry = timeline.entries.iter().find(|entry| entry.id == answer.message);
    let as_written = entry.is_some_and(|entry| {
        entry.author == Author::Contact && matches!(&entry.body, EntryBody::Inbound { text: kept } if **kept == *text)
    });
    ensure!(as_written, "The message stands in the timeline as {entry:?}.");
    let list = desk.list(&format!("view={}&limit=1", View::Inbox)).await?;
    let top = list.items.first().map(|row| &row.conversation.id);
    ensure!(top == Some(&answer.conversation), "The inbox begins with {top:?}, not with who wrote just now.");
    Ok(())
}
