//! Searching as told by single cases: what is shown at once, what the server adds, and what is never shown.

use super::world::{Fate, World};
use crate::select;
use crate::{Intent, Request};

fn desk() -> World {
    let mut world = World::new(&["ann"]);
    for (person, text) in [("maria", "Where is my parcel?"), ("jose", "A parcel came"), ("li", "Hello")] {
        world.customer_writes(person, text);
    }
    world.heal();
    world.visit(0, "/s/acme/all");
    world.heal();
    world
}

fn typed(world: &mut World, text: &str) {
    world.intent(0, Intent::Search(text.to_owned()));
}

/// What is on screen: the state, then what was found.
fn shown(world: &World) -> String {
    let Some(view) = select::search(&world.windows[0].model, &str::to_lowercase) else { return "-".to_owned() };
    let names = |hits: Vec<select::HitView>| hits.into_iter().map(|hit| hit.title).collect::<Vec<_>>().join(" ");
    format!("{:?}: {} | {}", view.state, names(view.contacts), names(view.messages))
}

fn questions(world: &World) -> usize {
    world.windows[0].asked.iter().filter(|(_, request)| matches!(request, Request::Search { .. })).count()
}

#[test]
fn what_is_known_is_found_at_once_and_the_server_is_asked_when_typing_pauses() {
    let mut world = desk();
    for text in ["m", "ma", "mar"] {
        typed(&mut world, text);
        world.pass(50);
        assert_eq!(questions(&world), 0, "{text}");
    }
    assert_eq!(shown(&world), "Searching: maria | ");
    world.pass(100);
    assert_eq!(questions(&world), 1);
    world.carry(0, Fate::Answered);
    assert_eq!(shown(&world), "Complete: maria | ");
    typed(&mut world, "parcel");
    world.pass(200);
    world.carry(0, Fate::Answered);
    assert_eq!(shown(&world), "Complete:  | jose maria");
    assert_eq!(world.windows[0].model.route.to_string(), "/s/acme/all?q=parcel");
}

#[test]
fn the_answer_to_an_earlier_text_is_never_shown() {
    let mut world = desk();
    typed(&mut world, "maria");
    world.pass(200);
    typed(&mut world, "li");
    world.carry(0, Fate::Answered);
    assert_eq!(shown(&world), "Searching: li | ");
    world.pass(200);
    typed(&mut world, "");
    world.carry(0, Fate::Answered);
    assert_eq!(shown(&world), "-");
}

#[test]
fn results_stay_while_they_are_opened_and_back_is_an_address() {
    let mut world = desk();
    world.visit(0, "/s/acme/all?q=parcel");
    world.heal();
    assert_eq!(shown(&world), "Complete:  | jose maria");
    let hit = select::search(&world.windows[0].model, &str::to_lowercase).unwrap().messages.remove(1);
    assert_eq!(hit.href, "/s/acme/c/maria?q=parcel&at=1");
    assert_eq!(hit.unread, 1);
    world.visit(0, &hit.href);
    world.heal();
    let open = select::search(&world.windows[0].model, &str::to_lowercase).unwrap();
    assert!(open.messages[1].current && !open.messages[0].current);
    assert_eq!(open.messages[1].unread, 0, "what was read is read in the results, too");
    assert!(select::thread_target(&world.windows[0].model).is_some());
    world.visit(0, "/s/acme/all");
    assert_eq!(shown(&world), "-");
}

#[test]
fn a_search_that_fails_says_so_and_is_repeated_when_the_connection_is_back() {
    let mut world = desk();
    typed(&mut world, "parcel");
    world.pass(200);
    world.carry(0, Fate::Lost);
    assert_eq!(shown(&world), "Failed(\"\"):  | ");
    world.cut_socket(0);
    world.heal();
    assert_eq!(shown(&world), "Complete:  | jose maria");
}

#[test]
fn an_entry_far_back_is_loaded_until_it_is_there() {
    let mut world = desk();
    for n in 0..500 {
        world.customer_writes("maria", &format!("message {n}"));
    }
    world.heal();
    world.visit(0, "/s/acme/c/maria?at=7");
    assert_eq!(select::thread_target(&world.windows[0].model), None);
    world.heal();
    assert!(select::thread_target(&world.windows[0].model).is_some());
}
