//! Light, dark, or like the system, as the agent chose on this device. The colours themselves are in style/.

use leptos::prelude::*;

use crate::derived::State;
use crate::store::local::{self, Theme};

/// The choices, in the order of `text::THEMES`.
pub const THEMES: [Theme; 3] = [Theme::Light, Theme::Dark, Theme::System];

/// The choice.
#[derive(Clone, Copy)]
pub struct Colours(State<Theme>);

impl Colours {
    /// The choice as it was kept; provided to the desk.
    pub fn provide() {
        provide_context(Self(State::new(local::theme())));
    }

    /// Which of [`THEMES`] is chosen, following it.
    pub fn place(self) -> Option<usize> {
        THEMES.iter().position(|theme| *theme == self.0.get())
    }

    /// Keeps another one of [`THEMES`].
    pub fn choose(self, place: usize) {
        if let Some(theme) = THEMES.get(place) {
            local::set_theme(*theme);
            self.0.set(*theme);
        }
    }
}

/// The desk's colours.
pub fn use_colours() -> Colours {
    expect_context()
}
