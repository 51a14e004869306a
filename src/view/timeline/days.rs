//! Cuts the lines on screen into days, each with a label that sticks while its messages pass. Which lines those are, their
//! order and grouping are the core's.

use switchboard_api::Timestamp;
use switchboard_model::select::{Item, ItemBody, Landing, Place, ThreadState, ThreadView};

/// A timeline, its items to be found by their keys: there are never many on screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Indexed {
    /// How far it has come.
    pub state: ThreadState,
    /// How many entries come after the last item.
    pub after: u64,
    /// Where the agent was brought last.
    pub landing: Landing,
    items: Vec<Item>,
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
        let nowhere = Landing { count: 0, place: Place::Newest };
        let (state, items, after, landing) = match thread {
            Some(ThreadView { state, items, after, landing, .. }) => (state, items, after, landing),
            None => (ThreadState::Loading, Vec::new(), 0, nowhere),
        };
        Self { state, after, landing, items }
    }

    /// What the item with this key shows.
    pub fn body(&self, key: &str) -> Option<&ItemBody> {
        self.items.iter().find(|item| item.key == key).map(|item| &item.body)
    }

    /// The newest message or note.
    pub fn last_bubble(&self) -> Option<&str> {
        let bubble = |item: &&Item| matches!(item.body, ItemBody::Bubble { .. });
        self.items.iter().rfind(bubble).map(|item| item.key.as_str())
    }

    /// The days.
    pub fn days(&self) -> Vec<Day> {
        let mut days: Vec<Day> = Vec::new();
        for item in &self.items {
            match (&item.body, days.last_mut()) {
                (ItemBody::Day(at), _) => {
                    days.push(Day { key: item.key.clone(), at: Some(*at), items: Vec::new() });
                }
                (_, Some(day)) => day.items.push(item.key.clone()),
                (_, None) => days.push(Day { key: String::new(), at: None, items: vec![item.key.clone()] }),
            }
        }
        days
    }
}
