//! What lists hold: what the one rule of membership says, and nothing else. Their orders and pages are in `lists`.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use switchboard_api::{
    Assignee, ConversationId, ListFilter, PatchAnswer, Priority, Row, Session, SortKey, TagId, View,
};

use super::lists::{RESTLESS, TRIES, enough};
use crate::check::{Check, Stop, broken, check, skipped};
use crate::desk::{Desk, escaped, first};

pub const CHECKS: [Check; 2] = [
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
];

/// How many conversations are looked at on servers that have more.
const MOST: usize = 1_000;

async fn membership(desk: &Desk) -> Result<(), Stop> {
    enough(desk).await?;
    // A team that owns something.
    if let Some(team) = desk.session.teams.first() {
        let patch = json!({ "assign_teams": [team.id] });
        desk.patch(desk.conversation().await?, &patch).await?.ok::<Value>()?;
    }
    in_their_places(desk, filters).await
}

async fn narrowed(desk: &Desk) -> Result<(), Stop> {
    enough(desk).await?;
    let (me, id) = (&desk.session.me.id, desk.conversation().await?);
    let mine = json!({ "priority": "high", "assign": [me], "create_tags": ["Check of lists"] });
    let tags = desk.patch(id, &mine).await?.ok::<PatchAnswer>()?.row.conversation.tags.clone();
    let tag = first(&tags, "`tags` of a conversation with a tag")?;
    in_their_places(desk, |session| narrow(session, tag)).await
}

/// That every conversation is in those lists where it belongs, and in no other.
async fn in_their_places(desk: &Desk, filters: impl Fn(&Session) -> Vec<ListFilter>) -> Result<(), Stop> {
    for _ in 0..TRIES {
        let session = desk.fresh_session().await?;
        let told = misplaced(desk, &session, filters(&session)).await?;
        if told.is_empty() {
            return Ok(());
        }
        if desk.fresh_session().await?.seq == session.seq {
            return broken(told);
        }
    }
    skipped(RESTLESS)
}

/// What a list has and should not, or has not and should; empty if all is in its place.
async fn misplaced(desk: &Desk, session: &Session, filters: Vec<ListFilter>) -> Result<String, Stop> {
    let mut known = Vec::new();
    for view in [View::All, View::Spam, View::Trash] {
        for tab in session.workflow.tabs.iter().filter(|_| session.views.contains(&view)) {
            let list = format!("view={view}&tab={}", escaped(tab.key.as_str()));
            known.extend(desk.whole_list(&list, 200, MOST).await?.0);
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

/// Every view on the tab with everything, every other tab of the view with everything, and one of each other kind.
fn filters(session: &Session) -> Vec<ListFilter> {
    let all = || everything(View::All);
    let mut filters: Vec<_> = session.views.iter().map(|view| everything(*view)).collect();
    let tabs = session.workflow.tabs.iter().map(|tab| ListFilter { tab: tab.key.clone(), ..all() });
    filters.extend(tabs.filter(|filter| *filter != all()));
    filters.extend(session.teams.iter().map(|team| ListFilter { team: Some(team.id.clone()), ..all() }));
    filters.push(ListFilter { unread_only: true, ..all() });
    filters
}

/// One of each kind that narrows further; of tags one that is in use.
fn narrow(session: &Session, tag: &TagId) -> Vec<ListFilter> {
    let all = || everything(View::All);
    let mut filters = vec![
        ListFilter { priority: Some(Priority::High), ..all() },
        ListFilter { assignee: Some(Assignee::Agent(session.me.id.clone())), ..all() },
        ListFilter { assignee: Some(Assignee::Nobody), ..all() },
        ListFilter { tag: Some(tag.clone()), ..all() },
    ];
    let channels = session.channels.iter().take(2);
    filters.extend(channels.map(|channel| ListFilter { channel: Some(channel.id.clone()), ..all() }));
    filters
}

fn everything(view: View) -> ListFilter {
    ListFilter::new(view, "all".into())
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
    let tab = escaped(filter.tab.as_str());
    format!("view={}&tab={tab}{named}&unread={}", filter.view, filter.unread_only)
}
