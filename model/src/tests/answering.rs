//! Answering a certain message: the quote is kept with the draft, travels with the message, and comes back with it.

use switchboard_api::{Quote, SendKind};

use super::records::refused;
use super::world::{Fate, World};
use crate::select::{self, ItemBody, TakeBack};
use crate::{Input, Intent};

fn desk() -> World {
    let mut world = World::new(&["ann", "bob"]);
    world.customer_writes("maria", "Is it  blue?\nOr red?");
    world.customer_writes("jose", "Hola");
    world.heal();
    world.visit(0, "/s/acme/c/maria?view=inbox");
    world.visit(1, "/s/acme/c/maria");
    world.heal();
    world
}

fn answer(world: &mut World) {
    world.intent(0, Intent::Answer { key: "maria-1".to_owned() });
}

fn composed(world: &World) -> Option<String> {
    let quote = select::composer(&world.windows[0].model)?.quote?;
    Some(format!("{}: {} ({})", quote.author, quote.text, quote.href))
}

fn quotes(world: &World, window: usize) -> Vec<String> {
    let thread = select::thread(&world.windows[window].model, &|_| 0).unwrap();
    let quoted = thread.items.into_iter().filter_map(|item| match item.body {
        ItemBody::Bubble { quote: Some(quote), text, .. } => Some(format!("{text} < {}", quote.text)),
        _ => None,
    });
    quoted.collect()
}

const QUOTED: &str = "maria: Is it blue? Or red? (/s/acme/c/maria?at=1)";

#[test]
fn a_quote_is_kept_with_its_draft_and_goes_with_its_message() {
    let mut world = desk();
    answer(&mut world);
    assert_eq!(composed(&world).as_deref(), Some(QUOTED));
    world.visit(0, "/s/acme/c/jose");
    world.heal();
    assert_eq!(composed(&world), None);
    world.start(0);
    world.visit(0, "/s/acme/c/maria");
    world.heal();
    assert_eq!(composed(&world).as_deref(), Some(QUOTED), "after a reload, without a word written");
    world.send(0, "maria", "Blue");
    assert_eq!(composed(&world), None);
    assert_eq!(quotes(&world, 0), ["Blue < Is it blue? Or red?"], "before the server has it");
    world.heal();
    for window in 0..2 {
        assert_eq!(quotes(&world, window), ["Blue < Is it blue? Or red?"]);
    }
}

#[test]
fn what_is_taken_back_comes_with_what_it_answers() {
    let mut world = desk();
    answer(&mut world);
    let id = world.send(0, "maria", "Blue");
    world.carry(0, Fate::Answered);
    let actions = select::message_actions(&world.windows[0].model, id.as_str()).unwrap();
    assert_eq!(actions.take_back, Some(TakeBack::Undo(id.clone())));
    world.undo(0, &id);
    world.heal();
    assert_eq!(composed(&world).as_deref(), Some(QUOTED));
    // Refused: the reason, and both ways out.
    let id = world.send(0, "maria", "Red");
    let (request, _) = world.windows[0].asked.pop_front().unwrap();
    world.input(0, Input::Answered { id: request, result: Err(refused(422)) });
    let actions = select::message_actions(&world.windows[0].model, id.as_str()).unwrap();
    assert_eq!(actions.failed.map(|(reason, _)| reason).as_deref(), Some("refused with 422"));
    assert_eq!((actions.link, actions.answer), (None, false));
    world.intent(0, Intent::TakeBack { client_id: id });
    assert_eq!(composed(&world).as_deref(), Some(QUOTED));
}

#[test]
fn notes_answer_nothing_and_nobody_answers_them() {
    let mut world = desk();
    answer(&mut world);
    world.intent(0, Intent::Compose(SendKind::Note));
    assert_eq!(composed(&world), None);
    world.write(0, "maria", SendKind::Note, "psst");
    let (conversation, client_id) = ("maria".into(), "note-1".into());
    world.intent(0, Intent::Send { conversation, kind: SendKind::Note, client_id });
    world.heal();
    assert_eq!(quotes(&world, 0), Vec::<String>::new());
    let note = select::message_actions(&world.windows[0].model, "note-1").unwrap();
    assert_eq!((note.answer, note.text.as_str()), (false, "psst"));
    assert_eq!(note.link.as_deref(), Some("/s/acme/c/maria?at=2"));
    world.intent(0, Intent::Compose(SendKind::Message));
    assert_eq!(composed(&world).as_deref(), Some(QUOTED), "the quote is the message's");
    world.intent(0, Intent::AnswerNothing("maria".into()));
    assert_eq!(composed(&world), None);
}

#[test]
fn a_quote_is_the_beginning_of_what_was_said() {
    let mut world = desk();
    world.customer_writes("maria", &"é".repeat(500));
    world.heal();
    let entry = world.server.entries[&"maria".into()].last().unwrap();
    assert_eq!(entry.quote().unwrap().text.chars().count(), Quote::CHARS);
}
