//! One menu behind many buttons, each for its own subject: a menu behind each of them would be as many elements again.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::{MenuItem, Popover};
use crate::derived::{Derived, State};
use crate::platform::observe;
use crate::view::kit::element::{El, Handle, el};
use crate::view::kit::ident::ident;

/// The menu.
#[derive(Clone, Copy)]
pub struct SharedMenu {
    id: State<String>,
    popover: Popover,
    /// The button that was pressed last, and what it is for.
    pressed: Handle,
    subject: State<Option<String>>,
}

impl SharedMenu {
    /// A menu that nothing opens yet.
    pub fn new() -> Self {
        let id = State::new(ident("menu"));
        Self { id, popover: Popover::new(), pressed: Handle::new(), subject: State::new(None) }
    }

    /// What it was opened for last.
    pub fn subject(self) -> Option<String> {
        self.subject.get()
    }

    /// A button that opens it for `subject`. Name and content are the caller's.
    pub fn opener(self, look: &'static str, subject: String) -> El {
        let (own, open) = (subject.clone(), self.popover.open);
        el("button")
            .attr("type", "button")
            .class(look)
            .attr("aria-haspopup", "menu")
            .live("aria-expanded", move || open.get() && self.subject.with(|now| now.as_ref() == Some(&own)))
            .attr("popovertarget", self.id.get_untracked())
            .on("click", move |event: &MouseEvent| {
                if let Some(button) = observe::pressed(event) {
                    self.pressed.point_to(&button);
                }
                self.subject.set(Some(subject.clone()));
            })
    }

    /// The menu itself; the entries are asked for only while it is open.
    pub fn made(self, name: Derived<String>, items: Derived<Vec<MenuItem>>, on_choose: Callback<String>) -> El {
        self.popover.made(self.id.get_untracked(), self.pressed, name, items, on_choose)
    }
}
