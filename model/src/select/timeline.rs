//! The open conversation's timeline: entries and unsent messages as lines, with day and unread dividers between them.
//! How much of it is loaded is decided elsewhere.

use switchboard_api::{
    Author, ClientId, ConversationId, Delivery, Entry, EntryBody, EntryId, Priority, SendKind, StatusKind,
    TimelineEvent, Timestamp,
};

use crate::effect::Page;
use crate::input::FailedMessage;
use crate::model::{Model, Purpose};
use crate::outbox::{OpState, Pending};
use crate::timelines::Timeline;

/// Messages of one author closer than this are shown as a group.
const GROUP_MS: i64 = 5 * 60_000;

/// The timeline of the open conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct ThreadView {
    /// Which conversation.
    pub id: ConversationId,
    /// How far it has come.
    pub state: ThreadState,
    /// What it shows, oldest first.
    pub items: Vec<Item>,
}

/// The key of the line that the route asks for, once it is loaded.
pub fn thread_target(model: &Model) -> Option<String> {
    let (id, at) = model.route.conversation().zip(model.route.entry())?;
    model.timelines.get(id)?.entries().find(|entry| entry.position == at).map(key_of)
}

fn key_of(entry: &Entry) -> String {
    entry.client_id().map_or_else(|| entry.id.to_string(), ClientId::to_string)
}

/// How far a timeline has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThreadState {
    /// Nothing to show yet.
    Loading,
    /// Could not be loaded; [`Intent::Reload`](crate::Intent::Reload) asks again.
    Failed,
    /// There is no such conversation, or the caller may not see it.
    Missing,
    /// Items are there, and earlier ones will come when asked for.
    More,
    /// Items are there, and earlier ones are on their way.
    LoadingEarlier,
    /// All items are there.
    Complete,
}

/// One line of the timeline. Its key stays the same from the first echo of a message to the server's copy.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Unique in the timeline.
    pub key: String,
    /// What it shows.
    pub body: ItemBody,
}

/// What a line of the timeline shows.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemBody {
    /// A new day begins: any time in it.
    Day(Timestamp),
    /// What follows was unread when the conversation was opened.
    UnreadDivider,
    /// A message or note.
    Bubble {
        /// Who wrote it.
        author: AuthorView,
        /// `Some` when it is a note; the kind of composer it came from.
        kind: SendKind,
        /// The text.
        text: String,
        /// When.
        at: Timestamp,
        /// How far it has come; `None` for messages from the contact and for stored notes.
        state: Option<BubbleState>,
        /// Whether it follows another one by the same author closely: name and avatar are not repeated.
        grouped: bool,
        /// Whether the caller wrote it.
        mine: bool,
    },
    /// Something that happened.
    Event {
        /// Who did it; `None` when a rule did.
        actor: Option<String>,
        /// What.
        event: EventView,
        /// When.
        at: Timestamp,
    },
}

/// Who wrote a message.
#[derive(Clone, Debug, PartialEq)]
pub enum AuthorView {
    /// The contact.
    Contact(String),
    /// An agent.
    Agent(String),
}

/// How far a message of ours has come.
#[derive(Clone, Debug, PartialEq)]
pub enum BubbleState {
    /// Only this device has it yet; the server is being told.
    Sending,
    /// The server refused it; it can be tried again or taken back.
    Refused {
        /// In the server's words.
        reason: String,
        /// To name it in an intent.
        message: FailedMessage,
        /// To take it back by.
        client_id: ClientId,
    },
    /// As the server says.
    Delivery {
        /// The state.
        delivery: Delivery,
        /// The message, for a retry.
        entry: EntryId,
    },
}

