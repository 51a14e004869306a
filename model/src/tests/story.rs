//! Single cases, told as stories: what an agent does, what the network does to it, what the screen then shows.

use switchboard_api::{Command, ConversationId, ServerFrame, Timestamp};

use super::records::refused;
use super::server::shown_list;
use super::world::{Fate, World};
use crate::select::{self, ConnectionState, Phase, SignInError, ToastKind};
use crate::{FailedMessage, Input, Intent, Request, SocketInput};

/// Two agents looking at the same conversation, all being well.
fn desk() -> World {
    let mut world = World::new(&["ann", "bob"]);
    world.customer_writes("maria", "Hello?");
    world.heal();
    // The second visit has nothing unread left to divide.
    for place in ["/s/acme/c/maria", "/s/acme/all", "/s/acme/c/maria"] {
        for window in 0..2 {
            world.visit(window, place);
        }
        world.heal();
    }
    world
}

#[test]
fn a_message_goes_from_echo_to_copy_without_changing_its_key() {
    let mut world = desk();
    let id = world.send(0, "maria", "Hi Maria");
    assert_eq!(world.windows[0].lines(), ["maria: Hello?", "ANN: Hi Maria [sending]"]);
    assert_eq!(world.windows[0].draft("maria"), "");
    let key = |world: &World| {
        let thread = select::thread(&world.windows[0].model, &|_| 0).unwrap();
        thread.items.last().unwrap().key.clone()
    };
    assert_eq!(key(&world), id.to_string());
    world.carry(0, Fate::Answered);
    assert_eq!(world.windows[0].lines(), ["maria: Hello?", "ANN: Hi Maria [held]"]);
    assert_eq!(key(&world), id.to_string());
    world.heal();
    for window in &world.windows {
        assert_eq!(window.lines(), ["maria: Hello?", "ANN: Hi Maria [queued]"]);
    }
    assert!(select::undo(&world.windows[0].model).is_none());
}

#[test]
fn a_request_cut_before_the_server_is_repeated_until_it_arrives() {
    let mut world = desk();
    world.send(0, "maria", "Hi");
    for _ in 0..5 {
        world.carry(0, Fate::Lost);
        assert_eq!(world.windows[0].lines(), ["maria: Hello?", "ANN: Hi [sending]"]);
        world.pass(31_000);
    }
    world.heal();
    assert_eq!(world.windows[1].lines(), ["maria: Hello?", "ANN: Hi [queued]"]);
}

#[test]
fn a_lost_answer_does_not_double_the_message_even_across_a_reload() {
    let mut world = desk();
    world.send(0, "maria", "Hi");
    world.windows[0].frames.clear();
    world.carry(0, Fate::AnswerLost);
    world.cut_socket(0);
    world.start(0);
    world.visit(0, "/s/acme/c/maria");
    world.heal();
    for window in &world.windows {
        assert_eq!(window.lines(), ["maria: Hello?", "ANN: Hi [queued]"]);
    }
}

#[test]
fn undo_inside_the_window_gives_the_text_back_and_takes_it_from_colleagues() {
    let mut world = desk();
    let id = world.send(0, "maria", "Hi");
    world.carry(0, Fate::Answered);
    while !world.windows[1].frames.is_empty() {
        world.deliver_frame(1);
    }
    assert_eq!(world.windows[1].lines(), ["maria: Hello?", "ANN: Hi [held]"]);
    world.write(0, "maria", switchboard_api::SendKind::Message, "next");
    world.undo(0, &id);
    assert!(select::undo(&world.windows[0].model).unwrap().undoing);
    world.heal();
    for window in &world.windows {
        assert_eq!(window.lines(), ["maria: Hello?"]);
    }
    assert_eq!(world.windows[0].draft("maria"), "Hi\nnext");
    assert_eq!(shown_list(&world.windows[1].model, 9)[0].2, "Hello?");
}

#[test]
fn undo_before_the_server_knows_never_tells_it() {
    let mut world = desk();
    let first = world.send(0, "maria", "first");
    let second = world.send(0, "maria", "second");
    world.undo(0, &second);
    assert_eq!(world.windows[0].draft("maria"), "second");
    // The first one is on its way: it is taken back as soon as the server has it.
    world.undo(0, &first);
    world.heal();
    assert_eq!(world.windows[0].lines(), ["maria: Hello?"]);
    assert_eq!(world.windows[0].draft("maria"), "first\nsecond");
}

