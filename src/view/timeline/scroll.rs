//! Where the timeline is scrolled to. Its box is laid out from its end (`column-reverse`): it stays there by itself, scroll
//! offsets are 0 at the end and negative above it, and what comes or goes at the beginning moves nothing. For lines that
//! come or go at the end, a gap below them shrinks or grows by as much: the browser's own scrolling is left alone.

use leptos::prelude::*;
use leptos::tachys::renderer::types::Element;
use switchboard_model::select::Place;

use crate::derived::State;
use crate::view::kit::element::Handle;
use crate::view::kit::geometry;

/// As near to the end as counts as being there, in CSS pixels.
const END: f64 = 48.0;
/// As near to the first or last line as asks for more; what is farther out of sight may go.
const NEAR: f64 = 600.0;
/// Where the unread divider comes to stand below the upper edge.
const DIVIDER: f64 = 72.0;
/// Browsers lay out no more than this.
const MOST_GAP: f64 = 8_000_000.0;
/// What the agent reads.
const LINES: &str = ".bubble, .event";

/// The timeline's box.
#[derive(Clone, Copy)]
pub struct Scroller {
    /// The element.
    pub element: Handle,
    /// The gap in the place of what comes after the last line.
    pub gap: Handle,
    height: State<f64>,
    /// The line that is read, to be kept where it is, and how far the box was scrolled.
    mark: StoredValue<Option<(geometry::Mark, i32)>, LocalStorage>,
}

impl Scroller {
    /// For a box that is mounted later.
    pub fn new() -> Self {
        let (element, gap) = (Handle::new(), Handle::new());
        Self { element, gap, height: State::new(0.0), mark: StoredValue::new_local(None) }
    }

    /// Remembers what is at the upper edge.
    pub fn remember(self) {
        let mark = self.read(|element| geometry::mark(element, LINES).zip(Some(element.scroll_top()))).flatten();
        self.mark.try_set_value(mark);
    }

    /// Puts what was at the upper edge back to where it was, after lines have come or gone; `after` says whether any
    /// come after the last. At the end, the newest line comes first.
    pub fn hold(self, after: bool) {
        if !after && self.is_at_end() {
            return self.set_gap(0.0);
        }
        self.read(|element| {
            let Some((shift, scrolled)) = self.shift(element) else { return };
            // While there was less to scroll, the browser has scrolled by itself.
            let cut_short = element.scroll_top() > scrolled && Self::above(element) < 1;
            self.set_gap(if after { self.gap_height() + shift } else { 0.0 });
            if cut_short {
                element.set_scroll_top(scrolled);
            }
            if let Some((rest, _)) = self.shift(element).filter(|(rest, _)| rest.abs() >= 0.5) {
                geometry::scroll_by(element, rest);
            }
        });
    }

    /// How far down what is read has moved by itself, not by being scrolled; and how far the box was scrolled.
    fn shift(self, element: &Element) -> Option<(f64, i32)> {
        let shift = |mark: &Option<(geometry::Mark, i32)>| {
            let (mark, scrolled) = mark.as_ref()?;
            Some((geometry::moved(mark)? + f64::from(element.scroll_top() - scrolled), *scrolled))
        };
        self.mark.try_with_value(shift).flatten()
    }

    /// How far it can be scrolled up.
    fn above(element: &Element) -> i32 {
        element.scroll_height() - element.client_height() + element.scroll_top()
    }

    /// Brings the agent to a place that is on screen now; `after` entries come after it.
    pub fn land(self, place: Place, after: u64) {
        let (lines, height) = self.read(|element| geometry::extent(element, LINES)).unwrap_or_default();
        let all = if lines > 0 { after as f64 * height / lines as f64 } else { 0.0 };
        match place {
            Place::About(_) => self.land_about(height, after > 0),
            _ => self.set_gap(all),
        }
        match place {
            Place::Newest => self.scroll_to(0),
            Place::First => self.scroll_to(i32::MIN),
            Place::Unread(_) => {
                self.scroll_to(-self.gap_height() as i32);
                self.bring_down(".unread-divider", DIVIDER, |offset| offset < DIVIDER);
            }
            Place::Entry(_) => {
                let third = self.read(|element| f64::from(element.client_height()) / 3.0).unwrap_or_default();
                self.bring_down(".bubble[aria-current]", third, |_| true);
            }
            Place::About(_) => {}
        }
    }

    /// The scrollbar is where it was thrown to: the lines come there.
    fn land_about(self, height: f64, after: bool) {
        let below = self.read(|element| f64::from(element.client_height()) / 2.0 - f64::from(element.scroll_top()));
        self.set_gap(if after { below.unwrap_or_default() - height / 2.0 } else { 0.0 });
    }

    /// Whether the last line is in view.
    pub fn is_at_end(self) -> bool {
        self.read(|element| -f64::from(element.scroll_top()) < END).unwrap_or(true)
    }

    /// Whether the first line is in view, or nearly.
    pub fn is_near_first(self) -> bool {
        self.read(|element| f64::from(Self::above(element)) < NEAR).unwrap_or(false)
    }

    /// Whether the last line is in view, or nearly.
    pub fn is_near_last(self) -> bool {
        self.read(|element| -f64::from(element.scroll_top()) - self.gap_height() < NEAR).unwrap_or(false)
    }

    /// How many lines would fit between the last one and what is in view; 0 when lines are in view.
    pub fn skipped(self) -> u64 {
        let skipped = |element: &Element| {
            let (seen, (lines, height)) = (f64::from(element.client_height()), geometry::extent(element, LINES));
            let beyond = self.gap_height() + f64::from(element.scroll_top()) - seen;
            if beyond > 0.0 && lines > 0 { ((beyond + seen / 2.0) * lines as f64 / height) as u64 } else { 0 }
        };
        self.read(skipped).unwrap_or_default()
    }

    /// How many lines end far above what is in view, and how many begin far below it.
    pub fn spare(self) -> (usize, usize) {
        self.read(|element| geometry::outside(element, LINES, NEAR)).unwrap_or_default()
    }

    fn bring_down(self, selector: &str, to: f64, from: impl Fn(f64) -> bool) {
        self.read(|element| {
            if let Some(offset) = geometry::offset_of(element, selector).filter(|offset| from(*offset)) {
                geometry::scroll_by(element, offset - to);
            }
        });
    }

    fn scroll_to(self, top: i32) {
        self.read(|element| element.set_scroll_top(top));
    }

    fn gap_height(self) -> f64 {
        self.height.try_get_untracked().unwrap_or_default()
    }

    fn set_gap(self, height: f64) {
        let height = height.clamp(0.0, MOST_GAP);
        if height != self.gap_height() {
            self.height.try_set(height);
            self.gap.read(|gap| geometry::set_height(gap, height));
        }
    }

    fn read<T>(self, read: impl FnOnce(&Element) -> T) -> Option<T> {
        self.element.read(read)
    }
}
