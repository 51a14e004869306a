//! Searching: what the operators mean in this space, and what an answer shows of each hit. The language of a search is in
//! `api::search::query`, the index in `db::search`.

use switchboard_api::search::query::{Filter, Query, Who};
use switchboard_api::search::{ContactField, ContactHit, Match, MessageHit, SearchPage};
use switchboard_api::{AgentId, ChannelId, EntryBody, PreviewKind, Row, SpaceId, TagId};

use super::{Refusal, access};
use crate::db::search::find::{Criteria, Found, From, Narrow};
use crate::db::search::phrase::Phrase;
use crate::db::{self, Snapshot};
use crate::words::{self, Word};

/// Characters of a snippet.
const SNIPPET: usize = 160;
/// How many of them may stand before the first match.
const LEAD: usize = 40;
/// Shorter numbers are parts of some, in which zeros at the beginning count.
const DIALLED: usize = 7;

/// Finds conversations by their contact and messages by their text, and where the next page of messages begins.
pub fn search(
    db: &Snapshot<'_>,
    agent: &AgentId,
    space: &SpaceId,
    query: &Query,
    before: Option<i64>,
    limit: u32,
) -> Result<(SearchPage, Option<i64>), Refusal> {
    let viewer = access::viewer(db, agent, space)?;
    let (seq, _) = db.log_bounds(space)?;
    let criteria = criteria(db, agent, space, query)?;
    let asked = criteria.phrases.len() + criteria.filters.len();
    let dated = criteria.since.is_some() || criteria.until.is_some();
    // Who wrote a message says nothing about conversations, and the pages after the first bring only messages.
    let by_contact = criteria.from.is_none() && before.is_none() && (asked > 0 || dated);
    let rows = if by_contact { db.find_contacts(space, &viewer, &criteria, limit)? } else { Vec::new() };
    let (found, next) = db.find_messages(space, &viewer, &criteria, before, limit)?;
    let page = SearchPage {
        contacts: rows.into_iter().map(|row| contact_hit(row, &criteria)).collect(),
        messages: found.into_iter().map(|found| message_hit(found, &criteria)).collect(),
        next: None,
        seq,
    };
    Ok((page, next))
}

fn criteria(db: &Snapshot<'_>, agent: &AgentId, space: &SpaceId, query: &Query) -> db::Result<Criteria> {
    let texts: Vec<&str> = query.texts().map(|(text, _)| text).collect();
    let mut criteria = Criteria {
        phrases: query.texts().filter_map(|(text, quoted)| Phrase::of(text, quoted)).collect(),
        number: number(&texts.join(" ")),
        ..Criteria::default()
    };
    // Marks alone find nothing; they must not leave the filters to find everything.
    if criteria.phrases.is_empty() && !texts.is_empty() {
        return Ok(Criteria::default());
    }
    for filter in query.filters() {
        match filter {
            Filter::From(who) => {
                criteria.from = Some(match who {
                    Who::Me => From::Anybody(vec![agent.clone()], None),
                    Who::Nobody => From::Nobody,
                    Who::Named(name) => From::Anybody(agents(db, space, name)?, Phrase::of(name, false)),
                });
            }
            Filter::Assignee(who) => criteria.filters.push(match who {
                Who::Me => Narrow::Owners(vec![agent.clone()]),
                Who::Nobody => Narrow::Unowned,
                Who::Named(name) => Narrow::Owners(agents(db, space, name)?),
            }),
            Filter::Tag(name) => criteria.filters.push(Narrow::Tags(tags(db, space, name)?)),
            Filter::Channel(name) => criteria.filters.push(Narrow::Channels(channels(db, space, name)?)),
            Filter::Unread => criteria.filters.push(Narrow::Unread),
            Filter::Before(at) => criteria.until = Some(criteria.until.map_or(*at, |until| until.min(*at))),
            Filter::After(at) => criteria.since = Some(criteria.since.map_or(*at, |since| since.max(*at))),
        }
    }
    Ok(criteria)
}

/// The digits that are looked for, when the text is a number. What people dial in front of it at home or from abroad is not
/// part of an address: 07700 900123, 0044 7700 900123 and +44 (0)7700 900123 all mean +447700900123.
fn number(text: &str) -> Option<String> {
    let digits = words::number(&text.replace("(0)", ""))?;
    let dialled = digits.trim_start_matches('0');
    Some(if dialled.len() < DIALLED { digits } else { dialled.to_owned() })
}