#[test]
fn undo_after_the_window_is_refused_in_words() {
    let mut world = desk();
    let id = world.send(0, "maria", "Hi");
    world.carry(0, Fate::Answered);
    world.undo(0, &id);
    world.pass(6_000);
    world.heal();
    assert_eq!(world.windows[0].lines(), ["maria: Hello?", "ANN: Hi [queued]"]);
    assert_eq!(world.windows[0].draft("maria"), "");
    world.undo(0, &id);
    let toasts = select::toasts(&world.windows[0].model);
    assert_eq!(toasts.last().map(|toast| &toast.kind), Some(&ToastKind::UndoTooLate));
}

#[test]
fn one_refused_message_is_parked_and_the_others_leave() {
    let mut world = desk();
    world.send(0, "maria", "one");
    let (id, _) = world.windows[0].asked.pop_front().unwrap();
    let refused_id = world.send(0, "maria", "two");
    world.input(0, Input::Answered { id, result: Err(refused(422)) });
    world.heal();
    assert_eq!(world.windows[0].lines(), ["maria: Hello?", "ANN: two [queued]", "ANN: one [refused with 422]"]);
    let one = select::thread(&world.windows[0].model, &|_| 0).unwrap().items.last().unwrap().key.clone();
    assert_ne!(one, refused_id.to_string());
    world.retry(0, FailedMessage::Refused(one.as_str().into()));
    world.heal();
    assert_eq!(world.windows[1].lines(), ["maria: Hello?", "ANN: two [queued]", "ANN: one [queued]"]);
}

#[test]
fn twenty_messages_during_a_cut_arrive_once_each_and_in_order() {
    let mut world = desk();
    world.visit(0, "/s/acme/all");
    world.cut_socket(0);
    for n in 0..20 {
        world.customer_writes("maria", &format!("message {n}"));
    }
    world.heal();
    assert_eq!(select::connection(&world.windows[0].model).state, ConnectionState::Live);
    assert_eq!(shown_list(&world.windows[0].model, 9), [("maria".into(), 20, "message 19".to_owned())]);
    world.visit(0, "/s/acme/c/maria");
    world.heal();
    let expected: Vec<String> = (0..20).map(|n| format!("maria: message {n}")).collect();
    assert_eq!(world.windows[0].lines()[2..], expected);
    assert_eq!(world.windows[0].lines()[1], "--- unread");
    assert_eq!(shown_list(&world.windows[0].model, 9)[0].1, 0);
}

#[test]
fn a_reset_keeps_the_screen_until_the_snapshot_is_there() {
    let mut world = desk();
    world.cut_socket(0);
    world.customer_writes("maria", "lost in the log");
    world.customer_writes("jose", "new");
    world.server.prune();
    world.pass(60_000);
    assert_eq!(world.windows[0].lines(), ["maria: Hello?"]);
    world.heal();
    assert_eq!(world.windows[0].lines()[..2], ["maria: Hello?", "maria: lost in the log"]);
    let expected =
        world.server.expected_list(&"ann".into(), &crate::route::default_filter(switchboard_api::View::All), 9);
    assert_eq!(shown_list(&world.windows[0].model, 9), expected);
}

#[test]
fn the_open_row_stays_until_it_is_left() {
    let mut world = desk();
    world.customer_writes("jose", "Hola");
    world.heal();
    world.set_status(0, "maria", "closed");
    assert_eq!(select::thread_header(&world.windows[0].model).unwrap().status.label, "Closed");
    world.heal();
    assert_eq!(shown_list(&world.windows[0].model, 9).len(), 2);
    world.visit(0, "/s/acme/c/jose");
    assert_eq!(shown_list(&world.windows[0].model, 9).len(), 1);
}

#[test]
fn a_silent_socket_is_noticed() {
    let mut world = desk();
    world.pass(31_000);
    assert_eq!(select::connection(&world.windows[0].model).state, ConnectionState::Reconnecting);
    world.heal();
    let ping = ServerFrame::Ping { now: Timestamp::from_millis(0) };
    world.input(0, Input::Socket(SocketInput::Frame(ping)));
    assert_eq!(select::connection(&world.windows[0].model).state, ConnectionState::Live);
}

