//! The rules of an Inbox API server, small enough to be obviously right: one log, whole records, idempotent writes,
//! messages held for an undo window. Networks and faults are `world`'s business.

use std::collections::HashMap;
use std::sync::Arc;

use switchboard_api::*;

use super::patching::changed;
use super::records::{contact, entry, new_conversation, preview, refused};
use crate::effect::{Page, Request};
use crate::input::{Answer, Failure};
use crate::select;

pub(crate) const WINDOW_MS: i64 = 5_000;

#[derive(Clone, Default)]
pub(crate) struct Server {
    pub(crate) conversations: HashMap<ConversationId, Arc<Conversation>>,
    pub(crate) entries: HashMap<ConversationId, Vec<Entry>>,
    /// It can do nothing that a server need not.
    pub(crate) modest: bool,
    reads: HashMap<(AgentId, ConversationId), ReadPosition>,
    log: Vec<Logged>,
    /// Events up to this one have been thrown away.
    pruned: u64,
    answers: HashMap<(AgentId, ClientId), Result<Answer, Failure>>,
}

#[derive(Clone)]
struct Logged {
    audience: Option<AgentId>,
    change: Change,
}

impl Server {
    pub(crate) fn seq(&self) -> u64 {
        self.pruned + self.log.len() as u64
    }

    pub(crate) fn prune(&mut self) {
        self.pruned += self.log.len() as u64;
        self.log.clear();
    }

    pub(crate) fn customer_writes(&mut self, now: Timestamp, id: &str, text: &str) {
        let id = ConversationId::from(id);
        self.conversations.entry(id.clone()).or_insert_with(|| Arc::new(new_conversation(&id, now)));
        self.change(now, &id, |conversation, entries| {
            conversation.position += 1;
            conversation.inbound += 1;
            conversation.active_at = now;
            conversation.last = Some(Preview { kind: PreviewKind::Inbound, text: text.into(), author: None });
            conversation.waiting_since.get_or_insert(now);
            if conversation.status.as_str() != "new" {
                conversation.status = "open".into();
            }
            entries.push(entry(conversation, now, Author::Contact, EntryBody::Inbound { text: text.into() }));
        });
    }

    /// The provider says what became of a message of ours.
    pub(crate) fn report(&mut self, id: &ConversationId, text: &str, failed: bool) {
        self.change(Timestamp::default(), id, |_, entries| {
            for entry in entries.iter_mut() {
                if let EntryBody::Outbound { text: said, delivery, .. } = &mut entry.body
                    && **said == *text
                {
                    let failure = || Delivery::Failed { code: "none".to_owned(), reason: "No such number.".to_owned() };
                    *delivery = if failed { failure() } else { Delivery::Sent };
                    entry.version += 1;
                }
            }
        });
    }

    /// What a customer wrote long ago: so many messages, each saying its position.
    pub(crate) fn has_written(&mut self, now: Timestamp, id: &str, count: u64) {
        let id = ConversationId::from(id);
        let mut conversation = new_conversation(&id, now);
        let entries = (1..=count).map(|position| {
            (conversation.position, conversation.inbound) = (position, position);
            entry(&conversation, now, Author::Contact, EntryBody::Inbound { text: position.to_string().into() })
        });
        self.entries.insert(id.clone(), entries.collect());
        conversation.version = count;
        self.conversations.insert(id, Arc::new(conversation));
    }

    /// Lets go of every message whose time has come.
    pub(crate) fn release(&mut self, now: Timestamp) {
        let ids: Vec<_> = self.conversations.keys().cloned().collect();
        for id in ids {
            let due = |entry: &Entry| matches!(&entry.body, EntryBody::Outbound { delivery: Delivery::Held { until }, .. } if *until <= now);
            while self.entries.get(&id).is_some_and(|entries| entries.iter().any(due)) {
                self.change(now, &id, |conversation, entries| {
                    conversation.waiting_since = None;
                    if let Some(entry) = entries.iter_mut().find(|entry| due(entry)) {
                        entry.version += 1;
                        if let EntryBody::Outbound { delivery, .. } = &mut entry.body {
                            *delivery = Delivery::Queued;
                        }
                    }
                });
            }
        }
    }

