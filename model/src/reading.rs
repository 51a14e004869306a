//! Reading the open conversation: what is loaded of it, where the agent is brought, what counts as read. What a timeline
//! keeps of it is in `timeline` and `window`.

use switchboard_api::{Command, ConversationId, ReadPosition, Timeline as Answer};

use crate::effect::{Page, Request};
use crate::input::Failure;
use crate::model::{Model, Purpose};
use crate::outbox::Pending;
use crate::select::Phase;
use crate::timeline::Timeline;
use crate::window::Place;

/// Entries asked for at once.
const PAGE: u32 = 50;
/// The same where there may be as many on both sides.
const AROUND: u32 = 100;
/// Whoever has more than this many entries unread is brought to the newest: they did not leave off, they begin.
const MOST_UNREAD: u64 = 500;

impl Model {
    pub(crate) fn open_conversation(&mut self) {
        self.at_end = true;
        if let Some(id) = self.route.conversation().cloned() {
            self.timelines.visit(&id);
            self.load_timeline();
            if self.route.entry().is_some() {
                self.head_for_route();
            }
        }
    }

    /// Brings the agent to the entry that the route names, or to the end.
    pub(crate) fn head_for_route(&mut self) {
        self.head_for(self.route.entry().map_or(Place::Newest, Place::Entry));
    }

    /// Brings the agent to a place of the open timeline, as soon as it is loaded.
    pub(crate) fn head_for(&mut self, place: Place) {
        let Some(id) = self.route.conversation().cloned() else { return };
        if let Some(timeline) = self.timelines.get_mut(&id) {
            timeline.window.bound = Some(place);
        }
    }

    /// Loads the newest part of the open timeline, if it is wanting, and what is read of it when that is another.
    pub(crate) fn load_timeline(&mut self) {
        let Some(id) = self.route.conversation().cloned() else { return };
        let Some(timeline) = self.timelines.get(&id).filter(|timeline| timeline.wants_loading()) else { return };
        let read = timeline.away().map(|(from, to)| from + (to.min(timeline.newest()).saturating_sub(from)) / 2);
        self.ask_timeline(id.clone(), Page::Latest, PAGE);
        if let Some(middle) = read {
            self.ask_timeline(id, Page::Around(middle), AROUND);
        }
    }

    pub(crate) fn show_earlier(&mut self, spare: usize) {
        let unsent = self.unsent();
        self.move_window(|timeline| {
            timeline.show_earlier(spare.saturating_sub(unsent));
            timeline.wants_before().map(Page::Before)
        });
    }

    pub(crate) fn show_later(&mut self, spare: usize) {
        self.move_window(|timeline| {
            timeline.show_later(spare);
            timeline.wants_after().map(Page::After)
        });
    }

    pub(crate) fn skip_later(&mut self, lines: u64) {
        let Some(timeline) = self.route.conversation().and_then(|id| self.timelines.get(id)) else { return };
        let place = match timeline.away() {
            Some((_, to)) if lines < timeline.after_shown() => Place::About(to.saturating_add(lines)),
            _ => Place::Newest,
        };
        self.head_for(place);
    }

    /// Moves what is on screen, and asks for the page that is wanted then.
    fn move_window(&mut self, change: impl FnOnce(&mut Timeline) -> Option<Page>) {
        let Some(id) = self.route.conversation().cloned() else { return };
        if let Some(page) = self.timelines.get_mut(&id).and_then(change) {
            self.ask_timeline(id, page, PAGE);
        }
    }

    pub(crate) fn scrolled_to_end(&mut self, at_end: bool) {
        let Some(id) = self.route.conversation().cloned() else { return };
        let Some(timeline) = self.timelines.get_mut(&id) else { return };
        timeline.set_at_end(at_end);
        self.at_end = at_end && timeline.shows_newest();
    }

    /// How many messages of the open conversation only this device has.
    fn unsent(&self) -> usize {
        let open = self.route.conversation();
        let ours = |pending: &&Pending| Some(pending.op.command.conversation()) == open;
        self.outbox.iter().filter(ours).filter(|pending| pending.send().is_some()).count()
    }

