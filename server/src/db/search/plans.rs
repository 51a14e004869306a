//! How SQLite goes about a search: never through a whole table, whatever was asked and whoever asks.

use rusqlite::params_from_iter;
use switchboard_api::{Role, SpaceId, Timestamp, Viewer};

use super::find::{Criteria, From, Narrow, Question};
use super::phrase::Phrase;
use crate::db::{Db, Error, Snapshot};

fn plan(db: &Snapshot<'_>, question: &Question) -> Vec<String> {
    let mut statement = db.conn.prepare(&format!("EXPLAIN QUERY PLAN {}", question.sql)).unwrap();
    let rows = statement.query_map(params_from_iter(&question.values), |row| row.get::<_, String>(3)).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

/// What may be gone through: the full-text index, which finds by itself, what it found, and the values of a list.
fn is_fine(step: &str) -> bool {
    let virtual_table = step.contains("VIRTUAL TABLE INDEX");
    let indexed = ["SCAN search_messages ", "SCAN search_contacts ", "SCAN json_each ", "SCAN t "];
    ["SCAN h", "SCAN f"].contains(&step)
        || step.starts_with("SCAN (subquery")
        || virtual_table && indexed.iter().any(|start| step.starts_with(start))
}

fn all_criteria() -> Vec<Criteria> {
    let words = || Criteria { phrases: Phrase::of("invo", false).into_iter().collect(), ..Criteria::default() };
    let at = Timestamp::from_millis(1_772_357_400_007);
    vec![
        words(),
        Criteria { number: Some("5550102".into()), ..words() },
        Criteria { since: Some(at), until: Some(at), ..words() },
        Criteria { from: Some(From::Nobody), ..words() },
        Criteria { from: Some(From::Anybody(vec!["al".into()], None)), ..words() },
        Criteria { from: Some(From::Anybody(vec!["al".into()], Phrase::of("ada", false))), ..words() },
        Criteria {
            filters: vec![
                Narrow::Tags(vec!["vip".into()]),
                Narrow::Channels(vec!["sms".into()]),
                Narrow::Owners(vec!["al".into()]),
                Narrow::Unowned,
                Narrow::Unread,
            ],
            ..words()
        },
        Criteria { filters: vec![Narrow::Unread], since: Some(at), ..Criteria::default() },
    ]
}

#[tokio::test]
async fn no_search_reads_through_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&folder.path().join("db")).unwrap();
    db.read(|db| {
        let space = SpaceId::from("home");
        for role in [Role::Admin, Role::Agent] {
            let viewer = Viewer { agent: "al".into(), role, teams: vec!["support".into()] };
            for criteria in all_criteria() {
                let messages = criteria.messages((&space, 1), &viewer, None, 20);
                assert_eq!(messages.is_some(), !criteria.phrases.is_empty());
                for question in messages.into_iter().chain([criteria.contacts((&space, 1), &viewer, 20)]) {
                    let steps = plan(db, &question);
                    let scans: Vec<_> =
                        steps.iter().filter(|step| step.starts_with("SCAN") && !is_fine(step)).collect();
                    assert!(scans.is_empty(), "{scans:?}\n{}\n{steps:#?}", question.sql);
                    // Sorting would mean to look at every message with the word before showing the newest.
                    let sorts = steps.iter().any(|step| step.contains("TEMP B-TREE FOR ORDER BY"));
                    assert!(!sorts || !question.sql.contains("search_messages"), "{}\n{steps:#?}", question.sql);
                }
            }
        }
        Ok::<_, Error>(())
    })
    .await
    .unwrap();
}
