//! A row of tabs (ARIA practices: tabs): one tab stop, arrows move among them. The tabs themselves are the caller's,
//! because some are links and some are buttons.

use leptos::ev::KeyboardEvent;

use super::element::{El, Handle, el};
use crate::platform::observe::{self, Step};

/// What an arrow does to the tab it reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activation {
    /// Selects it: its panel is there at once.
    Arrow,
    /// Only focuses it; Enter or Space selects.
    Enter,
}

/// The row, its tabs still to be put in.
pub fn tab_list(name: &'static str, activation: Activation) -> El {
    let row = Handle::new();
    el("div.tabs")
        .attr("role", "tablist")
        .attr("aria-label", name)
        .known(row)
        .on("keydown", move |event: &KeyboardEvent| move_focus(row, activation, event))
}

/// Makes a link or button a tab of the row; Tab stops at the selected one only.
pub fn tab(element: El, panel: &'static str, selected: impl Fn() -> bool + Copy + 'static) -> El {
    element
        .attr("role", "tab")
        .attr("aria-controls", panel)
        .live("aria-selected", selected)
        .live("tabindex", move || if selected() { "0" } else { "-1" })
}

fn move_focus(row: Handle, activation: Activation, event: &KeyboardEvent) {
    let step = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => Step::Next,
        "ArrowLeft" | "ArrowUp" => Step::Previous,
        "Home" => Step::First,
        "End" => Step::Last,
        " " => {
            // A link does not know the space bar.
            event.prevent_default();
            if let Some(tab) = observe::focused() {
                tab.click();
            }
            return;
        }
        _ => return,
    };
    event.prevent_default();
    if let Some(tab) = row.read(|row| observe::step(row, "[role=tab]", step)).flatten()
        && activation == Activation::Arrow
    {
        tab.click();
    }
}
