//! The state and its one entrance. Which input is handled where is decided here; how, in the module of its subject.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use switchboard_api::{
    Change, ClientId, ContactId, Conversation, ConversationId, Counts, Entry, LiveEvent, ReadPosition, Row, Session,
    SpaceId, Timestamp,
};

use crate::announcements::Announcements;
use crate::batches::Batches;
use crate::connection::Connection;
use crate::drafts::Drafts;
use crate::effect::{Effect, Page, Request, RequestId, Stored};
use crate::few::Few;
use crate::input::Input;
use crate::lists::Lists;
use crate::outbox::Outbox;
use crate::people::People;
use crate::presence::Presence;
use crate::route::Route;
use crate::search::Search;
use crate::select::Phase;
use crate::stretch::Moment;
use crate::timelines::Timelines;
use crate::toasts::Toasts;

/// Everything the app knows. Views read it through [`select`](crate::select).
#[derive(Clone, Debug)]
pub struct Model {
    pub(crate) now: Timestamp,
    /// Server clock minus device clock, in milliseconds.
    pub(crate) clock_offset: i64,
    pub(crate) phase: Phase,
    pub(crate) route: Route,
    pub(crate) session: Option<Arc<Session>>,
    pub(crate) counts: Counts,
    /// The last event applied.
    pub(crate) seq: u64,
    /// Confirmed records, as the server last told them.
    pub(crate) rows: HashMap<ConversationId, Row>,
    /// Records from before a gap that could not be replayed: shown, but replaced by whatever comes.
    pub(crate) stale: HashSet<ConversationId>,
    pub(crate) lists: Lists,
    pub(crate) timelines: Timelines,
    pub(crate) search: Search,
    pub(crate) people: People,
    pub(crate) outbox: Outbox,
    pub(crate) batches: Batches,
    pub(crate) drafts: Drafts,
    /// What this device kept for agents who are not signed in.
    pub(crate) kept: Vec<Stored>,
    pub(crate) connection: Connection,
    pub(crate) presence: Presence,
    pub(crate) announcements: Announcements,
    pub(crate) toasts: Toasts,
    /// For how many seconds messages can be taken back, where the agent chose.
    pub(crate) undo_window_s: Option<u32>,
    /// The window is visible and focused.
    pub(crate) attention: bool,
    /// The event after which something was missing the last time something was.
    pub(crate) gap_after: Option<u64>,
    /// The open timeline is scrolled to its end.
    pub(crate) at_end: bool,
    /// When to ask for the session again after it could not be had.
    pub(crate) session_retry: Option<Timestamp>,
    /// The server did not let a page of this origin read its last answer to that.
    pub(crate) origin_refused: bool,
    pub(crate) asked: Few<RequestId, Purpose>,
    pub(crate) effects: Vec<Effect>,
    next_request: u64,
    random: u64,
    made_ids: u64,
    wake_at: Option<Timestamp>,
}

/// What a request was sent for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Purpose {
    /// Who is here, and what is in this space; in the agent's first one when `None`.
    Session(Option<SpaceId>),
    Login,
    Logout,
    List {
        filter: switchboard_api::ListFilter,
    },
    Search {
        more: bool,
    },
    Timeline {
        conversation: ConversationId,
        page: Page,
    },
    Events,
    Recipient,
    Compose,
    Contact,
    SaveContact(ContactId),
    /// The record of whom an open conversation is with.
    Known(ContactId),
    History(ContactId),
    Op(ClientId),
}

impl Default for Model {
    fn default() -> Self {
        Self {
            now: Timestamp::default(),
            clock_offset: 0,
            phase: Phase::Starting,
            route: Route::Home,
            session: None,
            counts: Counts::default(),
            seq: 0,
            rows: HashMap::new(),
            stale: HashSet::new(),
            lists: Lists::default(),
            timelines: Timelines::default(),
            search: Search::default(),
            people: People::default(),
            outbox: Outbox::default(),
            batches: Batches::default(),
            drafts: Drafts::default(),
            kept: Vec::new(),
            connection: Connection::default(),
            presence: Presence::default(),
            announcements: Announcements::default(),
            toasts: Toasts::default(),
            undo_window_s: None,
            attention: true,
            gap_after: None,
            at_end: true,
            session_retry: None,
            origin_refused: false,
            asked: Few::default(),
            effects: Vec::new(),
            next_request: 0,
            random: 0,
            made_ids: 0,
            wake_at: None,
        }
    }
}