fn agents(db: &Snapshot<'_>, space: &SpaceId, name: &str) -> db::Result<Vec<AgentId>> {
    let all = db.agents(space)?.into_iter().map(|agent| (agent.id.to_string(), vec![agent.name], agent.id));
    Ok(meant(all, name))
}

fn tags(db: &Snapshot<'_>, space: &SpaceId, name: &str) -> db::Result<Vec<TagId>> {
    Ok(meant(db.tags(space)?.into_iter().map(|tag| (tag.id.to_string(), vec![tag.name], tag.id)), name))
}

fn channels(db: &Snapshot<'_>, space: &SpaceId, name: &str) -> db::Result<Vec<ChannelId>> {
    let all = db.channels(space)?.into_iter();
    let named = all.map(|channel| {
        let names = vec![channel.label, channel.kind.as_str().to_owned()];
        (channel.id.to_string(), names, channel.id)
    });
    Ok(meant(named, name))
}

/// Those with this id or exactly this name; where there are none, those with the name somewhere in theirs. Case and accents
/// do not count.
fn meant<T>(all: impl Iterator<Item = (String, Vec<String>, T)>, asked: &str) -> Vec<T> {
    let folded = words::indexed(asked);
    let part = Phrase::of(asked, false);
    let (mut exact, mut partly) = (Vec::new(), Vec::new());
    for (id, names, value) in all {
        if id == asked || names.iter().any(|name| !folded.is_empty() && words::indexed(name) == folded) {
            exact.push(value);
        } else if let Some(part) = &part
            && names.iter().any(|name| !part.places(&words::words(name)).is_empty())
        {
            partly.push(value);
        }
    }
    if exact.is_empty() { partly } else { exact }
}

fn contact_hit(row: Row, criteria: &Criteria) -> ContactHit {
    let contact = &row.conversation.contact;
    let (name, address) = (contact.name.as_deref(), &*contact.address);
    let in_name = name.map(|name| (name, marks(&words::words(name), &criteria.phrases)));
    let asked = !criteria.phrases.is_empty();
    let (field, text, matches) = match in_name {
        Some((name, matches)) if !asked || !matches.is_empty() => (ContactField::Name, name, matches),
        _ => {
            let digits = criteria.number.as_deref().and_then(|digits| mark_digits(address, digits));
            let matches = digits.unwrap_or_else(|| marks(&words::words(address), &criteria.phrases));
            (ContactField::Address, address, matches)
        }
    };
    let text = text.to_owned();
    ContactHit { field, text, matches: matches.into_iter().map(mark).collect(), row }
}

fn message_hit(found: Found, criteria: &Criteria) -> MessageHit {
    let Found { row, entry, .. } = found;
    let (kind, text) = match &entry.body {
        EntryBody::Inbound { text } => (PreviewKind::Inbound, &**text),
        EntryBody::Outbound { text, .. } => (PreviewKind::Outbound, &**text),
        EntryBody::Note { text, .. } => (PreviewKind::Note, &**text),
        // Not in the index.
        EntryBody::Event { .. } => (PreviewKind::Note, ""),
    };
    let words = words::words(text);
    let mut matches = marks(&words, &criteria.phrases);
    if let Some(number) = criteria.number.as_deref().filter(|_| matches.is_empty()) {
        matches = marks(&words, &[Phrase::digits(number)]);
    }
    let (snippet, matches) = snippet(text, &matches);
    let author = entry.author.agent().cloned();
    MessageHit { row, entry: entry.id, position: entry.position, at: entry.at, kind, author, snippet, matches }
}

/// Where the phrases stand, as (first character, number of characters) from left to right without overlaps.
fn marks(words: &[Word], phrases: &[Phrase]) -> Vec<(usize, usize)> {
    let places = phrases.iter().flat_map(|phrase| phrase.places(words));
    let mut spans: Vec<(usize, usize)> = places
        .filter_map(|(first, count)| {
            let (first, last) = (words.get(first)?, words.get(first + count.max(1) - 1)?);
            Some((first.start, last.start + last.length))
        })
        .collect();
    spans.sort_unstable();
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (start, end) in spans {
        match joined.last_mut() {
            Some((_, reached)) if start < *reached => *reached = end.max(*reached),
            _ => joined.push((start, end)),
        }
    }
    joined.into_iter().map(|(start, end)| (start, end - start)).collect()
}

