//! Counts: how many conversations each view, team and tab holds for one agent. One pass over what the agent may see;
//! membership is decided by `api::list` itself, so numbers and lists cannot disagree.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Row, params_from_iter};
use switchboard_api::{
    AgentId, ContactSummary, Conversation, Counts, Folder, ListFilter, SpaceId, StatusKey, TabCounts, TeamId,
    Timestamp, View, Viewer, Workflow,
};

use super::codec::document;
use super::conditions::{Conditions, text};
use super::{Result, Snapshot};

/// The columns that [`Facets::of`] reads.
const FACETS: &str = "c.folder, c.status, c.waiting_since IS NOT NULL, c.automated, c.inbound > coalesce(r.inbound, 0), \
     c.assignees, c.followers, c.mentioned, c.teams";
const TEAMS: usize = 8;

/// What decides which lists hold a conversation. Equal ones are counted together; doing that here takes a fraction of
/// the time that SQLite takes to group by as many columns.
#[derive(PartialEq, Eq, Hash)]
struct Facets {
    folder: &'static str,
    status: usize,
    waiting: bool,
    automated: bool,
    unread: bool,
    owned: bool,
    mine: bool,
    followed: bool,
    mentioned: bool,
}

impl Facets {
    /// Those of a row; nothing for a status that the workflow does not know. `me` is the agent's id as in JSON.
    fn of(row: &Row<'_>, statuses: &[&StatusKey], me: &str) -> rusqlite::Result<Option<Self>> {
        let folder = Folder::parse(row.get_ref(0)?.as_str()?).unwrap_or_default().as_str();
        let key = row.get_ref(1)?.as_str()?;
        let Some(status) = statuses.iter().position(|status| status.as_str() == key) else { return Ok(None) };
        let names_me = |column| Ok::<_, rusqlite::Error>(row.get_ref(column)?.as_str()?.contains(me));
        Ok(Some(Self {
            folder,
            status,
            waiting: row.get(2)?,
            automated: row.get(3)?,
            unread: row.get(4)?,
            owned: row.get_ref(5)?.as_str()? != "[]",
            mine: names_me(5)?,
            followed: names_me(6)?,
            mentioned: names_me(7)?,
        }))
    }

    /// A conversation with these facets, for the rules to judge.
    fn conversation(&self, statuses: &[&StatusKey], me: &AgentId) -> Conversation {
        let named = |yes: bool| if yes { vec![me.clone()] } else { Vec::new() };
        let assignees = if self.owned && !self.mine { vec!["".into()] } else { named(self.mine) };
        Conversation {
            id: "".into(),
            version: 0,
            space: "".into(),
            inbox: "".into(),
            channel: "".into(),
            channel_kind: switchboard_api::ChannelKind::Sms,
            sender_profile: None,
            contact: ContactSummary { id: "".into(), name: None, address: "".into(), company: None },
            status: statuses.get(self.status).map_or_else(|| "".into(), |key| (*key).clone()),
            priority: None,
            folder: Folder::parse(self.folder).unwrap_or_default(),
            assignees,
            teams: Vec::new(),
            followers: named(self.followed),
            mentioned: named(self.mentioned),
            tags: Vec::new(),
            automated: self.automated,
            last: None,
            created_at: Timestamp::default(),
            active_at: Timestamp::default(),
            waiting_since: self.waiting.then(Timestamp::default),
            snoozed_until: None,
            position: 0,
            inbound: 0,
        }
    }
}

/// How many conversations share their facets, in all and by their teams.
#[derive(Default)]
struct Tally {
    count: u64,
    teams: HashMap<Box<str>, u64>,
}

impl Snapshot<'_> {
    /// The agent's numbers.
    pub fn counts(&self, workflow: &Workflow, space: &SpaceId, viewer: &Viewer) -> Result<Counts> {
        let conditions = Conditions::visible(space, viewer);
        let statuses: Vec<_> = workflow.statuses.iter().map(|status| &status.key).collect();
        let me = document(viewer.agent.as_str())?;
        let mut tallies: HashMap<Facets, Tally> = HashMap::new();
        {
            let mut statement = self.conn.prepare_cached(&conditions.statement(FACETS, "", ""))?;
            let id = text(viewer.agent.as_str());
            let mut rows = statement.query(params_from_iter(conditions.values(&id)))?;
            while let Some(row) = rows.next()? {
                let Some(facets) = Facets::of(row, &statuses, &me)? else { continue };
                let tally = tallies.entry(facets).or_default();
                tally.count += 1;
                let teams = row.get_ref(TEAMS)?.as_str().map_err(rusqlite::Error::from)?;
                match tally.teams.get_mut(teams) {
                    Some(count) => *count += 1,
                    None if teams == "[]" => {}
                    None => {
                        tally.teams.insert(teams.into(), 1);
                    }
                }
            }
        }

        let empty = || TabCounts { tabs: workflow.tabs.iter().map(|tab| (tab.key.clone(), 0)).collect(), unread: 0 };
        let mut views: BTreeMap<View, TabCounts> = View::ALL.into_iter().map(|view| (view, empty())).collect();
        let mut teams: BTreeMap<TeamId, TabCounts> =
            self.team_ids(space)?.into_iter().map(|team| (team, empty())).collect();
        for (facets, tally) in &tallies {
            let like = facets.conversation(&statuses, &viewer.agent);
            let add = |counts: &mut TabCounts, view, count| {
                let mut held = false;
                for (tab, number) in &mut counts.tabs {
                    let filter = ListFilter::new(view, tab.clone());
                    if filter.contains(workflow, &viewer.agent, &like, u64::from(facets.unread)) {
                        *number += count;
                        held = true;
                    }
                }
                if held && facets.unread {
                    counts.unread += count;
                }
            };
            for (view, counts) in &mut views {
                add(counts, *view, tally.count);
            }
            for (of_teams, count) in &tally.teams {
                for team in serde_json::from_str::<Vec<TeamId>>(of_teams)? {
                    if let Some(counts) = teams.get_mut(&team) {
                        add(counts, View::All, *count);
                    }
                }
            }
        }
        Ok(Counts { views, teams })
    }
}
