//! The details pane: who the contact is, who owns the conversation, how it is tagged. On narrow desks it is a drawer.

mod assignment;
mod contact;
mod facts;
mod history;
mod tags;

use switchboard_model::select::{self, DetailsView};

use super::dialogs::use_dialogs;
use super::kit::button::{Weight, button};
use super::kit::disclosure::disclosure;
use super::kit::element::{El, Handle, el};
use super::kit::focus::{after_drawing, focus_id};
use super::kit::icon;
use super::kit::icon_button::icon_button;
use super::panes::{self, Panes, ids, use_panes};
use super::text;
use crate::derived::{Derived, State};
use crate::store::use_store;
use assignment::assignment;
use contact::contact;
use history::history;
use tags::tags;

type Details = Derived<Option<DetailsView>>;

/// The fourth pane; empty, and hidden by the desk, when no conversation is open.
pub fn details_pane() -> El {
    let panes = use_panes();
    let details: Details = use_store().select(select::details);
    let pane = Handle::new();
    panes::focus_when_pulled_out(panes.details, pane);
    el("aside.details-pane")
        .attr("id", ids::DETAILS)
        .attr("aria-label", text::DETAILS)
        .attr("tabindex", "-1")
        .known(pane)
        .when(move || details.with(Option::is_some), move || known(details, panes))
}

fn known(details: Details, panes: Panes) -> El {
    let dialogs = use_dialogs();
    let back = icon_button(icon::ARROW_LEFT, text::BACK, move || {
        panes.details.set(false);
        after_drawing(|| {
            focus_id(ids::DETAILS_BUTTON);
        });
    });
    let head = el("header.details-head").child(el("span.details-back").child(back)).child(el("h2").text(text::DETAILS));
    let named = Derived::new(move || read(details, |details| details.name.is_some()).unwrap_or_default());
    let correct = el("div").swap(
        move || named.get(),
        move |named| {
            Some(match named {
                true => edit(dialogs.edit_contact, text::EDIT),
                false => edit(dialogs.create_contact, text::CREATE_CONTACT),
            })
        },
    );
    let (open, earlier) = (|| State::new(true), State::new(false));
    let owners = el("div").child(assignment(details)).child(edit(dialogs.assignment, text::EDIT));
    let sections = [
        disclosure(text::CONTACT_DATA, open(), el("div").child(contact(details)).child(correct)),
        disclosure(text::ASSIGNMENT, open(), owners),
        disclosure(text::TAGS, open(), el("div").child(tags(details)).child(edit(dialogs.tags, text::EDIT))),
        disclosure(text::HISTORY, earlier, history(earlier)),
    ];
    el("div.details").child(head).child(el("div.details-scroll").children(sections))
}

fn edit(dialog: State<bool>, words: &'static str) -> El {
    el("div.details-edit").child(button(Weight::Normal, move || dialog.set(true)).text(words))
}

/// Something of the pane's value.
fn read<T>(details: Details, read: impl FnOnce(&DetailsView) -> T) -> Option<T> {
    details.with(|details| details.as_ref().map(read))
}
