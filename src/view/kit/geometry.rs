//! Where elements are inside a scrolled box, and scrolling it by what was measured.

use leptos::tachys::renderer::types::Element;

use crate::platform::observe;

pub use crate::platform::observe::{extent, outside, scroll_by, set_height};

/// An element and where on the page it was.
pub struct Mark(observe::Spot);

/// Marks the first descendant that fits the selector and is visible in `scroller`.
pub fn mark(scroller: &Element, selector: &str) -> Option<Mark> {
    observe::spot(scroller, selector).map(Mark)
}

/// How far down a marked element has moved since; `None` when it is gone.
pub fn moved(mark: &Mark) -> Option<f64> {
    mark.0.moved()
}

/// How far below the upper edge of `scroller` the first element that fits the selector begins; negative above it.
pub fn offset_of(scroller: &Element, selector: &str) -> Option<f64> {
    let found = scroller.query_selector(selector).ok().flatten()?;
    Some(observe::top(&found) - observe::top(scroller))
}
