//! The language of a search: words, quoted phrases and operators, read once so that the app shows the same chips that
//! the server searches by. Any text can be read. Names are not looked up here.

use std::fmt;

use crate::time::Timestamp;

/// A search as it was written, part by part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// In the order they were written. All of them must hold.
    pub parts: Vec<Part>,
}

/// One part of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text to be found.
    Words {
        /// As written, without the quotes; never blank.
        text: String,
        /// Between quotes: to be found as it is, not as the beginning of a longer word.
        quoted: bool,
    },
    /// An operator: which conversations or messages are looked at.
    Filter(Filter),
}

/// An operator with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// `from:`, who wrote the message.
    From(Who),
    /// `tag:`, the name or id of a tag of the conversation.
    Tag(String),
    /// `channel:`, the label, kind or id of the conversation's channel.
    Channel(String),
    /// `assignee:`, who owns the conversation.
    Assignee(Who),
    /// `is:unread`, only conversations with messages that the caller has not read.
    Unread,
    /// `before:YYYY-MM-DD`, what was written before this day (UTC) began.
    Before(Timestamp),
    /// `after:YYYY-MM-DD`, what was written on this day (UTC) or later.
    After(Timestamp),
}

/// A person in an operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// `me`, the caller.
    Me,
    /// `none`: no agent.
    Nobody,
    /// Somebody by name or id.
    Named(String),
}

impl Query {
    /// Reads a search. What is no known operator with a value that it can take is ordinary text.
    pub fn parse(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let (part, after) = next_part(rest);
            parts.extend(part);
            rest = after.trim_start();
        }
        Self { parts }
    }

    /// The operators, in their order.
    pub fn filters(&self) -> impl Iterator<Item = &Filter> {
        self.parts.iter().filter_map(|part| match part {
            Part::Filter(filter) => Some(filter),
            Part::Words { .. } => None,
        })
    }

    /// The texts to be found, each with whether it stood between quotes.
    pub fn texts(&self) -> impl Iterator<Item = (&str, bool)> {
        self.parts.iter().filter_map(|part| match part {
            Part::Words { text, quoted } => Some((text.as_str(), *quoted)),
            Part::Filter(_) => None,
        })
    }
}

fn next_part(rest: &str) -> (Option<Part>, &str) {
    if let Some((filter, after)) = operator(rest) {
        return (Some(Part::Filter(filter)), after);
    }
    let quoted = rest.starts_with('"');
    let (text, after) = value(rest);
    let part = (!text.is_empty()).then(|| Part::Words { text: text.to_owned(), quoted });
    (part, after)
}

/// A known operator with a value it can take, and what follows it.
fn operator(rest: &str) -> Option<(Filter, &str)> {
    let (key, tail) = rest.split_once(':')?;
    let (value, after) = value(tail);
    if value.is_empty() {
        return None;
    }
    let filter = match key.to_ascii_lowercase().as_str() {
        "from" => Filter::From(Who::parse(value)),
        "tag" => Filter::Tag(value.to_owned()),
        "channel" => Filter::Channel(value.to_owned()),
        "assignee" => Filter::Assignee(Who::parse(value)),
        "is" if value.eq_ignore_ascii_case("unread") => Filter::Unread,
        "before" => Filter::Before(day(value)?),
        "after" => Filter::After(day(value)?),
        _ => return None,
    };
    Some((filter, after))
}

/// What stands here up to the closing quote, or up to white space or the next quote; and what follows it. A quote that is
/// not closed reaches to the end: somebody is still typing.
fn value(text: &str) -> (&str, &str) {
    match text.strip_prefix('"') {
        Some(inside) => {
            let (value, after) = inside.split_once('"').unwrap_or((inside, ""));
            (value.trim(), after)
        }
        None => text.split_at(text.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(text.len())),
    }
}

/// The beginning of the day, in UTC.
fn day(text: &str) -> Option<Timestamp> {
    (text.len() == "2026-03-01".len()).then(|| Timestamp::parse(&format!("{text}T00:00:00Z")))?
}

