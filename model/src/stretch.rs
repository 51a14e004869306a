//! What is known of one list: a stretch of it without holes, from its beginning or from anywhere, how many conversations
//! come before, and how many there are. Pages that meet the stretch lengthen it; one from elsewhere, when that is where the
//! agent looks, takes its place. What has happened to a conversation that nobody has seen before cannot be told from its
//! record alone, so numbers may be off by a little until the next page, which says where it begins.

use std::collections::HashMap;

use switchboard_api::{ConversationId, ConversationList, Sort, SortKey, Timestamp};

/// How many conversations are asked for at once.
const PAGE: usize = 50;
/// A page is asked for when the rows looked at come as near to the end of what is loaded.
const NEAR: usize = 20;
/// By so many does a page overlap what is loaded: rows move while it is on its way.
const OVERLAP: usize = 8;
/// More than this are not kept of one list.
const LONGEST: usize = 1_000;
/// So long numbers may be off, in milliseconds.
const CHECK_MS: i64 = 2_000;
const REST_MS: i64 = 2_000;

/// One list.
#[derive(Clone, Debug, Default)]
pub(crate) struct List {
    /// Those of the stretch, in order. There are never so many that moving them along would take longer than a tree.
    order: Vec<SortKey>,
    /// Where all that are known to be in the list stand, in the stretch or not.
    places: HashMap<ConversationId, SortKey>,
    /// `None` before the first page.
    stretch: Option<Stretch>,
    /// The rows looked at, from and before, by their places in the list.
    wanted: (usize, usize),
    pub(crate) failed: bool,
    /// Shown, but from before a gap: to be loaded again.
    distrusted: bool,
    /// The numbers may be off: to be looked up then.
    check_at: Option<Timestamp>,
    /// Nothing is to be asked for before then.
    rest_until: Option<Timestamp>,
}

/// Which part of the list is known.
#[derive(Clone, Debug, PartialEq)]
struct Stretch {
    /// Its first place; `None` when it reaches to the beginning.
    first: Option<SortKey>,
    /// Its last place; `None` when it reaches to the end.
    last: Option<SortKey>,
    /// How many conversations come before.
    before: usize,
    /// How many there are in the whole list.
    total: u64,
    /// The log position that these numbers are true at.
    seq: u64,
}

/// When something happened.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    pub(crate) now: Timestamp,
    /// The log position.
    pub(crate) seq: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Before,
    Inside,
    After,
}

impl Stretch {
    fn side(&self, key: &SortKey) -> Side {
        if self.first.as_ref().is_some_and(|first| key < first) {
            Side::Before
        } else if self.last.as_ref().is_some_and(|last| last < key) {
            Side::After
        } else {
            Side::Inside
        }
    }

    /// Whether nothing lies between the two.
    fn meets(&self, other: &Self) -> bool {
        let reaches = |last: &Option<SortKey>, first: &Option<SortKey>| match (last, first) {
            (Some(last), Some(first)) => first <= last,
            _ => true,
        };
        reaches(&self.last, &other.first) && reaches(&other.last, &self.first)
    }
}

impl List {
    /// The known ones among the places from `from` to before `to`, and the place of the first of them.
    pub(crate) fn slice(&self, from: usize, to: usize) -> (usize, impl Iterator<Item = &ConversationId>) {
        let before = self.before();
        let first = from.max(before);
        let known = self.order.iter().skip(first - before).take(to.saturating_sub(first));
        (first, known.map(SortKey::id))
    }

    /// All of the stretch.
    pub(crate) fn all(&self) -> impl Iterator<Item = &ConversationId> {
        self.order.iter().map(SortKey::id)
    }

    pub(crate) fn len(&self) -> usize {
        self.order.len()
    }

    /// How many conversations come before the stretch.
    pub(crate) fn before(&self) -> usize {
        self.stretch.as_ref().map_or(0, |stretch| stretch.before)
    }

    /// How many conversations there are. `counted` is what a number that is kept up to date says, where there is one.
    pub(crate) fn total(&self, counted: Option<u64>) -> u64 {
        let Some(stretch) = &self.stretch else { return 0 };
        let known = (stretch.before + self.order.len()) as u64;
        match stretch.last {
            None => known,
            Some(_) => counted.unwrap_or(stretch.total).max(known + 1),
        }
    }

    /// Whether any page is known.
    pub(crate) fn is_loaded(&self) -> bool {
        self.stretch.is_some()
    }

    pub(crate) fn is_distrusted(&self) -> bool {
        self.distrusted
    }

    pub(crate) fn distrust(&mut self) {
        self.distrusted = true;
        self.hope();
    }

