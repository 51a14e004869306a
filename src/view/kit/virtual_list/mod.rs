//! A list of any length of which only the rows near the visible part are in the document. It places and counts the rows and
//! keeps the focused one; what a row shows, where rows come from and what is seen where none are yet is the caller's.

mod anchor;
mod focus;
mod window;

use leptos::ev::{Event, FocusEvent, KeyboardEvent, PointerEvent};
use leptos::prelude::*;

pub use window::Window;

use anchor::Anchor;
use focus::Focus;
use window::with_kept;

use crate::derived::{Derived, State, whenever};
use crate::platform::observe;
use crate::view::kit::element::{El, Handle, el, together};
use crate::view::kit::focus::after_drawing;

/// What the caller knows of the list's box: enough to say which rows to fetch.
#[derive(Clone, Copy)]
pub struct Viewport {
    scroll: State<f64>,
    height: State<f64>,
    /// The first rows are on screen: time for those beyond its edges.
    drawn: State<bool>,
    row: f64,
}

impl Viewport {
    /// For rows of this height, in CSS pixels.
    pub fn new(row: f64) -> Self {
        // Until it is measured, about a screen.
        Self { scroll: State::new(0.0), height: State::new(900.0), drawn: State::new(false), row }
    }

    /// Scrolls no farther than needed to see the row at this place.
    fn show(self, scroller: Handle, index: usize) {
        scroller.read(|scroller| {
            let (top, height) = (index as f64 * self.row, f64::from(scroller.client_height()));
            let now = f64::from(scroller.scroll_top());
            let wanted = now.min(top).max(top + self.row - height);
            if wanted != now {
                scroller.set_scroll_top(wanted as i32);
            }
        });
    }

    /// The rows to have.
    pub fn window(self, len: Derived<usize>) -> Derived<Window> {
        Derived::new(move || {
            let window = window::window(self.scroll.get(), self.height.get(), self.row, len.get());
            let visible = if self.drawn.get() { usize::MAX } else { (self.height.get() / self.row) as usize + 1 };
            Window { to: window.to.min(visible), ..window }
        })
    }
}

/// What a row needs to know of its place.
#[derive(Clone, Copy)]
pub struct Place {
    /// Whether Tab stops at this row.
    pub tab_stop: Derived<bool>,
}

/// What a list is made of.
pub struct VirtualList {
    /// The list's name.
    pub name: &'static str,
    /// Its box.
    pub viewport: Viewport,
    /// The rows to have.
    pub window: Derived<Window>,
    /// Those of them that are there: the place of the first, and their keys.
    pub rows: Derived<(usize, Vec<String>)>,
    /// How many rows there are, loaded or not.
    pub len: Derived<usize>,
    /// When it changes, the list starts again at its top.
    pub generation: Derived<u64>,
    /// The row where Tab stops first.
    pub current: Derived<Option<String>>,
    /// Rows are looked at that may not be there yet.
    pub on_look: Callback<Window>,
}

/// What the rows of one list share.
#[derive(Clone, Copy)]
struct Shared {
    viewport: Viewport,
    shown: Derived<Vec<(String, usize)>>,
    len: Derived<usize>,
    focus: Focus,
    anchor: Anchor,
}

