//! Writing to somebody first, and correcting a contact: what the agent waits for, and how it ends.

use switchboard_api::contact::{ContactPatch, FieldChange};
use switchboard_api::{ComposeAnswer, ComposeRequest, Contact, ContactLookup, Problem};

use super::world::World;
use crate::select::{self, FormState};
use crate::{Answer, Failure, Input, Intent, Request};

/// Takes the one question that waits and answers it.
fn answer(world: &mut World, answer: impl FnOnce(&mut World, &Request) -> Result<Answer, Failure>) {
    let (id, request) = world.windows[0].asked.pop_front().unwrap();
    let result = answer(world, &request);
    world.input(0, Input::Answered { id, result });
}

fn refused(status: u16, detail: &str) -> Failure {
    let (kind, title) = (String::new(), String::new());
    let problem = Problem { kind, title, status, detail: detail.to_owned(), errors: Vec::new() };
    Failure::Refused { problem, retry_after_ms: None }
}

fn desk() -> World {
    let mut world = World::new(&["ann"]);
    world.customer_writes("maria", "Hello");
    world.visit(0, "/s/acme/all?q=nothing");
    world.heal();
    world
}

fn first_message() -> ComposeRequest {
    ComposeRequest {
        client_id: "one".into(),
        sender_profile: "sales".into(),
        team: None,
        to: "+15550100".to_owned(),
        text: "Hi".to_owned(),
        undo_window_s: None,
    }
}

#[test]
fn a_first_message_is_the_same_one_until_it_is_answered_and_then_it_is_open() {
    let mut world = desk();
    world.intent(0, Intent::ChooseRecipient);
    let wanted = Intent::FindRecipient { sender_profile: "sales".into(), phone: "555-0100".to_owned() };
    world.intent(0, wanted.clone());
    assert_eq!(select::compose_state(&world.windows[0].model), FormState::Busy);
    // Pressed twice: asked once.
    world.intent(0, wanted);
    let found = ContactLookup { phone: "+15550100".to_owned(), country: None, contact: None, row: None };
    answer(&mut world, |_, _| Ok(Answer::Recipient(Box::new(found))));
    assert_eq!(select::recipient(&world.windows[0].model).map(|to| to.phone), Some("+15550100".to_owned()));

    world.intent(0, Intent::ComposeFirst(first_message()));
    answer(&mut world, |_, _| Err(Failure::Timeout));
    assert_eq!(select::compose_state(&world.windows[0].model), FormState::Unheard);
    assert!(select::recipient(&world.windows[0].model).is_some(), "what was chosen is kept");
    world.intent(0, Intent::ComposeFirst(first_message()));
    answer(&mut world, |world, request| {
        assert_eq!(*request, Request::Compose { space: "acme".into(), request: first_message() });
        let row = world.server.row(&"ann".into(), &"maria".into()).unwrap();
        let entry = world.server.entries[&"maria".into()][0].clone();
        Ok(Answer::Composed(Box::new(ComposeAnswer { row, entry, reused: true })))
    });
    assert_eq!(select::compose_state(&world.windows[0].model), FormState::Done);
    assert_eq!(world.windows[0].model.route.to_string(), "/s/acme/c/maria");
}

#[test]
fn a_refused_number_says_why_and_another_may_be_tried() {
    let mut world = desk();
    world.intent(0, Intent::ChooseRecipient);
    for _ in 0..2 {
        world.intent(0, Intent::FindRecipient { sender_profile: "sales".into(), phone: "5".to_owned() });
        answer(&mut world, |_, _| Err(refused(422, "Too short.")));
        let why = FormState::Refused { field: None, sentence: "Too short.".to_owned() };
        assert_eq!(select::compose_state(&world.windows[0].model), why);
    }
    world.intent(0, Intent::ChooseRecipient);
    assert_eq!(select::compose_state(&world.windows[0].model), FormState::Open);
}

fn maria(name: &str) -> Answer {
    Answer::Contact(Box::new(Contact {
        id: "maria".into(),
        version: 1,
        space: "acme".into(),
        name: Some(name.to_owned()),
        company: None,
        email: None,
        phone: None,
        notes: None,
        addresses: Vec::new(),
    }))
}

#[test]
fn a_correction_that_meets_another_one_shows_what_is_there_now() {
    let mut world = desk();
    let shown = |world: &World| select::contact(&world.windows[0].model).map(|contact| contact.fields[0].clone());
    world.intent(0, Intent::OpenContact("maria".into()));
    assert_eq!(shown(&world), None);
    answer(&mut world, |_, _| Ok(maria("Maria")));
    assert_eq!(shown(&world).as_deref(), Some("Maria"));
    let name = Some(FieldChange { from: Some("Maria".to_owned()), to: Some("Mary".to_owned()) });
    let patch = ContactPatch { name, ..ContactPatch::default() };
    world.intent(0, Intent::SaveContact { contact: "maria".into(), patch: patch.clone(), op: "op".into() });
    answer(&mut world, |_, _| Err(refused(409, "Somebody was faster.")));
    answer(&mut world, |_, request| {
        assert_eq!(*request, Request::Contact("maria".into()));
        Ok(maria("Mariana"))
    });
    assert_eq!(shown(&world).as_deref(), Some("Mariana"));
    let why = FormState::Refused { field: None, sentence: "Somebody was faster.".to_owned() };
    assert_eq!(select::contact_state(&world.windows[0].model), why);
    world.intent(0, Intent::SaveContact { contact: "maria".into(), patch, op: "op2".into() });
    answer(&mut world, |_, _| Ok(maria("Mary")));
    assert_eq!(select::contact_state(&world.windows[0].model), FormState::Done);
    // Nothing changed: nothing is asked.
    world.intent(0, Intent::OpenContact("maria".into()));
    answer(&mut world, |_, _| Ok(maria("Mary")));
    world.intent(0, Intent::SaveContact { contact: "maria".into(), patch: ContactPatch::default(), op: "op3".into() });
    assert!(world.windows[0].asked.is_empty());
    assert_eq!(select::contact_state(&world.windows[0].model), FormState::Done);
}
