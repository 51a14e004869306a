//! What Enter does where messages are written: it sends, or it begins a new line and sends together with Ctrl or ⌘, as the
//! agent chose on this device. Shift and Enter always begin a new line, and an input method keeps its Enter to itself.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::derived::State;
use crate::store::local;

/// What a keydown says while an input method is at work, in browsers that do not say `isComposing`.
const COMPOSING: u32 = 229;

/// The choice.
#[derive(Clone, Copy)]
pub struct Enter(State<bool>);

impl Enter {
    /// The choice as it was kept; provided to the desk.
    pub fn provide() {
        provide_context(Self(State::new(local::enter_sends())));
    }

    /// Whether Enter alone sends, following it.
    pub fn sends(self) -> bool {
        self.0.get()
    }

    /// Keeps another choice.
    pub fn choose(self, sends: bool) {
        local::set_enter_sends(sends);
        self.0.set(sends);
    }

    /// Whether this key sends what is written.
    pub fn is_to_send(self, event: &KeyboardEvent) -> bool {
        let composing = event.is_composing() || event.key_code() == COMPOSING;
        let with_ctrl = event.ctrl_key() || event.meta_key();
        event.key() == "Enter" && !event.shift_key() && !composing && (with_ctrl || self.0.get_untracked())
    }
}

/// The desk's choice.
pub fn use_enter() -> Enter {
    expect_context()
}
