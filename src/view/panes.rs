//! Which of the panes that do not fit are pulled out: the rail below 900 px, the details below 1180 px. The widths are
//! the style sheets' business; on a wide desk all panes are there whatever is said here.

use leptos::prelude::*;

use super::kit::element::Handle;
use super::kit::focus::{after_drawing, focus};
use crate::derived::{State, whenever};

/// Whether each drawer is open.
#[derive(Clone, Copy)]
pub struct Panes {
    /// The rail.
    pub rail: State<bool>,
    /// The details.
    pub details: State<bool>,
}

impl Panes {
    /// Both closed; provided to every pane.
    pub fn provide() -> Self {
        let panes = Self { rail: State::new(false), details: State::new(false) };
        provide_context(panes);
        panes
    }
}

/// The desk's drawers.
pub fn use_panes() -> Panes {
    expect_context::<Panes>()
}

/// A pane takes the focus when it is pulled out; whoever puts it back gives the focus back.
pub fn focus_when_pulled_out(open: State<bool>, pane: Handle) {
    whenever(move || {
        if open.get() {
            after_drawing(move || focus(pane));
        }
    });
}

/// The ids of the panes' own elements, for moving the focus.
pub mod ids {
    pub const RAIL: &str = "views";
    pub const RAIL_BUTTON: &str = "views-button";
    pub const LIST: &str = "conversations";
    pub const SEARCH: &str = "search";
    pub const TIMELINE: &str = "timeline";
    pub const COMPOSER: &str = "composer";
    pub const COMPANY: &str = "company";
    pub const DETAILS: &str = "details";
    pub const DETAILS_BUTTON: &str = "details-button";
}
