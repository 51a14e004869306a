//! The open conversation's timeline: what is on screen of it as lines, with day and unread dividers between them. How much
//! of it is loaded, and how much of that is on screen, is decided elsewhere.

use switchboard_api::{
    Author, ClientId, Command, ConversationId, Delivery, Entry, EntryBody, EntryId, Priority, Quote, SendKind,
    StatusKind, TimelineEvent, Timestamp,
};

use crate::effect::Page;
use crate::input::FailedMessage;
use crate::model::{Model, Purpose};
use crate::outbox::{OpState, Pending};
use crate::select::QuoteView;
use crate::timeline::Timeline;
use crate::window::Landing;

/// Messages of one author closer than this are shown as a group.
const GROUP_MS: i64 = 5 * 60_000;

/// The timeline of the open conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct ThreadView {
    /// Which conversation.
    pub id: ConversationId,
    /// How far it has come.
    pub state: ThreadState,
    /// What is on screen, or should be, oldest first.
    pub items: Vec<Item>,
    /// How many entries come after those; 0 when the newest line is among them.
    pub after: u64,
    /// Where the agent was brought last.
    pub landing: Landing,
}

/// The key of the line that the route asks for, once it is on screen.
pub fn thread_target(model: &Model) -> Option<String> {
    let (id, at) = model.route.conversation().zip(model.route.entry())?;
    model.timelines.get(id)?.shown().find(|entry| entry.position == at).map(key_of)
}

pub(super) fn key_of(entry: &Entry) -> String {
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
        /// The message it answers.
        quote: Option<QuoteView>,
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
    let arrived = timeline.is_loaded() && timeline.window.landing.count > 0;
    Some(match (arrived, timeline.missing, timeline.failed) {
        (_, true, _) => ThreadState::Missing,
        (false, _, true) => ThreadState::Failed,
        (false, _, false) => ThreadState::Loading,
        (true, ..) if !timeline.has_earlier() => ThreadState::Complete,
        (true, ..) if timeline.edge().is_some_and(|from| asking(Page::Before(from))) => ThreadState::LoadingEarlier,
        (true, ..) => ThreadState::More,
    })
}

/// The timeline; `None` when no conversation is open. `day_of` numbers the days of the agent's own calendar.
pub fn thread(model: &Model, day_of: &dyn Fn(Timestamp) -> i64) -> Option<ThreadView> {
    let id = model.route.conversation()?;
    let timeline = model.timelines.get(id)?;
    let state = thread_state(model)?;
    let mut lines = Lines { model, day_of, items: Vec::new(), divider: None, last: None };
    if matches!(state, ThreadState::More | ThreadState::LoadingEarlier | ThreadState::Complete) {
        lines.divider = timeline.divider.and_then(|read| timeline.first_unread(read));
        for entry in timeline.shown() {
            lines.entry(entry);
        }
        if timeline.shows_newest() {
            for pending in model.outbox.iter().filter(|pending| pending.op.command.conversation() == id) {
                lines.pending(timeline, pending);
            }
        }
    }
    let (after, landing) = (timeline.after_shown(), timeline.window.landing);
    Some(ThreadView { id: id.clone(), state, items: lines.items, after, landing })
}

/// Whether the agent is at the end of the open timeline, as far as the core was told.
pub fn at_end(model: &Model) -> bool {
    model.at_end
}

/// How many messages others wrote since the agent left the end of the open timeline; `None` while they are there.
pub fn newer(model: &Model) -> Option<usize> {
    let timeline = model.timelines.get(model.route.conversation()?)?;
    let left_at = timeline.window.left_at?;
    let came = timeline.tail().rev().take_while(|entry| entry.position > left_at);
    let by_others = |entry: &&Entry| match entry.body {
        EntryBody::Inbound { .. } => true,
        EntryBody::Outbound { .. } | EntryBody::Note { .. } => !model.is_me(entry.author.agent()),
        EntryBody::Event { .. } => false,
    };
    Some(came.filter(by_others).count())
}

/// Collects lines, putting dividers between them.
struct Lines<'a> {
    model: &'a Model,
    day_of: &'a dyn Fn(Timestamp) -> i64,
    items: Vec<Item>,
    /// The unread divider comes before the entry at this position.
    divider: Option<u64>,
    last: Option<Last>,
}

/// A message or note.
struct Said<'a> {
    by: &'a Author,
    kind: SendKind,
    text: &'a str,
    at: Timestamp,
    state: Option<BubbleState>,
    quote: Option<&'a Quote>,
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
        self.day(entry.at);
        if self.divider == Some(entry.position) {
            self.items.push(Item { key: "unread".to_owned(), body: ItemBody::UnreadDivider });
            if let Some(last) = &mut self.last {
                last.writer = None;
            }
        }
        let (body, state) = match &entry.body {
            EntryBody::Inbound { text } => ((SendKind::Message, text), None),
            EntryBody::Outbound { text, delivery, .. } => {
                let state = BubbleState::Delivery { delivery: delivery.clone(), entry: entry.id.clone() };
                ((SendKind::Message, text), Some(state))
            }
            EntryBody::Note { text, .. } => ((SendKind::Note, text), None),
            EntryBody::Event { event } => {
                let actor = entry.author.agent().map(|agent| self.model.agent_name(agent));
                let body = ItemBody::Event { actor, event: event_view(self.model, event), at: entry.at };
                self.items.push(Item { key: key_of(entry), body });
                return self.came(entry.at, None);
            }
        };
        let (by, at, quote) = (&entry.author, entry.at, entry.reply_to.as_deref());
        self.bubble(key_of(entry), Said { by, kind: body.0, text: body.1, at, state, quote });
    }

    /// A message that only this device has; once the server's copy is here, that one is shown instead.
    fn pending(&mut self, timeline: &Timeline, pending: &Pending) {
        let Command::Send { request, quote, .. } = &pending.op.command else { return };
        if timeline.has_client(&request.client_id) {
            return;
        }
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
        let by = Author::Agent { id: pending.op.agent.clone() };
        self.day(at);
        let (kind, text, state, quote) = (request.kind, &request.text, Some(state), quote.as_deref());
        self.bubble(client_id.to_string(), Said { by: &by, kind, text, at, state, quote });
    }

    fn day(&mut self, at: Timestamp) {
        let day = (self.day_of)(at);
        // What begins on screen says which day it is and whose it is, whatever came before: what is known of that changes.
        if self.last.as_ref().is_none_or(|last| last.day != day) {
            self.items.push(Item { key: format!("day-{day}"), body: ItemBody::Day(at) });
            self.last = Some(Last { day, at, writer: None });
        }
    }

    fn bubble(&mut self, key: String, said: Said<'_>) {
        let Said { by, kind, text, at, state, quote } = said;
        let writer = Some((by.clone(), kind));
        let grouped = self.last.as_ref().is_some_and(|last| last.writer == writer && at.since(last.at) < GROUP_MS);
        let author = match by {
            Author::Agent { id } => AuthorView::Agent(self.model.agent_name(id)),
            Author::Contact | Author::System => AuthorView::Contact(self.title()),
        };
        let mine = self.model.is_me(by.agent());
        let quote = self.model.route.conversation().zip(quote).map(|(id, quote)| QuoteView::of(self.model, id, quote));
        let body = ItemBody::Bubble { author, kind, text: text.to_owned(), at, state, grouped, mine, quote };
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
