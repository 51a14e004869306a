//! The shapes of the demo data: plain std types, tied together by keys. All keys in a space are unique per kind of thing;
//! all times are milliseconds since 1970 in UTC.

/// Everything a first start puts into the database.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoSpace {
    /// The company's name.
    pub name: &'static str,
    /// Teams.
    pub teams: Vec<DemoTeam>,
    /// Agents.
    pub agents: Vec<DemoAgent>,
    /// Inboxes.
    pub inboxes: Vec<DemoInbox>,
    /// Channel accounts.
    pub channels: Vec<DemoChannel>,
    /// One alias per channel.
    pub sender_profiles: Vec<DemoSenderProfile>,
    /// Tags.
    pub tags: Vec<DemoTag>,
    /// Everybody who writes; some have several conversations.
    pub contacts: Vec<DemoContact>,
    /// Newest first.
    pub conversations: Vec<DemoConversation>,
}

/// A team.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoTeam {
    /// Key.
    pub key: &'static str,
    /// Name as shown.
    pub name: &'static str,
}

/// Somebody who can sign in.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoAgent {
    /// Key.
    pub key: &'static str,
    /// Full name; notes mention it as `@Full Name`.
    pub name: &'static str,
    /// Address to sign in with.
    pub email: &'static str,
    /// `admin`, `manager` or `agent`.
    pub role: &'static str,
    /// Keys of teams.
    pub teams: Vec<&'static str>,
}

/// An inbox.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoInbox {
    /// Key.
    pub key: &'static str,
    /// Name as shown.
    pub name: &'static str,
}

/// A connected endpoint.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoChannel {
    /// Key.
    pub key: &'static str,
    /// `sms`, `whatsapp`, `telegram`, `email` or `chat`.
    pub kind: &'static str,
    /// Label as shown.
    pub label: &'static str,
    /// Key of the inbox its messages go to.
    pub inbox: &'static str,
    /// E.164 number, handle, mail address or web address.
    pub address: &'static str,
}

/// The alias agents see instead of the senders behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoSenderProfile {
    /// Key.
    pub key: &'static str,
    /// Name as shown.
    pub name: &'static str,
    /// Key of the channel.
    pub channel: &'static str,
    /// ISO 3166 country in whose way its people write phone numbers; `None` where there are none to write.
    pub country: Option<&'static str>,
    /// At least one.
    pub senders: Vec<DemoSender>,
}

/// A real sender behind a profile.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoSender {
    /// As in `DemoChannel::address`.
    pub address: &'static str,
    /// ISO 3166 country it serves; `None` serves all others.
    pub country: Option<&'static str>,
    /// Messages a day; `None` is unlimited.
    pub daily_limit: Option<u32>,
}

/// A tag.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoTag {
    /// Key.
    pub key: &'static str,
    /// Label as shown.
    pub label: &'static str,
    /// `gray`, `red`, `orange`, `yellow`, `green`, `teal`, `blue`, `purple` or `pink`.
    pub colour: &'static str,
}

/// A customer. At least one of phone, email and handle is there.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoContact {
    /// Key.
    pub key: String,
    /// Missing for those of whom only the number is known.
    pub name: Option<String>,
    /// E.164, from the ranges reserved for fiction.
    pub phone: Option<String>,
    /// In a reserved domain.
    pub email: Option<String>,
    /// Telegram handle with `@`.
    pub handle: Option<String>,
    /// Company or hotel.
    pub company: Option<&'static str>,
    /// City.
    pub city: Option<&'static str>,
    /// ISO 3166 country of the phone number.
    pub country: Option<&'static str>,
    /// BCP 47, such as `pt-PT`.
    pub locale: &'static str,
}

