//! What is said to those who listen to the screen.

use switchboard_api::SendKind;

use super::world::World;
use crate::select::{self, Announcement};
use crate::{Input, Intent};

fn desk(agents: &[&str]) -> World {
    let mut world = World::new(agents);
    world.customer_writes("maria", "Hello");
    for window in 0..agents.len() {
        world.visit(window, "/s/acme/c/maria");
    }
    world.heal();
    world.reconnect(0);
    world
}

/// All that has been said, and is still there.
fn said(world: &World) -> Vec<String> {
    let line = |(_, line): &(u64, Announcement)| match line {
        Announcement::Arrived { author, text } => format!("{author}: {text}"),
        Announcement::Many(count) => format!("{count} arrived"),
        Announcement::Sent { to } => format!("sent to {to}"),
        Announcement::Failed { to, reason } => format!("not sent to {to}: {reason}"),
    };
    select::announcements(&world.windows[0].model).iter().map(line).collect()
}

fn hears(world: &mut World) {
    while !world.windows[0].frames.is_empty() {
        world.deliver_frame(0);
    }
}

#[test]
fn however_much_arrives_it_is_told_every_five_seconds_at_most_and_never_of_what_is_not_open() {
    let mut world = desk(&["ann"]);
    world.customer_writes("maria", "Are you there?");
    world.customer_writes("omar", "And me?");
    hears(&mut world);
    assert_eq!(said(&world), ["maria: Are you there?"]);
    for number in 0..100 {
        world.customer_writes("maria", &format!("{number}"));
        hears(&mut world);
    }
    assert_eq!(said(&world).len(), 1);
    world.pass(4_999);
    assert_eq!(said(&world).len(), 1);
    world.pass(1);
    assert_eq!(said(&world), ["maria: Are you there?", "100 arrived"]);
    // What arrives while nobody looks is the notifications' business.
    world.pass(5_000);
    world.input(0, Input::Attention(false));
    world.customer_writes("maria", "Psst");
    hears(&mut world);
    world.input(0, Input::Attention(true));
    world.pass(5_000);
    assert_eq!(said(&world).len(), 2);
    // And what is left is not told of any more.
    world.customer_writes("maria", "One");
    hears(&mut world);
    world.customer_writes("maria", "Two");
    hears(&mut world);
    world.visit(0, "/s/acme/c/omar");
    world.pass(5_000);
    assert_eq!(said(&world), ["maria: Are you there?", "100 arrived", "maria: One"]);
}

#[test]
fn what_colleagues_write_is_told_and_what_oneself_writes_is_not() {
    let mut world = desk(&["ann", "bob"]);
    world.send(1, "maria", "Good morning");
    world.write(0, "maria", SendKind::Note, "mine");
    world.intent(0, Intent::Send { conversation: "maria".into(), kind: SendKind::Note, client_id: "n".into() });
    world.heal();
    assert_eq!(said(&world), ["BOB: Good morning"]);
}

#[test]
fn what_becomes_of_own_messages_is_always_told() {
    let mut world = desk(&["ann"]);
    world.send(0, "maria", "One");
    world.heal();
    world.send(0, "maria", "Two");
    world.heal();
    world.reconnect(0);
    assert_eq!(said(&world), Vec::<String>::new(), "they have left, and that is all that is known");
    for (text, failed) in [("One", false), ("Two", true)] {
        world.server.report(&"maria".into(), text, failed);
        world.publish();
    }
    hears(&mut world);
    assert_eq!(said(&world), ["sent to maria", "not sent to maria: No such number."]);
    // Each once, whatever is reported after that.
    world.server.report(&"maria".into(), "One", false);
    world.publish();
    hears(&mut world);
    assert_eq!(said(&world).len(), 2);
}