    /// The conversation `by` places further down than this one (up when negative), if it is known.
    pub(crate) fn neighbour(&self, of: &SortKey, by: isize) -> Option<&ConversationId> {
        let of = self.places.get(of.id()).unwrap_or(of);
        let place = match self.order.binary_search(of) {
            Ok(place) => place.checked_add_signed(by)?,
            // Between two.
            Err(place) if by > 0 => place.checked_add_signed(by - 1)?,
            Err(place) => place.checked_add_signed(by)?,
        };
        self.order.get(place).map(SortKey::id)
    }

    /// These rows are looked at.
    pub(crate) fn look(&mut self, from: usize, to: usize) {
        self.wanted = (from, to);
        self.failed = false;
    }

    /// Whether it matters that these rows are looked at now: some are not loaded, or others were being loaded.
    pub(crate) fn is_news(&self, from: usize, to: usize) -> bool {
        self.wanted != (from, to) && (self.lacks((from, to)).is_some() || self.lacks(self.wanted).is_some())
    }

    /// The page to ask for, as how many to skip and how many to take, so that what is looked at is loaded and the numbers
    /// are right.
    pub(crate) fn page(&self, now: Timestamp) -> Option<(usize, usize)> {
        if self.failed || self.rest_until.is_some_and(|until| now < until) {
            return None;
        }
        let lacks =
            if self.distrusted || !self.is_loaded() { Some(around(self.wanted)) } else { self.lacks(self.wanted) };
        lacks.or_else(|| self.check_at.filter(|at| *at <= now).map(|_| around(self.wanted)))
    }

    /// When to look at it again.
    pub(crate) fn wakes_at(&self) -> Option<Timestamp> {
        self.check_at.into_iter().chain(self.rest_until).min()
    }

    /// What failed may be asked for again.
    pub(crate) fn hope(&mut self) {
        self.failed = false;
        self.rest_until = None;
    }

    /// Asks for nothing for a while: the last answer did not help.
    pub(crate) fn rest(&mut self, now: Timestamp) {
        self.rest_until = Some(now.plus(REST_MS));
    }

    /// Which part of the list is loaded.
    pub(crate) fn reach(&self) -> Option<(usize, usize)> {
        self.stretch.as_ref().map(|stretch| (stretch.before, self.order.len()))
    }

    fn lacks(&self, (from, to): (usize, usize)) -> Option<(usize, usize)> {
        let stretch = self.stretch.as_ref()?;
        let (start, end) = (stretch.before, stretch.before + self.order.len());
        // The list may have become shorter than what was looked at.
        let to = to.min(usize::try_from(stretch.total).unwrap_or(usize::MAX).max(end));
        let from = from.min(to);
        let above = stretch.first.is_some() && from < start + NEAR;
        let below = stretch.last.is_some() && to + NEAR > end;
        if above && to <= start || below && from >= end {
            Some(around((from, to)))
        } else if above {
            Some((start.saturating_sub(PAGE - OVERLAP), PAGE))
        } else {
            below.then_some((end.saturating_sub(OVERLAP), PAGE))
        }
    }

    /// Takes in which part of the list a page is; its rows are placed by the caller, with [`List::refill`].
    pub(crate) fn take_in(&mut self, page: &ConversationList, sort: Sort) {
        let key = |row: &switchboard_api::Row| SortKey::of(sort, &row.conversation, row.conversation.unread(row.read));
        let before = usize::try_from(page.offset.unwrap_or(0)).unwrap_or(usize::MAX);
        let new = Stretch {
            first: page.items.first().map(key).filter(|_| before > 0),
            last: page.items.last().map(key).filter(|_| page.next.is_some()),
            before,
            total: page.total,
            seq: page.seq,
        };
        self.failed = false;
        if std::mem::take(&mut self.distrusted) {
            self.order.clear();
            self.places.clear();
            self.stretch = None;
        }
        (self.check_at, self.rest_until) = (None, None);
        if page.items.is_empty() && before > 0 {
            // Beyond the end of a list that has become shorter.
            if let Some(stretch) = &mut self.stretch {
                stretch.total = page.total;
            }
            return;
        }
        match self.stretch.take() {
            Some(old) if old.meets(&new) => self.stretch = Some(self.joined(old, new)),
            Some(old) if !self.looks_at(before, before + page.items.len()) => self.stretch = Some(old),
            _ => {
                self.order.clear();
                self.stretch = Some(new);
            }
        }
    }

    fn looks_at(&self, from: usize, to: usize) -> bool {
        self.wanted.0 < to && from < self.wanted.1
    }

