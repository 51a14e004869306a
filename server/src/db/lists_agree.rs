//! The property behind lists and counts: for any conversation and any viewer, SQL and the rules of `api` say the same.

use proptest::prelude::*;
use switchboard_api::{
    AgentId, ChannelKind, ContactSummary, Conversation, Folder, ListFilter, ReadPosition, Role, SortKey, SpaceId,
    TabCounts, TeamId, Timestamp, View, Workflow,
};

use super::channels::Transport;
use super::lists::After;
use super::seed::{NewChannel, Past};
use super::{Db, Error};

const AGENTS: [(&str, Role); 4] =
    [("ada", Role::Admin), ("mo", Role::Manager), ("al", Role::Agent), ("bo", Role::Agent)];
const TEAMS: [&str; 3] = ["support", "sales", "success"];

/// A conversation with the read positions of all agents.
type Drawn = (Conversation, Vec<ReadPosition>);

fn some_of(ids: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    proptest::sample::subsequence(ids, 0..=ids.len()).prop_map(|ids| ids.into_iter().map(str::to_owned).collect())
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let agents = || some_of(&["ada", "mo", "al", "bo"]).prop_map(|ids| ids.into_iter().map(AgentId::from).collect());
    let teams = some_of(&TEAMS).prop_map(|ids| ids.into_iter().map(TeamId::from).collect::<Vec<_>>());
    let statuses = Workflow::reference().statuses.into_iter().map(|status| status.key).collect::<Vec<_>>();
    let folder = prop_oneof![6 => Just(Folder::Inbox), 1 => Just(Folder::Spam), 1 => Just(Folder::Trash)];
    let reads = proptest::collection::vec(0_u64..4, AGENTS.len());
    (
        (agents(), teams, agents(), agents()),
        (proptest::sample::select(statuses), folder, any::<bool>(), any::<bool>()),
        (0_i64..5, 0_u64..4, reads, any::<bool>()),
    )
        .prop_map(|((assignees, teams, followers, mentioned), (status, folder, automated, waits), rest)| {
            let (active_at, inbound, reads, home) = rest;
            let conversation = Conversation {
                id: uuid::Uuid::now_v7().to_string().into(),
                version: 1,
                space: if home { "home" } else { "away" }.into(),
                inbox: if home { "inbox" } else { "inbox-away" }.into(),
                channel: if home { "channel" } else { "channel-away" }.into(),
                channel_kind: ChannelKind::Sms,
                sender_profile: None,
                contact: ContactSummary { id: "contact".into(), name: None, address: "+1".into(), company: None },
                status,
                priority: None,
                folder,
                assignees,
                teams,
                followers,
                mentioned,
                tags: Vec::new(),
                automated,
                last: None,
                created_at: Timestamp::default(),
                active_at: Timestamp::from_millis(active_at),
                waiting_since: waits.then_some(Timestamp::default()),
                snoozed_until: None,
                position: inbound,
                inbound,
            };
            let reads = reads.into_iter().map(|read| ReadPosition { position: read, inbound: read }).collect();
            (conversation, reads)
        })
}

async fn fill(db: &Db, drawn: Vec<Drawn>) {
    db.write(move |tx| {
        for (space, inbox, channel) in [("home", "inbox", "channel"), ("away", "inbox-away", "channel-away")] {
            let (id, inbox) = (SpaceId::from(space), inbox.into());
            tx.add_space(&id, space)?;
            tx.add_inbox(&id, &inbox, "Inbox")?;
            let (channel, kind) = (channel.into(), ChannelKind::Sms);
            let transport = &Transport::Simulator;
            tx.add_channel(&id, &NewChannel { id: &channel, inbox: &inbox, kind, label: "SMS", transport })?;
        }
        let home = SpaceId::from("home");
        for team in TEAMS {
            tx.add_team(&home, &team.into(), team)?;
        }
        for (agent, role) in AGENTS {
            tx.add_agent(&agent.into(), agent, agent, "")?;
            tx.add_member(&home, &agent.into(), role)?;
        }
        for (team, agent) in [("support", "al"), ("sales", "al"), ("success", "bo"), ("sales", "ada")] {
            tx.add_team_member(&team.into(), &agent.into())?;
        }
        let contact = ContactSummary { id: "contact".into(), name: None, address: "+1".into(), company: None };
        tx.insert_contact(&home, ChannelKind::Sms, &contact)?;
        for (conversation, reads) in &drawn {
            let reads = AGENTS.iter().map(|(agent, _)| AgentId::from(*agent)).zip(reads.iter().copied()).collect();
            tx.add_past(&[Past { conversation: conversation.clone(), entries: Vec::new(), reads }])?;
        }
        Ok::<_, Error>(())
    })
    .await
    .unwrap();
}

/// Compares every list and every number of every agent with the rules.
async fn compare(drawn: Vec<Drawn>) {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&folder.path().join("db")).unwrap();
    fill(&db, drawn.clone()).await;
    db.read(move |db| {
        let (workflow, space) = (Workflow::reference(), SpaceId::from("home"));
        for (place, (agent, _)) in AGENTS.iter().enumerate() {
            let viewer = db.viewer(&space, &AgentId::from(*agent))?.unwrap();
            let counts = db.counts(&workflow, &space, &viewer)?;
            let teams = std::iter::once(None).chain(TEAMS.into_iter().map(|team| Some(TeamId::from(team))));
            let lists = teams.flat_map(|team| View::ALL.map(|view| (team.clone(), view)));
            for (team, view) in lists {
                let mut shown = TabCounts::default();
                for tab in &workflow.tabs {
                    for unread_only in [false, true] {
                        let filter = ListFilter { view, team: team.clone(), tab: tab.key.clone(), unread_only };
                        let mut expected: Vec<&Conversation> = drawn
                            .iter()
                            .filter(|(conversation, reads)| {
                                conversation.space == space
                                    && viewer.may_see(conversation)
                                    && filter.contains(
                                        &workflow,
                                        &viewer.agent,
                                        conversation,
                                        conversation.unread(reads[place]),
                                    )
                            })
                            .map(|(conversation, _)| conversation)
                            .collect();
                        expected.sort_by_key(|conversation| SortKey::of(conversation));
                        let expected: Vec<_> = expected.iter().map(|conversation| conversation.id.clone()).collect();

                        let mut found = Vec::new();
                        let mut after: Option<After> = None;
                        loop {
                            let page = db.list(&workflow, &space, &viewer, &filter, after.as_ref(), 7)?;
                            let Some(last) = page.last() else { break };
                            after = Some(After {
                                active_at: last.conversation.active_at,
                                id: last.conversation.id.clone(),
                            });
                            found.extend(page.into_iter().map(|row| row.conversation.id.clone()));
                        }
                        assert_eq!(found, expected, "{agent} {filter:?}");
                        let (total, _) = db.list_total(&workflow, &space, &viewer, &filter)?;
                        assert_eq!(total, found.len() as u64, "{agent} {filter:?}");
                        if unread_only && tab.key.as_str() == "all" {
                            shown.unread = total;
                        } else if !unread_only {
                            shown.tabs.insert(tab.key.clone(), total);
                        }
                    }
                }
                match team {
                    None => assert_eq!(counts.views[&view], shown, "{agent} {view}"),
                    Some(team) if view == View::All => assert_eq!(counts.teams[&team], shown, "{agent} {team}"),
                    Some(_) => {}
                }
            }
        }
        Ok::<_, Error>(())
    })
    .await
    .unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lists_and_counts_agree_with_the_rules(drawn in proptest::collection::vec(drawn(), 0..60)) {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(compare(drawn));
    }
}