/// What happened, with names instead of ids.
#[derive(Clone, Debug, PartialEq)]
pub enum EventView {
    /// The status changed.
    Status {
        /// Label before.
        from: String,
        /// Label after.
        to: String,
        /// What it means now.
        kind: StatusKind,
    },
    /// An agent was assigned (`true`) or unassigned.
    Agent {
        /// Name.
        name: String,
        /// The caller.
        me: bool,
        /// Put on, or taken off.
        added: bool,
    },
    /// A team was assigned (`true`) or unassigned.
    Team {
        /// Name.
        name: String,
        /// Put on, or taken off.
        added: bool,
    },
    /// A tag was put on (`true`) or taken off.
    Tag {
        /// Name.
        name: String,
        /// Put on, or taken off.
        added: bool,
    },
    /// The priority changed.
    Priority {
        /// After.
        to: Option<Priority>,
    },
}

/// How far the open conversation's timeline has come; `None` when no conversation is open.
pub fn thread_state(model: &Model) -> Option<ThreadState> {
    let id = model.route.conversation()?;
    let timeline = model.timelines.get(id)?;
    let asking = |page| model.is_asking(&Purpose::Timeline { conversation: id.clone(), page });
    Some(match (timeline.is_loaded(), timeline.missing, timeline.failed, timeline.earlier()) {
        (_, true, ..) => ThreadState::Missing,
        (false, _, true, _) => ThreadState::Failed,
        (false, _, false, _) => ThreadState::Loading,
        (true, _, _, Some(from)) if asking(Page::Before(from)) => ThreadState::LoadingEarlier,
        (true, _, _, Some(_)) => ThreadState::More,
        (true, _, _, None) => ThreadState::Complete,
    })
}

/// The timeline; `None` when no conversation is open. `day_of` numbers the days of the agent's own calendar.
pub fn thread(model: &Model, day_of: &dyn Fn(Timestamp) -> i64) -> Option<ThreadView> {
    let id = model.route.conversation()?;
    let timeline = model.timelines.get(id)?;
    let state = thread_state(model)?;
    let mut lines =
        Lines { model, day_of, items: Vec::new(), divider: timeline.divider.unwrap_or(u64::MAX), last: None };
    if timeline.is_loaded() {
        for entry in timeline.entries() {
            lines.entry(entry);
        }
        for pending in model.outbox.iter().filter(|pending| pending.op.command.conversation() == id) {
            lines.pending(timeline, pending);
        }
    }
    Some(ThreadView { id: id.clone(), state, items: lines.items })
}

/// Collects lines, putting dividers between them.
struct Lines<'a> {
    model: &'a Model,
    day_of: &'a dyn Fn(Timestamp) -> i64,
    items: Vec<Item>,
    /// The unread divider comes before the first message after this position.
    divider: u64,
    last: Option<Last>,
}

/// What the line before was, for grouping and day dividers.
struct Last {
    day: i64,
    at: Timestamp,
    /// Who wrote it and for whom, when it was a message or note.
    writer: Option<(Author, SendKind)>,
}

