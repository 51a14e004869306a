//! What of a timeline is on screen: some tens of lines, which move with the agent. Lines enter at one end and leave at the
//! other, so that a thread of any length costs the same. Loading what is wanted is not done here.

use switchboard_api::{Entry, EntryBody};

use crate::timeline::{Run, Timeline};

/// Lines on screen at first.
const FIRST: usize = 40;
/// How many come at once.
const STEP: usize = 20;
/// More than this many stay only while they are in sight, or nearly.
const MOST: usize = 56;
/// At the end, where lines come by themselves, more than this many are not shown.
const CROWD: usize = 2 * MOST;
/// Lines above the unread divider, to see what it follows.
const BEFORE_UNREAD: usize = 8;
/// So near to the end of what is loaded, more is asked for.
const AHEAD: u64 = 50;

/// What is on screen, by positions.
#[derive(Clone, Debug)]
pub(crate) struct Window {
    /// The first; `None`: as many as there are at first, before the end.
    from: Option<u64>,
    /// The last; `None` to the end, unsent messages included.
    to: Option<u64>,
    /// Where the agent is to be brought as soon as that is loaded.
    pub(crate) bound: Option<Place>,
    /// Where they were brought last.
    pub(crate) landing: Landing,
    /// The newest position when they left the end; `None` at the end.
    pub(crate) left_at: Option<u64>,
}

impl Default for Window {
    fn default() -> Self {
        let landing = Landing { count: 0, place: Place::Newest };
        Self { from: None, to: None, bound: Some(Place::Newest), landing, left_at: None }
    }
}

#[cfg(test)]
impl Window {
    /// Over these positions.
    pub(crate) fn over(from: u64, to: u64) -> Self {
        let landing = Landing { count: 1, place: Place::About(from) };
        Self { from: Some(from), to: Some(to), bound: None, landing, left_at: None }
    }
}

/// A place in a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The newest line.
    Newest,
    /// The first one.
    First,
    /// Where what is unread begins: this position, or soon after it.
    Unread(u64),
    /// The entry at this position, which somebody asked for.
    Entry(u64),
    /// About here: the scrollbar was thrown.
    About(u64),
}

impl Place {
    /// Its position; `None` for the newest, wherever that is.
    pub(crate) fn position(self) -> Option<u64> {
        match self {
            Self::Newest => None,
            Self::First => Some(1),
            Self::Unread(position) | Self::Entry(position) | Self::About(position) => Some(position.max(1)),
        }
    }
}

/// That the agent was brought to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Landing {
    /// Grows each time.
    pub count: u32,
    /// Where to.
    pub place: Place,
}

impl Timeline {
    /// What is on screen, oldest first.
    pub(crate) fn shown(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        let (from, to) = self.span().unwrap_or((u64::MAX, u64::MAX));
        self.lines(from, to)
    }

    /// The first inbound message after this position, where that can be told from what is loaded around the screen.
    pub(crate) fn first_unread(&self, read: u64) -> Option<u64> {
        let run = self.run_at(read.saturating_add(1))?;
        let mut after = self.lines(read.saturating_add(1), run.to.unwrap_or(u64::MAX));
        after.find(|entry| matches!(entry.body, EntryBody::Inbound { .. })).map(|entry| entry.position)
    }

    /// Whether what is on screen goes on to the newest line.
    pub(crate) fn shows_newest(&self) -> bool {
        self.window.to.is_none()
    }

    /// How many entries come after those on screen.
    pub(crate) fn after_shown(&self) -> u64 {
        self.window.to.map_or(0, |to| self.newest().saturating_sub(to))
    }

    /// Whether there are earlier ones than those on screen.
    pub(crate) fn has_earlier(&self) -> bool {
        self.span().is_some_and(|(from, _)| from > 1)
    }

    /// The position before which the server is to be asked, when what is on screen is near the beginning of its run.
    pub(crate) fn wants_before(&self) -> Option<u64> {
        let (from, run) = (self.span()?.0, self.window_run()?);
        (run.from > 1 && from < run.from + AHEAD).then_some(run.from)
    }

    /// The position after which the server is to be asked, when what is on screen is near the end of its run.
    pub(crate) fn wants_after(&self) -> Option<u64> {
        let (to, end) = (self.window.to?, self.window_run()?.to?);
        (end < to + AHEAD).then_some(end)
    }

    /// Where the run begins, when what is on screen begins with it.
    pub(crate) fn edge(&self) -> Option<u64> {
        let (from, run) = (self.span()?.0, self.window_run()?);
        (from == run.from).then_some(from)
    }

    /// What is on screen while it is not at the end: its first position and its last.
    pub(crate) fn away(&self) -> Option<(u64, u64)> {
        self.window.from.and_then(|_| self.span())
    }

    /// Its first and last position.
    pub(crate) fn ends(&self) -> Option<(u64, u64)> {
        self.span()
    }

