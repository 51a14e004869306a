//! Carries out what the core wishes. Whatever comes of it goes back in as an input; nothing is decided here.

use switchboard_model::input::{Answer, Failure};
use switchboard_model::{Effect, Input, Page, Request, RequestId, SocketInput};

use super::Store;
use super::keeper::Changes;
use crate::client::{self, Done, LiveInput, Question, requests};
use crate::platform::clock::{self, Alarm};
use crate::platform::task;

impl Store {
    /// Carries the wishes of one update out, in order; what is to be kept on the device goes first and together, so
    /// that a message is never in neither of its draft and the outbox.
    pub(super) fn perform(self, effects: Vec<Effect>) {
        let shell = self.shell();
        let mut changes = Changes::default();
        let mut rest = Vec::new();
        for effect in effects {
            match effect {
                Effect::Persist(stored) => changes.keep(stored),
                Effect::ForgetOp(id) => changes.forget(id),
                other => rest.push(other),
            }
        }
        shell.keeper.write(changes);
        for effect in rest {
            match effect {
                Effect::Fetch { id, request } => self.fetch(id, request),
                Effect::Connect { space, after } => {
                    let live = shell.api.live(space, after, move |input| self.hear(input));
                    // The old one closes silently as it is dropped.
                    let _ = shell.live.replace(Some(live));
                }
                Effect::Disconnect => drop(shell.live.take()),
                Effect::Pong => {
                    if let Some(live) = &*shell.live.borrow() {
                        live.pong();
                    }
                }
                Effect::WakeAt(at) => {
                    let alarm = Alarm::after(at.millis() - clock::now_ms(), move || self.dispatch(Input::Tick));
                    let _ = shell.alarm.replace(Some(alarm));
                }
                Effect::Navigate(route) => shell.navigate(&route),
                Effect::Notify(notice) => self.notify(notice),
                Effect::Report(message) => task::warn(&message),
                Effect::Say(frame) => {
                    if let Some(live) = &*shell.live.borrow() {
                        live.say(&frame);
                    }
                }
                Effect::Persist(_) | Effect::ForgetOp(_) => {}
            }
        }
    }

    fn hear(self, input: LiveInput) {
        match input {
            LiveInput::Opened => self.dispatch(Input::Socket(SocketInput::Opened)),
            LiveInput::Frame(frame) => self.receive(frame),
            LiveInput::Closed(code) => self.dispatch(Input::Socket(SocketInput::Closed(code))),
        }
    }

    /// A write leaves the device only once it is kept there: a crash must not lose what may have been done.
    fn fetch(self, id: RequestId, request: Request) {
        match &request {
            Request::Command { key, .. } => {
                let key = key.clone();
                self.shell().keeper.when_kept(&key, move || self.ask(id, request));
            }
            _ => self.ask(id, request),
        }
    }

    fn ask(self, id: RequestId, request: Request) {
        let api = self.shell().api.clone();
        task::spawn(async move {
            let answer = match &request {
                Request::Login(login) => api.sign_in(login).await.map(|()| Answer::Done),
                request => api.ask(question(request)).await,
            };
            self.dispatch(Input::Answered { id, result: answer.map_err(failure) });
        });
    }
}

fn question(request: &Request) -> Question<Answer> {
    match request {
        Request::Session(space) => requests::session(space.clone()).map(|session| Answer::Session(Box::new(session))),
        Request::Login(login) => requests::login(login).map(|_| Answer::Done),
        Request::Logout => requests::logout().map(|()| Answer::Done),
        Request::List { space, filter, offset, limit } => {
            requests::list(space, filter, *offset, *limit).map(Answer::List)
        }
        Request::Search { space, query, cursor } => {
            requests::search(space, query, cursor.as_deref()).map(Answer::Search)
        }
        Request::Recipient { space, sender_profile, phone } => {
            requests::recipient(space, sender_profile, phone).map(|found| Answer::Recipient(Box::new(found)))
        }
        Request::Compose { space, request } => {
            requests::compose(space, request).map(|answer| Answer::Composed(Box::new(answer)))
        }
        Request::Contact(id) => requests::contact(id).map(|contact| Answer::Contact(Box::new(contact))),
        Request::SaveContact { contact, patch, key } => {
            requests::save_contact(contact, patch, key).map(|contact| Answer::Contact(Box::new(contact)))
        }
        Request::History(contact) => requests::history(contact).map(Answer::List),
        Request::Timeline { conversation, page, limit } => {
            let page = match page {
                Page::Latest => client::Page::Latest,
                Page::Before(position) => client::Page::Before(*position),
                Page::After(position) => client::Page::After(*position),
                Page::Around(position) => client::Page::Around(*position),
            };
            requests::timeline(conversation, page, *limit).map(Answer::Timeline)
        }
        Request::Events { space, after } => requests::events(space, *after).map(Answer::Events),
        Request::Command { key, command } => requests::command(key, command).map(|done| match done {
            Done::Sent(answer) => Answer::Sent(answer),
            Done::Undone(answer) => Answer::Undone(answer),
            Done::Patched(answer) => Answer::Patched(answer),
            Done::Read(answer) => Answer::Read(answer),
        }),
    }
}

fn failure(error: client::Error) -> Failure {
    match error {
        client::Error::Unreachable => Failure::Unreachable,
        client::Error::OriginRefused => Failure::OriginRefused,
        client::Error::Timeout => Failure::Timeout,
        client::Error::Decode(why) => Failure::Decode(why),
        client::Error::Refused { problem, retry_after_ms } => Failure::Refused { problem, retry_after_ms },
    }
}