    /// Changes a conversation and appends the event, as one transaction does.
    fn change(&mut self, _now: Timestamp, id: &ConversationId, edit: impl FnOnce(&mut Conversation, &mut Vec<Entry>)) {
        let before = self.entries.entry(id.clone()).or_default().clone();
        let conversation = Arc::make_mut(self.conversations.get_mut(id).unwrap());
        let entries = self.entries.get_mut(id).unwrap();
        conversation.version += 1;
        edit(conversation, entries);
        // Entries are added at the end and changed where they are.
        let changed = entries.iter().enumerate().filter(|(place, entry)| before.get(*place) != Some(entry));
        let changed = changed.map(|(_, entry)| entry.clone()).collect();
        let conversation = Arc::new(conversation.clone());
        let read = ReadPosition::default();
        let change = Change::ConversationChanged { conversation, entries: changed, read };
        self.log.push(Logged { audience: None, change });
    }

    fn read(&self, agent: &AgentId, id: &ConversationId) -> ReadPosition {
        self.reads.get(&(agent.clone(), id.clone())).copied().unwrap_or_default()
    }

    pub(crate) fn row(&self, agent: &AgentId, id: &ConversationId) -> Option<Row> {
        let conversation = Arc::clone(self.conversations.get(id)?);
        Some(Row { conversation, read: self.read(agent, id) })
    }

    /// The frames a socket of this agent gets that has said hello with `after`.
    pub(crate) fn frames_after(&self, agent: &AgentId, after: u64) -> Vec<ServerFrame> {
        let events = match self.events_after(agent, after) {
            Some(events) => events,
            None => return vec![ServerFrame::Reset],
        };
        events.into_iter().map(ServerFrame::Event).collect()
    }

    fn events_after(&self, agent: &AgentId, after: u64) -> Option<Vec<LiveEvent>> {
        if after < self.pruned || after > self.seq() {
            return None;
        }
        let mut prev = after;
        let mut events = Vec::new();
        for (index, logged) in self.log.iter().enumerate() {
            let seq = self.pruned + index as u64 + 1;
            if seq <= after || logged.audience.as_ref().is_some_and(|audience| audience != agent) {
                continue;
            }
            let mut change = logged.change.clone();
            if let Change::ConversationChanged { conversation, read, .. } = &mut change {
                *read = self.read(agent, &conversation.id);
            }
            events.push(LiveEvent { seq, prev, at: Timestamp::default(), actor: None, change });
            prev = seq;
        }
        Some(events)
    }

    pub(crate) fn answer(&mut self, now: Timestamp, agent: &AgentId, request: &Request) -> Result<Answer, Failure> {
        match request {
            Request::Session(space) => {
                let session = self.session(now, agent);
                let space = space.clone().unwrap_or(session.space);
                Ok(Answer::Session(Box::new(Session { space, ..session })))
            }
            Request::Login(_) | Request::Logout => Ok(Answer::Done),
            Request::List { filter, offset, limit, .. } => Ok(Answer::List(self.list(agent, filter, *offset, *limit))),
            Request::Search { query, .. } => Ok(Answer::Search(self.found(agent, query))),
            Request::Timeline { conversation, page, limit } => self.timeline(agent, conversation, *page, *limit),
            Request::Events { after, .. } => {
                let events = self.events_after(agent, *after);
                let (reset, seq) = (events.is_none(), self.seq());
                let events = events.unwrap_or_default();
                Ok(Answer::Events(EventsPage { reset, events, seq, more: false, counts: None, now }))
            }
            Request::Recipient { .. } | Request::Compose { .. } | Request::SaveContact { .. } | Request::History(_) => {
                unreachable!("tests/people.rs answers these itself")
            }
            Request::Contact(id) => {
                let of =
                    |conversation: &Arc<Conversation>| (conversation.contact.id == *id).then(|| contact(conversation));
                let found = self.conversations.values().find_map(of).ok_or_else(|| refused(404))?;
                Ok(Answer::Contact(Box::new(found)))
            }
            Request::Command { key, command } => {
                let known = (agent.clone(), key.clone());
                if let Some(answer) = self.answers.get(&known) {
                    return answer.clone();
                }
                let answer = self.command(now, agent, command);
                self.answers.insert(known, answer.clone());
                answer
            }
        }
    }

