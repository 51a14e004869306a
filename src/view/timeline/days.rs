//! Cuts the timeline's items into days, each with a label that sticks while its messages pass, and keeps only the newest
//! part in the document until the agent scrolls up. Order and grouping of messages are the core's.

use std::collections::HashMap;

use switchboard_api::Timestamp;
use switchboard_model::select::{Item, ItemBody, ThreadState, ThreadView};

/// How many items are in the document at first, and how many more each time.
pub const PAGE: usize = 60;

/// A timeline with its items by key.
#[derive(Clone, Debug, PartialEq)]
pub struct Indexed {
    /// How far it has come.
    pub state: ThreadState,
    items: Vec<Item>,
    places: HashMap<String, usize>,
}

/// A day: its label's time and the keys of its items.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    /// The key of the item that begins it.
    pub key: String,
    /// Any time in it.
    pub at: Option<Timestamp>,
    /// What happened.
    pub items: Vec<String>,
}

impl Indexed {
    /// Indexes a timeline.
    pub fn new(thread: Option<ThreadView>) -> Self {
        let (state, items) = thread.map_or((ThreadState::Loading, Vec::new()), |thread| (thread.state, thread.items));
        let places = items.iter().enumerate().map(|(place, item)| (item.key.clone(), place)).collect();
        Self { state, items, places }
    }

    /// What the item with this key shows.
    pub fn body(&self, key: &str) -> Option<&ItemBody> {
        self.items.get(*self.places.get(key)?).map(|item| &item.body)
    }

    /// The newest item.
    pub fn last(&self) -> Option<&Item> {
        self.items.last()
    }

    /// The first item to have in the document: the one with this key, else so that a page is there and what is unread.
    pub fn start(&self, first: Option<&str>) -> usize {
        let place = first.and_then(|key| self.places.get(key)).copied();
        place.unwrap_or_else(|| {
            let unread = self.items.iter().position(|item| item.body == ItemBody::UnreadDivider);
            self.items.len().saturating_sub(PAGE).min(unread.map_or(usize::MAX, |place| place.saturating_sub(8)))
        })
    }

    /// The place of the item with this key.
    pub fn place(&self, key: &str) -> Option<usize> {
        self.places.get(key).copied()
    }

    /// The key of the item at this place.
    pub fn key_at(&self, place: usize) -> Option<String> {
        self.items.get(place).map(|item| item.key.clone())
    }

    /// How many messages by others came after the item with this key.
    pub fn came_after(&self, key: &str) -> usize {
        let from = self.places.get(key).map_or(usize::MAX, |place| place + 1);
        let by_others = |item: &&Item| matches!(item.body, ItemBody::Bubble { mine: false, .. });
        self.items.get(from..).unwrap_or_default().iter().filter(by_others).count()
    }

    /// The days from this place on.
    pub fn days(&self, start: usize) -> Vec<Day> {
        let mut days: Vec<Day> = Vec::new();
        // A day that is cut keeps its label.
        let label = |item: &Item| matches!(item.body, ItemBody::Day(_));
        let head = self.items.get(..start).unwrap_or_default().iter().rfind(|item| label(item));
        for item in head.into_iter().chain(self.items.get(start..).unwrap_or_default()) {
            match (&item.body, days.last_mut()) {
                (ItemBody::Day(at), _) => {
                    days.push(Day { key: item.key.clone(), at: Some(*at), items: Vec::new() });
                }
                (_, Some(day)) => day.items.push(item.key.clone()),
                (_, None) => days.push(Day { key: String::new(), at: None, items: vec![item.key.clone()] }),
            }
        }
        days.retain(|day| !day.items.is_empty());
        days
    }
}
