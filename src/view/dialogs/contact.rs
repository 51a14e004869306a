//! Correcting what is known of the open conversation's contact. Only what was typed otherwise is saved, with what was there
//! before, so that two people who correct the same contact lose nothing.

use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;
use switchboard_api::contact::{ContactPatch, FieldChange, MAX_NOTES};
use switchboard_model::Intent;
use switchboard_model::select::{self, ContactView, FormState};

use super::compose::foot;
use crate::derived::{Derived, State, whenever};
use crate::store::{new_id, use_store};
use crate::view::kit::button::{Weight, button};
use crate::view::kit::element::{El, el};
use crate::view::kit::form::labelled;
use crate::view::text;

/// The fields in the order of [`ContactView::fields`]: what they are called on screen and to the server, and what is typed
/// there.
const FIELDS: [(&str, &str, &str); 5] = [
    (text::NAME, "name", "text"),
    (text::COMPANY, "company", "text"),
    (text::EMAIL, "email", "email"),
    (text::PHONE, "phone", "tel"),
    (text::NOTES, "notes", ""),
];

/// What is typed into a field, and what was there when that began: a colleague may have written there since.
#[derive(Clone, Copy)]
struct Typed {
    text: State<Option<String>>,
    seen: State<Option<String>>,
}

impl Default for Typed {
    fn default() -> Self {
        Self { text: State::new(None), seen: State::new(None) }
    }
}

impl Typed {
    /// Whether somebody else wrote something else there while this was being typed.
    fn is_overtaken(self, there: &str) -> bool {
        let same = |it: State<Option<String>>| it.with(|it| it.as_deref().is_none_or(|it| it == there));
        !same(self.text) && !same(self.seen)
    }

    fn change(self) -> Option<FieldChange> {
        let filled = |text: String| Some(text).filter(|text| !text.is_empty());
        let (from, to) = (self.seen.get_untracked()?, self.text.get_untracked()?.trim().to_owned());
        (from != to).then(|| FieldChange { from: filled(from), to: filled(to) })
    }
}

type Known = Derived<Option<ContactView>>;

/// The dialog's content; `save` is what its button says.
pub fn edit_contact(open: State<bool>, save: &'static str) -> El {
    let store = use_store();
    let load = move || {
        if let Some(contact) = store.peek(select::contact_id) {
            store.intent(Intent::OpenContact(contact));
        }
    };
    load();
    let known: Known = store.select(select::contact);
    let state = store.select(select::contact_state);
    whenever(move || {
        if state.get() == FormState::Done {
            open.set(false);
        }
    });
    let typed: [Typed; 5] = std::array::from_fn(|_| Typed::default());
    let submit = move |event: &SubmitEvent| {
        event.prevent_default();
        let Some(contact) = known.get_untracked() else {
            load();
            return;
        };
        let [name, company, email, phone, notes] = typed.map(Typed::change);
        let patch = ContactPatch { name, company, email, phone, notes };
        store.intent(Intent::SaveContact { contact: contact.id, patch, op: new_id() });
    };
    let fields = FIELDS.into_iter().zip(typed).enumerate();
    let fields = fields.map(move |(index, (names, typed))| field(index, names, typed, known, state));
    let general = move || match state.get() {
        FormState::Refused { field, sentence } if !FIELDS.iter().any(|(_, key, _)| field.as_deref() == Some(*key)) => {
            Some(sentence)
        }
        FormState::Unheard => Some(text::FORM_UNHEARD.to_owned()),
        _ => None,
    };
    el("form.form dialog-content").attr("novalidate", "").on("submit", submit).children([
        el("div.form-fields").children(fields),
        el("p.form-wrong").attr("role", "alert").says(general),
        foot(state, save, button(Weight::Normal, move || open.set(false)).text(text::CANCEL)),
    ])
}

fn field(
    index: usize,
    (label, key, kind): (&'static str, &'static str, &'static str),
    typed: Typed,
    known: Known,
    state: Derived<FormState>,
) -> El {
    let there = move || known.with(|known| known.as_ref().and_then(|it| it.fields.get(index).cloned()));
    let refused = move || match state.get() {
        FormState::Refused { field: Some(field), sentence } if field == key => Some(sentence),
        _ => None,
    };
    let wrong = move || match refused() {
        Some(sentence) => Some(text::compared(&sentence, typed.text.get().is_some().then(there).flatten())),
        None => typed.is_overtaken(&there()?).then(|| text::compared(text::OVERTAKEN, there())),
    };
    // Whoever was told of another's words has seen them.
    whenever(move || {
        if refused().is_some() && typed.text.get().is_some() {
            typed.seen.set(there());
        }
    });
    let control = match kind {
        "" => el("textarea").attr("rows", "3").attr("maxlength", MAX_NOTES.to_string()),
        kind => el("input").attr("type", kind).attr("autocomplete", "off"),
    };
    let control = if index == 0 { control.attr("autofocus", "") } else { control };
    let control = control
        .class("field-control")
        .attr("dir", "auto")
        .live("readonly", move || there().is_none().then_some(""))
        .value(move || typed.text.get().or_else(there))
        .on("input", move |event: &Event| {
            if typed.text.get_untracked().is_none() {
                typed.seen.set(untrack(there));
            }
            typed.text.set(Some(event_target_value(event)));
        });
    labelled(label, control, wrong)
}
