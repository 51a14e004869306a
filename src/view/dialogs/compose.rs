//! Writing to somebody first: whom, as whom and for which team; then what. Whose a number is and whether it can be written
//! to, the server says. What is typed outlives the dialog until it is sent.

use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;
use switchboard_api::{ClientId, ComposeRequest, SendKind};
use switchboard_model::Intent;
use switchboard_model::select::{self, FormState, OptionView, RecipientView};

use crate::derived::{Derived, State, whenever};
use crate::store::{Store, new_id, use_store};
use crate::view::enter::use_enter;
use crate::view::kit::button::{Weight, button, submit_button};
use crate::view::kit::element::{El, Handle, el};
use crate::view::kit::focus::{after_drawing, focus};
use crate::view::kit::form::{choice, labelled, line, lines};
use crate::view::kit::icon::{self, icon};
use crate::view::text;

/// What is typed.
#[derive(Clone, Copy)]
pub struct FirstMessage {
    sender: State<String>,
    team: State<String>,
    phone: State<String>,
    text: State<String>,
    /// What was asked for last: asking for the same again is no second message.
    asked: State<Option<ComposeRequest>>,
}

impl FirstMessage {
    /// Nothing yet.
    pub fn new() -> Self {
        let empty = || State::new(String::new());
        Self { sender: empty(), team: empty(), phone: empty(), text: empty(), asked: State::new(None) }
    }

    fn request(self, to: String) -> ComposeRequest {
        let with = |client_id: ClientId| ComposeRequest {
            client_id,
            sender_profile: self.sender.get_untracked().into(),
            team: Some(self.team.get_untracked()).filter(|team| !team.is_empty()).map(Into::into),
            to: to.clone(),
            text: self.text.get_untracked().trim_end().to_owned(),
            undo_window_s: None,
        };
        let before = self.asked.get_untracked().filter(|before| *before == with(before.client_id.clone()));
        let request = before.unwrap_or_else(|| with(new_id()));
        self.asked.set(Some(request.clone()));
        request
    }

    /// Begins it as something outside of the desk asks for.
    pub fn begin_as_wished(self, open: State<bool>) {
        let store = use_store();
        let wish = store.select(select::wish);
        whenever(move || {
            let Some(wish) = wish.get() else { return };
            let (senders, _) = store.peek(select::compose_options);
            let sender = senders.iter().find(|it| it.id == wish.sender || it.name.eq_ignore_ascii_case(&wish.sender));
            if let Some(sender) = sender {
                self.sender.set(sender.id.clone());
            }
            if !wish.to.is_empty() {
                self.phone.set(wish.to);
            }
            open.set(true);
        });
    }

    /// Once it is sent, what was typed goes and the dialog closes, if it is open still.
    pub fn end_when_sent(self, open: State<bool>) {
        let state = use_store().select(select::compose_state);
        whenever(move || {
            if state.get() == FormState::Done {
                self.phone.set(String::new());
                self.text.set(String::new());
                self.asked.set(None);
                open.set(false);
            }
        });
    }
}

/// The dialog's content.
pub fn new_conversation(open: State<bool>, typed: FirstMessage) -> El {
    let store = use_store();
    store.intent(Intent::ChooseRecipient);
    let (senders, teams) = store.peek(select::compose_options);
    if let Some(first) = senders.first()
        && !senders.iter().any(|sender| sender.id == typed.sender.get_untracked())
    {
        typed.sender.set(first.id.clone());
    }
    let state = store.select(select::compose_state);
    let recipient = store.select(select::recipient);
    if senders.is_empty() {
        return el("div.dialog-content").child(el("p.dialog-section").text(text::NO_PHONE_SENDER));
    }
    el("div.dialog-content").swap(
        move || recipient.get(),
        move |to| {
            Some(match to {
                None => whom(store, open, typed, state, (&senders, &teams)),
                Some(to) => what(store, typed, state, to),
            })
        },
    )
}

fn whom(
    store: Store,
    open: State<bool>,
    typed: FirstMessage,
    state: Derived<FormState>,
    (senders, teams): (&[OptionView], &[OptionView]),
) -> El {
    let phone = Handle::new();
    let next = move |event: &SubmitEvent| {
        event.prevent_default();
        let number = typed.phone.get_untracked();
        if number.trim().is_empty() {
            focus(phone);
        } else {
            store.intent(Intent::FindRecipient { sender_profile: typed.sender.get_untracked().into(), phone: number });
        }
    };
    let options =
        |options: &[OptionView]| options.iter().map(|it| (it.id.clone(), it.name.clone())).collect::<Vec<_>>();
    let any = [(String::new(), text::NO_TEAM.to_owned())];
    let number = line("tel", typed.phone).attr("inputmode", "tel").attr("autofocus", "").known(phone);
    el("form.form").attr("novalidate", "").on("submit", next).children([
        el("div.form-fields").children([
            labelled(text::SENDER, choice(options(senders), typed.sender), || None),
            labelled(text::TEAM, choice(any.into_iter().chain(options(teams)), typed.team), || None),
            labelled(text::PHONE_NUMBER, number.attr("placeholder", text::PHONE_EXAMPLE), move || wrong(state)),
        ]),
        foot(state, text::NEXT, button(Weight::Normal, move || open.set(false)).text(text::CANCEL)),
    ])
}

fn what(store: Store, typed: FirstMessage, state: Derived<FormState>, to: RecipientView) -> El {
    let (itself, phone, enter) = (Handle::new(), to.phone.clone(), use_enter());
    let send = Callback::new(move |()| {
        if typed.text.with_untracked(|text| text.trim().is_empty()) {
            focus(itself);
        } else {
            store.intent(Intent::ComposeFirst(typed.request(phone.clone())));
        }
    });
    after_drawing(move || focus(itself));
    let message = lines("5", typed.text).known(itself).on("keydown", move |event: &KeyboardEvent| {
        if enter.is_to_send(event) {
            event.prevent_default();
            send.run(());
        }
    });
    let who = el("p.form-recipient").children([
        icon(icon::MESSAGE_CIRCLE),
        el("bdi.form-recipient-name").text(to.name.as_deref().unwrap_or(&to.phone)),
        el("span.form-recipient-more").text(text::recipient(&to)),
    ]);
    let submit = move |event: &SubmitEvent| {
        event.prevent_default();
        send.run(());
    };
    el("form.form").attr("novalidate", "").on("submit", submit).children([
        el("div.form-fields").children([
            who,
            labelled(
                text::MESSAGE,
                message.live("placeholder", move || text::enter(SendKind::Message, enter.sends())),
                move || wrong(state),
            ),
        ]),
        foot(
            state,
            text::SEND_MESSAGE,
            button(Weight::Normal, move || store.intent(Intent::ChooseRecipient)).text(text::OTHER_NUMBER),
        ),
    ])
}

/// What is wrong, in the server's words.
pub fn wrong(state: Derived<FormState>) -> Option<String> {
    match state.get() {
        FormState::Refused { sentence, .. } => Some(sentence),
        FormState::Unheard => Some(text::FORM_UNHEARD.to_owned()),
        FormState::Open | FormState::Busy | FormState::Done => None,
    }
}

/// The buttons at the foot: away from here, and on.
pub fn foot(state: Derived<FormState>, on: &'static str, away: El) -> El {
    let busy = move || (state.get() == FormState::Busy).then_some("true");
    el("footer.dialog-foot").child(away).child(submit_button().live("aria-disabled", busy).text(on))
}
