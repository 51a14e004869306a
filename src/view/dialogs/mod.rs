//! The desk's dialogs: which is open, and the bar at the foot of each. They are opened from anywhere on the desk; what is
//! in them is in the files beside this one.

mod assignment;
mod picks;
mod shortcuts;
mod tags;

use leptos::prelude::*;

use super::kit::button::{Weight, button};
use super::kit::dialog::dialog;
use super::kit::element::{El, el};
use super::text;

/// Which dialogs are open.
#[derive(Clone, Copy)]
pub struct Dialogs {
    /// Who owns the open conversation, and how urgent it is.
    pub assignment: RwSignal<bool>,
    /// Its tags.
    pub tags: RwSignal<bool>,
    /// The keys that do something.
    pub shortcuts: RwSignal<bool>,
}

impl Dialogs {
    /// All closed; provided to every pane.
    pub fn provide() -> Self {
        let closed = || RwSignal::new(false);
        let dialogs = Self { assignment: closed(), tags: closed(), shortcuts: closed() };
        provide_context(dialogs);
        dialogs
    }
}

/// The desk's dialogs, to open one.
pub fn use_dialogs() -> Dialogs {
    expect_context::<Dialogs>()
}

/// All of them, closed at first.
pub fn dialogs(Dialogs { assignment, tags, shortcuts }: Dialogs) -> El {
    el("div").children([
        dialog(text::EDIT_ASSIGNMENT, text::CLOSE, assignment, move || assignment::edit_assignment(assignment)),
        dialog(text::EDIT_TAGS, text::CLOSE, tags, move || tags::edit_tags(tags)),
        dialog(text::SHORTCUTS, text::CLOSE, shortcuts, shortcuts::shortcuts),
    ])
}

/// The foot of a dialog that changes something.
fn save_bar(open: RwSignal<bool>, save: impl Fn() + 'static) -> El {
    el("footer").class("dialog-foot").children([
        button(Weight::Normal, move || open.set(false)).text(text::CANCEL),
        button(Weight::Primary, move || {
            save();
            open.set(false);
        })
        .text(text::SAVE_CHANGES),
    ])
}
