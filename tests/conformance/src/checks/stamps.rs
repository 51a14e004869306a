//! Numbers and times: at which event answers say that they are true, and how they write down when something happened.

use serde_json::Value;
use switchboard_api::{LiveEvent, SearchPage, Timestamp};

use super::events::{after, entries};
use crate::check::{Check, Stop, broken, check, ensure};
use crate::desk::{Desk, escaped};

pub const CHECKS: [Check; 2] = [
    check!(
        "events.numbers",
        "getting-started.md#the-one-thing-to-get-right-the-log",
        "A client goes on from the number of what it has read; one too high loses a change, one too low shows an old one.",
        numbers
    ),
    check!(
        "events.times",
        "README.md#what-holds-everywhere",
        "A time in another form is read differently by every client, or not at all.",
        times
    ),
];

/// The fields that are times, wherever they are.
const TIMES: [&str; 7] = ["at", "now", "until", "created_at", "active_at", "waiting_since", "snoozed_until"];

async fn numbers(desk: &Desk) -> Result<(), Stop> {
    let (id, began) = (desk.conversation().await?, desk.fresh_session().await?.seq);
    let note = desk.note(id, "Told under a number.").await?;
    let events = after(desk, began).await?;
    let tells = |event: &&LiveEvent| entries(event).iter().any(|entry| entry.id == note.id);
    let Some(event) = events.iter().find(tells) else { return broken("A note was written, and no event tells of it.") };
    let mut read = vec![
        ("GET /session", desk.fresh_session().await?.seq),
        ("The list", desk.list("limit=1").await?.seq),
        ("The timeline", desk.timeline(id).await?.seq),
    ];
    if desk.can("search") {
        let path = format!("/spaces/{}/search?q={}", desk.space(), escaped("under a number"));
        read.push(("The search", desk.one().read::<SearchPage>(&path).await?.seq));
    }
    let (least, most) = (event.seq, desk.fresh_session().await?.seq);
    for (what, seq) in read {
        let fits = (least..=most).contains(&seq);
        ensure!(
            fits,
            "{what} says that it is true at {seq}; event {least} had happened before, and {most} afterwards."
        );
    }
    Ok(())
}

async fn times(desk: &Desk) -> Result<(), Stop> {
    let (id, began) = (desk.conversation().await?, desk.fresh_session().await?.seq);
    desk.note(id, "Written at some time.").await?;
    let space = desk.space();
    for path in [
        format!("/session?space={space}"),
        format!("/spaces/{space}/conversations?limit=20"),
        format!("/conversations/{id}/timeline?limit=20"),
        format!("/spaces/{space}/events?after={began}"),
    ] {
        well_written(&path, &desk.one().read::<Value>(&path).await?)?;
    }
    Ok(())
}

/// That every time in an answer is RFC 3339 in UTC with milliseconds.
fn well_written(path: &str, value: &Value) -> Result<(), Stop> {
    match value {
        Value::Array(items) => items.iter().try_for_each(|item| well_written(path, item)),
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| match value {
            Value::String(text) if TIMES.contains(&name.as_str()) => {
                let fits = Timestamp::parse(text).is_some_and(|at| at.to_string() == *text);
                ensure!(fits, "In GET {path} `{name}` is {text:?}, no time in UTC with milliseconds.");
                Ok(())
            }
            value => well_written(path, value),
        }),
        _ => Ok(()),
    }
}
