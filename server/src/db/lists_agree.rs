//! The property behind lists and counts: for any conversations and any viewer, SQL and the rules of `api` say the same, of
//! every view, tab, filter and order.

use proptest::prelude::*;
use switchboard_api::{
    AgentId, Assignee, ChannelKind, ContactSummary, Conversation, ConversationId, Folder, ListFilter, Priority,
    ReadPosition, Role, Sort, SortKey, SpaceId, TabCounts, TagId, TeamId, Timestamp, View, Viewer, Workflow,
};

use super::channels::Transport;
use super::lists::{List, Start};
use super::seed::{NewChannel, Past};
use super::{Db, Error, Snapshot};

const AGENTS: [(&str, Role); 4] =
    [("ada", Role::Admin), ("mo", Role::Manager), ("al", Role::Agent), ("bo", Role::Agent)];
const TEAMS: [&str; 3] = ["support", "sales", "success"];
const TAGS: [&str; 2] = ["vip", "refund"];
const CHANNELS: [&str; 2] = ["channel", "other"];
const PRIORITIES: [Priority; 4] = [Priority::Low, Priority::Medium, Priority::High, Priority::Urgent];

/// How lists are narrowed.
#[derive(Clone, Debug)]
struct Narrow {
    tag: Option<TagId>,
    channel: Option<&'static str>,
    priority: Option<Priority>,
    assignee: Option<Assignee>,
}

