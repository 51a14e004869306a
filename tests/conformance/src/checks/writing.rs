//! Writing: done once however often it is asked for, kept as it was written, refused with what to do.

use reqwest::Method;
use serde_json::{Value, json};
use switchboard_api::{Author, EntryBody, SendAnswer};

use crate::begin::any_number;
use crate::check::{Check, Stop, broken, check, ensure};
use crate::desk::Desk;
use crate::http::new_id;

pub const CHECKS: [Check; 8] = [
    check!(
        "writing.note",
        "conversations.md#writing",
        "What was written must be what colleagues read, under the name of who wrote it.",
        note
    ),
    check!(
        "writing.replay",
        "conversations.md#writing",
        "After a torn connection a client asks again; another answer, or a second note, is a lie about what happened.",
        replay
    ),
    check!(
        "writing.key_reused",
        "conversations.md#writing",
        "A key that answers for another request hides that the new one was never done.",
        key_reused
    ),
    check!(
        "writing.client_id",
        "conversations.md#writing",
        "A message that a client sends again after it was restarted, under a new key, must not reach the customer twice.",
        client_id
    ),
    check!(
        "writing.problems",
        "conversations.md#errors",
        "A client shows what is wrong beside the field; without a problem document it can only say that it failed.",
        problems
    ),
    check!(
        "writing.unknown_fields",
        "conversations.md",
        "A field that is ignored is a promise that nobody keeps.",
        unknown_fields
    ),
    check!(
        "writing.version",
        "README.md#what-holds-everywhere",
        "Without a greater version a client keeps the record from before, and with it the old preview and position.",
        version
    ),
    check!(
        "writing.media_type",
        "conversations.md#errors",
        "A form of another site can send text that happens to be JSON, but it cannot call it JSON.",
        media_type
    ),
];

async fn path(desk: &Desk) -> Result<String, Stop> {
    Ok(format!("/conversations/{}/messages", desk.conversation().await?))
}

fn body(text: &str) -> Value {
    json!({ "client_id": new_id(), "kind": "note", "text": text })
}

async fn note(desk: &Desk) -> Result<(), Stop> {
    let text = "Ünïcode 🎈 and <b>no markup</b> & “quotes”\nin two lines";
    let body = body(text);
    let entry = desk.one().write(Method::POST, &path(desk).await?, &body).await?.ok::<SendAnswer>()?.entry;
    let me = &desk.session.me.id;
    ensure!(entry.author == Author::Agent { id: me.clone() }, "The note of {me} has the author {:?}.", entry.author);
    match &entry.body {
        EntryBody::Note { text: kept, .. } => ensure!(**kept == *text, "The note was kept as {kept:?}."),
        other => return broken(format!("The note became {other:?}.")),
    }
    let named = entry.client_id().map(|id| id.as_str());
    ensure!(named == body.get("client_id").and_then(Value::as_str), "The note's client_id came back as {named:?}.");
    let timeline = desk.timeline(&entry.conversation).await?;
    let read = timeline.entries.iter().find(|read| read.id == entry.id);
    ensure!(read == Some(&entry), "The timeline has the note as {read:?}, the answer to writing it as {entry:?}.");
    let newest = timeline.row.conversation.position;
    ensure!(newest == entry.position, "The newest position is {newest} after writing an entry at {}.", entry.position);
    Ok(())
}

async fn replay(desk: &Desk) -> Result<(), Stop> {
    let (path, body, key) = (path(desk).await?, body("Written once."), new_id());
    let first = desk.one().write_as(Method::POST, &path, &key, &body).await?;
    let entry = first.ok::<SendAnswer>()?.entry;
    // Something else in between, so that an answer made anew would differ.
    desk.note(&entry.conversation, "Meanwhile.").await?;
    let second = desk.one().write_as(Method::POST, &path, &key, &body).await?;
    ensure!(
        (second.status, &second.raw) == (first.status, &first.raw),
        "The same write under the same key was answered {} at first and then {}.",
        first.told(),
        second.told()
    );
    let timeline = desk.timeline(&entry.conversation).await?;
    let times = timeline.entries.iter().filter(|one| one.client_id() == entry.client_id()).count();
    ensure!(times == 1, "The note stands {times} times in the timeline.");
    Ok(())
}

