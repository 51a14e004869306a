//! The socket's life: opening, silence, loss, coming back with jitter, and asking every few seconds while there is no
//! socket to be had. Which events are applied is decided in `model`.

use switchboard_api::live::{CLOSE_FORBIDDEN, CLOSE_UNAUTHORIZED, PING_INTERVAL_MS};
use switchboard_api::{EventsPage, ServerFrame, Timestamp};

use crate::effect::{Effect, Request};
use crate::input::SocketInput;
use crate::model::{Model, Purpose};
use crate::select::{ConnectionState, Phase};

/// Two missed pings and a second: nobody is there.
const SILENCE_MS: i64 = 2 * PING_INTERVAL_MS + 1_000;
const OPENING_MS: i64 = 10_000;
const FIRST_RETRY_MS: i64 = 500;
const LAST_RETRY_MS: i64 = 30_000;
const POLL_MS: i64 = 5_000;
/// So many failed tries, and polling begins.
const POLL_AFTER: u32 = 2;

/// How the app is connected.
#[derive(Clone, Debug)]
pub(crate) struct Connection {
    link: Link,
    /// Tries since the last time all was well.
    attempts: u32,
    online: bool,
    /// How the last poll went; `None` while not polling.
    polled: Option<bool>,
    next_poll: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Link {
    /// No socket is wanted.
    Idle,
    /// Being opened; given up at this time.
    Opening(Timestamp),
    /// Open; given up at this time unless something is heard.
    Open { ready: bool, silent_at: Timestamp },
    /// Lost; tried again at this time.
    Lost(Timestamp),
}

impl Default for Connection {
    fn default() -> Self {
        Self { link: Link::Idle, attempts: 0, online: true, polled: None, next_poll: None }
    }
}

impl Connection {
    pub(crate) fn state(&self) -> ConnectionState {
        match (self.link, self.attempts, self.polled) {
            _ if !self.online => ConnectionState::Offline,
            // Without a socket to be had ever, polling is all there is, and nothing to be told of.
            (Link::Idle, _, Some(false)) => ConnectionState::Unreachable,
            (Link::Open { ready: true, .. } | Link::Idle, ..) | (_, 0, _) => ConnectionState::Live,
            (_, _, Some(true)) => ConnectionState::Polling,
            (_, _, Some(false)) => ConnectionState::Unreachable,
            (_, _, None) => ConnectionState::Reconnecting,
        }
    }

    /// When something has to be done if nothing is heard.
    pub(crate) fn deadline(&self) -> Option<Timestamp> {
        let link = match self.link {
            Link::Idle => None,
            Link::Opening(at) | Link::Lost(at) | Link::Open { silent_at: at, .. } => Some(at),
        };
        link.into_iter().chain(self.next_poll).min()
    }

    /// All that was missed has been heard, and what is said now arrives.
    pub(crate) fn is_ready(&self) -> bool {
        matches!(self.link, Link::Open { ready: true, .. })
    }

    fn is_lost(&self) -> bool {
        matches!(self.link, Link::Lost(_))
    }
}

impl Model {
    pub(crate) fn socket(&mut self, input: SocketInput) {
        let silent_at = self.now.plus(SILENCE_MS);
        match input {
            SocketInput::Opened => self.connection.link = Link::Open { ready: false, silent_at },
            SocketInput::Frame(frame) => {
                if let Link::Open { silent_at: at, .. } = &mut self.connection.link {
                    *at = silent_at;
                    self.frame(frame);
                }
            }
            SocketInput::Closed(CLOSE_UNAUTHORIZED) => {
                self.connection.link = Link::Idle;
                self.ask_session();
            }
            SocketInput::Closed(CLOSE_FORBIDDEN) => {
                self.connection.link = Link::Idle;
                self.phase = Phase::NoAccess;
            }
            SocketInput::Closed(_) => self.lose_link(),
        }
    }

    fn frame(&mut self, frame: ServerFrame) {
        match frame {
            ServerFrame::Ready { .. } => {
                if let Link::Open { ready, .. } = &mut self.connection.link {
                    *ready = true;
                }
                self.connection.attempts = 0;
                self.stop_polling();
                self.outbox.hurry(self.now);
                self.load_list_again();
                self.load_timeline();
                self.people.want_again();
                self.search_again();
            }
            ServerFrame::Reset => self.resync(),
            ServerFrame::Event(event) => {
                self.apply(event);
            }
            ServerFrame::Counts { counts } => self.counts = counts,
            ServerFrame::Ping { now } => {
                self.clock_offset = now.since(self.now);
                self.effects.push(Effect::Pong);
            }
            ServerFrame::Presence { conversation, agents } => self.presence.put(conversation, agents),
        }
    }

