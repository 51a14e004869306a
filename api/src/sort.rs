//! Orders of lists: which there are, and where a conversation stands in each. The server's SQL must agree, and the app
//! keeps its lists in order by the same keys. Which conversations a list holds is decided in `list`.

use std::cmp::Ordering;
use std::fmt;

use crate::conversation::Conversation;
use crate::ids::ConversationId;
use crate::time::Timestamp;

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(rename_all = "snake_case"))]
pub enum Sort {
    /// The most recently active first.
    #[default]
    Newest,
    /// The least recently active first.
    Oldest,
    /// Whose customer has waited longest for an answer first; then those that nobody waits in.
    Waiting,
    /// The most urgent first.
    Priority,
    /// Those with messages that the caller has not read first.
    Unread,
}

impl Sort {
    /// Every order, as menus have them.
    pub const ALL: [Sort; 5] = [Self::Newest, Self::Oldest, Self::Waiting, Self::Priority, Self::Unread];

    /// The key on the wire and in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Waiting => "waiting",
            Self::Priority => "priority",
            Self::Unread => "unread",
        }
    }

    /// The order with this key.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.as_str() == key)
    }

    /// What the order looks at first; the highest comes first, and equals are in the order of their activity.
    pub fn rank(self, conversation: &Conversation, unread: u64) -> i64 {
        match self {
            Self::Newest | Self::Oldest => 0,
            Self::Waiting => conversation.waiting_since.map_or(NOBODY_WAITS, |since| -since.millis()),
            Self::Priority => conversation.priority.map_or(0, |priority| 1 + priority as i64),
            Self::Unread => i64::from(unread > 0),
        }
    }
}

/// After all who wait: before the first time that can be written in four digits of a year, turned around.
const NOBODY_WAITS: i64 = -(1 << 53);

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where a conversation stands in a list of some order: what the order looks at, then newest activity first, then by id, so
/// that the order is total. `Oldest` is `Newest` read backwards. Only keys of one order can be compared in earnest.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SortKey {
    sort: Sort,
    rank: i64,
    active_at: Timestamp,
    id: ConversationId,
}

impl SortKey {
    /// The place of a conversation in which the caller has `unread` messages.
    pub fn of(sort: Sort, conversation: &Conversation, unread: u64) -> Self {
        let rank = sort.rank(conversation, unread);
        Self::new(sort, rank, conversation.active_at, conversation.id.clone())
    }

    /// A place that was written down by its parts.
    pub fn new(sort: Sort, rank: i64, active_at: Timestamp, id: ConversationId) -> Self {
        Self { sort, rank, active_at, id }
    }

    /// The order this is a place in.
    pub fn sort(&self) -> Sort {
        self.sort
    }

    /// What the order looks at first.
    pub fn rank(&self) -> i64 {
        self.rank
    }

    /// When the conversation was last active.
    pub fn active_at(&self) -> Timestamp {
        self.active_at
    }

    /// The conversation this is the place of.
    pub fn id(&self) -> &ConversationId {
        &self.id
    }
}

impl Ord for SortKey {
    fn cmp(&self, other: &Self) -> Ordering {
        let parts = |key: &Self| (key.sort, key.rank, key.active_at);
        let rising = parts(self).cmp(&parts(other)).then_with(|| self.id.cmp(&other.id));
        if self.sort == Sort::Oldest { rising } else { rising.reverse() }
    }
}

impl PartialOrd for SortKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
