//! Bringing the demo into the shapes of the contract: keys become ids, the past becomes entries, and what follows from the
//! entries (previews, counters, who waits) is derived by the same rules as for live ones.

use std::collections::HashMap;

use switchboard_api::{
    AgentId, Author, ChannelId, ChannelKind, Contact, ContactSummary, Conversation, Delivery, Entry, EntryBody, Folder,
    InboxId, Priority, ReadPosition, Role, SenderProfileId, SpaceId, TagId, TeamId, TimelineEvent, Timestamp,
};

use super::accounts;
use super::edit::preview;
use super::founding::{DEMO_FACT, DEMO_PASSWORD, Error, webhook};
use crate::clock;
use crate::db::Tx;
use crate::db::channels::Transport;
use crate::db::seed::{NewChannel, Past};
use crate::demo::{self, DemoContact, DemoConversation, DemoEntry, DemoEvent, DemoSpace};

/// The ids that the demo's keys became.
#[derive(Default)]
struct Ids {
    agents: HashMap<&'static str, AgentId>,
    teams: HashMap<&'static str, TeamId>,
    tags: HashMap<&'static str, TagId>,
    inboxes: HashMap<&'static str, InboxId>,
    channels: HashMap<&'static str, House>,
    contacts: HashMap<String, DemoContact>,
    /// Each contact once per kind of channel, as their address differs.
    known: HashMap<String, Vec<(ChannelKind, ContactSummary)>>,
}

#[derive(Clone)]
struct House {
    id: ChannelId,
    kind: ChannelKind,
    inbox: InboxId,
    profile: Option<SenderProfileId>,
}

impl Ids {
    fn agents(&self, keys: &[&'static str]) -> Vec<AgentId> {
        keys.iter().filter_map(|key| self.agents.get(key)).cloned().collect()
    }

    /// The agent, or whoever works by rule.
    fn author(&self, key: Option<&'static str>) -> Author {
        let id = key.and_then(|key| self.agents.get(key)).cloned();
        id.map_or(Author::System, |id| Author::Agent { id })
    }
}

/// Founds the demo space as of now.
pub fn demo(tx: &mut Tx<'_>) -> Result<(), Error> {
    let demo = demo::space(tx.now().millis());
    Founded::found(tx, &demo)?.add(tx, demo.contacts, &demo.conversations)
}

/// A demo space with its people, ready to be given conversations.
pub struct Founded {
    space: SpaceId,
    ids: Ids,
}

impl Founded {
    /// Founds the space: agents, teams, channels and tags, but no conversations.
    pub fn found(tx: &mut Tx<'_>, demo: &DemoSpace) -> Result<Self, Error> {
        let space: SpaceId = clock::id();
        let ids = found(tx, &space, demo)?;
        Ok(Self { space, ids })
    }

