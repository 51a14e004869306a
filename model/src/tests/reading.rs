//! Reading a thread of any length: what is on screen is a piece of the whole without a hole in it, it is never much, and
//! neither is what is kept.

use proptest::prelude::*;
use switchboard_api::{Author, Delivery, Entry, EntryBody, Timestamp};

use super::world::{Fate, World};
use crate::select::{self, ItemBody, Place, ThreadState};
use crate::window::Window;
use crate::{Intent, Request};

const MANY: u64 = 5_000;

/// A desk with a thread of so many messages, each saying its position.
fn long_thread(count: u64) -> World {
    let mut world = World::new(&["ann"]);
    world.server.has_written(world.now, "maria", count);
    world.start(0);
    world.heal();
    world
}

/// The positions on screen.
fn shown(world: &World) -> Vec<u64> {
    let said = |line: String| line.strip_prefix("maria: ").and_then(|text| text.parse().ok());
    world.windows[0].lines().into_iter().filter_map(said).collect()
}

fn is_whole(positions: &[u64]) -> bool {
    positions.windows(2).all(|pair| pair[0] + 1 == pair[1])
}

fn kept(world: &World) -> usize {
    world.windows[0].model.timelines.get(&"maria".into()).map_or(0, |timeline| timeline.entries.len())
}

fn read_all(world: &mut World) {
    world.visit(0, "/s/acme/c/maria");
    world.heal();
    world.visit(0, "/s/acme/all");
    world.visit(0, "/s/acme/c/maria");
    world.heal();
}

/// The socket is open, and nothing is on its way.
fn listen(world: &mut World) {
    world.cut_socket(0);
    for _ in 0..8 {
        world.pass(1_000);
        arrive(world);
        hear(world);
    }
}

fn hear(world: &mut World) {
    while !world.windows[0].frames.is_empty() {
        world.deliver_frame(0);
    }
}

fn arrive(world: &mut World) {
    while !world.windows[0].asked.is_empty() {
        world.carry(0, Fate::Answered);
    }
}

#[test]
fn five_thousand_messages_back_and_forth() {
    let mut world = long_thread(MANY);
    read_all(&mut world);
    assert_eq!(shown(&world).last(), Some(&MANY));
    world.intent(0, Intent::AtEnd(false));
    let mut steps = 0;
    while select::thread_state(&world.windows[0].model) != Some(ThreadState::Complete) {
        let before = shown(&world);
        world.intent(0, Intent::ShowEarlier { spare: 20 });
        let now = shown(&world);
        assert!(is_whole(&now) && now.len() <= 80 && now[0] <= before[0], "{before:?} {now:?}");
        assert!(now.contains(&before[0]), "what was read has gone: {before:?} {now:?}");
        arrive(&mut world);
        assert!(kept(&world) < 2_200, "{} are kept", kept(&world));
        steps += 1;
        assert!(steps < 600, "it does not get on");
    }
    assert_eq!(shown(&world)[0], 1);
    while select::thread(&world.windows[0].model, &|_| 0).unwrap().after > 0 {
        world.intent(0, Intent::ShowLater { spare: 20 });
        assert!(is_whole(&shown(&world)) && shown(&world).len() <= 80);
        arrive(&mut world);
        steps += 1;
        assert!(steps < 1_200, "it does not come back");
    }
    assert_eq!(shown(&world).last(), Some(&MANY));
}

#[test]
fn the_newest_is_there_at_once_from_wherever_one_was() {
    let mut world = long_thread(MANY);
    read_all(&mut world);
    world.visit(0, "/s/acme/c/maria?at=2500");
    assert_eq!(shown(&world).last(), Some(&MANY), "not loaded yet");
    arrive(&mut world);
    assert!(shown(&world).contains(&2_500) && shown(&world).len() <= 60);
    assert_eq!(select::thread_target(&world.windows[0].model).as_deref(), Some("maria-2500"));
    world.intent(0, Intent::AtEnd(false));
    listen(&mut world);
    world.customer_writes("maria", "5001");
    hear(&mut world);
    assert!(!shown(&world).contains(&5_001), "there would be a hole");
    assert_eq!(select::newer(&world.windows[0].model), Some(1));
    world.intent(0, Intent::ShowNewest);
    assert_eq!(shown(&world).last(), Some(&5_001), "without asking anybody");
    assert!(is_whole(&shown(&world)));
    // What one sends is seen, wherever one was.
    world.intent(0, Intent::ShowFirst);
    arrive(&mut world);
    assert_eq!(shown(&world)[0], 1);
    world.send(0, "maria", "Hi");
    assert_eq!(world.windows[0].lines().last().map(String::as_str), Some("ANN: Hi [sending]"));
}

