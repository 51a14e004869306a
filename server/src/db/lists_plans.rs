//! How SQLite goes about a list: along the index of its order, which holds all that has to be looked at, and never through
//! more of it than the page needs, however long the list is.

use rusqlite::{StatementStatus, params_from_iter};
use switchboard_api::{
    Assignee, ChannelKind, Conversation, ListFilter, Priority, ReadPosition, Role, Sort, SpaceId, TabKey, Timestamp,
    View, Viewer, Workflow,
};

use super::channels::Transport;
use super::lists::{List, Question, Start};
use super::seed::{NewChannel, Past};
use super::{Db, Error, Snapshot, sample};

fn filters() -> Vec<ListFilter> {
    let all = || ListFilter::new(View::All, TabKey::from("active"));
    vec![
        all(),
        ListFilter { view: View::Inbox, ..all() },
        ListFilter { view: View::Snoozed, tab: TabKey::from("all"), ..all() },
        ListFilter { team: Some("support".into()), ..all() },
        ListFilter { tag: Some("vip".into()), ..all() },
        ListFilter { channel: Some("sms".into()), priority: Some(Priority::High), ..all() },
        ListFilter { assignee: Some(Assignee::Nobody), ..all() },
        ListFilter { assignee: Some(Assignee::parse("al")), ..all() },
        ListFilter { unread_only: true, ..all() },
    ]
}

fn viewer(role: Role) -> Viewer {
    Viewer { agent: "al".into(), role, teams: vec!["support".into()] }
}

fn plan(db: &Snapshot<'_>, question: &Question) -> Vec<String> {
    let mut statement = db.conn.prepare(&format!("EXPLAIN QUERY PLAN {}", question.sql)).unwrap();
    let rows = statement.query_map(params_from_iter(&question.values), |row| row.get::<_, String>(3)).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

#[tokio::test]
async fn every_order_is_a_walk_along_its_index() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&folder.path().join("db")).unwrap();
    db.read(|db| {
        let (workflow, space) = (Workflow::reference(), SpaceId::from("home"));
        for (role, sort) in [Role::Admin, Role::Agent].into_iter().flat_map(|role| Sort::ALL.map(|sort| (role, sort))) {
            let index = match sort {
                Sort::Newest | Sort::Oldest | Sort::Unread => "conversations_newest",
                Sort::Waiting => "conversations_waiting",
                Sort::Priority => "conversations_priority",
            };
            for filter in filters() {
                let filter = ListFilter { sort, ..filter };
                let list = List { workflow: &workflow, space: &space, viewer: &viewer(role), filter: &filter };
                let unread = (sort == Sort::Unread).then_some(false);
                let page = list.page(unread, &Start::Offset(5_000), 51);
                let steps = plan(db, &page);
                let walk = format!("SEARCH c USING COVERING INDEX {index} (space=? AND folder=?)");
                assert!(steps.contains(&walk), "{}\n{steps:#?}", page.sql);
                // The one is of the page alone, to keep its order.
                let sorts = steps.iter().filter(|step| step.contains("TEMP B-TREE")).count();
                assert_eq!(sorts, 1, "{}\n{steps:#?}", page.sql);
                let steps = plan(db, &list.count(unread));
                assert!(steps.iter().any(|step| step.starts_with("SEARCH c USING COVERING INDEX")), "{steps:#?}");
            }
        }
        Ok::<_, Error>(())
    })
    .await
    .unwrap();
}

/// What a first page of each order costs among so many conversations, in steps of SQLite's machine.
async fn steps_among(count: i64) -> Vec<i32> {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&folder.path().join("db")).unwrap();
    let home = SpaceId::from("home");
    db.write(move |tx| {
        tx.add_space(&home, "home")?;
        tx.add_inbox(&home, &"inbox".into(), "Inbox")?;
        let (id, inbox, transport) = ("sms".into(), "inbox".into(), Transport::Simulator);
        let channel =
            NewChannel { id: &id, inbox: &inbox, kind: ChannelKind::Sms, label: "SMS", transport: &transport };
        tx.add_channel(&home, &channel)?;
        tx.add_agent(&"al".into(), "al", "al", "")?;
        tx.insert_contact(&home, ChannelKind::Sms, &sample::conversation("any").contact)?;
        let past: Vec<Past> = (0..count).map(past).collect();
        tx.add_past(&past)
    })
    .await
    .unwrap();
    db.read(|db| {
        let (workflow, space) = (Workflow::reference(), SpaceId::from("home"));
        let steps = Sort::ALL.map(|sort| {
            let filter = ListFilter { sort, ..ListFilter::new(View::All, TabKey::from("all")) };
            let list = List { workflow: &workflow, space: &space, viewer: &viewer(Role::Admin), filter: &filter };
            let page = list.page((sort == Sort::Unread).then_some(true), &Start::Offset(0), 50);
            let mut statement = db.conn.prepare(&page.sql).unwrap();
            let mut rows = statement.query(params_from_iter(&page.values)).unwrap();
            while rows.next().unwrap().is_some() {}
            drop(rows);
            statement.get_status(StatementStatus::VmStep)
        });
        Ok::<_, Error>(steps.to_vec())
    })
    .await
    .unwrap()
}

fn past(number: i64) -> Past {
    let conversation = Conversation {
        priority: (number % 7 == 0).then_some(Priority::High),
        created_at: Timestamp::from_millis(number),
        active_at: Timestamp::from_millis(number),
        waiting_since: (number % 3 == 0).then(|| Timestamp::from_millis(number)),
        position: 1,
        inbound: 1,
        ..sample::conversation(&format!("{number:09}"))
    };
    // Every other one is read.
    let read = (number % 2 == 0).then_some(("al".into(), ReadPosition { position: 1, inbound: 1 }));
    Past { conversation, entries: Vec::new(), reads: read.into_iter().collect() }
}

#[tokio::test]
async fn a_page_of_a_long_list_costs_what_one_of_a_short_list_does() {
    let (few, many) = (steps_among(200).await, steps_among(4_000).await);
    for ((sort, few), many) in Sort::ALL.into_iter().zip(few).zip(many) {
        assert!(many <= few + few / 4, "{sort}: {few} steps among 200, {many} among 4000");
    }
}
