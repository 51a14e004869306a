//! Where the timeline is scrolled to. Its box is laid out from its end (`column-reverse`), so it stays at the end by
//! itself and earlier messages push nothing: scroll offsets are 0 at the end and negative above it.

use leptos::prelude::*;
use leptos::tachys::renderer::types::Element;

use crate::view::kit::element::Handle;
use crate::view::kit::geometry;

/// As near to the end as counts as being there, in CSS pixels.
const END: f64 = 48.0;
/// As near to the beginning as asks for more.
const BEGINNING: f64 = 600.0;
/// Where the unread divider comes to stand below the upper edge.
const DIVIDER: f64 = 72.0;

/// The timeline's box.
#[derive(Clone, Copy)]
pub struct Scroller {
    /// The element.
    pub element: Handle,
    /// The message that is read, to be kept where it is.
    mark: StoredValue<Option<geometry::Mark>, LocalStorage>,
}

impl Scroller {
    /// For a box that is mounted later.
    pub fn new() -> Self {
        Self { element: Handle::new(), mark: StoredValue::new_local(None) }
    }

    /// Remembers what is at the upper edge.
    pub fn remember(self) {
        let mark = self.read(|element| geometry::mark(element, ".bubble")).flatten();
        self.mark.try_set_value(mark);
    }

    /// Puts what was at the upper edge back to where it was; at the end, the newest message comes first.
    pub fn restore(self) {
        let at_end = self.is_at_end();
        self.read(|element| {
            let moved = self.mark.try_with_value(|mark| mark.as_ref().and_then(geometry::moved)).flatten();
            if let Some(moved) = moved.filter(|moved| !at_end && *moved != 0.0) {
                element.set_scroll_top(element.scroll_top() + moved.round() as i32);
            }
        });
    }

    /// Whether the newest message is in view.
    pub fn is_at_end(self) -> bool {
        self.read(|element| -f64::from(element.scroll_top()) < END).unwrap_or(true)
    }

    /// Whether the earliest message in the document is in view, or nearly.
    pub fn is_near_beginning(self) -> bool {
        let above = |element: &Element| element.scroll_height() - element.client_height() + element.scroll_top();
        self.read(|element| f64::from(above(element)) < BEGINNING).unwrap_or(false)
    }

    /// To the newest message.
    pub fn to_end(self) {
        self.read(|element| element.set_scroll_top(0));
    }

    /// Brings the unread divider into view, if it is above it.
    pub fn to_divider(self) {
        self.bring_down(".unread-divider", DIVIDER, |offset| offset < DIVIDER);
    }

    /// Brings the message that a link led to into view.
    pub fn to_target(self) {
        let height = self.read(|element| f64::from(element.client_height())).unwrap_or_default();
        self.bring_down(".bubble[aria-current]", height / 3.0, |_| true);
    }

    fn bring_down(self, selector: &str, to: f64, from: impl Fn(f64) -> bool) {
        self.read(|element| {
            if let Some(offset) = geometry::offset_of(element, selector).filter(|offset| from(*offset)) {
                element.set_scroll_top(element.scroll_top() + (offset - to) as i32);
            }
        });
    }

    fn read<T>(self, read: impl FnOnce(&Element) -> T) -> Option<T> {
        self.element.read(read)
    }
}
