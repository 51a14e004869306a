//! The webhook channel, where the suite is given one: signatures, messages once, and what they change.

use serde_json::json;
use switchboard_api::hooks::InboundAnswer;
use switchboard_api::{Author, EntryBody, ListFilter, Row, View};

use crate::begin::any_number;
use crate::check::{Check, Stop, broken, check, ensure, skipped};
use crate::desk::Desk;
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
    let (id, from) = (new_id(), desk.new_number().await?);
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
    let (from, text) = (desk.new_number().await?, "Is anybody there?");
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
    desk.inbound(&new_id(), &from, "Please?").await?.ok::<InboundAnswer>()?;
    let row = desk.row(&answer.conversation).await?;
    let (old, new) = (conversation.version, row.conversation.version);
    ensure!(new > old, "The conversation had version {old}, and after another message it has {new}.");
    at_the_top(desk, &row).await
}

/// That the list of those who wait has the conversation on its first page, with nothing older above it.
async fn at_the_top(desk: &Desk, row: &Row) -> Result<(), Stop> {
    let (session, conversation) = (&desk.session, &row.conversation);
    let filter = ListFilter::new(View::Inbox, "all".into());
    let belongs = filter.contains(&session.workflow, &session.me.id, conversation, conversation.unread(row.read));
    if !session.views.contains(&View::Inbox) || !belongs {
        return skipped("There is no view `inbox`, or what customers write first does not belong there.");
    }
    let list = desk.list("view=inbox&tab=all&limit=200").await?;
    let Some(place) = list.items.iter().position(|listed| listed.conversation.id == conversation.id) else {
        return broken("Who wrote just now is not on the first page of the inbox.");
    };
    let mut above = list.items.iter().take(place);
    let older = above.find(|listed| listed.conversation.active_at < conversation.active_at);
    ensure!(older.is_none(), "In the inbox {older:?} stands above who wrote just now.");
    Ok(())
}