fn narrow() -> impl Strategy<Value = Narrow> {
    use proptest::{option, sample::select};
    let owner = prop_oneof![Just(Assignee::Nobody), select(AGENTS.to_vec()).prop_map(|(id, _)| Assignee::parse(id))];
    // Mostly by one thing, or nothing would be left.
    (0..6, select(TAGS.to_vec()), select(CHANNELS.to_vec()), select(PRIORITIES.to_vec()), option::of(owner)).prop_map(
        |(by, tag, channel, priority, owner)| Narrow {
            tag: (by == 1).then(|| tag.into()),
            channel: (by == 2 || by == 4).then_some(channel),
            priority: (by == 3).then_some(priority),
            assignee: owner.filter(|_| by >= 4),
        },
    )
}

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
        (
            some_of(&TAGS),
            proptest::sample::select(CHANNELS.to_vec()),
            proptest::option::of(proptest::sample::select(PRIORITIES.to_vec())),
            0_i64..3,
        ),
    )
        .prop_map(|((assignees, teams, followers, mentioned), (status, folder, automated, waits), rest, more)| {
            let (active_at, inbound, reads, home) = rest;
            let (tags, channel, priority, since) = more;
            let conversation = Conversation {
                id: uuid::Uuid::now_v7().to_string().into(),
                version: 1,
                space: if home { "home" } else { "away" }.into(),
                inbox: if home { "inbox" } else { "inbox-away" }.into(),
                channel: if home { channel } else { "channel-away" }.into(),
                channel_kind: ChannelKind::Sms,
                sender_profile: None,
                contact: ContactSummary { id: "contact".into(), name: None, address: "+1".into(), company: None },
                status,
                priority,
                folder,
                assignees,
                teams,
                followers,
                mentioned,
                tags: tags.into_iter().map(TagId::from).collect(),
                automated,
                last: None,
                created_at: Timestamp::default(),
                active_at: Timestamp::from_millis(active_at),
                waiting_since: waits.then_some(Timestamp::from_millis(since)),
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
        let channels =
            [("home", "inbox", "channel"), ("home", "inbox-other", "other"), ("away", "inbox-away", "channel-away")];
        for (place, (space, inbox, channel)) in channels.into_iter().enumerate() {
            let (id, inbox) = (SpaceId::from(space), inbox.into());
            if place != 1 {
                tx.add_space(&id, space)?;
            }
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

/// The conversations that a list is to hold for the agent at this place of `AGENTS`, in order, by the rules alone.
fn expected(drawn: &[Drawn], place: usize, list: &List<'_>) -> Vec<ConversationId> {
    let unread = |(conversation, reads): &&Drawn| conversation.unread(reads[place]);
    let holds = |drawn: &&Drawn| {
        drawn.0.space == *list.space
            && list.viewer.may_see(&drawn.0)
            && list.filter.contains(list.workflow, &list.viewer.agent, &drawn.0, unread(drawn))
    };
    let mut keys: Vec<_> =
        drawn.iter().filter(holds).map(|drawn| SortKey::of(list.filter.sort, &drawn.0, unread(&drawn))).collect();
    keys.sort();
    keys.into_iter().map(|key| key.id().clone()).collect()
}

/// What SQL says: by cursor page by page, and once more by offset.
fn found(db: &Snapshot<'_>, list: &List<'_>) -> Result<Vec<ConversationId>, Error> {
    let mut found = Vec::new();
    let mut start = Start::Offset(0);
    loop {
        let page = db.list(list, &start, 7)?;
        let by_offset = db.list(list, &Start::Offset(found.len() as u64), 7)?;
        assert_eq!(page, by_offset, "{:?}", list.filter);
        let Some(last) = page.last() else { return Ok(found) };
        let unread = last.conversation.unread(last.read);
        start = Start::After(SortKey::of(list.filter.sort, &last.conversation, unread));
        found.extend(page.into_iter().map(|row| row.conversation.id.clone()));
    }
}

/// Compares every list and every number of every agent with the rules.
async fn compare(drawn: Vec<Drawn>, narrow: Narrow) {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&folder.path().join("db")).unwrap();
    fill(&db, drawn.clone()).await;
    db.read(move |db| {
        let (workflow, space) = (Workflow::reference(), SpaceId::from("home"));
        for (place, (agent, _)) in AGENTS.iter().enumerate() {
            let viewer = db.viewer(&space, &AgentId::from(*agent))?.unwrap();
            let agrees = |filter: &ListFilter| {
                let list = List { workflow: &workflow, space: &space, viewer: &viewer, filter };
                let found = found(db, &list)?;
                assert_eq!(found, expected(&drawn, place, &list), "{agent} {filter:?}");
                let (total, _) = db.list_total(&list)?;
                assert_eq!(total, found.len() as u64, "{agent} {filter:?}");
                Ok::<_, Error>(total)
            };
            for view in View::ALL {
                for (tab, sort) in workflow.tabs.iter().flat_map(|tab| Sort::ALL.map(|sort| (&tab.key, sort))) {
                    let Narrow { tag, channel, priority, assignee } = narrow.clone();
                    let channel = channel.map(Into::into);
                    let whole = ListFilter { sort, ..ListFilter::new(view, tab.clone()) };
                    agrees(&ListFilter { tag, channel, priority, assignee, ..whole })?;
                }
            }
            numbers_agree(db, &viewer, agrees)?;
        }
        Ok::<_, Error>(())
    })
    .await
    .unwrap();
}

/// Compares the numbers of the rail and the tabs with the lists behind them.
fn numbers_agree(
    db: &Snapshot<'_>,
    viewer: &Viewer,
    agrees: impl Fn(&ListFilter) -> Result<u64, Error>,
) -> Result<(), Error> {
    let (workflow, space) = (Workflow::reference(), SpaceId::from("home"));
    let counts = db.counts(&workflow, &space, viewer)?;
    let teams = std::iter::once(None).chain(TEAMS.into_iter().map(|team| Some(TeamId::from(team))));
    for (team, view) in teams.flat_map(|team| View::ALL.map(|view| (team.clone(), view))) {
        let mut shown = TabCounts::default();
        for (tab, unread_only) in workflow.tabs.iter().flat_map(|tab| [false, true].map(|unread| (tab, unread))) {
            let whole = ListFilter::new(view, tab.key.clone());
            let total = agrees(&ListFilter { team: team.clone(), unread_only, ..whole })?;
            if unread_only && tab.key.as_str() == "all" {
                shown.unread = total;
            } else if !unread_only {
                shown.tabs.insert(tab.key.clone(), total);
            }
        }
        match team {
            None => assert_eq!(counts.views[&view], shown, "{} {view}", viewer.agent),
            Some(team) if view == View::All => assert_eq!(counts.teams[&team], shown, "{} {team}", viewer.agent),
            Some(_) => {}
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lists_and_counts_agree_with_the_rules(drawn in proptest::collection::vec(drawn(), 0..60), narrow in narrow()) {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(compare(drawn, narrow));
    }
}