    fn ask_timeline(&mut self, conversation: ConversationId, page: Page, limit: u32) {
        let purpose = Purpose::Timeline { conversation: conversation.clone(), page };
        if !self.is_asking(&purpose) {
            self.ask(purpose, Request::Timeline { conversation, page, limit });
        }
    }

    pub(crate) fn timeline_arrived(&mut self, answer: Answer, page: Page) {
        let id = answer.row.conversation.id.clone();
        self.put_snapshot(answer.row.clone(), answer.seq);
        for entry in &answer.entries {
            if let Some(client_id) = entry.client_id().cloned() {
                self.confirm_send(&client_id, entry);
            }
        }
        if let Some(timeline) = self.timelines.get_mut(&id) {
            timeline.extend(answer, page);
        }
        self.reindex(&id);
    }

    pub(crate) fn timeline_failed(&mut self, id: &ConversationId, page: Page, failure: &Failure) {
        let Some(timeline) = self.timelines.get_mut(id) else { return };
        if matches!(failure.status(), Some(403 | 404)) {
            if timeline.not_found() {
                self.load_timeline();
            }
            return;
        }
        match page {
            Page::Latest => timeline.failed = true,
            // The agent stays where they are; whoever is nowhere yet is brought to the newest.
            Page::Around(_) if timeline.window.landing.count > 0 => timeline.window.bound = None,
            Page::Around(_) if timeline.land(Place::Newest) => {}
            Page::Around(_) => timeline.window.bound = Some(Place::Newest),
            Page::Before(_) | Page::After(_) => {}
        }
    }

    /// Brings the agent where they are bound for, or loads it; keeps what is loaded and what is on screen within bounds.
    pub(crate) fn settle_place(&mut self) {
        let Some(id) = self.route.conversation().cloned() else { return };
        let at_end = self.at_end;
        let Some(timeline) = self.timelines.get_mut(&id).filter(|timeline| !timeline.missing) else { return };
        if let Some(place) = timeline.window.bound {
            let place = timeline.opening(place);
            let landed = timeline.is_loaded() && timeline.land(place);
            // What is among the newest comes with them.
            let known = self.rows.get(&id).map_or(u64::MAX, |row| row.conversation.position);
            let apart = |position: &u64| timeline.is_loaded() || position.saturating_add(u64::from(PAGE)) <= known;
            if let Some(position) = place.position().filter(|position| !landed && apart(position)) {
                self.ask_timeline(id.clone(), Page::Around(position), AROUND);
            }
        }
        if let Some(timeline) = self.timelines.get_mut(&id) {
            timeline.spread(at_end);
            timeline.trim();
        }
    }

    /// Fixes the unread divider of the open conversation, then reads it, if the agent is looking.
    pub(crate) fn settle_reading(&mut self) {
        let Some(id) = self.route.conversation().cloned() else { return };
        let Some((conversation, read)) = self.effective(&id) else { return };
        let Some(timeline) = self.timelines.get_mut(&id) else { return };
        if self.phase != Phase::Ready || !timeline.is_loaded() {
            return;
        }
        let unread = conversation.unread(read) > 0;
        if timeline.divider.is_none() {
            timeline.divider = Some(if unread { read.position } else { u64::MAX });
        }
        if !unread || !self.attention || !self.at_end || timeline.told_read == Some(conversation.inbound) {
            return;
        }
        timeline.told_read = Some(conversation.inbound);
        let wanted = ReadPosition { position: conversation.position, inbound: conversation.inbound };
        let key = self.make_id();
        self.push_op(key, Command::Read { conversation: id, read: wanted });
    }
}

impl Timeline {
    /// Where somebody is brought who opens the conversation: to what is unread rather than to the newest.
    fn opening(&self, place: Place) -> Place {
        let unread = self.divider.filter(|divider| {
            let opens = self.window.landing.count == 0 && place == Place::Newest;
            opens && *divider < self.newest() && self.newest() - divider <= MOST_UNREAD
        });
        unread.map_or(place, |divider| Place::Unread(divider + 1))
    }
}