impl VirtualList {
    /// The list, each row around what `row` makes for its key, which may become another one.
    pub fn around(self, row: impl Fn(State<String>, Place) -> El + 'static) -> El {
        let Self { name, viewport, window, rows, len, current, .. } = self;
        let scroller = Handle::new();
        let focused = State::new(None::<(String, usize)>);
        let shown = Derived::new(move || {
            let (from, keys) = rows.get();
            with_kept(from, keys, focused.get())
        });
        let tab_stop = Derived::new(move || shown.with(|rows| stop(rows, focused.get(), current.get(), window.get())));
        let anchor = Anchor::new(viewport, scroller);
        let focus = Focus::new(viewport, scroller, focused, len);
        let shared = Shared { viewport, shown, len, focus, anchor };
        self.follow(scroller, shown);
        anchor.follow(shown);
        focus.follow(shown);

        let order =
            Derived::new(move || shown.with(|rows| rows.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>()));
        let item = move |key: State<String>| {
            let stops = Derived::new(move || tab_stop.with(|stop| key.with(|key| stop.as_ref() == Some(key))));
            // Apart from its place, which changes with every row that moves.
            virtual_row(key, shared).child(together(|| row(key, Place { tab_stop: stops })))
        };
        let busy = move || {
            let window = window.get();
            rows.with(|(from, keys)| window.from < *from || from + keys.len() < window.to).then_some("true")
        };
        let list = el("ul")
            .attr("role", "list")
            .attr("aria-label", name)
            .live("aria-busy", busy)
            .style("height", move || format!("{}px", (len.get() as f64 * viewport.row) as u64))
            .passing(move || order.get(), item);
        el("div.virtual-list")
            .known(scroller)
            .on("scroll", move |_: &Event| {
                scroller.read(|scroller| viewport.scroll.set(f64::from(scroller.scroll_top())));
            })
            .on("focusout", move |event: &FocusEvent| focus.leaves(event))
            .on("keydown", move |event: &KeyboardEvent| focus.pressed(event))
            .on("pointerleave", move |_: &PointerEvent| anchor.release())
            .child(list)
    }

    /// Follows the box's size, goes to the top of another list, says which rows are looked at.
    fn follow(&self, scroller: Handle, shown: Derived<Vec<(String, usize)>>) {
        let Self { viewport, window, generation, on_look, .. } = *self;
        after_drawing(move || {
            after_drawing(move || {
                // Nobody minds when the list is gone by then.
                viewport.drawn.try_set(true);
            });
        });
        let watch = StoredValue::new_local(None::<observe::Resizes>);
        whenever(move || {
            // Called at once, too, but after the first layout, which asking here would only do twice.
            let measure = move || {
                scroller.read(|scroller| viewport.height.set(f64::from(scroller.client_height())));
            };
            watch.set_value(scroller.read(|scroller| observe::resizes(scroller, measure)).flatten());
        });
        let mut before = None;
        whenever(move || {
            let now = generation.get();
            if before.replace(now).is_some_and(|before| before != now) {
                scroller.read(|scroller| scroller.set_scroll_top(0));
            }
        });
        // The row that becomes the current one is shown: keys lead to rows that are not on screen.
        let current = self.current;
        whenever(move || {
            let Some(key) = current.get() else { return };
            if let Some(index) = untrack(|| shown.with(|rows| place(rows, &key))) {
                viewport.show(scroller, index);
            }
        });
        whenever(move || {
            generation.track();
            on_look.run(window.get());
        });
    }
}

fn virtual_row(key: State<String>, list: Shared) -> El {
    let index = Derived::new(move || key.with(|key| list.shown.with(|rows| place(rows, key))).unwrap_or_default());
    el("li.virtual-row")
        .live("aria-setsize", move || list.len.get().to_string())
        .live("aria-posinset", move || (index.get() + 1).to_string())
        .style("transform", move || format!("translateY({}px)", (index.get() as f64 * list.viewport.row) as u64))
        .on("focusin", move |_: &FocusEvent| list.focus.comes_to(key.get_untracked(), index.get_untracked()))
        .on("pointermove", move |_: &PointerEvent| list.anchor.aim(key.get_untracked()))
}

fn place(rows: &[(String, usize)], key: &str) -> Option<usize> {
    rows.iter().find(|(row, _)| row == key).map(|(_, index)| *index)
}

/// The row where Tab stops: the one that had the focus last, else the current one, else the first.
fn stop(
    rows: &[(String, usize)],
    focused: Option<(String, usize)>,
    current: Option<String>,
    window: Window,
) -> Option<String> {
    let wanted = [focused.map(|(key, _)| key), current];
    let wanted = wanted.into_iter().flatten().find(|key| rows.iter().any(|(row, _)| row == key));
    let first = || rows.iter().find(|(_, index)| *index >= window.from).map(|(key, _)| key.clone());
    wanted.or_else(first)
}
