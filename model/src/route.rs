//! Addresses of the app: `/s/SPACE/VIEW` and `/s/SPACE/c/CONVERSATION`, with `view`, `team`, `tab`, `tag`, `channel`,
//! `priority`, `assignee`, `unread` and `sort` in the query where they differ from the default, `q` for what is searched
//! and `at` for an entry of the timeline. Moving the browser there is not done here.

use std::fmt;

use switchboard_api::{Assignee, ConversationId, ListFilter, Priority, Sort, SpaceId, TabKey, View};

/// Where the agent is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// No space named: the agent's first one, at its default view.
    Home,
    /// In a space.
    Space {
        /// Which.
        space: SpaceId,
        /// What the list shows.
        filter: ListFilter,
        /// What is searched for; empty when nothing is. Its results stay while conversations are opened from them.
        search: String,
        /// What the timeline shows.
        conversation: Option<ConversationId>,
        /// The entry of the timeline to be shown, by its position; the newest ones when `None`.
        at: Option<u64>,
    },
}

impl Route {
    /// A space at its default view.
    pub fn space(space: SpaceId) -> Self {
        Self::list(space, default_filter(View::All))
    }

    /// A list, with nothing searched for and nothing open.
    pub fn list(space: SpaceId, filter: ListFilter) -> Self {
        Self::Space { space, filter, search: String::new(), conversation: None, at: None }
    }

    /// The address with these path and query parts (query without `?`); `None` when there is no such page.
    pub fn parse(path: &str, query: &str) -> Option<Self> {
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let pairs: Vec<(&str, String)> =
            query.split('&').filter_map(|pair| pair.split_once('=')).map(|(key, value)| (key, decode(value))).collect();
        let param = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str());
        let (space, view, conversation) = match segments.as_slice() {
            [] => return Some(Self::Home),
            ["s", space] => (space, View::All, None),
            ["s", space, "c", id] => {
                (space, param("view").and_then(View::parse).unwrap_or(View::All), Some(decode(id).into()))
            }
            ["s", space, view] => (space, View::parse(view)?, None),
            _ => return None,
        };
        let mut filter = default_filter(view);
        if let Some(tab) = param("tab") {
            filter.tab = tab.into();
        }
        let named = |name: &str| param(name).filter(|value| !value.is_empty());
        filter.team = named("team").map(Into::into);
        filter.tag = named("tag").map(Into::into);
        filter.channel = named("channel").map(Into::into);
        filter.priority = named("priority").and_then(Priority::parse);
        filter.assignee = named("assignee").map(Assignee::parse);
        filter.unread_only = param("unread") == Some("1");
        filter.sort = named("sort").and_then(Sort::parse).unwrap_or_default();
        let search = param("q").unwrap_or_default().to_owned();
        let at = param("at").filter(|_| conversation.is_some()).and_then(|at| at.parse().ok());
        Some(Self::Space { space: decode(space).into(), filter, search, conversation, at })
    }

    /// The same list with another conversation open, or none.
    pub fn with_conversation(&self, conversation: Option<ConversationId>) -> Self {
        match self {
            Self::Home => Self::Home,
            Self::Space { .. } => {
                let mut route = self.clone();
                if let Self::Space { conversation: open, at, .. } = &mut route {
                    (*open, *at) = (conversation, None);
                }
                route
            }
        }
    }

    /// The same with another list beside what is open.
    pub fn with_filter(&self, other: ListFilter) -> Self {
        let mut route = self.clone();
        if let Self::Space { filter, .. } = &mut route {
            *filter = other;
        }
        route
    }

    /// The same with something else searched for.
    pub fn with_search(&self, text: String) -> Self {
        let mut route = self.clone();
        if let Self::Space { search, .. } = &mut route {
            *search = text;
        }
        route
    }

    /// The same with a certain entry shown in the timeline.
    pub fn with_entry(&self, position: u64) -> Self {
        let mut route = self.clone();
        if let Self::Space { at, .. } = &mut route {
            *at = Some(position);
        }
        route
    }

    /// The space, where one is named.
    pub fn in_space(&self) -> Option<&SpaceId> {
        match self {
            Self::Home => None,
            Self::Space { space, .. } => Some(space),
        }
    }

    /// What is searched for; empty when nothing is.
    pub fn search(&self) -> &str {
        match self {
            Self::Home => "",
            Self::Space { search, .. } => search,
        }
    }

    /// The entry to be shown, by its position.
    pub fn entry(&self) -> Option<u64> {
        match self {
            Self::Home => None,
            Self::Space { at, .. } => *at,
        }
    }

    /// What the list shows, inside a space.
    pub fn filter(&self) -> Option<&ListFilter> {
        match self {
            Self::Home => None,
            Self::Space { filter, .. } => Some(filter),
        }
    }

    /// The conversation that is open.
    pub fn conversation(&self) -> Option<&ConversationId> {
        match self {
            Self::Home => None,
            Self::Space { conversation, .. } => conversation.as_ref(),
        }
    }
}