    fn command(&mut self, now: Timestamp, agent: &AgentId, command: &Command) -> Result<Answer, Failure> {
        let id = command.conversation().clone();
        let conversation = self.conversations.get(&id).cloned().ok_or_else(|| refused(404))?;
        match command {
            Command::Send { request, .. } => {
                let text: Arc<str> = request.text.as_str().into();
                let client_id = Some(request.client_id.clone());
                self.change(now, &id, |conversation, entries| {
                    conversation.position += 1;
                    conversation.active_at = now;
                    let (kind, body) = match request.kind {
                        SendKind::Message => {
                            let delivery = Delivery::Held { until: now.plus(WINDOW_MS) };
                            (PreviewKind::Outbound, EntryBody::Outbound { text: text.clone(), client_id, delivery })
                        }
                        SendKind::Note => {
                            (PreviewKind::Note, EntryBody::Note { text: text.clone(), client_id, mentions: Vec::new() })
                        }
                    };
                    conversation.last = Some(Preview { kind, text, author: Some(agent.clone()) });
                    let answered = entries.iter().find(|entry| Some(&entry.id) == request.reply_to.as_ref());
                    let reply_to = answered.and_then(Entry::quote).map(Box::new);
                    let written = entry(conversation, now, Author::Agent { id: agent.clone() }, body);
                    entries.push(Entry { reply_to, ..written });
                });
                let entry = self.entries.get(&id).and_then(|entries| entries.last()).cloned().unwrap();
                Ok(Answer::Sent(SendAnswer { entry }))
            }
            Command::Undo { entry, .. } => {
                let entries = self.entries.get(&id).cloned().unwrap_or_default();
                let index = entries.iter().position(|known| known.id == *entry).ok_or_else(|| refused(404))?;
                let EntryBody::Outbound { text, delivery: Delivery::Held { until }, .. } = &entries[index].body else {
                    return Err(refused(409));
                };
                if *until <= now {
                    return Err(refused(409));
                }
                self.change(now, &id, |conversation, entries| {
                    entries[index].version += 1;
                    if let EntryBody::Outbound { text, delivery, .. } = &mut entries[index].body {
                        *text = "".into();
                        *delivery = Delivery::Undone;
                    }
                    conversation.last = entries.iter().rev().find_map(preview);
                });
                let entry = self.entries[&id][index].clone();
                Ok(Answer::Undone(UndoAnswer { entry, text: text.to_string() }))
            }
            Command::Retry { .. } => Err(refused(409)),
            Command::Patch { patch, .. } => {
                let refused_status = |status| !Workflow::reference().allows(&conversation.status, status);
                if patch.status.as_ref().is_some_and(refused_status) {
                    return Err(refused(409));
                }
                let (now_so, events) = changed(&conversation, patch);
                if events.is_empty() {
                    return Ok(Answer::Patched(PatchAnswer { row: self.row(agent, &id).unwrap() }));
                }
                self.change(now, &id, |conversation, entries| {
                    *conversation = Conversation { version: conversation.version, ..now_so };
                    for event in events {
                        conversation.position += 1;
                        entries.push(entry(conversation, now, Author::System, EntryBody::Event { event }));
                    }
                });
                Ok(Answer::Patched(PatchAnswer { row: self.row(agent, &id).unwrap() }))
            }
            Command::MarkUnread { inbound, .. } => {
                let unread = self.entries[&id]
                    .iter()
                    .filter(|entry| matches!(entry.body, EntryBody::Inbound { .. }))
                    .nth(*inbound as usize);
                let position = unread.map_or(conversation.position, |entry| entry.position - 1);
                let read = ReadPosition { position, inbound: (*inbound).min(conversation.inbound) };
                self.reads.insert((agent.clone(), id.clone()), read);
                let change = Change::ReadMoved { id: id.clone(), read };
                self.log.push(Logged { audience: Some(agent.clone()), change });
                Ok(Answer::Read(ReadAnswer { id, read }))
            }
            Command::Read { read, .. } => {
                let inbound =
                    |entry: &&Entry| entry.position <= read.position && matches!(entry.body, EntryBody::Inbound { .. });
                let inbound = self.entries[&id].iter().filter(inbound).count() as u64;
                let read = ReadPosition { position: read.position.min(conversation.position), inbound };
                self.reads.insert((agent.clone(), id.clone()), read);
                let change = Change::ReadMoved { id: id.clone(), read };
                self.log.push(Logged { audience: Some(agent.clone()), change });
                Ok(Answer::Read(ReadAnswer { id, read }))
            }
        }
    }