/// Where these digits stand in an address that is a number, with what is written between them.
fn mark_digits(address: &str, digits: &str) -> Option<Vec<(usize, usize)>> {
    let all = words::number(address)?;
    let first = all.find(digits)?;
    let at: Vec<usize> = address.chars().enumerate().filter(|(_, c)| c.is_numeric()).map(|(at, _)| at).collect();
    let (start, end) = (at.get(first)?, at.get(first + digits.len() - 1)?);
    Some(vec![(*start, end + 1 - start)])
}

/// The part of the text around the first match, with the matches in it.
fn snippet(text: &str, matches: &[(usize, usize)]) -> (String, Vec<Match>) {
    let length = text.chars().count();
    let first = matches.first().map_or(0, |(start, _)| *start);
    let latest = length.saturating_sub(SNIPPET);
    let from = if first <= LEAD { 0 } else { (first - LEAD).min(latest) };
    let to = (from + SNIPPET).min(length);
    let mut snippet = String::new();
    if from > 0 {
        snippet.push('…');
    }
    let line = text.chars().skip(from).take(to - from);
    snippet.extend(line.map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c }));
    if to < length {
        snippet.push('…');
    }
    let shift = usize::from(from > 0);
    let shown = matches.iter().filter(|(start, _)| (from..to).contains(start));
    let shown = shown.map(|(start, length)| mark((start - from + shift, (*length).min(to - start)))).collect();
    (snippet, shown)
}

fn mark((start, length): (usize, usize)) -> Match {
    let number = |value| u32::try_from(value).unwrap_or(u32::MAX);
    Match { start: number(start), length: number(length) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, asked: &str) -> (String, Vec<String>) {
        let phrases: Vec<_> = Phrase::of(asked, false).into_iter().collect();
        let (snippet, matches) = snippet(text, &marks(&words::words(text), &phrases));
        let marked = matches.iter().map(|Match { start, length }| {
            snippet.chars().skip(*start as usize).take(*length as usize).collect::<String>()
        });
        let marked = marked.collect();
        (snippet, marked)
    }

    #[test]
    fn a_snippet_shows_the_first_match() {
        assert_eq!(shown("Where is\nmy invoice?", "invo"), ("Where is my invoice?".into(), vec!["invoice".into()]));
        let long = format!("{} needle {}", "hay ".repeat(100), "hay ".repeat(100));
        let (snippet, marked) = shown(&long, "needle");
        assert_eq!(marked, ["needle"]);
        assert!(snippet.starts_with('…') && snippet.ends_with('…') && snippet.chars().count() == SNIPPET + 2);
        let (snippet, marked) = shown(&format!("{} 👍🏽 José", "x".repeat(500)), "jose");
        assert_eq!((marked, snippet.ends_with("José")), (vec!["José".to_owned()], true));
        assert_eq!(shown("東京タワーに行く", "タワー").1, ["タワー"]);
    }

    #[test]
    fn matches_that_overlap_are_one() {
        let phrases: Vec<_> = ["a b", "b c"].into_iter().filter_map(|text| Phrase::of(text, true)).collect();
        assert_eq!(marks(&words::words("a b c b"), &phrases), [(0, 5)]);
    }

    #[test]
    fn digits_are_found_whatever_stands_between_them() {
        assert_eq!(mark_digits("+1 (555) 01-02", "5501"), Some(vec![(5, 6)]));
        assert_eq!(mark_digits("ada@example.org", "555"), None);
    }

    #[test]
    fn names_are_meant_exactly_or_in_part() {
        let all = || [("1", "Ann Li"), ("2", "Ann Lind"), ("3", "Zoë")].into_iter();
        let ids = |asked| meant(all().map(|(id, name)| (id.to_owned(), vec![name.to_owned()], id)), asked);
        assert_eq!(ids("ann li"), ["1"]);
        assert_eq!(ids("lin"), ["2"]);
        assert_eq!(ids("ann"), ["1", "2"]);
        assert_eq!(ids("zoe"), ["3"]);
        assert_eq!(ids("3"), ["3"]);
        assert!(ids("nobody").is_empty() && ids("\"").is_empty());
    }
}