#[test]
fn a_link_into_the_middle_asks_for_the_middle() {
    let mut world = long_thread(MANY);
    world.visit(0, "/s/acme/c/maria?at=40");
    assert_eq!(select::thread_state(&world.windows[0].model), Some(ThreadState::Loading));
    let asked = world.windows[0].asked.iter().filter(|(_, request)| matches!(request, Request::Timeline { .. }));
    assert_eq!(asked.count(), 2, "the newest, and what is around it");
    arrive(&mut world);
    let thread = select::thread(&world.windows[0].model, &|_| 0).unwrap();
    assert_eq!(thread.landing.place, Place::Entry(40));
    assert!(shown(&world).contains(&40) && kept(&world) <= 150);
    // A place that cannot be had leads to the newest.
    world.visit(0, "/s/acme/all");
    world.visit(0, "/s/acme/c/maria?at=3000");
    world.carry(0, Fate::Lost);
    assert_eq!(shown(&world).last(), Some(&MANY));
}

#[test]
fn one_is_brought_to_what_is_unread_unless_that_is_a_book() {
    let mut world = long_thread(300);
    world.visit(0, "/s/acme/c/maria");
    arrive(&mut world);
    let thread = select::thread(&world.windows[0].model, &|_| 0).unwrap();
    assert_eq!(thread.landing.place, Place::Unread(1));
    assert_eq!(world.windows[0].lines()[..2], ["--- unread", "maria: 1"]);
    let mut world = long_thread(MANY);
    world.visit(0, "/s/acme/c/maria");
    arrive(&mut world);
    assert_eq!(shown(&world).last(), Some(&MANY));
}

#[test]
fn a_resync_leaves_one_where_one_reads() {
    let mut world = long_thread(MANY);
    read_all(&mut world);
    world.visit(0, "/s/acme/c/maria?at=1000");
    arrive(&mut world);
    world.intent(0, Intent::AtEnd(false));
    let before = shown(&world);
    world.cut_socket(0);
    for n in 1..=120 {
        world.customer_writes("maria", &(MANY + n).to_string());
    }
    world.server.prune();
    world.pass(60_000);
    world.heal();
    assert_eq!(shown(&world), before);
    world.intent(0, Intent::ShowNewest);
    assert_eq!(shown(&world).last(), Some(&(MANY + 120)));
    assert!(is_whole(&shown(&world)));
}

#[test]
fn a_crowd_that_comes_by_itself_does_not_add_up() {
    let mut world = long_thread(300);
    read_all(&mut world);
    for at_end in [true, false] {
        world.intent(0, Intent::AtEnd(at_end));
        listen(&mut world);
        for _ in 0..400 {
            let next = (world.server.conversations[&"maria".into()].position + 1).to_string();
            world.customer_writes("maria", &next);
            hear(&mut world);
            assert!(shown(&world).len() <= 120, "at the end: {at_end}");
        }
        assert!(is_whole(&shown(&world)));
    }
    assert_eq!(select::newer(&world.windows[0].model), Some(400));
}

#[derive(Clone, Debug)]
enum Step {
    Earlier(usize),
    Later(usize),
    Skip(u64),
    First,
    Newest,
    At(u64),
    AtEnd(bool),
    Writes,
    Carry(Fate),
    Frame,
    Cut,
    Prune,
    Pass(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let fate = prop_oneof![6 => Just(Fate::Answered), 1 => Just(Fate::AnswerLost), 1 => Just(Fate::Lost)];
    prop_oneof![
        6 => (0usize..40).prop_map(Step::Earlier),
        4 => (0usize..40).prop_map(Step::Later),
        1 => (1u64..900).prop_map(Step::Skip),
        1 => Just(Step::First),
        1 => Just(Step::Newest),
        2 => (1u64..700).prop_map(Step::At),
        2 => any::<bool>().prop_map(Step::AtEnd),
        4 => Just(Step::Writes),
        8 => fate.prop_map(Step::Carry),
        4 => Just(Step::Frame),
        1 => Just(Step::Cut),
        1 => Just(Step::Prune),
        2 => (1i64..9_000).prop_map(Step::Pass),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 50, ..ProptestConfig::default() })]

    #[test]
    fn wherever_one_goes_there_is_no_hole(steps in prop::collection::vec(step(), 1..120)) {
        let mut world = long_thread(600);
        read_all(&mut world);
        for step in steps {
            match step {
                Step::Earlier(spare) => world.intent(0, Intent::ShowEarlier { spare }),
                Step::Later(spare) => world.intent(0, Intent::ShowLater { spare }),
                Step::Skip(lines) => world.intent(0, Intent::SkipLater { lines }),
                Step::First => world.intent(0, Intent::ShowFirst),
                Step::Newest => world.intent(0, Intent::ShowNewest),
                Step::At(at) => world.visit(0, &format!("/s/acme/c/maria?at={at}")),
                Step::AtEnd(at_end) => world.intent(0, Intent::AtEnd(at_end)),
                Step::Writes => {
                    let next = (world.server.conversations[&"maria".into()].position + 1).to_string();
                    world.customer_writes("maria", &next);
                }
                Step::Carry(fate) => world.carry(0, fate),
                Step::Frame => world.deliver_frame(0),
                Step::Cut => world.cut_socket(0),
                Step::Prune => world.server.prune(),
                Step::Pass(millis) => world.pass(millis),
            }
            let now = shown(&world);
            prop_assert!(is_whole(&now), "{now:?}");
        }
        world.heal();
        world.intent(0, Intent::ShowNewest);
        world.heal();
        let newest = world.server.conversations[&"maria".into()].position;
        let now = shown(&world);
        prop_assert_eq!(now.last(), Some(&newest));
    }

}

