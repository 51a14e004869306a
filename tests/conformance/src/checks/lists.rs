//! Lists: their order and pages, and that they hold what the one rule of membership says.

use std::collections::BTreeSet;

use serde_json::json;
use switchboard_api::{Assignee, ConversationId, ListFilter, Priority, Row, Session, Sort, SortKey, TabKey, View};

use crate::check::{Check, Stop, check, ensure};
use crate::desk::{Desk, escaped, first};

pub const CHECKS: [Check; 8] = [
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
        "lists.membership",
        "conversations.md#reading",
        "Clients apply the same rule to every event; where the server's differs, rows come and go with each reload.",
        membership
    ),
    check!(
        "lists.narrowed",
        "conversations.md#reading",
        "Somebody who looks at one tag or one colleague's work decides by it; one too few is a customer forgotten.",
        narrowed
    ),
    check!(
        "lists.limits",
        "conversations.md#reading",
        "A page as long as somebody asks for is a way to bring a server down.",
        limits
    ),
];

/// How many conversations are looked at on servers that have more.
const MOST: usize = 1_000;
const TRIES: usize = 4;

async fn enough(desk: &Desk) -> Result<(), Stop> {
    desk.conversation().await?;
    while desk.list("view=all&limit=1").await?.total < 3 {
        desk.begin().await?;
    }
    Ok(())
}

async fn pages(desk: &Desk) -> Result<(), Stop> {
    enough(desk).await?;
    let mut told = String::new();
    for _ in 0..TRIES {
        let before = desk.list("view=all&limit=200").await?;
        let (rows, whole) = desk.whole_list("view=all", 2, 20).await?;
        let after = desk.list("view=all&limit=200").await?;
        told = differing(&before.items, before.total, &rows, whole);
        if told.is_empty() || before.seq == after.seq {
            break;
        }
    }
    ensure!(told.is_empty(), "{told}");
    Ok(())
}

/// How the list in small pages differs from that in one large page; empty if it does not.
fn differing(large: &[Row], total: u64, small: &[Row], whole: bool) -> String {
    let ids: Vec<_> = small.iter().map(|row| &row.conversation.id).collect();
    let unique: BTreeSet<_> = ids.iter().collect();
    if unique.len() < ids.len() {
        return "A conversation is on two pages of the same list.".to_owned();
    }
    let expected: Vec<_> = large.iter().map(|row| &row.conversation.id).take(ids.len()).collect();
    if ids != expected {
        return "In pages of two the list has other conversations than in one page of 200.".to_owned();
    }
    let count = u64::try_from(ids.len()).unwrap_or(u64::MAX);
    if whole && count != total {
        return format!("The list says that there are {total} conversations, and its pages have {count}.");
    }
    String::new()
}

async fn order(desk: &Desk) -> Result<(), Stop> {
    enough(desk).await?;
    let rows = desk.list("view=all&limit=200").await?.items;
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
    desk.patch(desk.conversation().await?, &json!({ "priority": "urgent" })).await?.ok::<serde_json::Value>()?;
    for sort in Sort::ALL {
        let rows = desk.list(&format!("view=all&limit=200&sort={}", sort.as_str())).await?.items;
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
    }
    desk.one().get(&format!("/spaces/{}/conversations?sort=nonsense", desk.space())).await?.refused(&[400, 422])?;
    Ok(())
}

async fn offset(desk: &Desk) -> Result<(), Stop> {
    enough(desk).await?;
    let mut told = String::new();
    for _ in 0..TRIES {
        let all = desk.list("view=all&limit=3").await?;
        let part = desk.list("view=all&limit=2&offset=1").await?;
        let ids = |rows: &[Row]| rows.iter().map(|row| row.conversation.id.clone()).collect::<Vec<_>>();
        let expected = all.items.get(1..).map(ids).unwrap_or_default();
        told = match part.offset {
            _ if ids(&part.items) != expected => {
                format!("After skipping one the list has {:?}, not {expected:?}.", ids(&part.items))
            }
            Some(1) => String::new(),
            other => format!("After skipping one the answer says that {other:?} come before."),
        };
        if told.is_empty() || all.seq == desk.list("view=all&limit=1").await?.seq {
            break;
        }
    }
    ensure!(told.is_empty(), "{told}");
    Ok(())
}

async fn cursor(desk: &Desk) -> Result<(), Stop> {
    enough(desk).await?;
    let page = desk.list("view=all&limit=2").await?;
    let Some(next) = page.next else { return crate::check::broken("A list of three has no second page of two.") };
    let path = format!("view=all&limit=1&cursor={}", escaped(&next));
    let behind = first(&desk.list(&path).await?.items, "The second page")?.conversation.id.clone();
    // Now what was last on the first page moves to the top, and one that is not on it does too.
    if let Some(row) = page.items.last() {
        desk.note(&row.conversation.id, "Moves up while somebody scrolls.").await?;
    }
    desk.begin().await?;
    let after = desk.list(&path).await?;
    let now = first(&after.items, "The second page")?;
    ensure!(
        now.conversation.id == behind,
        "After two conversations moved to the top, the page behind the cursor begins with {} instead of {behind}.",
        now.conversation.id
    );
    Ok(())
}

async fn membership(desk: &Desk) -> Result<(), Stop> {
    enough(desk).await?;
    in_their_places(desk, filters).await
}