impl Lines<'_> {
    fn entry(&mut self, entry: &Entry) {
        let from_contact = matches!(entry.body, EntryBody::Inbound { .. });
        self.day(entry.at);
        if from_contact && entry.position > self.divider {
            self.divider = u64::MAX;
            self.items.push(Item { key: "unread".to_owned(), body: ItemBody::UnreadDivider });
            if let Some(last) = &mut self.last {
                last.writer = None;
            }
        }
        let key = key_of(entry);
        match &entry.body {
            EntryBody::Inbound { text } => self.bubble(key, &entry.author, SendKind::Message, text, entry.at, None),
            EntryBody::Outbound { text, delivery, .. } => {
                let state = BubbleState::Delivery { delivery: delivery.clone(), entry: entry.id.clone() };
                self.bubble(key, &entry.author, SendKind::Message, text, entry.at, Some(state));
            }
            EntryBody::Note { text, .. } => self.bubble(key, &entry.author, SendKind::Note, text, entry.at, None),
            EntryBody::Event { event } => {
                let actor = entry.author.agent().map(|agent| self.model.agent_name(agent));
                let body = ItemBody::Event { actor, event: event_view(self.model, event), at: entry.at };
                self.items.push(Item { key, body });
                self.came(entry.at, None);
            }
        }
    }

    /// A message that only this device has; once the server's copy is here, that one is shown instead.
    fn pending(&mut self, timeline: &Timeline, pending: &Pending) {
        let Some(request) = pending.send().filter(|request| !timeline.has_client(&request.client_id)) else { return };
        let client_id = request.client_id.clone();
        let state = match &pending.state {
            OpState::Refused(problem) => BubbleState::Refused {
                reason: problem.sentence().to_owned(),
                message: FailedMessage::Refused(client_id.clone()),
                client_id: client_id.clone(),
            },
            OpState::Waiting(_) | OpState::InFlight(_) | OpState::Confirmed(_) => BubbleState::Sending,
        };
        let at = pending.op.at.plus(self.model.clock_offset);
        let author = Author::Agent { id: pending.op.agent.clone() };
        self.day(at);
        self.bubble(client_id.to_string(), &author, request.kind, &request.text, at, Some(state));
    }

    fn day(&mut self, at: Timestamp) {
        let day = (self.day_of)(at);
        if self.last.as_ref().is_none_or(|last| last.day != day) {
            self.items.push(Item { key: format!("day-{day}"), body: ItemBody::Day(at) });
            self.last = Some(Last { day, at, writer: None });
        }
    }

    fn bubble(
        &mut self,
        key: String,
        by: &Author,
        kind: SendKind,
        text: &str,
        at: Timestamp,
        state: Option<BubbleState>,
    ) {
        let writer = Some((by.clone(), kind));
        let grouped = self.last.as_ref().is_some_and(|last| last.writer == writer && at.since(last.at) < GROUP_MS);
        let author = match by {
            Author::Agent { id } => AuthorView::Agent(self.model.agent_name(id)),
            Author::Contact | Author::System => AuthorView::Contact(self.title()),
        };
        let mine = self.model.is_me(by.agent());
        let body = ItemBody::Bubble { author, kind, text: text.to_owned(), at, state, grouped, mine };
        self.items.push(Item { key, body });
        self.came(at, writer);
    }

    fn came(&mut self, at: Timestamp, writer: Option<(Author, SendKind)>) {
        self.last = Some(Last { day: (self.day_of)(at), at, writer });
    }

    fn title(&self) -> String {
        let open = self.model.route.conversation().and_then(|id| self.model.rows.get(id));
        open.map(|row| row.conversation.title().to_owned()).unwrap_or_default()
    }
}

fn event_view(model: &Model, event: &TimelineEvent) -> EventView {
    let label = |key| model.status_view(key).label;
    let tag = |id| model.tag(id).map(|tag| tag.name.clone()).unwrap_or_default();
    match event {
        TimelineEvent::StatusChanged { from, to } => {
            EventView::Status { from: label(from), to: label(to), kind: model.status_view(to).kind }
        }
        TimelineEvent::AgentAssigned { agent } => {
            EventView::Agent { name: model.agent_name(agent), me: model.is_me(Some(agent)), added: true }
        }
        TimelineEvent::AgentUnassigned { agent } => {
            EventView::Agent { name: model.agent_name(agent), me: model.is_me(Some(agent)), added: false }
        }
        TimelineEvent::TeamAssigned { team } => EventView::Team { name: model.team_name(team), added: true },
        TimelineEvent::TeamUnassigned { team } => EventView::Team { name: model.team_name(team), added: false },
        TimelineEvent::TagAdded { tag: id } => EventView::Tag { name: tag(id), added: true },
        TimelineEvent::TagRemoved { tag: id } => EventView::Tag { name: tag(id), added: false },
        TimelineEvent::PriorityChanged { to, .. } => EventView::Priority { to: *to },
    }
}