    pub(crate) fn list(&self, agent: &AgentId, filter: &ListFilter, offset: u64, limit: u32) -> ConversationList {
        let workflow = Workflow::reference();
        let unread = |row: &Row| row.conversation.unread(row.read);
        let mut rows: Vec<Row> = self.conversations.keys().filter_map(|id| self.row(agent, id)).collect();
        rows.retain(|row| filter.contains(&workflow, agent, &row.conversation, unread(row)));
        rows.sort_by_key(|row| SortKey::of(filter.sort, &row.conversation, unread(row)));
        let total = rows.len() as u64;
        let items: Vec<Row> = rows.into_iter().skip(offset as usize).take(limit as usize).collect();
        let more = offset + (items.len() as u64) < total;
        let next = items.last().filter(|_| more).map(|last| last.conversation.id.to_string());
        ConversationList { items, next, offset: Some(offset), total, seq: self.seq() }
    }

    fn timeline(&self, agent: &AgentId, id: &ConversationId, page: Page, limit: u32) -> Result<Answer, Failure> {
        let row = self.row(agent, id).ok_or_else(|| refused(404))?;
        let mut entries = self.entries.get(id).cloned().unwrap_or_default();
        let (before, after) = match page {
            Page::Latest => (u64::MAX, None),
            Page::Before(position) => (position, None),
            Page::After(position) => (u64::MAX, Some(position)),
            Page::Around(position) => (u64::MAX, Some(position.saturating_sub(u64::from(limit) / 2 + 1))),
        };
        entries.retain(|entry| entry.position < before && after.is_none_or(|after| entry.position > after));
        match after {
            Some(_) => entries.truncate(limit as usize),
            None => drop(entries.drain(..entries.len().saturating_sub(limit as usize))),
        }
        Ok(Answer::Timeline(Timeline { row, entries, seq: self.seq() }))
    }

    fn session(&self, now: Timestamp, agent: &AgentId) -> Session {
        let person = |id: &str| Agent { id: id.into(), name: id.to_uppercase() };
        let name = agent.to_string();
        Session {
            me: Me { id: agent.clone(), name: name.clone(), email: name, role: Role::Agent, teams: Vec::new() },
            spaces: vec![Space { id: "acme".into(), name: "Acme".to_owned() }],
            space: "acme".into(),
            now,
            workflow: Workflow::reference(),
            views: View::ALL.to_vec(),
            inboxes: Vec::new(),
            channels: vec![Channel {
                id: "sms".into(),
                kind: ChannelKind::Sms,
                label: "SMS".to_owned(),
                inbox: "support".into(),
                max_length: 1_530,
                reply_to: true,
            }],
            sender_profiles: Vec::new(),
            teams: Vec::new(),
            agents: vec![person("ann"), person("bob")],
            tags: Vec::new(),
            counts: Counts::default(),
            settings: Settings { undo_window_s: 5 },
            capabilities: Capabilities {
                live: !self.modest,
                undo: !self.modest,
                search: !self.modest,
                presence: !self.modest,
            },
            seq: self.seq(),
        }
    }

    /// What a screen must show of this server, computed without the model.
    pub(crate) fn expected_list(
        &self,
        agent: &AgentId,
        filter: &ListFilter,
        most: usize,
    ) -> Vec<(ConversationId, u64, String)> {
        let page = self.list(agent, filter, 0, most as u32);
        let shown = |row: Row| {
            let preview = row.conversation.last.as_ref().map(|last| last.text.to_string()).unwrap_or_default();
            (row.conversation.id.clone(), row.conversation.unread(row.read), preview)
        };
        page.items.into_iter().map(shown).collect()
    }
}

/// What a model shows, in the same shape as [`Server::expected_list`].
pub(crate) fn shown_list(model: &crate::Model, most: usize) -> Vec<(ConversationId, u64, String)> {
    let rows = select::rows_shown(model, 0, most).ids.into_iter().map(|id| {
        let row = select::row(model, &id).unwrap();
        let (conversation, _) = model.effective(&id).unwrap();
        let last = conversation.last.as_ref().map(|last| last.text.to_string()).unwrap_or_default();
        (id, row.unread, last)
    });
    rows.collect()
}