async fn key_reused(desk: &Desk) -> Result<(), Stop> {
    let (path, key) = (path(desk).await?, new_id());
    desk.one().write_as(Method::POST, &path, &key, &body("The first one.")).await?.ok::<Value>()?;
    desk.one().write_as(Method::POST, &path, &key, &body("Another one.")).await?.refused(&[422])?;
    Ok(())
}

async fn client_id(desk: &Desk) -> Result<(), Stop> {
    let (path, body) = (path(desk).await?, body("Under a name of its own."));
    let first = desk.one().write(Method::POST, &path, &body).await?.ok::<SendAnswer>()?.entry;
    let second = desk.one().write(Method::POST, &path, &body).await?.ok::<SendAnswer>()?.entry;
    ensure!(first.id == second.id, "The same client_id became two entries, {} and {}.", first.id, second.id);
    let mut other = body.clone();
    if let Some(text) = other.get_mut("text") {
        *text = "Something else.".into();
    }
    desk.one().write(Method::POST, &path, &other).await?.refused(&[422])?;
    Ok(())
}

async fn problems(desk: &Desk) -> Result<(), Stop> {
    let (one, path) = (desk.one(), path(desk).await?);
    let blank = one.write(Method::POST, &path, &body(" \n ")).await?.refused(&[422])?;
    ensure!(
        blank.errors.iter().any(|error| error.field == "text"),
        "A blank text was refused without naming the field `text`."
    );
    ensure!(!blank.detail.is_empty(), "A blank text was refused without a sentence.");
    let missing = json!({ "client_id": new_id(), "kind": "note" });
    one.write(Method::POST, &path, &missing).await?.refused(&[422])?;
    let wrong = json!({ "client_id": new_id(), "kind": "note", "text": 5 });
    one.write(Method::POST, &path, &wrong).await?.refused(&[422])?;
    one.write_raw(Method::POST, &path, &[], "application/json", "{\"kind\": ").await?.refused(&[400])?;
    let window = json!({ "client_id": new_id(), "kind": "message", "text": "x", "undo_window_s": 7 });
    one.write(Method::POST, &path, &window).await?.refused(&[422])?;
    Ok(())
}

async fn unknown_fields(desk: &Desk) -> Result<(), Stop> {
    let id = desk.conversation().await?;
    let mut asked = vec![
        (Method::POST, path(desk).await?, body("With a wish that nobody knows.")),
        (Method::PATCH, format!("/conversations/{id}"), json!({ "priority": "low" })),
        (Method::PUT, format!("/conversations/{id}/read"), json!({ "position": 1 })),
    ];
    if let Ok(profile) = desk.profile(None) {
        let first = json!({ "client_id": new_id(), "sender_profile": profile.id, "to": any_number(), "text": "x" });
        asked.push((Method::POST, format!("/spaces/{}/conversations", desk.space()), first));
    }
    for (method, path, mut body) in asked {
        if let Some(fields) = body.as_object_mut() {
            fields.insert("scheduled_for".to_owned(), "2030-01-01T00:00:00.000Z".into());
        }
        desk.one().write(method, &path, &body).await?.refused(&[400, 422])?;
    }
    Ok(())
}

async fn version(desk: &Desk) -> Result<(), Stop> {
    let id = desk.conversation().await?;
    let before = desk.row(id).await?.conversation.version;
    desk.note(id, "Makes another record of it.").await?;
    let after = desk.row(id).await?.conversation.version;
    ensure!(after > before, "The conversation had version {before}, and after a note it has {after}.");
    Ok(())
}

async fn media_type(desk: &Desk) -> Result<(), Stop> {
    let (path, body) = (path(desk).await?, body("Not called JSON.").to_string());
    desk.one().write_raw(Method::POST, &path, &[], "text/plain", &body).await?.refused(&[415])?;
    Ok(())
}