    /// Shows earlier lines. Of those at the end, `spare` are out of sight.
    pub(crate) fn show_earlier(&mut self, spare: usize) {
        let Some((run, (from, _))) = self.window_run().zip(self.span()) else { return };
        self.window.from = Some(self.back(run, from, STEP));
        let excess = self.shown().count().saturating_sub(MOST).min(spare);
        if excess > 0 {
            let last = self.shown().rev().nth(excess).map(|entry| entry.position);
            self.window.to = last.or(self.window.to);
        }
    }

    /// Shows later lines. Of those at the beginning, `spare` are out of sight.
    pub(crate) fn show_later(&mut self, spare: usize) {
        let Some((run, (from, to))) = self.window_run().zip(self.away()).filter(|_| !self.shows_newest()) else {
            return;
        };
        self.window.from = Some(from);
        self.window.to = self.forth(run, to, STEP);
        let excess = self.shown().count().saturating_sub(MOST).min(spare);
        let first = self.shown().nth(excess).map(|entry| entry.position);
        self.window.from = first.or(self.window.from);
    }

    /// The agent scrolled to the end, or away from it.
    pub(crate) fn set_at_end(&mut self, at_end: bool) {
        let newest = self.newest();
        let Window { from, to, left_at, .. } = &mut self.window;
        match (at_end, &to) {
            (true, None) => (*from, *left_at) = (None, None),
            (true, Some(_)) => {}
            (false, _) => {
                *left_at = left_at.or(Some(newest));
                self.window.from = self.span().map(|(from, _)| from);
            }
        }
    }

    /// Keeps those that come by themselves from adding up on screen.
    pub(crate) fn spread(&mut self, at_end: bool) {
        if self.window.from.is_none() || !self.shows_newest() || self.shown().nth(CROWD).is_none() {
            return;
        }
        if at_end {
            self.window.from = None;
        } else {
            let last = self.shown().nth(CROWD - 1).map(|entry| entry.position);
            self.window.to = last;
        }
    }

    /// Brings the agent there, if it is loaded; whether it is.
    pub(crate) fn land(&mut self, place: Place) -> bool {
        let before = match place {
            Place::Unread(_) => BEFORE_UNREAD,
            Place::Entry(_) | Place::About(_) => FIRST / 2,
            Place::Newest | Place::First => 0,
        };
        let spot = place.position().filter(|position| *position <= self.newest());
        let run = spot.map_or(self.newest_run(), |position| self.run_at(position));
        let Some(run) = run else { return false };
        (self.window.from, self.window.to) = match spot {
            None => (None, None),
            Some(position) => {
                let from = self.back(run, position, before);
                (Some(from), self.forth(run, from.saturating_sub(1), FIRST))
            }
        };
        self.window.bound = None;
        self.window.landing = Landing { count: self.window.landing.count + 1, place };
        self.window.left_at = self.window.to.map(|_| self.newest());
        true
    }

    /// Keeps to what is loaded.
    pub(crate) fn clip(&mut self) {
        let Some(from) = self.window.from else { return };
        match self.run_at(from).or_else(|| self.run_at(self.window.to.unwrap_or(from))) {
            Some(run) => {
                self.window.from = Some(from.max(run.from));
                self.window.to = self.window.to.map_or(run.to, |to| Some(run.to.map_or(to, |end| end.min(to))));
            }
            None => (self.window.from, self.window.to) = (None, None),
        }
    }

    /// The run that is read.
    pub(crate) fn window_run(&self) -> Option<Run> {
        self.window.from.and_then(|from| self.run_at(from)).or_else(|| self.newest_run())
    }

    fn span(&self) -> Option<(u64, u64)> {
        let run = self.window_run()?;
        let from = self.window.from.map_or_else(|| self.back(run, u64::MAX, FIRST), |from| from.max(run.from));
        Some((from, self.window.to.or(run.to).or(self.stale).unwrap_or(u64::MAX)))
    }

    fn lines(&self, from: u64, to: u64) -> impl DoubleEndedIterator<Item = &Entry> {
        // An end before the beginning is nothing, but no range.
        self.entries
            .range(from..to.saturating_add(1).max(from))
            .map(|(_, entry)| entry)
            .filter(|entry| !entry.is_undone())
    }

    /// So many lines before a position; where the run begins when there are fewer.
    fn back(&self, run: Run, position: u64, lines: usize) -> u64 {
        let Some(last) = position.checked_sub(1).filter(|last| *last >= run.from && lines > 0) else {
            return position.max(run.from);
        };
        self.lines(run.from, last).rev().nth(lines - 1).map_or(run.from, |entry| entry.position)
    }

    /// So many lines after a position; `None` when the newest is among them.
    fn forth(&self, run: Run, position: u64, lines: usize) -> Option<u64> {
        let end = run.to.unwrap_or(u64::MAX);
        let mut after = self.lines(position.saturating_add(1), end).skip(lines.saturating_sub(1));
        let last = after.next().map(|entry| entry.position);
        if after.next().is_some() { last } else { run.to }
    }
}
