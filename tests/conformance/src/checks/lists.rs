//! Lists: their orders and their pages. What they hold is in `membership`.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use switchboard_api::{Row, Sort, SortKey};

use crate::check::{Check, Stop, broken, check, ensure, skipped};
use crate::desk::{Desk, escaped, first};

pub const CHECKS: [Check; 6] = [
    check!(
        "lists.pages",
        "conversations.md#reading",
        "A client shows the total, and puts page after page: what comes twice or never is a row too many or too few.",
        pages
    ),
    check!(
        "lists.order",
        "conversations.md#reading",
        "Clients put what changes in its place by the same order; with another one rows jump.",
        order
    ),
    check!(
        "lists.sorts",
        "conversations.md#reading",
        "Whoever looks for who has waited longest reads from the top, and trusts that nobody further down has waited longer.",
        sorts
    ),
    check!(
        "lists.offset",
        "conversations.md#reading",
        "A scrollbar that is thrown into the middle shows what is there, and says how far down that is.",
        offset
    ),
    check!(
        "lists.cursor",
        "conversations.md#reading",
        "Conversations move while somebody scrolls; a cursor that counts instead of naming a place repeats or loses them.",
        cursor
    ),
    check!(
        "lists.limits",
        "conversations.md#reading",
        "A page as long as somebody asks for is a way to bring a server down.",
        limits
    ),
];

/// Lists are compared with each other this often while others are at work.
pub const TRIES: usize = 4;
/// Why there is nothing to be found out then.
pub const RESTLESS: &str = "Others are at work in this space, so its lists never rest.";

/// Every conversation that is neither spam nor in the trash.
const EVERYTHING: &str = "view=all&tab=all";

/// That there are three conversations at least.
pub async fn enough(desk: &Desk) -> Result<(), Stop> {
    desk.conversation().await?;
    for _ in 0..3 {
        if total(desk).await? >= 3 {
            return Ok(());
        }
        desk.begin().await?;
    }
    ensure!(total(desk).await? >= 3, "Three conversations were begun, and list {EVERYTHING} does not have them.");
    Ok(())
}

async fn total(desk: &Desk) -> Result<u64, Stop> {
    Ok(desk.list(&format!("{EVERYTHING}&limit=1")).await?.total)
}

/// Whether the list is as it was at an event, so that what was found there is no accident.
async fn rests(desk: &Desk, seq: u64) -> Result<bool, Stop> {
    Ok(desk.list(&format!("{EVERYTHING}&limit=1")).await?.seq == seq)
}

async fn pages(desk: &Desk) -> Result<(), Stop> {
    enough(desk).await?;
    paged(desk, Sort::Newest).await
}

/// That a list in small pages is the same as in one large page.
async fn paged(desk: &Desk, sort: Sort) -> Result<(), Stop> {
    let list = format!("{EVERYTHING}&sort={}", sort.as_str());
    for _ in 0..TRIES {
        let large = desk.list(&format!("{list}&limit=200")).await?;
        let (rows, whole) = desk.whole_list(&list, 2, 20).await?;
        let told = differing(&large.items, large.total, &rows, whole);
        if told.is_empty() {
            return Ok(());
        }
        if rests(desk, large.seq).await? {
            return broken(format!("With sort={} {told}", sort.as_str()));
        }
    }
    skipped(RESTLESS)
}

/// How the list in small pages differs from that in one large page; empty if it does not.
fn differing(large: &[Row], total: u64, small: &[Row], whole: bool) -> String {
    let ids: Vec<_> = small.iter().map(|row| &row.conversation.id).collect();
    let unique: BTreeSet<_> = ids.iter().collect();
    if unique.len() < ids.len() {
        return "a conversation is on two pages of the same list.".to_owned();
    }
    let expected: Vec<_> = large.iter().map(|row| &row.conversation.id).take(ids.len()).collect();
    if ids != expected {
        return "the list in pages of two has other conversations than in one page of 200.".to_owned();
    }
    let count = u64::try_from(ids.len()).unwrap_or(u64::MAX);
    if whole && count != total {
        return format!("the list says that there are {total} conversations, and its pages have {count}.");
    }
    String::new()
}

