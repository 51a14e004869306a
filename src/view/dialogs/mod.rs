//! The desk's dialogs: which is open, and the bar at the foot of each. They are opened from anywhere on the desk; what is
//! in them is in the files beside this one.

mod assignment;
mod compose;
mod contact;
mod palette;
mod picks;
mod preferences;
mod shortcuts;
mod tags;

use leptos::prelude::*;

use super::kit::button::{Weight, button};
use super::kit::dialog::dialog;
use super::kit::element::{El, el};
use super::text;
use compose::FirstMessage;

use crate::derived::State;

/// Which dialogs are open.
#[derive(Clone, Copy)]
pub struct Dialogs {
    /// Who owns the open conversation, and how urgent it is.
    pub assignment: State<bool>,
    /// Its tags.
    pub tags: State<bool>,
    /// The keys that do something.
    pub shortcuts: State<bool>,
    /// Writing to somebody first.
    pub compose: State<bool>,
    /// Naming the open conversation's contact, of whom only the address is known.
    pub create_contact: State<bool>,
    /// Correcting what is known of them.
    pub edit_contact: State<bool>,
    /// The command palette.
    pub palette: State<bool>,
    /// How the desk looks and behaves on this device.
    pub preferences: State<bool>,
    typed: FirstMessage,
}

impl Dialogs {
    /// All closed; provided to every pane.
    pub fn provide() -> Self {
        let closed = || State::new(false);
        let dialogs = Self {
            assignment: closed(),
            tags: closed(),
            shortcuts: closed(),
            compose: closed(),
            create_contact: closed(),
            edit_contact: closed(),
            palette: closed(),
            preferences: closed(),
            typed: FirstMessage::new(),
        };
        provide_context(dialogs);
        dialogs
    }
}

/// The desk's dialogs, to open one.
pub fn use_dialogs() -> Dialogs {
    expect_context::<Dialogs>()
}

/// All of them, closed at first.
pub fn dialogs(all: Dialogs) -> El {
    let Dialogs { assignment, tags, shortcuts, compose, create_contact, edit_contact, palette, preferences, typed } =
        all;
    typed.end_when_sent(compose);
    typed.begin_as_wished(compose);
    let contact = move |title, open, save| dialog(title, text::CLOSE, open, move || contact::edit_contact(open, save));
    el("div").children([
        dialog(text::NEW_CONVERSATION, text::CLOSE, compose, move || compose::new_conversation(compose, typed)),
        dialog(text::COMMANDS, text::CLOSE, palette, move || palette::palette(all)),
        contact(text::CREATE_CONTACT, create_contact, text::SAVE_CONTACT),
        contact(text::EDIT_CONTACT, edit_contact, text::SAVE_CHANGES),
        dialog(text::EDIT_ASSIGNMENT, text::CLOSE, assignment, move || assignment::edit_assignment(assignment)),
        dialog(text::EDIT_TAGS, text::CLOSE, tags, move || tags::edit_tags(tags)),
        dialog(text::PREFERENCES, text::CLOSE, preferences, move || preferences::preferences(all)),
        dialog(text::SHORTCUTS, text::CLOSE, shortcuts, shortcuts::shortcuts),
    ])
}

/// The foot of a dialog that changes something.
fn save_bar(open: State<bool>, save: impl Fn() + 'static) -> El {
    el("footer.dialog-foot").children([
        button(Weight::Normal, move || open.set(false)).text(text::CANCEL),
        button(Weight::Primary, move || {
            save();
            open.set(false);
        })
        .text(text::SAVE_CHANGES),
    ])
}