#[test]
fn a_hole_in_the_log_is_asked_for_once_and_then_stepped_over() {
    let mut world = desk();
    world.customer_writes("maria", "one");
    world.customer_writes("maria", "two");
    let lost = world.windows[0].frames.pop_front();
    assert!(lost.is_some());
    world.deliver_frame(0);
    assert_eq!(world.windows[0].lines(), ["maria: Hello?"]);
    // The connection is opened again from the last known event, and brings both.
    world.heal();
    assert_eq!(world.windows[0].lines()[1..], ["maria: one", "maria: two"]);
    // An event that is missing each time: the road of every start leads past it.
    world.customer_writes("maria", "three");
    world.customer_writes("maria", "four");
    let starts_again =
        |world: &World| world.windows[0].asked.iter().any(|(_, request)| matches!(request, Request::Session(_)));
    for time in ["first", "second"] {
        assert!(!starts_again(&world), "before the {time} gap");
        world.windows[0].frames.pop_front();
        world.deliver_frame(0);
        world.pass(1_000);
    }
    assert!(starts_again(&world));
    world.heal();
    assert_eq!(world.windows[0].lines()[3..], ["maria: three", "maria: four"]);
}

#[test]
fn whoever_leaves_a_space_and_is_back_before_the_answer_finds_everything() {
    for (elsewhere, back) in [
        ("/", "/s/acme/all"),
        ("/", "/s/acme/open?tab=all"),
        ("/s/other/all", "/s/acme/all"),
        ("/s/other/open?tab=all", "/s/acme/open?tab=all"),
        ("/s/other/c/nobody", "/s/acme/c/maria"),
    ] {
        let mut world = desk();
        world.visit(0, elsewhere);
        world.visit(0, back);
        world.heal();
        let model = &world.windows[0].model;
        assert_eq!(
            select::list_summary(model).map(|list| list.state),
            Some(select::ListState::Loaded),
            "{elsewhere} {back}"
        );
        assert_eq!(model.session.as_ref().map(|session| session.space.as_str()), Some("acme"), "{elsewhere} {back}");
        assert!(!back.ends_with("maria") || world.windows[0].lines() == ["maria: Hello?"], "{elsewhere} {back}");
    }
    // And the agent's first space, from nowhere, is where they were.
    let mut world = desk();
    world.visit(0, "/s/acme/closed");
    world.visit(0, "/");
    world.heal();
    assert_eq!(select::list_summary(&world.windows[0].model).map(|list| list.state), Some(select::ListState::Loaded));
}

#[test]
fn an_expired_session_keeps_the_message_for_the_next_sign_in() {
    let mut world = desk();
    world.send(0, "maria", "Hi");
    let (id, _) = world.windows[0].asked.pop_front().unwrap();
    world.input(0, Input::Answered { id, result: Err(refused(401)) });
    let expired = Phase::SignedOut { busy: false, error: Some(SignInError::Expired) };
    assert_eq!(select::phase(&world.windows[0].model), expired);
    world.intent(0, Intent::SignIn { email: "ann".to_owned(), password: "secret".to_owned() });
    world.heal();
    assert_eq!(world.windows[1].lines(), ["maria: Hello?", "ANN: Hi [queued]"]);
    assert_eq!(world.windows[0].lines(), world.windows[1].lines());
}

#[test]
fn a_conversation_that_appears_before_one_hears_that_it_is_not_there_is_loaded() {
    let mut world = desk();
    world.visit(0, "/s/acme/c/lena");
    let (id, request) = world.windows[0].asked.pop_front().unwrap();
    let old_news = world.server.answer(world.now, &"ann".into(), &request);
    world.customer_writes("lena", "Here I am");
    while !world.windows[0].frames.is_empty() {
        world.deliver_frame(0);
    }
    world.input(0, Input::Answered { id, result: old_news });
    world.heal();
    assert_eq!(world.windows[0].lines().last().map(String::as_str), Some("lena: Here I am"));
    // What was never heard of stays missing, asked for once.
    world.visit(0, "/s/acme/c/nobody");
    world.carry(0, Fate::Answered);
    assert!(world.windows[0].asked.is_empty());
    assert_eq!(select::thread_state(&world.windows[0].model), Some(select::ThreadState::Missing));
}

#[test]
fn a_sign_out_that_is_not_heard_is_told() {
    let mut world = desk();
    world.intent(0, Intent::SignOut);
    assert_eq!(select::phase(&world.windows[0].model), Phase::SignedOut { busy: false, error: None });
    world.carry(0, Fate::Lost);
    let unheard = Phase::SignedOut { busy: false, error: Some(SignInError::SignOutUnheard) };
    assert_eq!(select::phase(&world.windows[0].model), unheard);
}