async fn order(desk: &Desk) -> Result<(), Stop> {
    enough(desk).await?;
    let rows = desk.list(&format!("{EVERYTHING}&limit=200")).await?.items;
    for pair in rows.windows(2) {
        if let [earlier, later] = pair {
            let (a, b) = (&earlier.conversation, &later.conversation);
            ensure!(
                SortKey::of(Sort::Newest, a, 0) < SortKey::of(Sort::Newest, b, 0),
                "Conversation {} (active {}) stands before {} (active {}).",
                a.id,
                a.active_at,
                b.id,
                b.active_at
            );
        }
    }
    Ok(())
}

async fn sorts(desk: &Desk) -> Result<(), Stop> {
    enough(desk).await?;
    // Something to tell them apart by.
    desk.patch(desk.conversation().await?, &json!({ "priority": "urgent" })).await?.ok::<Value>()?;
    for sort in Sort::ALL {
        let rows = desk.list(&format!("{EVERYTHING}&limit=200&sort={}", sort.as_str())).await?.items;
        let key = |row: &Row| SortKey::of(sort, &row.conversation, row.conversation.unread(row.read));
        for pair in rows.windows(2) {
            if let [earlier, later] = pair {
                ensure!(
                    key(earlier) < key(later),
                    "With sort={} conversation {} stands before {}.",
                    sort.as_str(),
                    earlier.conversation.id,
                    later.conversation.id
                );
            }
        }
        paged(desk, sort).await?;
    }
    desk.one().get(&format!("/spaces/{}/conversations?sort=nonsense", desk.space())).await?.refused(&[400, 422])?;
    Ok(())
}

async fn offset(desk: &Desk) -> Result<(), Stop> {
    enough(desk).await?;
    for _ in 0..TRIES {
        let all = desk.list(&format!("{EVERYTHING}&limit=3")).await?;
        let part = desk.list(&format!("{EVERYTHING}&limit=2&offset=1")).await?;
        let ids = |rows: &[Row]| rows.iter().map(|row| row.conversation.id.clone()).collect::<Vec<_>>();
        let expected = all.items.get(1..).map(ids).unwrap_or_default();
        let told = match part.offset {
            _ if ids(&part.items) != expected => {
                format!("After skipping one the list has {:?}, not {expected:?}.", ids(&part.items))
            }
            Some(1) => return Ok(()),
            other => format!("After skipping one the answer says that {other:?} come before."),
        };
        if rests(desk, all.seq).await? {
            return broken(told);
        }
    }
    skipped(RESTLESS)
}

async fn cursor(desk: &Desk) -> Result<(), Stop> {
    enough(desk).await?;
    let page = desk.list(&format!("{EVERYTHING}&limit=2")).await?;
    let Some(next) = page.next else { return broken("A list of three has no second page of two.") };
    let path = format!("{EVERYTHING}&limit=1&cursor={}", escaped(&next));
    let behind = first(&desk.list(&path).await?.items, "The second page")?.conversation.id.clone();
    // Now what was last on the first page moves to the top, and another one does too.
    if let Some(row) = page.items.last() {
        desk.note(&row.conversation.id, "Moves up while somebody scrolls.").await?;
    }
    if desk.can("undo") {
        desk.begin().await?;
    }
    let after = desk.list(&path).await?;
    let now = first(&after.items, "The second page")?;
    ensure!(
        now.conversation.id == behind,
        "After conversations moved to the top, the page behind the cursor begins with {} instead of {behind}.",
        now.conversation.id
    );
    Ok(())
}

async fn limits(desk: &Desk) -> Result<(), Stop> {
    let path = |query: &str| format!("/spaces/{}/conversations?{query}", desk.space());
    for query in ["limit=0", "limit=201", "limit=many", "cursor=%2Fnowhere", "view=nonsense", "tab=nonsense"] {
        desk.one().get(&path(query)).await?.refused(&[400, 422])?;
    }
    enough(desk).await?;
    let length = desk.list(&format!("{EVERYTHING}&limit=2")).await?.items.len();
    ensure!(length == 2, "A page of two has {length} conversations, though there are more.");
    Ok(())
}