impl Model {
    /// Takes in what happened at `now` (the device's clock) and answers with wishes, to be carried out in order.
    pub fn handle(&mut self, now: Timestamp, input: Input) -> Vec<Effect> {
        self.now = now;
        match input {
            Input::Started { seed } => self.random = seed,
            Input::Restored(stored) => self.restore(stored),
            Input::Intent(intent) => self.intend(intent),
            Input::Answered { id, result } => self.answered(id, result),
            Input::Socket(socket) => self.socket(socket),
            Input::Tick => self.wake_at = None,
            Input::Online(online) => self.went_online(online),
            Input::Attention(attention) => self.attention_changed(attention),
            Input::TokenLent => self.take_token(),
            Input::StorageFailed => self.toasts.show(now, crate::select::ToastKind::NothingKept),
        }
        self.settle();
        std::mem::take(&mut self.effects)
    }

    /// What follows from the new state, whatever the input was.
    fn settle(&mut self) {
        self.settle_reading();
        self.settle_place();
        self.settle_connection();
        self.settle_search();
        self.settle_contact();
        let list = self.settle_list();
        self.retry_session();
        self.drain_outbox();
        let (presence, announced) = (self.settle_presence(), self.settle_announcements());
        let toast = self.toasts.expire(self.now);
        let held = self.timelines.forget_released(self.server_now()).map(|until| until.plus(-self.clock_offset));
        let waits =
            [list, self.connection.deadline(), self.outbox.next_try(), self.session_retry, self.search.ask_at()];
        let wake = waits.into_iter().chain([toast, held, presence, announced]).flatten().min();
        if wake != self.wake_at {
            self.wake_at = wake;
            if let Some(at) = wake {
                self.effects.push(Effect::WakeAt(at));
            }
        }
    }

    fn retry_session(&mut self) {
        if self.session_retry.is_some_and(|at| at <= self.now) {
            self.session_retry = None;
            self.ask_session();
        }
    }

    pub(crate) fn server_now(&self) -> Timestamp {
        self.now.plus(self.clock_offset)
    }

    fn moment(&self) -> Moment {
        Moment { now: self.now, seq: self.seq }
    }

    pub(crate) fn ask(&mut self, purpose: Purpose, request: Request) -> RequestId {
        self.next_request += 1;
        let id = RequestId(self.next_request);
        self.asked.insert(id, purpose);
        self.effects.push(Effect::Fetch { id, request });
        id
    }

    pub(crate) fn is_asking(&self, purpose: &Purpose) -> bool {
        self.asked.values().any(|asked| asked == purpose)
    }

    /// A number below `bound`, from the seed (splitmix64).
    pub(crate) fn random_below(&mut self, bound: u64) -> u64 {
        self.random = self.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.random;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound.max(1)
    }

    /// An id for something the model does by itself.
    pub(crate) fn make_id(&mut self) -> ClientId {
        self.made_ids += 1;
        let random = self.random_below(u64::MAX);
        ClientId::from(format!("auto-{random:016x}-{}", self.made_ids))
    }

    pub(crate) fn report(&mut self, what: impl Into<String>) {
        self.effects.push(Effect::Report(what.into()));
    }

