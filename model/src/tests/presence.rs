//! Who is where: what the server is told of the caller, how often, and what is shown of colleagues.

use switchboard_api::{ClientFrame, Doing, Present, SendKind, ServerFrame};

use super::world::World;
use crate::select;
use crate::{Input, SocketInput};

/// What has been said since the last time this was asked.
fn said(world: &mut World) -> Vec<String> {
    let text = |frame: ClientFrame| match frame {
        ClientFrame::Viewing { conversation } => {
            conversation.map_or_else(|| "views nothing".to_owned(), |id| format!("views {id}"))
        }
        ClientFrame::Typing { conversation, note } => match conversation {
            Some(id) if note => format!("notes {id}"),
            Some(id) => format!("writes {id}"),
            None => "stops".to_owned(),
        },
        ClientFrame::Hello { .. } | ClientFrame::Pong {} => panic!("that is the client's own affair"),
    };
    world.windows[0].said.drain(..).map(text).collect()
}

/// Ann's desk with two conversations, none open.
fn desk() -> World {
    let mut world = World::new(&["ann"]);
    for name in ["maria", "omar"] {
        world.customer_writes(name, "Hello");
    }
    world.visit(0, "/s/acme/all");
    world.heal();
    world.reconnect(0);
    assert_eq!(said(&mut world), Vec::<String>::new());
    world
}

fn is_there(world: &mut World, conversation: &str, agents: &[(&str, Doing)]) {
    let agents = agents.iter().map(|(agent, doing)| Present { agent: (*agent).into(), doing: *doing }).collect();
    let frame = ServerFrame::Presence { conversation: conversation.into(), agents };
    world.input(0, Input::Socket(SocketInput::Frame(frame)));
}

fn company(world: &World, conversation: &str) -> Vec<String> {
    let company = select::company(&world.windows[0].model, &conversation.into());
    company.into_iter().map(|present| format!("{} {:?}", present.name, present.doing)).collect()
}

#[test]
fn what_is_open_is_told_and_hurrying_through_the_list_is_not() {
    let mut world = desk();
    world.visit(0, "/s/acme/c/maria");
    assert_eq!(said(&mut world), ["views maria"]);
    for _ in 0..20 {
        world.visit(0, "/s/acme/c/omar");
        world.visit(0, "/s/acme/c/maria");
    }
    world.visit(0, "/s/acme/c/omar");
    assert_eq!(said(&mut world), Vec::<String>::new());
    world.pass(500);
    assert_eq!(said(&mut world), ["views omar"]);
    // Whoever looks away for a moment has not left.
    world.input(0, Input::Attention(false));
    world.pass(9_000);
    world.input(0, Input::Attention(true));
    world.pass(9_000);
    assert_eq!(said(&mut world), Vec::<String>::new());
    world.input(0, Input::Attention(false));
    world.pass(10_000);
    assert_eq!(said(&mut world), ["views nothing"]);
    world.input(0, Input::Attention(true));
    world.pass(500);
    assert_eq!(said(&mut world), ["views omar"]);
    // A new connection knows nothing of it.
    world.reconnect(0);
    assert_eq!(said(&mut world), ["views omar"]);
    world.pass(500);
    world.visit(0, "/s/acme/all");
    assert_eq!(said(&mut world), ["views nothing"]);
}

#[test]
fn writing_is_told_every_few_seconds_and_so_is_its_end() {
    let mut world = desk();
    world.visit(0, "/s/acme/c/maria");
    world.pass(1_000);
    said(&mut world);
    let write = |world: &mut World, kind, text: &str| world.write(0, "maria", kind, text);
    for second in 0..7 {
        write(&mut world, SendKind::Message, &"x".repeat(second + 1));
        world.pass(1_000);
    }
    assert_eq!(said(&mut world), ["writes maria", "writes maria", "writes maria"]);
    write(&mut world, SendKind::Note, "psst");
    assert_eq!(said(&mut world), ["notes maria"]);
    write(&mut world, SendKind::Note, " ");
    assert_eq!(said(&mut world), ["stops"]);
    // However nervous the fingers are.
    for _ in 0..50 {
        write(&mut world, SendKind::Note, "x");
        write(&mut world, SendKind::Note, "");
    }
    assert_eq!(said(&mut world), Vec::<String>::new());
    world.pass(1_000);
    world.send(0, "maria", "Hi");
    assert_eq!(said(&mut world), ["writes maria", "stops"]);
    // Whoever goes elsewhere writes no longer.
    world.pass(1_000);
    write(&mut world, SendKind::Message, "later");
    world.visit(0, "/s/acme/c/omar");
    assert_eq!(said(&mut world), ["writes maria", "stops", "views omar"]);
    // Nothing is said into the void.
    world.cut_socket(0);
    write(&mut world, SendKind::Message, "offline");
    assert_eq!(said(&mut world), Vec::<String>::new());
}

#[test]
fn colleagues_are_shown_until_the_server_says_otherwise_or_nothing_more() {
    let mut world = desk();
    is_there(&mut world, "maria", &[("ann", Doing::Viewing), ("bob", Doing::Viewing), ("cy", Doing::Replying)]);
    assert_eq!(company(&world, "maria"), ["BOB Viewing"], "neither oneself nor whom nobody knows");
    assert_eq!(select::row(&world.windows[0].model, &"maria".into()).map(|row| row.company.len()), Some(1));
    is_there(&mut world, "maria", &[("bob", Doing::Noting)]);
    assert_eq!(company(&world, "maria"), ["BOB Noting"]);
    is_there(&mut world, "maria", &[]);
    assert_eq!(company(&world, "maria"), Vec::<String>::new());
    is_there(&mut world, "omar", &[("bob", Doing::Viewing)]);
    world.cut_socket(0);
    assert_eq!(company(&world, "omar"), Vec::<String>::new());
}
