//! Checks on spaces of any size: exactly as many as asked for, the same texts for the same seed, nothing out of order.

use std::collections::{BTreeSet, HashMap};

use super::super::house;
use super::*;

/// A Wednesday, 2026-05-13 11:20 UTC.
const NOW: i64 = 1_778_671_200_000;

fn made(conversations: usize, messages: usize, seed: u64, now: i64) -> Vec<(DemoContact, DemoConversation)> {
    Bulk::new(&house(), conversations, messages, None, seed, now).collect()
}

fn texts(all: &[(DemoContact, DemoConversation)]) -> Vec<&str> {
    let entries = all.iter().flat_map(|(_, conversation)| &conversation.entries);
    let said = entries.filter_map(|entry| match entry {
        DemoEntry::Inbound { text, .. } | DemoEntry::Outbound { text, .. } | DemoEntry::Note { text, .. } => Some(text),
        DemoEntry::Event { .. } => None,
    });
    said.map(String::as_str).collect()
}

#[test]
fn there_are_exactly_as_many_as_asked_for() {
    for (conversations, messages) in [(0, 0), (1, 1), (1, 40), (7, 7), (300, 3_000), (500, 900)] {
        let all = made(conversations, messages, 1, NOW);
        assert_eq!(all.len(), conversations);
        assert_eq!(texts(&all).len(), messages, "{conversations} conversations");
        let counted: usize = all.iter().map(|(_, conversation)| super::messages(&conversation.entries)).sum();
        assert_eq!(counted, messages);
    }
}

#[test]
fn one_of_them_is_as_long_as_asked_for() {
    let all: Vec<_> = Bulk::new(&house(), 60, 2_000, Some(700), 1, NOW).collect();
    let lengths: Vec<_> = all.iter().map(|(_, conversation)| super::messages(&conversation.entries)).collect();
    assert_eq!((lengths.iter().sum::<usize>(), lengths.iter().max()), (2_000, Some(&700)));
    assert!(all.iter().flat_map(|(_, conversation)| &conversation.entries).all(|entry| entry.at_ms() < NOW));
}

#[test]
fn the_seed_decides_the_texts_and_now_does_not() {
    let all = made(60, 600, 1, NOW);
    assert_eq!(all, made(60, 600, 1, NOW));
    assert_eq!(texts(&all), texts(&made(60, 600, 1, NOW + 77 * HOUR)));
    assert_ne!(texts(&all), texts(&made(60, 600, 2, NOW)));
}

#[test]
fn conversations_hang_together() {
    let all = made(2_000, 20_000, 1, NOW);
    let mut kinds = BTreeSet::new();
    let mut statuses: HashMap<&str, usize> = HashMap::new();
    for (contact, conversation) in &all {
        let times: Vec<i64> = conversation.entries.iter().map(DemoEntry::at_ms).collect();
        assert!(times.is_sorted_by(|a, b| a < b) && times.iter().all(|at| *at < NOW), "{conversation:#?}");
        assert_eq!(contact.key, conversation.contact);
        assert_eq!(conversation.snoozed_until_ms.is_some(), conversation.status == "snoozed");
        assert!(contact.phone.is_some() || contact.email.is_some() || contact.handle.is_some());
        kinds.insert(conversation.channel);
        *statuses.entry(conversation.status).or_default() += 1;
    }
    assert!(kinds.len() >= 10, "{kinds:?}");
    assert!(statuses.len() >= 6, "{statuses:?}");
    let texts = texts(&all);
    assert!(texts.iter().all(|text| !text.contains(['{', '}', '|'])));
    assert_eq!(texts.iter().filter(|text| text.contains(PLANTED)).count(), 3);
    let words: BTreeSet<&str> = texts.iter().flat_map(|text| text.split_whitespace()).collect();
    assert!(words.len() > 8_000, "{}", words.len());
}
