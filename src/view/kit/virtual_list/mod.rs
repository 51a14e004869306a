//! A list of any length of which only the rows near the visible part are in the document. It places and counts the rows,
//! moves the focus among them and keeps the focused one; what a row shows and where rows come from is the caller's.

mod anchor;
mod window;

use leptos::ev::{Event, FocusEvent, KeyboardEvent, PointerEvent};
use leptos::prelude::*;

pub use window::Window;

use anchor::Anchor;
use window::with_kept;

use crate::derived::{Derived, whenever};
use crate::platform::observe;
use crate::view::kit::element::{El, Handle, el, together};

/// What the caller knows of the list's box: enough to say which rows to fetch.
#[derive(Clone, Copy)]
pub struct Viewport {
    scroll: RwSignal<f64>,
    height: RwSignal<f64>,
    row: f64,
}

impl Viewport {
    /// For rows of this height, in CSS pixels.
    pub fn new(row: f64) -> Self {
        // Until it is measured, about a screen.
        Self { scroll: RwSignal::new(0.0), height: RwSignal::new(900.0), row }
    }

    /// The rows to have.
    pub fn window(self, len: Derived<usize>) -> Derived<Window> {
        Derived::new(move || window::window(self.scroll.get(), self.height.get(), self.row, len.get()))
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
    /// The keys of those rows.
    pub keys: Derived<Vec<String>>,
    /// How many rows can be scrolled to.
    pub len: Derived<usize>,
    /// How many rows there are, loaded or not.
    pub total: Derived<u64>,
    /// When it changes, the list starts again at its top.
    pub generation: Derived<u64>,
    /// The row where Tab stops first.
    pub current: Derived<Option<String>>,
    /// The last rows are near: time for more.
    pub on_near_end: Callback<()>,
}

/// What the rows of one list share.
#[derive(Clone, Copy)]
struct Shared {
    viewport: Viewport,
    shown: Derived<Vec<(String, usize)>>,
    focused: RwSignal<Option<(String, usize)>>,
    total: Derived<u64>,
    anchor: Anchor,
}

impl VirtualList {
    /// The list, each row around what `row` makes for its key, which may become another one.
    pub fn around(self, row: impl Fn(RwSignal<String>, Place) -> El + 'static) -> El {
        let Self { name, viewport, window, keys, len, total, current, .. } = self;
        let scroller = Handle::new();
        let focused = RwSignal::new(None::<(String, usize)>);
        let shown = Derived::new(move || with_kept(keys.get(), window.get(), focused.get()));
        let tab_stop = Derived::new(move || shown.with(|rows| stop(rows, focused.get(), current.get(), window.get())));
        let anchor = Anchor::new(viewport, scroller);
        let shared = Shared { viewport, shown, focused, total, anchor };
        self.follow(scroller, shown);
        anchor.follow(shown);
        keep_focus(scroller, focused, shown);

        let order =
            Derived::new(move || shown.with(|rows| rows.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>()));
        let item = move |key: RwSignal<String>| {
            let stops = Derived::new(move || tab_stop.with(|stop| key.with(|key| stop.as_ref() == Some(key))));
            // Apart from its place, which changes with every row that moves.
            virtual_row(key, shared).child(together(|| row(key, Place { tab_stop: stops })))
        };
        let list = el("ul")
            .attr("role", "list")
            .attr("aria-label", name)
            .style("height", move || format!("{}px", (len.get() as f64 * viewport.row) as u64))
            .passing(move || order.get(), item);
        el("div")
            .class("virtual-list")
            .known(scroller)
            .on("scroll", move |_: Event| {
                scroller.read(|scroller| viewport.scroll.set(f64::from(scroller.scroll_top())));
            })
            .on("focusout", move |event: FocusEvent| {
                if scroller.read(|scroller| observe::receives(&event, scroller)) != Some(true) {
                    focused.set(None);
                }
            })
            .on("keydown", move |event: KeyboardEvent| move_focus(scroller, focused, &event))
            .on("pointerleave", move |_: PointerEvent| anchor.release())
            .child(list)
    }

    /// Follows the box's size, goes to the top of another list, asks for more near the end.
    fn follow(&self, scroller: Handle, shown: Derived<Vec<(String, usize)>>) {
        let Self { viewport, window, len, generation, on_near_end, .. } = *self;
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
            let Some(index) = untrack(|| shown.with(|rows| place(rows, &key))) else { return };
            scroller.read(|scroller| {
                let (top, height) = (index as f64 * viewport.row, f64::from(scroller.client_height()));
                let now = f64::from(scroller.scroll_top());
                let wanted = now.min(top).max(top + viewport.row - height);
                if wanted != now {
                    scroller.set_scroll_top(wanted as i32);
                }
            });
        });
        let near_end = Derived::new(move || (window.get().to + 20 >= len.get(), len.get()));
        whenever(move || {
            if near_end.get().0 {
                on_near_end.run(());
            }
        });
    }
}

/// When the row that had the focus leaves the list, the focus goes to the row that took its place.
fn keep_focus(scroller: Handle, focused: RwSignal<Option<(String, usize)>>, shown: Derived<Vec<(String, usize)>>) {
    let mut last = None::<(String, usize)>;
    whenever(move || {
        let now = focused.get();
        let gone = last.take().filter(|(key, _)| shown.with(|rows| place(rows, key).is_none()));
        if let Some((_, index)) = gone
            && observe::focused().is_none()
        {
            let row = |position: usize| format!("[aria-posinset=\"{position}\"] a");
            scroller.read(|scroller| {
                observe::focus_first(scroller, &row(index + 1)) || observe::focus_first(scroller, &row(index))
            });
        }
        last = now;
    });
}

fn virtual_row(key: RwSignal<String>, list: Shared) -> El {
    let index = Derived::new(move || key.with(|key| list.shown.with(|rows| place(rows, key))).unwrap_or_default());
    el("li")
        .class("virtual-row")
        .live("aria-setsize", move || list.total.get().to_string())
        .live("aria-posinset", move || (index.get() + 1).to_string())
        .style("transform", move || format!("translateY({}px)", (index.get() as f64 * list.viewport.row) as u64))
        .on("focusin", move |_: FocusEvent| list.focused.set(Some((key.get_untracked(), index.get_untracked()))))
        .on("pointermove", move |_: PointerEvent| list.anchor.aim(key.get_untracked()))
}

fn move_focus(scroller: Handle, focused: RwSignal<Option<(String, usize)>>, event: &KeyboardEvent) {
    let Some((_, index)) = focused.get_untracked() else { return };
    let target = match event.key().as_str() {
        "ArrowDown" => index + 1,
        "ArrowUp" => index.saturating_sub(1),
        _ => return,
    };
    event.prevent_default();
    scroller.read(|scroller| observe::focus_first(scroller, &format!("[aria-posinset=\"{}\"] a", target + 1)));
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
