//! What is not the caller's: other spaces, and what does not exist. Both must look the same.

use reqwest::Method;
use serde_json::json;
use switchboard_api::{ConversationList, Session};

use crate::check::{Check, Stop, check, ensure, skipped};
use crate::desk::Desk;
use crate::http::new_id;

pub const CHECKS: [Check; 3] = [
    check!(
        "spaces.unknown",
        "conversations.md#errors",
        "A client must be able to tell what is gone from what failed, and say so.",
        unknown
    ),
    check!(
        "spaces.isolated",
        "conversations.md#errors",
        "One customer's mail must never be shown to another's agents, and they must not even learn that it exists.",
        isolated
    ),
    check!(
        "spaces.lists",
        "conversations.md#reading",
        "A conversation of another space in a list is a leak, and a client keeps it in the wrong place.",
        lists
    ),
];

async fn unknown(desk: &Desk) -> Result<(), Stop> {
    let (one, id) = (desk.one(), new_id());
    let paths = ["/conversations/ID", "/conversations/ID/timeline", "/contacts/ID", "/spaces/ID/conversations"];
    for path in paths {
        one.get(&path.replace("ID", &id)).await?.refused(&[404])?;
    }
    one.get(&format!("/session?space={id}")).await?.refused(&[404])?;
    one.get(&format!("/spaces/{id}/events?after=0")).await?.refused(&[404])?;
    one.write(Method::POST, &format!("/messages/{id}/undo"), &json!({})).await?.refused(&[404])?;
    one.write(Method::PATCH, &format!("/conversations/{id}"), &json!({ "priority": "low" })).await?.refused(&[404])?;
    let note = json!({ "client_id": new_id(), "kind": "note", "text": "x" });
    one.write(Method::POST, &format!("/conversations/{id}/messages"), &note).await?.refused(&[404])?;
    Ok(())
}

async fn isolated(desk: &Desk) -> Result<(), Stop> {
    let two = desk.two()?;
    let theirs: Session = two.read("/session").await?;
    let foreign = theirs.spaces.iter().find(|space| desk.session.spaces.iter().all(|ours| ours.id != space.id));
    let Some(foreign) = foreign else {
        return skipped("It needs a second agent of another space; --token2 has none that is not the first one's too.");
    };
    let (one, space) = (desk.one(), &foreign.id);
    one.get(&format!("/session?space={space}")).await?.refused(&[404])?;
    one.get(&format!("/spaces/{space}/conversations")).await?.refused(&[404])?;
    one.get(&format!("/spaces/{space}/events?after=0")).await?.refused(&[404])?;
    let list: ConversationList = two.read(&format!("/spaces/{space}/conversations?view=all&limit=3")).await?;
    for row in &list.items {
        let id = &row.conversation.id;
        let foreign = one.get(&format!("/conversations/{id}")).await?.refused(&[404])?;
        let unknown = one.get(&format!("/conversations/{}", new_id())).await?.refused(&[404])?;
        let same = (&foreign.kind, &foreign.title, &foreign.detail) == (&unknown.kind, &unknown.title, &unknown.detail);
        ensure!(same, "A conversation of another space is refused in other words than one that does not exist.");
        one.get(&format!("/conversations/{id}/timeline")).await?.refused(&[404])?;
        one.write(Method::PATCH, &format!("/conversations/{id}"), &json!({ "priority": "low" }))
            .await?
            .refused(&[404])?;
        one.get(&format!("/contacts/{}", row.conversation.contact.id)).await?.refused(&[404])?;
    }
    let mine = desk.conversation().await?;
    if theirs.spaces.iter().all(|space| space.id != desk.session.space) {
        two.get(&format!("/conversations/{mine}")).await?.refused(&[404])?;
    }
    Ok(())
}

async fn lists(desk: &Desk) -> Result<(), Stop> {
    desk.conversation().await?;
    for view in &desk.session.views {
        for row in desk.list(&format!("view={view}&limit=200")).await?.items {
            let (id, space) = (&row.conversation.id, &row.conversation.space);
            ensure!(*space == desk.session.space, "List {view} has conversation {id} of space {space}.");
        }
    }
    Ok(())
}