#[test]
fn a_draft_survives_a_reload_and_stays_in_its_conversation() {
    let mut world = desk();
    world.customer_writes("jose", "Hola");
    world.write(0, "maria", switchboard_api::SendKind::Message, "half a sen");
    world.start(0);
    world.heal();
    assert_eq!(world.windows[0].draft("maria"), "half a sen");
    assert_eq!(world.windows[0].draft("jose"), "");
}

#[test]
fn several_get_a_status_and_those_that_may_not_have_it_are_told() {
    let mut world = World::new(&["ann", "bob"]);
    for person in ["maria", "jose", "li"] {
        world.customer_writes(person, "Hello");
    }
    world.heal();
    world.set_status(0, "li", "closed");
    world.heal();
    let ids: Vec<ConversationId> = ["maria", "jose", "li"].map(Into::into).to_vec();
    let choices = select::status_choices_of(&world.windows[0].model, &ids);
    assert!(choices.iter().any(|choice| choice.key.as_str() == "closed"), "two of three may be closed");
    let changes = ids.iter().map(|id| (id.clone(), format!("op-{id}").as_str().into())).collect();
    world.intent(0, Intent::SetStatusOf { changes, status: "closed".into() });
    let told: Vec<_> = select::toasts(&world.windows[0].model).into_iter().map(|toast| toast.kind).collect();
    let [select::ToastKind::NotAllChanged { all, left, .. }] = &told[..] else { panic!("{told:?}") };
    let left: Vec<_> = left.iter().map(|left| (left.title.as_str(), left.problem.is_some())).collect();
    assert_eq!((*all, left), (3, vec![("li", false)]));
    world.heal();
    for window in &world.windows {
        for id in &ids {
            assert_eq!(window.model.effective(id).unwrap().0.status.as_str(), "closed");
        }
    }
}

#[test]
fn an_agent_who_looks_elsewhere_is_told_of_what_concerns_them_once() {
    let mut world = desk();
    let told = |world: &mut World| std::mem::take(&mut world.windows[1].notices);
    world.customer_writes("jose", "Looking");
    world.heal();
    assert_eq!(told(&mut world), Vec::<String>::new(), "the agent is looking");
    let to = |agent: &str| switchboard_api::ConversationPatch { assign: vec![agent.into()], ..Default::default() };
    world.change(0, "jose", to("bob"));
    world.change(0, "maria", to("ann"));
    world.heal();
    world.input(1, Input::Attention(false));
    world.customer_writes("maria", "Not for bob");
    world.customer_writes("jose", "Anybody?");
    world.heal();
    assert_eq!(told(&mut world), ["jose: Anybody?"]);
    // What happened while the connection was lost is old news by then.
    world.cut_socket(1);
    world.customer_writes("jose", "Long ago");
    world.pass(120_000);
    world.heal();
    assert_eq!(told(&mut world), Vec::<String>::new());
}

#[test]
fn what_is_read_is_told_once_whatever_the_server_makes_of_it() {
    let mut world = desk();
    world.visit(0, "/s/acme/all");
    world.customer_writes("maria", "Again");
    world.heal();
    world.visit(0, "/s/acme/c/maria");
    let mut told = 0;
    while let Some((id, request)) = world.windows[0].asked.pop_front() {
        let read = matches!(&request, Request::Command { command: switchboard_api::Command::Read { .. }, .. });
        let result = if read {
            told += 1;
            let read = switchboard_api::ReadPosition::default();
            Ok(crate::Answer::Read(switchboard_api::ReadAnswer { id: "maria".into(), read }))
        } else {
            world.server.answer(world.now, &"ann".into(), &request)
        };
        world.input(0, Input::Answered { id, result });
    }
    assert_eq!(told, 1);
}

#[test]
fn the_undo_window_that_was_chosen_travels_with_each_message() {
    for (chosen, travels, undo) in
        [(None, None, true), (Some(20), Some(20), true), (Some(0), Some(0), false), (Some(7), None, true)]
    {
        let mut world = desk();
        world.intent(0, Intent::SetUndoWindow(chosen));
        world.send(0, "maria", "Hi");
        let asked = world.windows[0].asked.pop_back();
        let Some((_, Request::Command { command: Command::Send { request, .. }, .. })) = asked else { panic!() };
        assert_eq!(request.undo_window_s, travels, "{chosen:?}");
        assert_eq!(select::undo(&world.windows[0].model).is_some(), undo, "{chosen:?}");
    }
}