/// A view with nothing narrowed: working views open at the active tab, collecting views at all.
pub fn default_filter(view: View) -> ListFilter {
    ListFilter::new(view, default_tab(view))
}

fn default_tab(view: View) -> TabKey {
    match view {
        View::Inbox | View::Assigned | View::All | View::Open => "active".into(),
        View::Automated
        | View::Mentions
        | View::Following
        | View::Snoozed
        | View::Closed
        | View::Spam
        | View::Trash => "all".into(),
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Space { space, filter, search, conversation, at } = self else { return f.write_str("/") };
        write!(f, "/s/{}", encode(space.as_str()))?;
        let mut query: Vec<String> = Vec::new();
        match conversation {
            Some(id) => {
                write!(f, "/c/{}", encode(id.as_str()))?;
                if filter.view != View::All {
                    query.push(format!("view={}", filter.view));
                }
            }
            None => write!(f, "/{}", filter.view)?,
        }
        let named = [
            ("team", filter.team.as_ref().map(|team| team.as_str())),
            ("tab", Some(filter.tab.as_str()).filter(|_| filter.tab != default_tab(filter.view))),
            ("tag", filter.tag.as_ref().map(|tag| tag.as_str())),
            ("channel", filter.channel.as_ref().map(|channel| channel.as_str())),
            ("priority", filter.priority.map(Priority::as_str)),
            ("assignee", filter.assignee.as_ref().map(Assignee::as_str)),
            ("unread", filter.unread_only.then_some("1")),
            ("sort", Some(filter.sort.as_str()).filter(|_| filter.sort != Sort::default())),
            ("q", Some(search.as_str()).filter(|search| !search.is_empty())),
        ];
        let named = named.into_iter().filter_map(|(name, value)| Some((name, value?)));
        query.extend(named.map(|(name, value)| format!("{name}={}", encode(value))));
        if let Some(at) = at {
            query.push(format!("at={at}"));
        }
        if query.is_empty() { Ok(()) } else { write!(f, "?{}", query.join("&")) }
    }
}

/// Percent-encodes all but the unreserved characters of RFC 3986.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let escaped = match (first, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        bytes.push(escaped.unwrap_or(first));
        rest = if escaped.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn deep_links() {
        let link = Route::parse("/s/acme/c/0191", "").unwrap();
        assert_eq!(link.conversation().map(ConversationId::as_str), Some("0191"));
        assert_eq!(link.to_string(), "/s/acme/c/0191");
        assert_eq!(Route::parse("/", ""), Some(Route::Home));
        assert_eq!(Route::parse("/s/acme/nonsense", ""), None);
        assert_eq!(Route::parse("/elsewhere", ""), None);
    }

    proptest! {
        #[test]
        fn every_route_survives_its_address(
            space in "[a-z%/ é]{1,8}", view in 0usize..11, tab in prop::sample::select(vec!["all", "active", "closed"]),
            [team, tag, channel, owner] in std::array::from_fn::<_, 4, _>(|_| prop::option::of("[a-z&=é]{1,6}")),
            priority in prop::option::of(prop::sample::select(vec![Priority::Low, Priority::Urgent])),
            unread: bool, sort in prop::sample::select(Sort::ALL.to_vec()), conversation in prop::option::of("[a-z0-9/?#]{1,9}"),
            search in "[a-zé&=+% \"]{0,9}", at in prop::option::of(0u64..99),
        ) {
            let filter = ListFilter {
                team: team.map(Into::into), tag: tag.map(Into::into), channel: channel.map(Into::into), priority,
                assignee: owner.map(|owner| Assignee::parse(&owner)), unread_only: unread, sort,
                ..ListFilter::new(View::ALL[view], tab.into())
            };
            let at = at.filter(|_| conversation.is_some());
            let route = Route::Space { space: space.into(), filter, search, conversation: conversation.map(Into::into), at };
            let address = route.to_string();
            let (path, query) = address.split_once('?').unwrap_or((&address, ""));
            prop_assert_eq!(Route::parse(path, query), Some(route));
        }

        #[test]
        fn any_address_is_read_or_is_none(path in "\\PC{0,40}|/s/[%/a-f0-9\u{0}é.]{0,20}", query in "\\PC{0,40}|([a-z]{1,6}=[%&=+a-f0-9é]{0,12}&?){0,4}") {
            if let Some(route) = Route::parse(&path, &query) {
                let address = route.to_string();
                let (path, query) = address.split_once('?').unwrap_or((&address, ""));
                prop_assert_eq!(Route::parse(path, query), Some(route), "{}", address);
            }
        }
    }
}
