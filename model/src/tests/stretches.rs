//! A long list of which only stretches are loaded: wherever it is looked at, and whatever happens meanwhile, what is shown is
//! a part of the server's list without holes, in its order.

use proptest::prelude::*;

use super::world::{Fate, World};
use crate::select;
use crate::{Intent, Request};

/// Rows that fit on the screen of these tests.
const SCREEN: usize = 12;
const MANY: usize = 180;

#[derive(Clone, Debug)]
enum Step {
    CustomerWrites(usize),
    Begins(usize),
    Close(usize),
    Look(usize),
    Sort(&'static str),
    Open(usize),
    Carry,
    Frames(usize),
    Pass,
}

fn step() -> impl Strategy<Value = Step> {
    let sort = prop::sample::select(vec!["newest", "oldest", "waiting", "unread"]);
    prop_oneof![
        4 => (0..MANY).prop_map(Step::CustomerWrites),
        1 => (0..1_000usize).prop_map(Step::Begins),
        1 => (0..MANY).prop_map(Step::Close),
        4 => (0..MANY).prop_map(Step::Look),
        1 => sort.prop_map(Step::Sort),
        1 => (0..MANY).prop_map(Step::Open),
        5 => Just(Step::Carry),
        4 => (1..6usize).prop_map(Step::Frames),
        1 => Just(Step::Pass),
    ]
}

fn person(number: usize) -> String {
    format!("person-{number:04}")
}

fn look(world: &mut World, from: usize) {
    if select::rows_matter(&world.windows[0].model, from, from + SCREEN) {
        world.intent(0, Intent::LookAtRows { from, to: from + SCREEN });
    }
}

fn many() -> World {
    let mut world = World::new(&["ann", "bob"]);
    for number in 0..MANY {
        world.customer_writes(&person(number), "Hello");
        world.now = world.now.plus(7);
    }
    world.heal();
    world
}

fn take(world: &mut World, step: &Step) {
    world.now = world.now.plus(1);
    match step {
        Step::CustomerWrites(number) => world.customer_writes(&person(*number), "And?"),
        Step::Begins(number) => world.customer_writes(&person(MANY + number), "Hi"),
        Step::Close(number) => world.set_status(1, &person(*number), "closed"),
        Step::Look(from) => look(world, *from),
        Step::Sort(sort) => world.visit(0, &format!("/s/acme/all?sort={sort}")),
        Step::Open(number) => {
            let route = world.windows[0].model.route.with_conversation(Some(person(*number).as_str().into()));
            world.intent(0, Intent::Visit(route));
        }
        Step::Carry => (0..2).for_each(|window| world.carry(window, Fate::Answered)),
        Step::Frames(count) => (0..*count).for_each(|_| (0..2).for_each(|window| world.deliver_frame(window))),
        Step::Pass => world.pass(900),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn what_is_shown_is_a_part_of_the_list(steps in prop::collection::vec(step(), 1..60), from in 0..MANY) {
        let mut world = many();
        for step in &steps {
            take(&mut world, step);
        }
        // Nothing is open any more: what is open may stay where it was.
        let route = world.windows[0].model.route.with_conversation(None);
        world.intent(0, Intent::Visit(route));
        world.heal();
        look(&mut world, from);
        world.heal();
        let window = &world.windows[0];
        let filter = window.model.route.filter().cloned().unwrap();
        let all = world.server.list(&window.agent, &filter, 0, u32::MAX).items;
        let all: Vec<_> = all.iter().map(|row| row.conversation.id.clone()).collect();
        let shown = select::rows_shown(&window.model, from, from + SCREEN);
        let total = select::list_summary(&window.model).unwrap().total as usize;
        // As many as there are between here and the end.
        prop_assert_eq!(shown.ids.len(), SCREEN.min(total.saturating_sub(from)));
        if let Some(first) = shown.ids.first() {
            let at = all.iter().position(|id| id == first).unwrap();
            prop_assert_eq!(&shown.ids[..], &all[at..at + shown.ids.len()]);
        }
    }
}

/// How many come before what is loaded, how much that is, and how many there are.
fn numbers(world: &World) -> (usize, usize, u64) {
    let summary = select::list_summary(&world.windows[0].model).unwrap();
    (summary.before, summary.loaded, summary.total)
}

#[test]
fn the_middle_is_loaded_when_it_is_looked_at() {
    let mut world = many();
    look(&mut world, 100);
    assert!(matches!(world.windows[0].asked.back(), Some((_, Request::List { offset: 80, limit: 52, .. }))));
    assert!(select::rows_shown(&world.windows[0].model, 100, 112).ids.is_empty());
    world.heal();
    assert_eq!(numbers(&world), (80, 52, MANY as u64));
    let row = |world: &World, at| select::rows_shown(&world.windows[0].model, at, at + 1).ids[0].to_string();
    assert_eq!(row(&world, 100), person(MANY - 1 - 100));

    // Somebody of further down writes and is first now; somebody who is new begins: both come before the rows shown.
    world.customer_writes(&person(MANY - 1 - 120), "And?");
    world.customer_writes("somebody new", "Hi");
    world.heal();
    assert_eq!(numbers(&world).2, MANY as u64 + 1);
    assert_eq!(row(&world, 102), person(MANY - 1 - 100));

    // Nobody knows where this one was: a moment later the server is asked.
    world.customer_writes(&person(MANY - 1 - 170), "And?");
    world.heal();
    assert_eq!(row(&world, 103), person(MANY - 1 - 100));

    // Up from there, page by page, until the beginning is reached.
    for from in [70, 40, 10, 0] {
        look(&mut world, from);
        world.heal();
    }
    assert_eq!(numbers(&world).0, 0);
    assert_eq!(row(&world, 0), person(MANY - 1 - 170));
}

#[test]
fn what_is_open_stays_where_it_is_until_it_is_left() {
    let mut world = many();
    world.visit(0, "/s/acme/all?sort=unread");
    world.heal();
    let place = |world: &World, id: &str| {
        let rows = select::rows_shown(&world.windows[0].model, 0, usize::MAX);
        rows.ids.iter().position(|row| row.as_str() == id)
    };
    let third = select::rows_shown(&world.windows[0].model, 2, 3).ids[0].to_string();
    world.visit(0, &format!("/s/acme/c/{third}?sort=unread"));
    world.heal();
    assert_eq!(select::row(&world.windows[0].model, &third.as_str().into()).unwrap().unread, 0);
    assert_eq!(place(&world, &third), Some(2), "it is read and has not moved");
    world.visit(0, "/s/acme/all?sort=unread");
    world.heal();
    assert_eq!(place(&world, &third), None, "after the unread ones, beyond what is loaded");
}