    fn joined(&self, old: Stretch, new: Stretch) -> Stretch {
        let before = match (&old.first, &new.first) {
            (None, _) | (_, None) => 0,
            (Some(from), Some(page)) if page <= from => new.before,
            (Some(_), Some(page)) => new.before.saturating_sub(self.order.partition_point(|key| key < page)),
        };
        let first = old.first.zip(new.first).map(|(old, new)| old.min(new));
        let last = old.last.zip(new.last).map(|(old, new)| old.max(new));
        Stretch { first, last, before, total: new.total, seq: new.seq }
    }

    /// Lets go of what is far from what is looked at.
    pub(crate) fn trim(&mut self) {
        let Some(stretch) = &mut self.stretch else { return };
        if self.order.len() <= LONGEST {
            return;
        }
        let most = self.order.len() - LONGEST / 2;
        let from = self.wanted.0.saturating_sub(stretch.before + LONGEST / 4).min(most);
        if from > 0 {
            self.order.drain(..from);
            stretch.before += from;
            stretch.first = self.order.first().cloned();
        }
        if self.order.len() > LONGEST / 2 {
            self.order.truncate(LONGEST / 2);
            stretch.last = self.order.last().cloned();
        }
    }

    fn put_in(&mut self, key: SortKey) {
        if let Err(place) = self.order.binary_search(&key) {
            self.order.insert(place, key);
        }
    }

    fn pull_out(&mut self, key: &SortKey) {
        if let Ok(place) = self.order.binary_search(key) {
            self.order.remove(place);
        }
    }

    /// Brings the list in line with a record: where it belongs, whether it does, whether it is the one that is open, and
    /// whether it has just begun.
    pub(crate) fn place(&mut self, at: Moment, key: SortKey, belongs: bool, open: bool, new: bool) {
        let was = self.places.get(key.id()).cloned();
        let stays = open && was.is_some();
        let key = was.clone().filter(|_| stays && key.sort() != Sort::Newest).unwrap_or(key);
        let is = (belongs || stays).then_some(key);
        if was == is {
            return;
        }
        let Some(stretch) = &mut self.stretch else { return };
        let side = |key: &Option<SortKey>| key.as_ref().map(|key| stretch.side(key));
        let (from, to) = (side(&was), side(&is));
        // What a page knew already has been counted.
        let counts = at.seq > stretch.seq || stretch.seq == 0;
        match (from, to) {
            _ if !counts => {}
            (None, Some(_)) if new => stretch.total += 1,
            (None, Some(_)) if stretch.first.is_some() => drop(self.check_at.get_or_insert(at.now.plus(CHECK_MS))),
            (Some(_), None) => stretch.total = stretch.total.saturating_sub(1),
            _ => {}
        }
        match (from == Some(Side::Before), to == Some(Side::Before)) {
            _ if !counts => {}
            (true, false) => stretch.before = stretch.before.saturating_sub(1),
            // Somebody unknown may have been before already.
            (false, true) if from.is_some() || new => stretch.before += 1,
            _ => {}
        }
        if let Some(was) = was {
            self.places.remove(was.id());
            self.pull_out(&was);
        }
        if let Some(is) = is {
            self.places.insert(is.id().clone(), is.clone());
            if to == Some(Side::Inside) {
                self.put_in(is);
            }
        }
    }

    /// Puts a record that is known to belong, after a page has come; the open one stays where it is shown.
    pub(crate) fn refill(&mut self, key: SortKey, open: bool) {
        let was = self.places.remove(key.id());
        let key = was.clone().filter(|was| open && was.sort() != Sort::Newest).unwrap_or(key);
        if let Some(was) = was.filter(|was| *was != key) {
            self.pull_out(&was);
        }
        if self.stretch.as_ref().is_some_and(|stretch| stretch.side(&key) == Side::Inside) {
            self.put_in(key.clone());
        }
        self.places.insert(key.id().clone(), key);
    }

    /// The conversation is no longer to be seen.
    pub(crate) fn take_out(&mut self, at: Moment, id: &ConversationId) {
        if let Some(key) = self.places.get(id).cloned() {
            self.place(at, key, false, false, false);
        }
    }

    /// Whether it is in the stretch.
    pub(crate) fn holds(&self, id: &ConversationId) -> bool {
        let inside = |key: &SortKey| self.stretch.as_ref().is_some_and(|stretch| stretch.side(key) == Side::Inside);
        self.places.get(id).is_some_and(inside)
    }

    /// Forgets where it stands.
    pub(crate) fn forget(&mut self, id: &ConversationId) {
        self.places.remove(id);
    }
}

/// The page around these rows.
fn around((from, to): (usize, usize)) -> (usize, usize) {
    (from.saturating_sub(NEAR), PAGE.max(to.saturating_sub(from) + 2 * NEAR))
}
