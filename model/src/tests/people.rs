//! Writing to somebody first, and correcting a contact: what the agent waits for, and how it ends.

use switchboard_api::contact::{ContactPatch, FieldChange};
use switchboard_api::{
    Change, ComposeAnswer, ComposeRequest, Contact, ContactLookup, LiveEvent, Problem, ServerFrame, Timestamp,
};

use super::world::World;
use crate::select::{self, FormState};
use crate::{Answer, Failure, Input, Intent, Request, SocketInput};

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
    Answer::Contact(Box::new(record(name, 1)))
}

fn record(name: &str, version: u64) -> Contact {
    Contact {
        id: "maria".into(),
        version,
        space: "acme".into(),
        name: Some(name.to_owned()),
        company: None,
        email: None,
        phone: None,
        notes: Some(format!("{name} likes tea")),
        addresses: Vec::new(),
    }
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

/// An event about Maria's record, the next of the log.
fn colleague_corrects(world: &mut World, contact: Contact) {
    let seq = world.windows[0].model.seq;
    let change = Change::ContactChanged { contact: Box::new(contact) };
    let event = LiveEvent { seq: seq + 1, prev: seq, at: Timestamp::default(), actor: Some("bob".into()), change };
    world.input(0, Input::Socket(SocketInput::Frame(ServerFrame::Event(event))));
}

#[test]
fn what_a_colleague_corrects_is_there_at_once_and_never_what_was_before() {
    let mut world = desk();
    world.visit(0, "/s/acme/c/maria");
    let notes = |world: &World| select::details(&world.windows[0].model).and_then(|details| details.notes);
    answer(&mut world, |world, request| world.server.answer(world.now, &"ann".into(), request));
    assert_eq!(world.windows[0].asked.front().map(|(_, request)| request), Some(&Request::Contact("c".into())));
    world.heal();
    assert_eq!(notes(&world), None);
    let theirs =
        |version, notes: &str| Contact { id: "c".into(), notes: Some(notes.to_owned()), ..record("Maria", version) };
    colleague_corrects(&mut world, theirs(3, "Calls before noon"));
    assert_eq!(notes(&world).as_deref(), Some("Calls before noon"));
    colleague_corrects(&mut world, theirs(2, "Never calls"));
    assert_eq!(notes(&world).as_deref(), Some("Calls before noon"));
    // Neither is it asked for again, nor does a dialog begin with anything else.
    world.visit(0, "/s/acme/all");
    world.visit(0, "/s/acme/c/maria");
    world.intent(0, Intent::OpenContact("c".into()));
    let shown = |world: &World| select::contact(&world.windows[0].model).map(|contact| contact.fields[4].clone());
    assert_eq!(shown(&world).as_deref(), Some("Calls before noon"));
    colleague_corrects(&mut world, theirs(4, "Calls at noon"));
    assert_eq!(shown(&world).as_deref(), Some("Calls at noon"));
    answer(&mut world, |_, _| Ok(Answer::Contact(Box::new(theirs(3, "Calls before noon")))));
    assert_eq!(shown(&world).as_deref(), Some("Calls at noon"), "an answer may be older than an event");
}