proptest! {
    /// Whatever is on screen looks as it does in the whole, but for how it begins.
    #[test]
    fn a_window_is_a_piece_of_the_whole(
        entries in prop::collection::vec((0u8..6, 0i64..900), 1..90), divider in 0u64..100, from in 1u64..90, length in 0u64..90,
    ) {
        let entries = made(&entries);
        let last = entries.len() as u64;
        let (from, to) = (from.min(last), (from + length).min(last));
        let ids: Vec<_> = entries.iter().filter(|entry| (from..=to).contains(&entry.position)).map(|entry| entry.id.clone()).collect();
        let whole = items(&entries, divider, 1, last);
        let mut piece = Vec::new();
        let (mut day, mut unread) = (None, None);
        for item in whole {
            match item.1 {
                ItemBody::Day(_) => day = Some(item),
                ItemBody::UnreadDivider => unread = Some(item),
                _ if ids.iter().any(|id| id.as_str() == item.0) => piece.extend(day.take().into_iter().chain(unread.take()).chain([item])),
                _ => unread = None,
            }
        }
        // The first one says whose it is.
        if let Some((_, ItemBody::Bubble { grouped, .. })) = piece.iter_mut().find(|(_, body)| !matches!(body, ItemBody::Day(_))) {
            *grouped = false;
        }
        let days = |items: Vec<(String, ItemBody)>| {
            let undated = |(key, body)| (key, if matches!(body, ItemBody::Day(_)) { ItemBody::Day(Timestamp::default()) } else { body });
            items.into_iter().map(undated).collect::<Vec<_>>()
        };
        prop_assert_eq!(days(items(&entries, divider, from, to)), days(piece));
    }
}

/// Entries of all kinds, so many minutes after each other.
fn made(kinds: &[(u8, i64)]) -> Vec<Entry> {
    let mut at = Timestamp::from_millis(1_800_000_000_000);
    let ann = || Author::Agent { id: "ann".into() };
    let entry = |(index, (kind, minutes)): (usize, &(u8, i64))| {
        at = at.plus(minutes * 1_000 * if *kind % 2 == 0 { 1 } else { 60 });
        let text = || "text".into();
        let (author, body) = match kind {
            0 | 1 => (Author::Contact, EntryBody::Inbound { text: text() }),
            2 => (ann(), EntryBody::Outbound { text: text(), client_id: None, delivery: Delivery::Sent }),
            3 => (ann(), EntryBody::Outbound { text: text(), client_id: None, delivery: Delivery::Undone }),
            4 => (ann(), EntryBody::Note { text: text(), client_id: None, mentions: Vec::new() }),
            _ => (
                ann(),
                EntryBody::Event { event: switchboard_api::TimelineEvent::PriorityChanged { from: None, to: None } },
            ),
        };
        let position = index as u64 + 1;
        Entry {
            id: format!("e{position}").into(),
            conversation: "maria".into(),
            version: 1,
            position,
            at,
            author,
            reply_to: None,
            body,
        }
    };
    kinds.iter().enumerate().map(entry).collect()
}

/// What is on screen of these entries, from one position to another.
fn items(entries: &[Entry], divider: u64, from: u64, to: u64) -> Vec<(String, ItemBody)> {
    let mut world = World::new(&["ann"]);
    world.customer_writes("maria", "1");
    world.heal();
    world.visit(0, "/s/acme/c/maria");
    arrive(&mut world);
    let model = &mut world.windows[0].model;
    let timeline = model.timelines.get_mut(&"maria".into()).unwrap();
    timeline.entries = entries.iter().map(|entry| (entry.position, entry.clone())).collect();
    timeline.divider = Some(divider);
    timeline.window = Window::over(from, to);
    let thread = select::thread(model, &|at| at.millis() / 86_400_000).unwrap();
    thread.items.into_iter().map(|item| (item.key, item.body)).collect()
}
