//! Checks on the whole demo space: it is the same every time, hangs together, and does not bore.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// A Wednesday, 2026-05-13 11:20 UTC.
const NOW: i64 = 1_778_671_200_000;

fn texts(conversation: &DemoConversation) -> Vec<&str> {
    let text = |entry: &'_ DemoEntry| matches!(entry, DemoEntry::Inbound { .. } | DemoEntry::Outbound { .. });
    conversation
        .entries
        .iter()
        .filter(|entry| text(entry))
        .filter_map(|entry| match entry {
            DemoEntry::Inbound { text, .. } | DemoEntry::Outbound { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

fn inbound(entry: &DemoEntry) -> bool {
    matches!(entry, DemoEntry::Inbound { .. })
}

fn outbound(entry: &DemoEntry) -> bool {
    matches!(entry, DemoEntry::Outbound { .. })
}

/// The space at a few moments: working hours, night, a Sunday, the year 1970.
fn spaces() -> impl Iterator<Item = (i64, DemoSpace)> {
    const HOUR: i64 = 3_600_000;
    [NOW, NOW + 15 * HOUR, NOW + 4 * 24 * HOUR, 0].into_iter().map(|now| (now, space(now)))
}

#[test]
fn is_the_same_every_time() {
    assert_eq!(space(NOW), space(NOW));
    assert_ne!(space(NOW), space(NOW + 1));
}

#[test]
fn has_the_promised_size() {
    let space = space(NOW);
    assert!(space.conversations.len() >= 280, "{}", space.conversations.len());
    assert_eq!((space.agents.len(), space.teams.len()), (6, 3));
    let roles = |role| space.agents.iter().filter(|agent| agent.role == role).count();
    assert_eq!((roles("admin"), roles("manager"), roles("agent")), (1, 1, 4));
    assert!(space.tags.len() >= 12);
    let kinds: BTreeSet<&str> = space.channels.iter().map(|channel| channel.kind).collect();
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), ["chat", "email", "sms", "telegram", "whatsapp"]);
    let lengths = |range: std::ops::Range<usize>| {
        space.conversations.iter().filter(|conversation| range.contains(&conversation.entries.len())).count()
    };
    assert!(lengths(30..70) >= 5, "{}", lengths(30..70));
    assert!(lengths(200..9_999) >= 3, "{}", lengths(200..9_999));
    assert!(space.contacts.iter().filter(|contact| contact.name.is_none()).count() >= 8);
    let locales: BTreeSet<&str> = space.contacts.iter().map(|contact| contact.locale).collect();
    assert!(locales.len() >= 13, "{locales:?}");
    for status in ["new", "unanswered", "open", "pending", "snoozed", "resolved", "closed"] {
        let count = space.conversations.iter().filter(|conversation| conversation.status == status).count();
        assert!(count >= 6, "{status}: {count}");
    }
    let failed = |entry: &DemoEntry| matches!(entry, DemoEntry::Outbound { state: "failed", .. });
    assert!(space.conversations.iter().filter(|it| it.entries.iter().any(failed)).count() >= 5);
}

#[test]
fn time_only_goes_forward_and_stops_before_now() {
    for (now, space) in spaces() {
        for conversation in &space.conversations {
            let times: Vec<i64> = conversation.entries.iter().map(DemoEntry::at_ms).collect();
            assert!(times.is_sorted_by(|a, b| a < b), "{conversation:#?}");
            assert!(conversation.last_at_ms() < now);
            assert_eq!(conversation.snoozed_until_ms.is_some(), conversation.status == "snoozed");
            assert!(conversation.snoozed_until_ms.is_none_or(|until| until > now));
        }
        let newest = space.conversations.first().map_or(0, DemoConversation::last_at_ms);
        assert!(now - newest < 12 * 60_000, "the newest is {} s old", (now - newest) / 1_000);
        assert!(space.conversations.is_sorted_by_key(|conversation| -conversation.last_at_ms()));
        let recent = space.conversations.iter().filter(|it| now - it.last_at_ms() < 48 * 3_600_000).count();
        assert!(recent >= 70, "{recent}");
    }
}

#[test]
fn every_key_exists() {
    let space = space(NOW);
    let agents: BTreeSet<&str> = space.agents.iter().map(|agent| agent.key).collect();
    let teams: BTreeSet<&str> = space.teams.iter().map(|team| team.key).collect();
    let tags: BTreeSet<&str> = space.tags.iter().map(|tag| tag.key).collect();
    let inboxes: BTreeSet<&str> = space.inboxes.iter().map(|inbox| inbox.key).collect();
    let channels: BTreeMap<&str, &str> = space.channels.iter().map(|channel| (channel.key, channel.kind)).collect();
    let contacts: BTreeMap<&str, &DemoContact> =
        space.contacts.iter().map(|contact| (contact.key.as_str(), contact)).collect();
    assert_eq!(contacts.len(), space.contacts.len());
    assert!(space.agents.iter().all(|agent| agent.teams.iter().all(|team| teams.contains(team))));
    assert!(space.channels.iter().all(|channel| inboxes.contains(channel.inbox)));
    assert!(space.sender_profiles.iter().all(|it| channels.contains_key(it.channel) && !it.senders.is_empty()));
    let phones: Vec<&String> = space.contacts.iter().filter_map(|contact| contact.phone.as_ref()).collect();
    assert_eq!(phones.iter().collect::<BTreeSet<_>>().len(), phones.len());
    for conversation in &space.conversations {
        let contact = contacts[conversation.contact.as_str()];
        let reached = match channels[conversation.channel] {
            "sms" | "whatsapp" => contact.phone.is_some(),
            "telegram" => contact.handle.is_some(),
            _ => contact.email.is_some(),
        };
        assert!(reached, "{conversation:#?} {contact:#?}");
        assert_eq!(conversation.subject.is_some(), channels[conversation.channel] == "email");
        assert!(conversation.tags.iter().all(|tag| tags.contains(tag)));
        assert!(conversation.teams.iter().all(|team| teams.contains(team)));
        let named = conversation.assignees.iter().chain(&conversation.followers);
        assert!(
            named.copied().chain(conversation.read_by.iter().map(|(agent, _)| *agent)).all(|it| agents.contains(it))
        );
        assert!(conversation.read_by.iter().all(|(_, upto)| *upto < conversation.entries.len()));
        for entry in &conversation.entries {
            match entry {
                DemoEntry::Inbound { .. } => {}
                DemoEntry::Outbound { agent, state, failure, .. } => {
                    assert!(agent.is_none_or(|agent| agents.contains(agent)));
                    assert_eq!(agent.is_none(), conversation.automated);
                    assert_eq!(failure.is_some(), *state == "failed");
                }
                DemoEntry::Note { agent, mentions, .. } => {
                    assert!(agents.contains(agent) && mentions.iter().all(|agent| agents.contains(agent)));
                }
                DemoEntry::Event { agent, .. } => assert!(agent.is_none_or(|agent| agents.contains(agent))),
            }
        }
    }
}

#[test]
fn events_tell_the_same_story_as_the_fields() {
    for (_, space) in spaces() {
        for conversation in &space.conversations {
            replay(conversation);
        }
    }
}

fn replay(conversation: &DemoConversation) {
    let first = conversation.entries.first().expect("a conversation has entries");
    assert!(inbound(first) || outbound(first));
    let mut status = if inbound(first) { "new" } else { "unanswered" };
    let (mut assignees, mut teams, mut tags, mut priority) = (vec![], vec![], vec![], None);
    for entry in &conversation.entries {
        let DemoEntry::Event { what, .. } = entry else {
            let handled = !matches!(status, "pending" | "snoozed" | "resolved" | "closed");
            assert!(handled || !outbound(entry), "we wrote while {status}: {conversation:#?}");
            continue;
        };
        match what {
            DemoEvent::StatusChanged { from, to } => {
                assert_eq!(status, *from, "{conversation:#?}");
                assert_ne!(from, to);
                status = to;
            }
            DemoEvent::Assigned { agent } => assignees.push(*agent),
            DemoEvent::Unassigned { agent } => assignees.retain(|it| it != agent),
            DemoEvent::TeamAdded { team } => teams.push(*team),
            DemoEvent::TagAdded { tag } => tags.push(*tag),
            DemoEvent::PriorityChanged { from, to } => {
                assert_eq!(priority, *from);
                priority = *to;
            }
        }
    }
    assert_eq!(status, conversation.status);
    assert_eq!(assignees, conversation.assignees);
    assert_eq!(teams, conversation.teams);
    assert_eq!(tags, conversation.tags);
    assert_eq!(priority, conversation.priority);
    assert_eq!(assignees.iter().collect::<BTreeSet<_>>().len(), assignees.len());
}

#[test]
fn the_status_fits_what_was_written() {
    for conversation in space(NOW).conversations {
        let entries = &conversation.entries;
        let last = entries.last().expect("a conversation has entries");
        let ends_with_status = matches!(last, DemoEntry::Event { what: DemoEvent::StatusChanged { to, .. }, .. } if *to == conversation.status);
        let fits = match conversation.status {
            "new" => !entries.iter().any(outbound) && conversation.assignees.is_empty(),
            "unanswered" => outbound(&entries[0]) && !entries.iter().any(inbound),
            "open" => entries.iter().any(inbound) && entries.iter().any(outbound),
            _ => ends_with_status,
        };
        assert!(fits, "{conversation:#?}");
        if conversation.folder != "inbox" {
            assert_eq!(conversation.status, "new");
        }
    }
}

#[test]
fn the_list_does_not_bore() {
    let space = space(NOW);
    let mut rows: Vec<(i64, &str)> = Vec::new();
    for conversation in &space.conversations {
        let at = conversation.entries.iter().filter(|it| inbound(it) || outbound(it)).map(DemoEntry::at_ms).max();
        rows.push((at.unwrap_or(0), texts(conversation).last().copied().unwrap_or_default()));
    }
    let neighbours_differ = |rows: &[(i64, &str)]| rows.windows(2).all(|pair| pair[0].1 != pair[1].1);
    assert!(neighbours_differ(&rows));
    rows.sort_unstable();
    assert!(neighbours_differ(&rows));
    let distinct: BTreeSet<&str> = rows.iter().map(|(_, text)| *text).collect();
    assert!(distinct.len() >= 270, "{}", distinct.len());
}

#[test]
fn long_threads_do_not_repeat_themselves() {
    for conversation in space(NOW).conversations.iter().filter(|it| it.entries.len() >= 30) {
        let texts = texts(conversation);
        let long: Vec<&str> = texts.into_iter().filter(|text| text.chars().count() > 40).collect();
        let distinct: BTreeSet<&str> = long.iter().copied().collect();
        assert_eq!(distinct.len(), long.len());
    }
}

#[test]
fn no_template_marks_are_left() {
    for conversation in &space(NOW).conversations {
        let notes = conversation.entries.iter().filter_map(|entry| match entry {
            DemoEntry::Note { text, .. } => Some(text.as_str()),
            _ => None,
        });
        for text in texts(conversation).into_iter().chain(notes).chain(conversation.subject.as_deref()) {
            assert!(!text.contains(['{', '}', '[', ']', '|']), "{text}");
            assert!(!text.trim().is_empty());
            assert!(!text.contains("\\\""), "{text}");
        }
    }
}

#[test]
fn every_slot_in_the_texts_is_known() {
    let space = space(NOW);
    let (agent, contact) = (&space.agents[0], &space.contacts[0]);
    let slots = fill::Slots::new(contact, agent, agent, &mut rng::Rng::new(1));
    for text in library::all_texts() {
        for slot in text.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
            let filled = slots.fill(&format!("{{{slot}}}"), &mut rng::Rng::new(1));
            assert!(!filled.is_empty(), "unknown slot {slot}");
        }
    }
}