    /// Applies an event of the log: in order, each once. `false` when something before it is missing.
    pub(crate) fn apply(&mut self, event: LiveEvent) -> bool {
        if event.seq <= self.seq {
            return true;
        }
        if event.prev > self.seq {
            self.mend_gap();
            return false;
        }
        self.seq = event.seq;
        match event.change {
            Change::ConversationChanged { conversation, entries, read } => {
                let id = conversation.id.clone();
                self.tell(&conversation, &entries);
                self.overhear(&conversation, &entries);
                self.put_entries(entries);
                self.put_row(Row { conversation, read });
                self.reindex(&id);
                if self.timelines.reveal(&id) {
                    self.load_timeline();
                }
            }
            Change::ConversationHidden { id } => {
                self.rows.remove(&id);
                self.timelines.hide(&id);
                self.presence.hide(&id);
                self.lists.remove(self.moment(), &id);
            }
            Change::ReadMoved { id, read } => {
                if let Some(row) = self.rows.get_mut(&id) {
                    row.read = read;
                }
                self.reindex(&id);
            }
            Change::TagsChanged { tags } => {
                if let Some(session) = &mut self.session {
                    Arc::make_mut(session).tags = tags;
                }
            }
            Change::ContactChanged { contact } => self.people.put(*contact),
        }
        true
    }

    /// Puts a record, unless a newer one is known already.
    pub(crate) fn put_row(&mut self, row: Row) {
        let id = row.conversation.id.clone();
        let stale = self.stale.remove(&id);
        let known = self.rows.get(&id).map(|known| known.conversation.version);
        if stale || known.is_none_or(|version| version <= row.conversation.version) {
            self.outbox.seen(&id, row.conversation.position);
            self.rows.insert(id, row);
        }
    }

    /// Puts a record from an answer that is true at log position `seq`. Read positions have no version of their own, so
    /// one that events have moved since is kept.
    pub(crate) fn put_snapshot(&mut self, mut row: Row, seq: u64) {
        let id = &row.conversation.id;
        if seq < self.seq
            && !self.stale.contains(id)
            && let Some(known) = self.rows.get(id)
        {
            row.read = known.read;
        }
        self.put_row(row);
    }

    /// Puts entries where their timeline is loaded, and settles the commands they confirm.
    pub(crate) fn put_entries(&mut self, entries: Vec<Entry>) {
        for entry in entries {
            if let Some(client_id) = entry.client_id().cloned() {
                self.confirm_send(&client_id, &entry);
            }
            let mine = self.is_me(entry.author.agent());
            if mine {
                self.follow_own(&entry);
            }
            self.timelines.put(entry, mine);
        }
    }

    /// Brings the lists in line with a record, its overlay included.
    pub(crate) fn reindex(&mut self, id: &ConversationId) {
        let Some(session) = self.session.clone() else { return };
        match self.effective(id) {
            Some((conversation, read)) => {
                let unread = conversation.unread(read);
                let open = self.route.conversation() == Some(id);
                self.lists.place(self.moment(), &conversation, unread, open, |filter| {
                    filter.contains(&session.workflow, &session.me.id, &conversation, unread)
                });
            }
            None => self.lists.remove(self.moment(), id),
        }
    }

    /// The record with what the agent has done to it and the server has not confirmed.
    pub(crate) fn effective(&self, id: &ConversationId) -> Option<(Arc<Conversation>, ReadPosition)> {
        let row = self.rows.get(id)?;
        Some(self.outbox.overlay(row, self.clock_offset))
    }

    /// Forgets a space (another one is entered, or somebody else signed in); the device keeps what it kept.
    pub(crate) fn leave_space(&mut self) {
        self.rows.clear();
        self.stale.clear();
        self.lists = Lists::default();
        self.timelines = Timelines::default();
        self.search = Search::default();
        self.people = People::default();
        self.asked.retain(|_, purpose| matches!(purpose, Purpose::Op(_) | Purpose::Logout));
        self.seq = 0;
    }

    /// Everything cached is from before a gap: keep showing it, but trust nothing of it.
    pub(crate) fn distrust(&mut self) {
        self.stale = self.rows.keys().cloned().collect();
        let open = self.route.conversation().cloned();
        self.timelines.distrust(open.as_ref());
        self.lists.distrust(self.route.filter());
        self.people.distrust();
        self.asked.retain(|_, purpose| matches!(purpose, Purpose::Op(_) | Purpose::Logout));
    }
}