    /// The log does not reach back to what is known: the road of every start, with the old screen kept meanwhile.
    pub(crate) fn resync(&mut self) {
        self.disconnect();
        self.distrust();
        self.ask_session();
    }

    /// Something between the last known event and the one that came is missing: ask again from there, and when it is
    /// missing still, the server does not have it.
    pub(crate) fn mend_gap(&mut self) {
        if self.gap_after == Some(self.seq) {
            self.resync();
        } else {
            self.gap_after = Some(self.seq);
            self.effects.push(Effect::Disconnect);
            self.lose_link();
        }
    }

    /// Opens the socket at the last known event, or begins to poll where the server has none.
    pub(crate) fn reconnect(&mut self) {
        let Some(session) = self.session.clone() else { return };
        if !session.capabilities.live {
            self.connection.link = Link::Idle;
            self.connection.attempts = 0;
            self.connection.next_poll = Some(self.now);
            return;
        }
        self.connection.link = Link::Opening(self.now.plus(OPENING_MS));
        self.effects.push(Effect::Connect { space: session.space.clone(), after: self.seq });
    }

    pub(crate) fn disconnect(&mut self) {
        self.connection.link = Link::Idle;
        self.stop_polling();
        self.effects.push(Effect::Disconnect);
    }

    fn stop_polling(&mut self) {
        self.connection.polled = None;
        self.connection.next_poll = None;
        self.asked.retain(|_, purpose| *purpose != Purpose::Events);
    }

    /// Full jitter, so that a server that comes back is not met by everybody at once.
    fn lose_link(&mut self) {
        let ceiling = (FIRST_RETRY_MS << self.connection.attempts.min(6)).min(LAST_RETRY_MS);
        let wait = self.random_below(u64::try_from(ceiling).unwrap_or_default());
        self.connection.attempts = self.connection.attempts.saturating_add(1);
        self.connection.link = Link::Lost(self.now.plus(50 + i64::try_from(wait).unwrap_or_default()));
        if self.connection.attempts >= POLL_AFTER && self.connection.next_poll.is_none() {
            self.connection.next_poll = Some(self.now);
        }
    }

    pub(crate) fn went_online(&mut self, online: bool) {
        self.connection.online = online;
        if online {
            self.hurry();
        }
    }

    pub(crate) fn attention_changed(&mut self, attention: bool) {
        self.attention = attention;
        self.presence.looks(self.now, attention);
        if attention {
            self.hurry();
        }
    }

    /// Whether the server has no socket, so that asking again and again is how to hear of anything.
    fn only_polls(&self) -> bool {
        self.phase == Phase::Ready && self.session.as_ref().is_some_and(|session| !session.capabilities.live)
    }

    /// Another token was handed in: a socket that was opened with the one before would end with it.
    pub(crate) fn take_token(&mut self) {
        match self.phase {
            Phase::Ready if !self.only_polls() => self.reconnect(),
            Phase::SignedOut { .. } => self.ask_session(),
            Phase::Ready | Phase::Starting | Phase::Unreachable | Phase::NoAccess => {}
        }
    }

    /// A good moment to try everything that waits for a connection.
    fn hurry(&mut self) {
        if self.connection.is_lost() || self.only_polls() {
            self.reconnect();
        }
        self.outbox.hurry(self.now);
        if self.session_retry.is_some() {
            self.session_retry = Some(self.now);
        }
    }

    pub(crate) fn settle_connection(&mut self) {
        match self.connection.link {
            Link::Lost(at) if at <= self.now => self.reconnect(),
            Link::Opening(at) | Link::Open { silent_at: at, .. } if at <= self.now => {
                self.effects.push(Effect::Disconnect);
                self.lose_link();
            }
            _ => {}
        }
        if self.connection.next_poll.is_some_and(|at| at <= self.now) {
            self.connection.next_poll = None;
            self.poll();
        }
    }

    fn poll(&mut self) {
        let Some(session) = self.session.clone() else { return };
        if !self.is_asking(&Purpose::Events) {
            self.ask(Purpose::Events, Request::Events { space: session.space.clone(), after: self.seq });
        }
    }

    /// An answer to a poll; `None` when there was none.
    pub(crate) fn polled(&mut self, page: Option<EventsPage>) {
        self.connection.polled = Some(page.is_some());
        self.connection.next_poll = Some(self.now.plus(POLL_MS));
        let Some(page) = page else { return };
        self.clock_offset = page.now.since(self.now);
        if page.reset {
            self.resync();
            return;
        }
        if !page.events.into_iter().all(|event| self.apply(event)) {
            return;
        }
        self.seq = self.seq.max(page.seq);
        if let Some(counts) = page.counts {
            self.counts = counts;
        }
        self.outbox.hurry(self.now);
        if page.more {
            self.connection.next_poll = Some(self.now);
        }
    }
}