impl Who {
    fn parse(text: &str) -> Self {
        match text {
            _ if text.eq_ignore_ascii_case("me") => Self::Me,
            _ if text.eq_ignore_ascii_case("none") => Self::Nobody,
            _ => Self::Named(text.to_owned()),
        }
    }

    fn as_str(&self) -> &str {
        match self {
            Self::Me => "me",
            Self::Nobody => "none",
            Self::Named(name) => name,
        }
    }
}

/// As it could have been written; reading that again gives the same search.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, part) in self.parts.iter().enumerate() {
            if place > 0 {
                f.write_str(" ")?;
            }
            part.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words { text, quoted: true } => write!(f, "\"{text}\""),
            Self::Words { text, quoted: false } => f.write_str(text),
            Self::Filter(filter) => filter.fmt(f),
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (key, value) = match self {
            Self::From(who) => ("from", who.as_str()),
            Self::Tag(tag) => ("tag", tag.as_str()),
            Self::Channel(channel) => ("channel", channel.as_str()),
            Self::Assignee(who) => ("assignee", who.as_str()),
            Self::Unread => ("is", "unread"),
            Self::Before(at) => return write!(f, "before:{}", date(*at)),
            Self::After(at) => return write!(f, "after:{}", date(*at)),
        };
        if value.contains(char::is_whitespace) { write!(f, "{key}:\"{value}\"") } else { write!(f, "{key}:{value}") }
    }
}

fn date(at: Timestamp) -> String {
    at.to_string().split('T').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Part {
        Part::Words { text: text.into(), quoted: false }
    }

    #[test]
    fn words_quotes_and_operators() {
        let query = Query::parse("  refund tag:\"big spender\" \"not working\" FROM:me is:unread assignee:none ");
        let expected = [
            words("refund"),
            Part::Filter(Filter::Tag("big spender".into())),
            Part::Words { text: "not working".into(), quoted: true },
            Part::Filter(Filter::From(Who::Me)),
            Part::Filter(Filter::Unread),
            Part::Filter(Filter::Assignee(Who::Nobody)),
        ];
        assert_eq!(query.parts, expected);
        assert_eq!(query.to_string(), "refund tag:\"big spender\" \"not working\" from:me is:unread assignee:none");
        assert_eq!(query.texts().collect::<Vec<_>>(), [("refund", false), ("not working", true)]);
        assert_eq!(query.filters().count(), 4);
    }

    #[test]
    fn days_begin_at_midnight_in_utc() {
        let query = Query::parse("after:2026-03-01 before:2026-03-02");
        let at = |text| Timestamp::parse(text).unwrap();
        let expected = [Filter::After(at("2026-03-01T00:00:00Z")), Filter::Before(at("2026-03-02T00:00:00Z"))];
        assert_eq!(query.filters().cloned().collect::<Vec<_>>(), expected);
        assert_eq!(query.to_string(), "after:2026-03-01 before:2026-03-02");
    }

    #[test]
    fn what_is_no_operator_is_text() {
        for text in
            ["colour:red", "is:late", "before:soon", "after:2026-02-30", "tag:", "https://example.org", ":", "a:b:c"]
        {
            assert_eq!(Query::parse(text).parts, [words(text)], "{text}");
        }
        for text in ["", "  ", "\"\"", "\" \"", "\""] {
            assert_eq!(Query::parse(text).parts, [], "{text}");
        }
        // Somebody is still typing.
        assert_eq!(Query::parse("tag:\"big sp").parts, [Part::Filter(Filter::Tag("big sp".into()))]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_can_be_read_and_read_again(text in any::<String>()) {
            let query = Query::parse(&text);
            prop_assert_eq!(Query::parse(&query.to_string()), query);
        }

        #[test]
        fn so_can_any_mix_of_marks(text in "((tag|from|is|before|after|assignee|x):| |\"|me|none|unread|2026-01-31|é|:){0,24}") {
            let query = Query::parse(&text);
            prop_assert_eq!(Query::parse(&query.to_string()), query);
        }
    }
}
