//! Servers that can do less, pages that may not ask them, and tokens that are handed in: what the core makes of them.

use switchboard_api::SendKind;

use super::records::refused;
use super::world::{Fate, World};
use crate::select::{self, ConnectionState, Phase, SignInError};
use crate::{Failure, Input, Intent, Request, SocketInput};

/// An agent at a server without socket, hold and search.
fn modest() -> World {
    let mut world = World::new(&["ann"]);
    world.server.modest = true;
    world.customer_writes("maria", "Hello?");
    world.heal();
    for place in ["/s/acme/c/maria", "/s/acme/all", "/s/acme/c/maria"] {
        world.visit(0, place);
        world.heal();
    }
    world
}

fn asks(world: &World, wanted: fn(&Request) -> bool) -> bool {
    world.windows[0].asked.iter().any(|(_, request)| wanted(request))
}

#[test]
fn without_a_socket_the_app_asks_and_all_is_well() {
    let mut world = modest();
    world.customer_writes("maria", "Are you there?");
    world.pass(5_000);
    assert!(asks(&world, |request| matches!(request, Request::Events { .. })));
    world.carry(0, Fate::Answered);
    assert_eq!(world.windows[0].lines(), ["maria: Hello?", "maria: Are you there?"]);
    assert_eq!(select::connection(&world.windows[0].model).state, ConnectionState::Live);
    world.windows[0].asked.clear();
    world.pass(5_000);
    while asks(&world, |request| matches!(request, Request::Events { .. })) {
        world.carry(0, Fate::Lost);
    }
    assert_eq!(select::connection(&world.windows[0].model).state, ConnectionState::Unreachable);
    // The agent looks again: asked at once, not in a while.
    world.input(0, Input::Attention(false));
    world.input(0, Input::Attention(true));
    assert!(asks(&world, |request| matches!(request, Request::Events { .. })));
    world.heal();
    assert_eq!(select::connection(&world.windows[0].model).state, ConnectionState::Live);
}

#[test]
fn without_a_hold_the_app_holds_what_is_sent() {
    let mut world = modest();
    let command = |request: &Request| matches!(request, Request::Command { .. });
    let id = world.send(0, "maria", "Hi");
    assert!(!asks(&world, command) && select::undo(&world.windows[0].model).is_some());
    world.undo(0, &id);
    assert_eq!(
        (world.windows[0].lines(), world.windows[0].draft("maria")),
        (vec!["maria: Hello?".into()], "Hi".into())
    );

    world.send(0, "maria", "Hi");
    world.pass(4_900);
    // Neither a good moment nor a poll lets it go early, and nothing is said to be late.
    world.input(0, Input::Attention(false));
    world.input(0, Input::Attention(true));
    assert!(!asks(&world, command));
    assert_eq!(select::connection(&world.windows[0].model).waiting, 0);
    world.pass(100);
    assert!(asks(&world, command));
    // Notes go at once.
    world.write(0, "maria", SendKind::Note, "for us");
    let note = Intent::Send { conversation: "maria".into(), kind: SendKind::Note, client_id: "note".into() };
    world.intent(0, note);
    world.heal();
    assert_eq!(world.windows[0].lines().len(), 3);
}

#[test]
fn without_search_nothing_is_asked() {
    let mut world = modest();
    world.intent(0, Intent::Search("hello".into()));
    world.pass(1_000);
    assert!(!select::can_search(&world.windows[0].model));
    assert!(!asks(&world, |request| matches!(request, Request::Search { .. })));
}

#[test]
fn a_server_that_does_not_allow_the_page_is_told_from_one_that_is_away() {
    let mut world = World::new(&["ann"]);
    let (id, _) = world.windows[0].asked.pop_front().unwrap();
    world.input(0, Input::Answered { id, result: Err(Failure::OriginRefused) });
    assert_eq!(select::phase(&world.windows[0].model), Phase::Unreachable);
    assert!(select::origin_refused(&world.windows[0].model));
    world.pass(5_000);
    world.carry(0, Fate::Lost);
    assert!(!select::origin_refused(&world.windows[0].model));
    assert_eq!(SignInError::from(Failure::OriginRefused), SignInError::OriginRefused);
}

#[test]
fn a_fresh_token_opens_a_fresh_socket_and_nothing_is_missed() {
    let mut world = World::new(&["ann", "bob"]);
    world.customer_writes("maria", "Hello?");
    world.heal();
    world.visit(0, "/s/acme/c/maria");
    world.heal();
    world.windows[0].frames.clear();
    world.customer_writes("maria", "On its way when the token changed");
    world.input(0, Input::TokenLent);
    assert_eq!(select::connection(&world.windows[0].model).state, ConnectionState::Live);
    world.heal();
    assert_eq!(world.windows[0].lines().len(), 3, "{:?}", world.windows[0].lines());

    // Without one the agent is signed out, and one is enough to go on.
    world.send(0, "maria", "Still here");
    world.input(0, Input::Socket(SocketInput::Closed(4001)));
    while let Some((id, _)) = world.windows[0].asked.pop_front() {
        world.input(0, Input::Answered { id, result: Err(refused(401)) });
    }
    assert!(matches!(select::phase(&world.windows[0].model), Phase::SignedOut { .. }));
    world.input(0, Input::TokenLent);
    world.heal();
    assert_eq!(select::phase(&world.windows[0].model), Phase::Ready);
    assert!(world.windows[0].lines().contains(&"ANN: Still here [queued]".to_owned()));
}

#[test]
fn places_named_from_outside() {
    let world = modest();
    let at = |space: &str, view: &str, conversation: &str| {
        select::place(&world.windows[0].model, space, view, conversation).map(|route| route.to_string())
    };
    assert_eq!(at("", "", "nora").as_deref(), Some("/s/acme/c/nora"));
    assert_eq!(at("", "closed", "").as_deref(), Some("/s/acme/closed"));
    assert_eq!(at("", "inbox", "nora").as_deref(), Some("/s/acme/c/nora?view=inbox"));
    assert_eq!(at("", "", "").as_deref(), Some("/s/acme/c/maria"));
    assert_eq!(at("other", "", "").as_deref(), Some("/s/other/all"));
    assert_eq!(at("", "nonsense", ""), None);
}
