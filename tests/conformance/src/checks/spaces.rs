//! What is not the caller's: other spaces, and what does not exist. Both must look the same.

use reqwest::Method;
use serde_json::json;
use switchboard_api::live::CLOSE_FORBIDDEN;
use switchboard_api::{BulkAnswer, ConversationList, Row, Session, SpaceId, Timeline};

use crate::begin::any_number;
use crate::check::{Check, Stop, check, ensure, skipped};
use crate::desk::{Desk, escaped};
use crate::http::{Caller, new_id};
use crate::socket::Socket;

pub const CHECKS: [Check; 4] = [
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
        "spaces.closed",
        "conversations.md#errors",
        "Whoever guesses an id must not be able to write into another space, search it, or listen to it.",
        closed
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
    if desk.can("undo") {
        one.write(Method::POST, &format!("/messages/{id}/undo"), &json!({})).await?.refused(&[404])?;
    }
    one.write(Method::PATCH, &format!("/conversations/{id}"), &json!({ "priority": "low" })).await?.refused(&[404])?;
    let note = json!({ "client_id": new_id(), "kind": "note", "text": "x" });
    one.write(Method::POST, &format!("/conversations/{id}/messages"), &note).await?.refused(&[404])?;
    Ok(())
}

/// The second agent's session, with a space of theirs that the first agent may not enter.
async fn foreign(desk: &Desk) -> Result<(Caller, Session, SpaceId), Stop> {
    let two = desk.two()?;
    let theirs: Session = two.read("/session").await?;
    let foreign = theirs.spaces.iter().find(|space| desk.session.spaces.iter().all(|ours| ours.id != space.id));
    match foreign.map(|space| space.id.clone()) {
        Some(space) => Ok((two, theirs, space)),
        None => skipped("It needs a second agent of another space; --token2 has none that is not the first one's too."),
    }
}

/// The newest conversations of that space.
async fn rows(two: &Caller, space: &SpaceId) -> Result<Vec<Row>, Stop> {
    let path = format!("/spaces/{space}/conversations?view=all&tab=all&limit=3");
    Ok(two.read::<ConversationList>(&path).await?.items)
}

async fn isolated(desk: &Desk) -> Result<(), Stop> {
    let (two, theirs, space) = foreign(desk).await?;
    let one = desk.one();
    one.get(&format!("/session?space={space}")).await?.refused(&[404])?;
    one.get(&format!("/spaces/{space}/conversations")).await?.refused(&[404])?;
    one.get(&format!("/spaces/{space}/events?after=0")).await?.refused(&[404])?;
    for row in rows(&two, &space).await? {
        let (id, other) = (row.conversation.id.as_str(), new_id());
        let foreign = one.get(&format!("/conversations/{id}")).await?.refused(&[404])?;
        let unknown = one.get(&format!("/conversations/{other}")).await?.refused(&[404])?;
        // An answer may name what was asked for.
        let (there, nowhere) = (foreign.detail.replace(id, "ID"), unknown.detail.replace(&other, "ID"));
        let same = (&foreign.kind, &foreign.title, there) == (&unknown.kind, &unknown.title, nowhere);
        ensure!(same, "A conversation of another space is refused in other words than one that does not exist.");
        one.get(&format!("/conversations/{id}/timeline")).await?.refused(&[404])?;
        let patch = json!({ "priority": "low" });
        one.write(Method::PATCH, &format!("/conversations/{id}"), &patch).await?.refused(&[404])?;
        one.get(&format!("/contacts/{}", row.conversation.contact.id)).await?.refused(&[404])?;
    }
    if theirs.spaces.iter().all(|space| space.id != desk.session.space) {
        two.get(&format!("/conversations/{}", desk.conversation().await?)).await?.refused(&[404])?;
    }
    Ok(())
}

async fn closed(desk: &Desk) -> Result<(), Stop> {
    let (two, _, space) = foreign(desk).await?;
    let (one, base) = (desk.one(), format!("/spaces/{space}"));
    if desk.can("live") {
        let end = Socket::hello(desk, &desk.target.token, space.as_str(), 0).await?.closed().await?;
        let code = end.map(|(code, _)| code);
        ensure!(
            code == Some(CLOSE_FORBIDDEN),
            "Hello to another space was closed with {code:?}, not {CLOSE_FORBIDDEN}."
        );
    }
    if desk.can("search") {
        one.get(&format!("{base}/search?q=secret")).await?.refused(&[404])?;
    }
    one.get(&format!("{base}/contacts?phone={}", escaped(&any_number()))).await?.refused(&[404])?;
    let text = "Not for here.";
    if let Ok(profile) = desk.profile(None) {
        let first = json!({ "client_id": new_id(), "sender_profile": profile.id, "to": any_number(), "text": text });
        one.write(Method::POST, &format!("{base}/conversations"), &first).await?.refused(&[404])?;
    }
    let note = || json!({ "client_id": new_id(), "kind": "note", "text": text });
    let many = |id: &str| json!({ "ids": [id], "patch": { "priority": "low" } });
    one.write(Method::POST, &format!("{base}/conversations/bulk"), &many("any")).await?.refused(&[404])?;
    for row in rows(&two, &space).await? {
        let id = row.conversation.id.as_str();
        let at = format!("/conversations/{id}");
        let timeline: Timeline = two.read(&format!("{at}/timeline?limit=1")).await?;
        one.write(Method::PUT, &format!("{at}/read"), &json!({ "position": 1 })).await?.refused(&[404])?;
        one.write(Method::POST, &format!("{at}/messages"), &note()).await?.refused(&[404])?;
        let ours = format!("/spaces/{}/conversations/bulk", desk.space());
        let results = one.write(Method::POST, &ours, &many(id)).await?.ok::<BulkAnswer>()?.results;
        let refused = results.iter().all(|result| result.problem.as_ref().is_some_and(|problem| problem.status == 404));
        ensure!(refused, "Among many a conversation of another space was answered {results:?}.");
        let contact = format!("/contacts/{}", row.conversation.contact.id);
        let named = json!({ "notes": { "from": null, "to": text } });
        one.write(Method::PATCH, &contact, &named).await?.refused(&[404])?;
        if let Some(entry) = timeline.entries.first().filter(|_| desk.can("undo")) {
            let path = format!("/messages/{}/undo", entry.id);
            one.write(Method::POST, &path, &json!({})).await?.refused(&[404])?;
        }
        let after: Row = two.read(&at).await?;
        ensure!(
            after.conversation.version == timeline.row.conversation.version,
            "A conversation of another space was changed by somebody who may not enter it."
        );
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