    /// Adds conversations, and the contacts who appear in them for the first time.
    pub fn add(
        &mut self,
        tx: &mut Tx<'_>,
        contacts: Vec<DemoContact>,
        scenes: &[DemoConversation],
    ) -> Result<(), Error> {
        self.ids.contacts.extend(contacts.into_iter().map(|contact| (contact.key.clone(), contact)));
        let mut all = Vec::with_capacity(scenes.len());
        for scene in scenes {
            all.extend(past(tx, &self.space, &mut self.ids, scene)?);
        }
        Ok(tx.add_past(&all)?)
    }
}

fn found(tx: &mut Tx<'_>, space: &SpaceId, demo: &DemoSpace) -> Result<Ids, Error> {
    tx.add_fact(DEMO_FACT, "1")?;
    tx.add_space(space, demo.name)?;
    let mut ids = Ids::default();
    for team in &demo.teams {
        let id: TeamId = clock::id();
        tx.add_team(space, &id, team.name)?;
        ids.teams.insert(team.key, id);
    }
    let password = accounts::hash(DEMO_PASSWORD)?;
    for agent in &demo.agents {
        let id: AgentId = clock::id();
        tx.add_agent(&id, agent.name, agent.email, &password)?;
        tx.add_member(space, &id, Role::parse(agent.role))?;
        for team in agent.teams.iter().filter_map(|team| ids.teams.get(team)) {
            tx.add_team_member(team, &id)?;
        }
        ids.agents.insert(agent.key, id);
    }
    for inbox in &demo.inboxes {
        let id: InboxId = clock::id();
        tx.add_inbox(space, &id, inbox.name)?;
        ids.inboxes.insert(inbox.key, id);
    }
    for tag in &demo.tags {
        let id: TagId = clock::id();
        tx.add_tag(space, &id, tag.label, tag.colour)?;
        ids.tags.insert(tag.key, id);
    }
    for channel in &demo.channels {
        let Some(inbox) = ids.inboxes.get(channel.inbox).cloned() else { continue };
        let kind = ChannelKind::parse(channel.kind).unwrap_or(ChannelKind::Chat);
        let id: ChannelId = clock::id();
        let new = NewChannel { id: &id, inbox: &inbox, kind, label: channel.label, transport: &Transport::Simulator };
        tx.add_channel(space, &new)?;
        ids.channels.insert(channel.key, House { id, kind, inbox, profile: None });
    }
    for profile in &demo.sender_profiles {
        let Some(house) = ids.channels.get_mut(profile.channel) else { continue };
        let id: SenderProfileId = clock::id();
        tx.add_sender_profile(space, &id, &house.id, profile.name, profile.country)?;
        for sender in &profile.senders {
            tx.add_sender(&id, sender.address, sender.country, sender.daily_limit)?;
        }
        house.profile.get_or_insert(id);
    }
    if let Some(inbox) = ids.inboxes.values().min().cloned() {
        webhook(tx, space, &inbox)?;
    }
    Ok(ids)
}

/// The scene as a conversation with its entries; nothing when it plays where nobody can be reached.
fn past(tx: &mut Tx<'_>, space: &SpaceId, ids: &mut Ids, scene: &DemoConversation) -> Result<Option<Past>, Error> {
    let Some(house) = ids.channels.get(scene.channel).cloned() else { return Ok(None) };
    let Some(contact) = contact(tx, space, ids, &scene.contact, house.kind)? else { return Ok(None) };
    let began = Timestamp::from_millis(scene.entries.first().map_or(0, DemoEntry::at_ms));
    let mut conversation = Conversation {
        id: clock::id(),
        version: 1,
        space: space.clone(),
        inbox: house.inbox,
        channel: house.id,
        channel_kind: house.kind,
        sender_profile: house.profile,
        contact,
        status: scene.status.into(),
        priority: scene.priority.and_then(Priority::parse),
        folder: Folder::parse(scene.folder).unwrap_or_default(),
        assignees: ids.agents(&scene.assignees),
        teams: scene.teams.iter().filter_map(|team| ids.teams.get(team)).cloned().collect(),
        followers: ids.agents(&scene.followers),
        mentioned: Vec::new(),
        tags: scene.tags.iter().filter_map(|tag| ids.tags.get(tag)).cloned().collect(),
        automated: scene.automated,
        last: None,
        created_at: began,
        active_at: began,
        waiting_since: None,
        snoozed_until: scene.snoozed_until_ms.map(Timestamp::from_millis),
        position: 0,
        inbound: 0,
    };
    let mut entries = Vec::new();
    let mut positions = vec![];
    for line in &scene.entries {
        let Some((author, body)) = play(ids, line) else {
            positions.push(all(&conversation));
            continue;
        };
        let at = Timestamp::from_millis(line.at_ms());
        entries.push(follow(&mut conversation, at, author, body));
        positions.push(all(&conversation));
    }
    let reads = scene
        .read_by
        .iter()
        .filter_map(|(agent, index)| Some((ids.agents.get(agent)?.clone(), positions.get(*index).copied()?)));
    let reads = reads.collect();
    Ok(Some(Past { conversation, entries, reads }))
}

fn all(conversation: &Conversation) -> ReadPosition {
    ReadPosition { position: conversation.position, inbound: conversation.inbound }
}

/// Adds what was said to the conversation: counters, preview, who waits, who was named.
fn follow(conversation: &mut Conversation, at: Timestamp, author: Author, body: EntryBody) -> Entry {
    conversation.position += 1;
    match &body {
        EntryBody::Inbound { .. } => {
            conversation.inbound += 1;
            conversation.waiting_since = conversation.waiting_since.or(Some(at));
        }
        EntryBody::Outbound { .. } => conversation.waiting_since = None,
        EntryBody::Note { mentions, .. } => {
            for agent in mentions {
                if !conversation.mentioned.contains(agent) {
                    conversation.mentioned.push(agent.clone());
                }
            }
        }
        EntryBody::Event { event: TimelineEvent::StatusChanged { to, .. } }
            if ["resolved", "closed"].contains(&to.as_str()) =>
        {
            conversation.waiting_since = None;
        }
        EntryBody::Event { .. } => {}
    }
    let (id, conversation_id) = (clock::id(), conversation.id.clone());
    let entry = Entry {
        id,
        conversation: conversation_id,
        version: 1,
        position: conversation.position,
        at,
        author,
        reply_to: None,
        body,
    };
    if let Some(preview) = preview(&entry) {
        conversation.last = Some(preview);
        conversation.active_at = conversation.active_at.max(at);
    }
    entry
}

/// The line as an entry's author and body.
fn play(ids: &Ids, line: &DemoEntry) -> Option<(Author, EntryBody)> {
    Some(match line {
        DemoEntry::Inbound { text, .. } => (Author::Contact, EntryBody::Inbound { text: text.as_str().into() }),
        DemoEntry::Outbound { agent, text, state, failure, .. } => {
            let delivery = match (*state, failure) {
                ("sent", _) => Delivery::Sent,
                ("delivered", _) => Delivery::Delivered,
                (_, Some((code, reason))) => Delivery::Failed { code: (*code).into(), reason: (*reason).into() },
                _ => Delivery::Read,
            };
            (ids.author(*agent), EntryBody::Outbound { text: text.as_str().into(), client_id: None, delivery })
        }
        DemoEntry::Note { agent, text, mentions, .. } => {
            let mentions = ids.agents(mentions);
            (ids.author(Some(agent)), EntryBody::Note { text: text.as_str().into(), client_id: None, mentions })
        }
        DemoEntry::Event { agent, what, .. } => {
            let event = match what {
                DemoEvent::StatusChanged { from, to } => {
                    TimelineEvent::StatusChanged { from: (*from).into(), to: (*to).into() }
                }
                DemoEvent::Assigned { agent } => TimelineEvent::AgentAssigned { agent: ids.agents.get(agent)?.clone() },
                DemoEvent::Unassigned { agent } => {
                    TimelineEvent::AgentUnassigned { agent: ids.agents.get(agent)?.clone() }
                }
                DemoEvent::TeamAdded { team } => TimelineEvent::TeamAssigned { team: ids.teams.get(team)?.clone() },
                DemoEvent::TagAdded { tag } => TimelineEvent::TagAdded { tag: ids.tags.get(tag)?.clone() },
                DemoEvent::PriorityChanged { from, to } => TimelineEvent::PriorityChanged {
                    from: from.and_then(Priority::parse),
                    to: to.and_then(Priority::parse),
                },
            };
            (ids.author(*agent), EntryBody::Event { event })
        }
    })
}

/// The contact at the address they use on this kind of channel; one person is one contact on all of them.
fn contact(
    tx: &mut Tx<'_>,
    space: &SpaceId,
    ids: &mut Ids,
    key: &str,
    kind: ChannelKind,
) -> Result<Option<ContactSummary>, Error> {
    let known = ids.known.entry(key.to_owned()).or_default();
    if let Some((_, summary)) = known.iter().find(|(on, _)| *on == kind) {
        return Ok(Some(summary.clone()));
    }
    let Some(person) = ids.contacts.get(key) else { return Ok(None) };
    let ways = match kind {
        ChannelKind::Sms | ChannelKind::Whatsapp => [&person.phone, &person.handle, &person.email],
        ChannelKind::Telegram => [&person.handle, &person.phone, &person.email],
        ChannelKind::Email | ChannelKind::Chat => [&person.email, &person.phone, &person.handle],
    };
    let Some(address) = ways.into_iter().flatten().next() else { return Ok(None) };
    let summary = ContactSummary {
        id: known.first().map_or_else(clock::id, |(_, summary)| summary.id.clone()),
        name: person.name.as_deref().map(Into::into),
        address: if kind == ChannelKind::Email { address.to_lowercase() } else { address.clone() }.into(),
        company: person.company.map(Into::into),
    };
    tx.insert_contact(space, kind, &summary)?;
    tx.set_contact_locale(&summary, person.locale)?;
    if let Some(record) = tx.contact(&summary.id)? {
        let (phone, email) = (person.phone.clone(), person.email.as_deref().map(str::to_lowercase));
        tx.save_contact(&Contact { phone, email, ..record })?;
    }
    known.push((kind, summary.clone()));
    Ok(Some(summary))
}
