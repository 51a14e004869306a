//! Any interleaving of writing, undoing, echo, acknowledgement, loss, duplicate, reload and resync ends with the screen
//! that a fresh start would show, and with every message exactly once.

use proptest::prelude::*;
use switchboard_api::{ClientId, ConversationPatch, Delivery, EntryBody, SendKind};

use super::server::shown_list;
use super::world::{Fate, World};
use crate::select::{self, Phase};
use crate::{Input, SocketInput};

#[derive(Clone, Debug)]
enum Step {
    CustomerWrites(usize),
    Send(usize, usize),
    Undo(usize),
    SetStatus(usize, usize, &'static str),
    Change(usize, usize, usize),
    MarkUnread(usize, usize),
    Visit(usize, usize),
    Look(usize, bool),
    Carry(usize, Fate),
    Frames(usize, usize),
    FrameTwice(usize),
    Cut(usize),
    Reload(usize),
    Prune,
    Pass(i64),
}

const PEOPLE: [&str; 3] = ["maria", "jose", "li"];
const PLACES: [&str; 9] = [
    "/s/acme/all",
    "/s/acme/inbox",
    "/s/acme/all?tab=closed",
    "/s/acme/c/maria",
    "/s/acme/c/jose?tab=all",
    "/s/acme/all?unread=1",
    "/s/acme/all?sort=waiting",
    "/s/acme/all?tab=all&sort=unread",
    "/s/acme/all?assignee=none&sort=oldest",
];

fn step() -> impl Strategy<Value = Step> {
    let window = 0usize..2;
    let person = 0usize..PEOPLE.len();
    let fate = prop_oneof![4 => Just(Fate::Answered), 1 => Just(Fate::AnswerLost), 1 => Just(Fate::Lost)];
    prop_oneof![
        3 => person.clone().prop_map(Step::CustomerWrites),
        3 => (window.clone(), person.clone()).prop_map(|(window, person)| Step::Send(window, person)),
        2 => window.clone().prop_map(Step::Undo),
        1 => (window.clone(), person.clone(), prop::sample::select(vec!["open", "pending", "closed"]))
            .prop_map(|(window, person, status)| Step::SetStatus(window, person, status)),
        2 => (window.clone(), person.clone(), 0..CHANGES)
            .prop_map(|(window, person, change)| Step::Change(window, person, change)),
        1 => (window.clone(), person).prop_map(|(window, person)| Step::MarkUnread(window, person)),
        2 => (window.clone(), 0..PLACES.len()).prop_map(|(window, place)| Step::Visit(window, place)),
        1 => (window.clone(), any::<bool>()).prop_map(|(window, look)| Step::Look(window, look)),
        6 => (window.clone(), fate).prop_map(|(window, fate)| Step::Carry(window, fate)),
        4 => (window.clone(), 1usize..6).prop_map(|(window, n)| Step::Frames(window, n)),
        1 => window.clone().prop_map(Step::FrameTwice),
        1 => window.clone().prop_map(Step::Cut),
        1 => window.prop_map(Step::Reload),
        1 => Just(Step::Prune),
        2 => (1i64..7_000).prop_map(Step::Pass),
    ]
}

const CHANGES: usize = 5;

fn patch(change: usize) -> ConversationPatch {
    let mut patch = ConversationPatch::default();
    match change {
        0 => patch.assign.push("ann".into()),
        1 => patch.unassign.push("ann".into()),
        2 => patch.assign.push("bob".into()),
        3 => patch.add_tags.push("vip".into()),
        _ => patch.remove_tags.push("vip".into()),
    }
    patch
}

struct Sent {
    window: usize,
    person: &'static str,
    id: ClientId,
    text: String,
}

fn take(world: &mut World, step: &Step, sent: &mut Vec<Sent>) {
    match step {
        Step::CustomerWrites(person) => world.customer_writes(PEOPLE[*person], "Hello"),
        // There is no composer before the desk is shown.
        Step::Send(window, _) if select::phase(&world.windows[*window].model) != Phase::Ready => {}
        Step::Send(window, person) => {
            let text = format!("<{}>", sent.len());
            // What an undo brought back into the composer is sent along: put aside, so that texts stay apart.
            world.write(*window, PEOPLE[*person], SendKind::Message, "");
            let id = world.send(*window, PEOPLE[*person], &text);
            sent.push(Sent { window: *window, person: PEOPLE[*person], id, text });
        }
        Step::Undo(window) => {
            if let Some(last) = sent.iter().rev().find(|sent| sent.window == *window) {
                world.undo(*window, &last.id.clone());
            }
        }
        Step::SetStatus(window, person, status) => world.set_status(*window, PEOPLE[*person], status),
        Step::Change(window, person, change) => world.change(*window, PEOPLE[*person], patch(*change)),
        Step::MarkUnread(window, person) => world.mark_unread(*window, PEOPLE[*person]),
        Step::Visit(window, place) => world.visit(*window, PLACES[*place]),
        Step::Look(window, look) => world.input(*window, Input::Attention(*look)),
        Step::Carry(window, fate) => world.carry(*window, *fate),
        Step::Frames(window, n) => (0..*n).for_each(|_| world.deliver_frame(*window)),
        Step::FrameTwice(window) => {
            if let Some(frame) = world.windows[*window].frames.front().cloned() {
                world.deliver_frame(*window);
                world.input(*window, Input::Socket(SocketInput::Frame(frame)));
            }
        }
        Step::Cut(window) => world.cut_socket(*window),
        Step::Reload(window) => world.start(*window),
        Step::Prune => world.server.prune(),
        Step::Pass(millis) => world.pass(*millis),
    }
}

/// How often the server has the message, and whether it was taken back.
fn stored(world: &World, sent: &Sent) -> (usize, bool) {
    let entries = world.server.entries.values().flatten().filter(|entry| entry.client_id() == Some(&sent.id));
    let undone =
        entries.clone().any(|entry| matches!(entry.body, EntryBody::Outbound { delivery: Delivery::Undone, .. }));
    (entries.count(), undone)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, max_shrink_iters: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn every_interleaving_ends_as_a_fresh_start_would(steps in prop::collection::vec(step(), 1..80)) {
        let mut world = World::new(&["ann", "bob"]);
        for person in PEOPLE {
            world.customer_writes(person, "Hello");
        }
        world.heal();
        let mut sent = Vec::new();
        for step in &steps {
            take(&mut world, step, &mut sent);
        }
        world.heal();
        for message in &sent {
            let (times, undone) = stored(&world, message);
            let drafted = world.windows[message.window].draft(message.person).contains(&message.text);
            prop_assert!(times <= 1, "{} is stored {times} times", message.text);
            // Taken back means back in the composer (where a later message of this test may have replaced it).
            let replaced = sent.iter().rev().find(|last| last.person == message.person && last.window == message.window)
                .is_some_and(|last| last.text != message.text);
            prop_assert!(times == 1 && !undone || drafted || replaced, "{} is lost", message.text);
            prop_assert!(!(times == 1 && !undone && drafted), "{} is both sent and in the composer", message.text);
        }
        for window in 0..2 {
            let (agent, filter) = {
                let window = &world.windows[window];
                (window.agent.clone(), window.model.route.filter().cloned().unwrap())
            };
            let lived = (shown_list(&world.windows[window].model, 50), world.windows[window].lines());
            if world.windows[window].model.route.conversation().is_none() {
                prop_assert_eq!(&lived.0, &world.server.expected_list(&agent, &filter, 50));
            }
            world.start(window);
            world.heal();
            let fresh = (shown_list(&world.windows[window].model, 50), world.windows[window].lines());
            let lines = |lines: Vec<String>| lines.into_iter().filter(|line| !line.starts_with("---")).collect::<Vec<_>>();
            prop_assert_eq!(lines(lived.1), lines(fresh.1));
            if world.windows[window].model.route.conversation().is_none() {
                prop_assert_eq!(lived.0, fresh.0);
            }
        }
    }
}