/// A thread. Its fields are what its events lead to.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoConversation {
    /// Key of the channel.
    pub channel: &'static str,
    /// Key of the contact.
    pub contact: String,
    /// Only for email.
    pub subject: Option<String>,
    /// `new`, `unanswered`, `open`, `pending`, `snoozed`, `resolved` or `closed`.
    pub status: &'static str,
    /// `low`, `medium`, `high` or `urgent`.
    pub priority: Option<&'static str>,
    /// Keys of agents.
    pub assignees: Vec<&'static str>,
    /// Keys of teams.
    pub teams: Vec<&'static str>,
    /// Keys of agents.
    pub followers: Vec<&'static str>,
    /// Keys of tags.
    pub tags: Vec<&'static str>,
    /// `inbox`, `spam` or `trash`.
    pub folder: &'static str,
    /// Handled by the assistant bot.
    pub automated: bool,
    /// In strictly increasing time; the first is a message.
    pub entries: Vec<DemoEntry>,
    /// Keys of agents with the index of the last entry they have read. Who is not here has read nothing.
    pub read_by: Vec<(&'static str, usize)>,
    /// In the future; exactly when the status is `snoozed`.
    pub snoozed_until_ms: Option<i64>,
}

impl DemoConversation {
    /// When the newest entry happened; 0 without entries.
    pub fn last_at_ms(&self) -> i64 {
        self.entries.last().map_or(0, DemoEntry::at_ms)
    }
}

/// One entry of the timeline.
#[derive(Debug, Clone, PartialEq)]
pub enum DemoEntry {
    /// The customer wrote.
    Inbound {
        /// When.
        at_ms: i64,
        /// What.
        text: String,
    },
    /// We wrote.
    Outbound {
        /// When.
        at_ms: i64,
        /// Key of the agent; `None` is the bot.
        agent: Option<&'static str>,
        /// What.
        text: String,
        /// `sent`, `delivered`, `read` or `failed`.
        state: &'static str,
        /// Code and reason, exactly when `failed`.
        failure: Option<(&'static str, &'static str)>,
    },
    /// An internal note.
    Note {
        /// When.
        at_ms: i64,
        /// Key of the agent.
        agent: &'static str,
        /// What; mentions are in it as `@Full Name`.
        text: String,
        /// Keys of the mentioned agents.
        mentions: Vec<&'static str>,
    },
    /// Something changed.
    Event {
        /// When.
        at_ms: i64,
        /// Key of the agent; `None` when a rule, a timer or the bot did it.
        agent: Option<&'static str>,
        /// What.
        what: DemoEvent,
    },
}

impl DemoEntry {
    /// When it happened.
    pub fn at_ms(&self) -> i64 {
        match self {
            Self::Inbound { at_ms, .. }
            | Self::Outbound { at_ms, .. }
            | Self::Note { at_ms, .. }
            | Self::Event { at_ms, .. } => *at_ms,
        }
    }

    /// The same entry at another time.
    pub(super) fn at(mut self, time: i64) -> Self {
        match &mut self {
            Self::Inbound { at_ms, .. }
            | Self::Outbound { at_ms, .. }
            | Self::Note { at_ms, .. }
            | Self::Event { at_ms, .. } => *at_ms = time,
        }
        self
    }
}

/// A change to a conversation.
#[derive(Debug, Clone, PartialEq)]
pub enum DemoEvent {
    /// The status went from one to another.
    StatusChanged {
        /// Before.
        from: &'static str,
        /// After.
        to: &'static str,
    },
    /// An agent was assigned.
    Assigned {
        /// Key of the agent.
        agent: &'static str,
    },
    /// An agent is no longer assigned.
    Unassigned {
        /// Key of the agent.
        agent: &'static str,
    },
    /// A team was added.
    TeamAdded {
        /// Key of the team.
        team: &'static str,
    },
    /// A tag was added.
    TagAdded {
        /// Key of the tag.
        tag: &'static str,
    },
    /// The priority went from one to another.
    PriorityChanged {
        /// Before.
        from: Option<&'static str>,
        /// After.
        to: Option<&'static str>,
    },
}
