//! The sign-in screen. What is typed stays here until it is sent; whether it is right, the server says.

use leptos::ev::SubmitEvent;
use switchboard_model::Intent;
use switchboard_model::select::{self, Phase, SignInError};

use super::kit::button::submit_button;
use super::kit::element::{El, Handle, el};
use super::kit::focus::{focus, value};
use super::kit::icon::{self, icon};
use super::text;
use crate::derived::{Derived, whenever};
use crate::store::{local, use_store};

/// Email, password, and what went wrong with the last try.
pub fn sign_in() -> El {
    let store = use_store();
    let state = store.select(|model| match select::phase(model) {
        Phase::SignedOut { busy, error } => (busy, error),
        Phase::Starting | Phase::Unreachable | Phase::NoAccess | Phase::Ready => (false, None),
    });
    let busy = move || state.with(|(busy, _)| *busy);
    let (email, password) = (Handle::new(), Handle::new());
    let submit = move |event: &SubmitEvent| {
        event.prevent_default();
        let (email_text, password_text) = (value(email), value(password));
        if email_text.trim().is_empty() {
            focus(email);
        } else if password_text.is_empty() {
            focus(password);
        } else if !busy() {
            store.intent(Intent::SignIn { email: email_text.trim().to_owned(), password: password_text });
        }
    };
    whenever(move || focus(email));
    let error = el("div.sign-in-error").attr("role", "alert").attr("id", "sign-in-error").says(move || {
        state.with(|(_, error)| error.as_ref().map(|error| text::sign_in_error(error, &local::origin())))
    });
    let form = el("form.sign-in-card").attr("novalidate", "").on("submit", submit).children([
        el("span.sign-in-mark").swap(move || store.brand().logo, mark),
        el("h1").says(move || store.brand().name.unwrap_or_else(|| text::APP.to_owned())),
        el("p.sign-in-tagline").text(text::TAGLINE),
        error,
        field(text::EMAIL, wrong_if(state, input(email, "email", "username"))),
        field(text::PASSWORD, wrong_if(state, input(password, "password", "current-password"))),
        submit_button()
            .live("aria-disabled", move || busy().then_some("true"))
            .says(move || if busy() { text::SIGNING_IN } else { text::SIGN_IN }),
    ]);
    el("main.sign-in").child(form)
}

/// The house's picture, or the app's own.
fn mark(logo: Option<String>) -> Option<El> {
    Some(match logo {
        Some(logo) => el("img").attr("src", logo).attr("alt", ""),
        None => icon(icon::MESSAGES),
    })
}

type State = Derived<(bool, Option<SignInError>)>;

fn field(label: &'static str, input: El) -> El {
    el("label.sign-in-field").child(el("span").text(label)).child(input)
}

fn input(handle: Handle, kind: &'static str, fill: &'static str) -> El {
    el("input")
        .attr("type", kind)
        .attr("name", kind)
        .attr("autocomplete", fill)
        .attr("autocapitalize", "none")
        .attr("spellcheck", "false")
        .attr("required", "")
        .attr("aria-describedby", "sign-in-error")
        .known(handle)
}

fn wrong_if(state: State, input: El) -> El {
    let wrong = move || state.with(|(_, error)| matches!(error, Some(SignInError::Wrong)));
    input.live("aria-invalid", move || wrong().then_some("true"))
}
