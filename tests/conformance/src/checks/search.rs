//! Search, where the server has it: that what was written is found, and where.

use switchboard_api::{EntryId, SearchPage};

use crate::check::{Check, Stop, broken, check, ensure};
use crate::desk::{Desk, escaped, first};
use crate::http::new_id;

pub const CHECKS: [Check; 3] = [
    check!(
        "search.finds",
        "search.md#what-is-found",
        "Somebody who remembers a word must find where it was said, whatever its case and accents.",
        finds
    ),
    check!(
        "search.matches",
        "search.md",
        "A client marks what was found by these places; with wrong ones it marks something else.",
        matches
    ),
    check!(
        "search.refused",
        "search.md#limits",
        "An empty search that answers with everything is as slow as the server is large.",
        refused
    ),
];

async fn search(desk: &Desk, query: &str) -> Result<SearchPage, Stop> {
    desk.one().read(&format!("/spaces/{}/search?q={}", desk.space(), escaped(query))).await
}

/// A word that nobody has written before.
fn word() -> String {
    let id = new_id();
    let letters = id.bytes().rev().filter(|byte| *byte != b'-').map(|byte| char::from(b'a' + byte % 26)).take(12);
    format!("zq{}", letters.collect::<String>())
}

/// Asks until the entry is found; a server may take a while to read what was written.
async fn until_found(desk: &Desk, query: &str, entry: &EntryId) -> Result<SearchPage, Stop> {
    let found = desk.again(|| async {
        let page = search(desk, query).await?;
        Ok(page.messages.iter().any(|hit| hit.entry == *entry).then_some(page))
    });
    match found.await? {
        Some(page) => Ok(page),
        None => broken(format!("Searching for {query:?} does not find the note that has it.")),
    }
}

async fn finds(desk: &Desk) -> Result<(), Stop> {
    desk.needs("search")?;
    let (id, word) = (desk.conversation().await?, word());
    let note = desk.note(id, &format!("Somebody said Ré{word} on the phone.")).await?;
    for query in [format!("re{word}"), format!("RE{}", word.to_uppercase()), format!("\"somebody said re{word}\"")] {
        let found = until_found(desk, &query, &note.id).await?;
        let others = found.messages.len();
        ensure!(others == 1, "Searching for {query:?} finds {others} messages, and one has it.");
    }
    let nothing = search(desk, &format!("not{word}")).await?;
    ensure!(nothing.messages.is_empty() && nothing.contacts.is_empty(), "A word that nobody wrote is found.");
    Ok(())
}

async fn matches(desk: &Desk) -> Result<(), Stop> {
    desk.needs("search")?;
    let (id, word) = (desk.conversation().await?, word());
    let note = desk.note(id, &format!("🎈 Ünd {word} once more.")).await?;
    let found = until_found(desk, &word, &note.id).await?;
    let hit = first(&found.messages, "What was found")?;
    let Some(place) = hit.matches.first() else { return broken("The hit does not say where.") };
    let (start, length) = (place.start as usize, place.length as usize);
    let marked: String = hit.snippet.chars().skip(start).take(length).collect();
    ensure!(marked == word, "In {:?} the match is {marked:?}, not {word:?}.", hit.snippet);
    ensure!(hit.position == note.position, "The hit is at {}, the note at {}.", hit.position, note.position);
    ensure!(hit.row.conversation.id == *id, "The hit is of another conversation than the note.");
    Ok(())
}

async fn refused(desk: &Desk) -> Result<(), Stop> {
    desk.needs("search")?;
    let path = |query: String| format!("/spaces/{}/search?{query}", desk.space());
    for query in [
        "q=".to_owned(),
        "q=%20".to_owned(),
        String::new(),
        format!("q={}", "x".repeat(201)),
        "q=x&limit=51".to_owned(),
    ] {
        desk.one().get(&path(query)).await?.refused(&[400, 422])?;
    }
    Ok(())
}
