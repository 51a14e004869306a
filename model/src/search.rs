//! Searching: what was typed, what the server found for it, and when to ask. One question at a time; what answers an
//! earlier text is never shown. What is found among what is known already is `select::search`'s business.

use switchboard_api::{ContactHit, ConversationId, MessageHit, SearchPage, Timestamp};

use crate::effect::Request;
use crate::input::Failure;
use crate::model::{Model, Purpose};
use crate::select::Phase;

/// So long nothing more is typed before the server is asked.
const PAUSE_MS: i64 = 120;

/// The search.
#[derive(Clone, Debug, Default)]
pub(crate) struct Search {
    /// What is searched for, without white space around it.
    pub(crate) query: String,
    /// What the server found for `query`.
    pub(crate) found: Option<Found>,
    /// Why it could not say; a sentence of the server's, or empty.
    pub(crate) failed: Option<String>,
    ask_at: Option<Timestamp>,
}

/// Pages of hits, put together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    pub(crate) contacts: Vec<ContactHit>,
    pub(crate) messages: Vec<MessageHit>,
    pub(crate) next: Option<String>,
}

impl Search {
    /// Whether the conversation was found.
    pub(crate) fn has_found(&self, id: &ConversationId) -> bool {
        self.found.as_ref().is_some_and(|found| {
            found.contacts.iter().any(|hit| hit.row.conversation.id == *id)
                || found.messages.iter().any(|hit| hit.row.conversation.id == *id)
        })
    }

    /// When the server is to be asked.
    pub(crate) fn ask_at(&self) -> Option<Timestamp> {
        self.ask_at
    }
}

impl Model {
    /// Brings the search in line with the route.
    pub(crate) fn visit_search(&mut self, pause: bool) {
        let query = self.route.search().trim();
        if query != self.search.query {
            let ask_at = (!query.is_empty()).then(|| self.now.plus(if pause { PAUSE_MS } else { 0 }));
            self.search = Search { query: query.to_owned(), ask_at, ..Search::default() };
            self.asked.retain(|_, purpose| !matches!(purpose, Purpose::Search { .. }));
        }
    }

    pub(crate) fn settle_search(&mut self) {
        if self.phase == Phase::Ready && self.search.ask_at.is_some_and(|at| at <= self.now) {
            self.search.ask_at = None;
            self.search.failed = None;
            self.ask_search(None);
        }
    }

    /// Asks again for what failed.
    pub(crate) fn search_again(&mut self) {
        if self.search.failed.is_some() {
            self.search.ask_at = Some(self.now);
        }
    }

    pub(crate) fn load_more_hits(&mut self) {
        let next = self.search.found.as_ref().and_then(|found| found.next.clone());
        if next.is_some() && !self.is_searching() {
            self.ask_search(next);
        }
    }

    pub(crate) fn is_searching(&self) -> bool {
        self.search.ask_at.is_some() || self.asked.values().any(|purpose| matches!(purpose, Purpose::Search { .. }))
    }

    fn ask_search(&mut self, cursor: Option<String>) {
        let Some(session) = self.session.clone().filter(|session| session.capabilities.search) else { return };
        let query = self.search.query.clone();
        let purpose = Purpose::Search { more: cursor.is_some() };
        self.ask(purpose, Request::Search { space: session.space.clone(), query, cursor });
    }

    pub(crate) fn search_arrived(&mut self, page: SearchPage, more: bool) {
        for row in page.contacts.iter().map(|hit| &hit.row).chain(page.messages.iter().map(|hit| &hit.row)) {
            self.put_snapshot(row.clone(), page.seq);
        }
        let mut found = self.search.found.take().filter(|_| more).unwrap_or_default();
        found.contacts.extend(page.contacts);
        found.messages.extend(page.messages);
        found.next = page.next;
        self.search.found = Some(found);
    }

    pub(crate) fn search_failed(&mut self, failure: &Failure) {
        match failure {
            Failure::Refused { problem, retry_after_ms: Some(wait) } if problem.status == 429 => {
                self.search.ask_at = Some(self.now.plus(*wait));
            }
            Failure::Refused { problem, .. } => self.search.failed = Some(problem.sentence().to_owned()),
            Failure::Unreachable | Failure::OriginRefused | Failure::Timeout | Failure::Decode(_) => {
                self.search.failed = Some(String::new());
            }
        }
    }
}