async fn narrowed(desk: &Desk) -> Result<(), Stop> {
    enough(desk).await?;
    let (me, id) = (&desk.session.me.id, desk.conversation().await?);
    let mine = json!({ "priority": "high", "assign": [me] });
    desk.patch(id, &mine).await?.ok::<serde_json::Value>()?;
    in_their_places(desk, narrow).await
}

/// That every conversation is in those lists where it belongs, and in no other.
async fn in_their_places(desk: &Desk, filters: fn(&Session) -> Vec<ListFilter>) -> Result<(), Stop> {
    let mut told = String::new();
    for _ in 0..TRIES {
        let session = desk.fresh_session().await?;
        told = misplaced(desk, &session, filters(&session)).await?;
        if told.is_empty() || desk.fresh_session().await?.seq == session.seq {
            break;
        }
    }
    ensure!(told.is_empty(), "{told}");
    Ok(())
}

/// What a list has and should not, or has not and should; empty if all is in its place.
async fn misplaced(desk: &Desk, session: &Session, filters: Vec<ListFilter>) -> Result<String, Stop> {
    let mut known = Vec::new();
    for view in [View::All, View::Spam, View::Trash] {
        if session.views.contains(&view) {
            known.extend(desk.whole_list(&format!("view={view}"), 200, MOST).await?.0);
        }
    }
    for filter in filters {
        let query = query(&filter);
        let (rows, whole) = desk.whole_list(&query, 200, MOST).await?;
        let belongs = |row: &Row| {
            let unread = row.conversation.unread(row.read);
            filter.contains(&session.workflow, &session.me.id, &row.conversation, unread)
        };
        if let Some(row) = rows.iter().find(|row| !belongs(row)) {
            return Ok(format!("List {query} has conversation {}, which does not belong there.", row.conversation.id));
        }
        let listed: BTreeSet<&ConversationId> = rows.iter().map(|row| &row.conversation.id).collect();
        let place = |row: &Row| SortKey::of(filter.sort, &row.conversation, row.conversation.unread(row.read));
        let horizon = rows.last().map(place);
        let within = |row: &Row| whole || horizon.as_ref().is_some_and(|last| place(row) <= *last);
        let missing = known.iter().find(|row| belongs(row) && within(row) && !listed.contains(&row.conversation.id));
        if let Some(row) = missing {
            return Ok(format!("List {query} has not conversation {}, which belongs there.", row.conversation.id));
        }
    }
    Ok(String::new())
}

/// Every view on its first tab, every tab of the view with everything, and one of each other kind.
fn filters(session: &Session) -> Vec<ListFilter> {
    let Some(tab) = session.workflow.tabs.first() else { return Vec::new() };
    let mut filters: Vec<_> = session.views.iter().map(|view| filter(*view, &tab.key)).collect();
    filters.extend(session.workflow.tabs.iter().skip(1).map(|tab| filter(View::All, &tab.key)));
    filters.extend(
        session.teams.iter().map(|team| ListFilter { team: Some(team.id.clone()), ..filter(View::All, &tab.key) }),
    );
    filters.push(ListFilter { unread_only: true, ..filter(View::All, &tab.key) });
    filters
}

/// One of each kind that narrows further.
fn narrow(session: &Session) -> Vec<ListFilter> {
    let Some(tab) = session.workflow.tabs.first() else { return Vec::new() };
    let all = || filter(View::All, &tab.key);
    let mut filters = vec![
        ListFilter { priority: Some(Priority::High), ..all() },
        ListFilter { assignee: Some(Assignee::Agent(session.me.id.clone())), ..all() },
        ListFilter { assignee: Some(Assignee::Nobody), ..all() },
    ];
    filters.extend(session.tags.iter().take(2).map(|tag| ListFilter { tag: Some(tag.id.clone()), ..all() }));
    let channels = session.channels.iter().take(2);
    filters.extend(channels.map(|channel| ListFilter { channel: Some(channel.id.clone()), ..all() }));
    filters
}

fn filter(view: View, tab: &TabKey) -> ListFilter {
    ListFilter::new(view, tab.clone())
}

fn query(filter: &ListFilter) -> String {
    let named = [
        ("team", filter.team.as_ref().map(ToString::to_string)),
        ("tag", filter.tag.as_ref().map(ToString::to_string)),
        ("channel", filter.channel.as_ref().map(ToString::to_string)),
        ("assignee", filter.assignee.as_ref().map(|assignee| assignee.as_str().to_owned())),
        ("priority", filter.priority.map(|priority| priority.as_str().to_owned())),
    ];
    let named = named.into_iter().filter_map(|(name, value)| Some(format!("&{name}={}", escaped(&value?))));
    let named: String = named.collect();
    format!("view={}&tab={}{named}&unread={}", filter.view, filter.tab, filter.unread_only)
}

async fn limits(desk: &Desk) -> Result<(), Stop> {
    let path = |query: &str| format!("/spaces/{}/conversations?{query}", desk.space());
    for query in ["limit=0", "limit=201", "limit=many", "cursor=%2Fnowhere", "view=nonsense", "tab=nonsense"] {
        desk.one().get(&path(query)).await?.refused(&[400, 422])?;
    }
    enough(desk).await?;
    let length = desk.list("view=all&limit=2").await?.items.len();
    ensure!(length == 2, "A page of two has {length} conversations, though there are more.");
    Ok(())
}
