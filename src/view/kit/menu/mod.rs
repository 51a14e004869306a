//! A button that opens a menu (ARIA practices: menu button). The browser's popover puts the menu above everything, closes
//! it on Escape or on a press elsewhere, and gives the focus back; arrows, Home, End and letters are here.

mod entry;
mod shared;

use leptos::ev::{Event, KeyboardEvent};
use leptos::prelude::*;

use super::element::{El, Handle, el};
use super::icon::Glyph;
use super::ident::ident;
use crate::derived::{Derived, State};
use crate::platform::observe::{self, Step};
use entry::menu_entry;

pub use shared::SharedMenu;

/// One entry of a menu.
#[derive(Clone, Debug, PartialEq)]
pub struct MenuItem {
    /// What `on_choose` is called with.
    pub key: String,
    /// What people read.
    pub label: String,
    /// Shown before the label.
    pub glyph: Option<Glyph>,
    /// `Some` makes it one of a group of choices, on or off.
    pub checked: Option<bool>,
    /// A heading above it, where a group begins.
    pub heading: Option<String>,
}

impl MenuItem {
    /// A plain entry.
    pub fn new(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self { key: key.into(), label: label.into(), glyph: None, checked: None, heading: None }
    }
}

/// What a menu is made of.
pub struct Menu {
    /// The name of the button and of the menu.
    pub name: Derived<String>,
    /// Names the button's look, in style/.
    pub look: &'static str,
    /// The entries; asked for only while the menu is open.
    pub items: Derived<Vec<MenuItem>>,
    /// Called with the key of the entry that was chosen.
    pub on_choose: Callback<String>,
    /// Whether Tab stops at the button.
    pub tab_stop: Derived<bool>,
}

impl Menu {
    /// The button, which shows `content`, and the menu behind it.
    pub fn around(self, content: impl IntoIterator<Item = El>) -> [El; 2] {
        let Self { name, look, items, on_choose, tab_stop } = self;
        let (id, button) = (ident("menu"), Handle::new());
        let menu = Popover::new();
        let open = menu.open;
        let opener = el("button")
            .attr("type", "button")
            .class(look)
            .live("aria-label", move || name.get())
            .attr("aria-haspopup", "menu")
            .live("aria-expanded", move || open.get())
            .live("tabindex", move || if tab_stop.get() { "0" } else { "-1" })
            .attr("popovertarget", id.clone())
            .known(button)
            .on("keydown", move |event: &KeyboardEvent| {
                if matches!(event.key().as_str(), "ArrowDown" | "ArrowUp") && !open.get_untracked() {
                    event.prevent_default();
                    button.read(observe::click);
                }
            })
            .children(content);
        [opener, menu.made(id, button, name, items, on_choose)]
    }
}

/// What floats: the entries, while there are any to be seen.
#[derive(Clone, Copy)]
struct Popover {
    handle: Handle,
    open: State<bool>,
}

impl Popover {
    fn new() -> Self {
        Self { handle: Handle::new(), open: State::new(false) }
    }

    /// The element. It is shown beside `button`.
    fn made(
        self,
        id: String,
        button: Handle,
        name: Derived<String>,
        items: Derived<Vec<MenuItem>>,
        on_choose: Callback<String>,
    ) -> El {
        let Self { handle, open } = self;
        let choose = Callback::new(move |key: String| {
            handle.read(observe::hide);
            on_choose.run(key);
        });
        el("div")
            .attr("id", id)
            .class("menu")
            .attr("role", "menu")
            .attr("popover", "auto")
            .live("aria-label", move || name.get())
            .known(handle)
            // The entries come before the popover is shown, so that there is something to show, and go after it was
            // hidden: the browser gives the focus back only from something that is still there.
            .on("beforetoggle", move |_: &Event| {
                if handle.read(observe::is_open) == Some(false) {
                    open.set(true);
                }
            })
            .on("toggle", move |_: &Event| toggled(handle, button, open))
            .on("keydown", move |event: &KeyboardEvent| move_focus(handle, event))
            .swap(
                move || open.get().then(|| items.get()),
                move |items| {
                    let entries = items?.into_iter().flat_map(|item| menu_entry(item, choose));
                    Some(el("div").attr("role", "presentation").children(entries))
                },
            )
    }
}

fn toggled(popover: Handle, button: Handle, open: State<bool>) {
    let (Some(popover), Some(button)) = (popover.get(), button.get()) else { return };
    if observe::is_open(&popover) {
        observe::place(&popover, &button);
        if !observe::focus_first(&popover, "[aria-checked=true]") {
            observe::focus_first(&popover, "[role^=menuitem]");
        }
    } else {
        open.set(false);
    }
}

fn move_focus(popover: Handle, event: &KeyboardEvent) {
    let step = match event.key().as_str() {
        "ArrowDown" => Step::Next,
        "ArrowUp" => Step::Previous,
        "Home" => Step::First,
        "End" => Step::Last,
        "Escape" => {
            // The browser closes the menu; what the menu stands in stays as it is.
            event.stop_propagation();
            return;
        }
        "Tab" => {
            // The focus goes on from the button.
            popover.read(observe::hide);
            return;
        }
        key => {
            let mut letters = key.chars();
            if let (Some(letter), None, false) = (letters.next(), letters.next(), event.ctrl_key() || event.meta_key())
                && letter != ' '
            {
                popover.read(|popover| observe::step_to_letter(popover, "[role^=menuitem]", letter));
            }
            return;
        }
    };
    event.prevent_default();
    popover.read(|popover| observe::step(popover, "[role^=menuitem]", step));
}
