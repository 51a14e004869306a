//! Where things are on the page and what has the focus, and moving both. The view's kit is the only caller. Knows
//! no component, changes no text.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, Event, EventInit, EventTarget, FocusEvent, HtmlDialogElement, HtmlElement, HtmlInputElement,
    HtmlTextAreaElement, Node, NodeList, ResizeObserver,
};

/// Puts a node before another one or at the end. One that is on the page already keeps its focus and what is open in it,
/// where the browser can move nodes.
pub fn put(parent: &Element, node: &Node, before: Option<&Node>) {
    let moved = node.is_connected() && parent.unchecked_ref::<Mover>().move_before(node, before).is_ok();
    if !moved {
        // Fails only for a `before` that is elsewhere.
        let _ = parent.insert_before(node, before);
    }
}

#[wasm_bindgen]
extern "C" {
    /// An element as browsers of 2025 and later have it.
    type Mover;
    #[wasm_bindgen(method, catch, js_name = moveBefore)]
    fn move_before(this: &Mover, node: &Node, before: Option<&Node>) -> Result<(), JsValue>;
}

/// Which of its neighbours the focus goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the next; from the last to the first when it wraps.
    Next,
    /// To the one before.
    Previous,
    /// To the first.
    First,
    /// To the last.
    Last,
}

/// Calls back whenever an element's size changes, until dropped.
pub struct Resizes {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

impl Drop for Resizes {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Watches the size of `element`; `None` in a browser that cannot.
pub fn resizes(element: &Element, callback: impl FnMut() + 'static) -> Option<Resizes> {
    let callback = Closure::new(callback);
    let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some(Resizes { observer, _callback: callback })
}

/// The distance of an element's upper edge from the window's, in CSS pixels.
pub fn top(element: &Element) -> f64 {
    element.get_bounding_client_rect().top()
}

fn bottom(element: &Element) -> f64 {
    element.get_bounding_client_rect().bottom()
}

/// An element and where its lower edge was: above that it may change for what comes before it.
pub struct Spot(Element, f64);

impl Spot {
    /// How far down it has moved since; `None` when it is no longer in the document.
    pub fn moved(&self) -> Option<f64> {
        self.0.is_connected().then(|| bottom(&self.0) - self.1)
    }
}

/// Where the first descendant is that fits the selector and ends below the upper edge of `root`.
pub fn spot(root: &Element, selector: &str) -> Option<Spot> {
    let all = fitting(root, selector)?;
    let found = all.item(ending_above(&all, top(root)))?.dyn_into::<Element>().ok()?;
    let at = bottom(&found);
    Some(Spot(found, at))
}

/// How many descendants fit the selector, and how far it is from the upper edge of the first to the lower of the last.
pub fn extent(root: &Element, selector: &str) -> (usize, f64) {
    let Some(all) = fitting(root, selector) else { return (0, 0.0) };
    let edges = |index: u32| all.item(index)?.dyn_ref::<Element>().map(Element::get_bounding_client_rect);
    let height = edges(0).zip(edges(all.length().saturating_sub(1))).map(|(first, last)| last.bottom() - first.top());
    (all.length() as usize, height.unwrap_or_default())
}

/// How many descendants that fit the selector end more than `margin` above `root`, and how many begin more than that
/// below it.
pub fn outside(root: &Element, selector: &str, margin: f64) -> (usize, usize) {
    let Some(all) = fitting(root, selector) else { return (0, 0) };
    let (edges, count) = (root.get_bounding_client_rect(), all.length());
    let above = ending_above(&all, edges.top() - margin);
    // The one that crosses the edge is not below it.
    let below = count.saturating_sub(ending_above(&all, edges.bottom() + margin) + 1);
    (above as usize, below as usize)
}

fn fitting(root: &Element, selector: &str) -> Option<NodeList> {
    root.query_selector_all(selector).ok()
}

/// How many end above the edge. They are in the order of the page, so this is found by halving.
fn ending_above(all: &NodeList, edge: f64) -> u32 {
    let (mut low, mut high) = (0, all.length());
    while low < high {
        let middle = low + (high - low) / 2;
        let below = all.item(middle).and_then(|node| node.dyn_ref::<Element>().map(|element| bottom(element) > edge));
        if below == Some(true) { high = middle } else { low = middle + 1 }
    }
    low
}

/// Scrolls a box by so many CSS pixels, at once and by fractions too.
pub fn scroll_by(root: &Element, down: f64) {
    root.scroll_by_with_x_and_y(0.0, down);
}

/// Makes an element so high, to the smallest part of a pixel that browsers lay out.
pub fn set_height(element: &Element, height: f64) {
    if let Some(style) = element.dyn_ref::<HtmlElement>().map(HtmlElement::style) {
        let _ = style.set_property("height", &format!("calc({}px / 64)", (height * 64.0).round() as i64));
    }
}

/// The element that has the focus; `None` when nothing in particular has it, or something that is no longer shown (the
/// browser takes the focus from that a little later).
pub fn focused() -> Option<HtmlElement> {
    let document = web_sys::window()?.document()?;
    let active = document.active_element()?.dyn_into::<HtmlElement>().ok()?;
    let shown = active.offset_width() > 0 || active.offset_height() > 0;
    (shown && active.tag_name() != "BODY").then_some(active)
}

/// Whether the focus is inside `element`, or on it.
pub fn has_focus(element: &Element) -> bool {
    focused().is_some_and(|focused| element.contains(Some(&focused)))
}

/// Whether the focus is inside `element`, or something in it is open over the page.
pub fn is_in_use(element: &Element) -> bool {
    element.matches(":focus-within, :has(:popover-open)").unwrap_or(false)
}

/// Focuses this element, if it can have the focus.
pub fn focus_it(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Focuses the first descendant that fits the selector; `false` when there is none.
pub fn focus_first(root: &Element, selector: &str) -> bool {
    let found = root.query_selector(selector).ok().flatten().and_then(|found| found.dyn_into::<HtmlElement>().ok());
    found.is_some_and(|found| found.focus().is_ok())
}

/// Focuses the element with this id; `false` when there is none.
pub fn focus_id(id: &str) -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let found = document.and_then(|document| document.get_element_by_id(id));
    found.and_then(|found| found.dyn_into::<HtmlElement>().ok()).is_some_and(|found| found.focus().is_ok())
}

/// Moves the focus among the descendants that fit the selector, wrapping around, and answers with the one that has it now.
pub fn step(root: &Element, selector: &str, step: Step) -> Option<HtmlElement> {
    let all = all(root, selector);
    let count = all.len();
    let now = focused().and_then(|focused| all.iter().position(|each| *each == focused));
    let next = match (step, now) {
        (Step::First, _) | (Step::Next, None) => 0,
        (Step::Last, _) | (Step::Previous, None) => count.checked_sub(1)?,
        (Step::Next, Some(at)) => (at + 1) % count,
        (Step::Previous, Some(at)) => (at + count - 1) % count,
    };
    let found = all.into_iter().nth(next)?;
    found.focus().ok()?;
    Some(found)
}

/// Focuses the next descendant (after the focused one, wrapping around) whose text starts with `letter`.
pub fn step_to_letter(root: &Element, selector: &str, letter: char) {
    let all = all(root, selector);
    let now = focused().and_then(|focused| all.iter().position(|each| *each == focused)).map_or(0, |at| at + 1);
    let starts = |each: &&HtmlElement| {
        let text = each.text_content().unwrap_or_default();
        text.trim_start().chars().next().is_some_and(|first| first.eq_ignore_ascii_case(&letter))
    };
    if let Some(found) = all.iter().skip(now).find(starts).or_else(|| all.iter().find(starts)) {
        let _ = found.focus();
    }
}

fn all(root: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(list) = root.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect()
}

/// Whether an event happened on `element` or inside it.
pub fn is_inside(event: &Event, element: &Element) -> bool {
    let target = event.target().and_then(|target: EventTarget| target.dyn_into::<web_sys::Node>().ok());
    target.is_some_and(|target| element.contains(Some(&target)))
}

/// Whether the focus that leaves goes to `element` or into it.
pub fn receives(leaving: &FocusEvent, element: &Element) -> bool {
    let next = leaving.related_target().and_then(|next| next.dyn_into::<web_sys::Node>().ok());
    next.is_some_and(|next| element.contains(Some(&next)))
}

/// What is in a field.
pub fn value(field: &Element) -> String {
    field.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value).unwrap_or_default()
}

/// Puts text into a field of several lines where its caret is, as if it had been typed.
pub fn insert(field: &Element, text: &str) {
    let Some(field) = field.dyn_ref::<HtmlTextAreaElement>() else { return };
    let caret = |end: Result<Option<u32>, _>| end.ok().flatten().unwrap_or_default();
    let (start, end) = (caret(field.selection_start()), caret(field.selection_end()));
    let put = field.set_range_text_with_start_and_end_and_mode(text, start, end, "end");
    let init = EventInit::new();
    init.set_bubbles(true);
    if let (Ok(()), Ok(event)) = (put, Event::new_with_event_init_dict("input", &init)) {
        let _ = field.dispatch_event(&event);
    }
}

/// The element whose listener hears an event.
pub fn pressed(event: &Event) -> Option<Element> {
    event.current_target()?.dyn_into().ok()
}

/// Focuses the next descendant that fits the selector after the focused one, or the one before it; `false` where there is
/// none, or none has the focus.
pub fn step_along(root: &Element, selector: &str, down: bool) -> bool {
    let all = all(root, selector);
    let now = focused().and_then(|focused| all.iter().position(|each| *each == focused));
    let next = now.and_then(|at| if down { at.checked_add(1) } else { at.checked_sub(1) });
    next.and_then(|next| all.get(next)).is_some_and(|next| next.focus().is_ok())
}

/// Presses an element.
pub fn click(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        element.click();
    }
}

/// Opens a dialog over everything else.
pub fn show_dialog(dialog: &Element) {
    if let Some(dialog) = dialog.dyn_ref::<HtmlDialogElement>().filter(|dialog| !dialog.open()) {
        // It fails for a dialog that is no longer in the document.
        let _ = dialog.show_modal();
    }
}

/// Closes a dialog, if it is open.
pub fn close_dialog(dialog: &Element) {
    if let Some(dialog) = dialog.dyn_ref::<HtmlDialogElement>().filter(|dialog| dialog.open()) {
        dialog.close();
    }
}

/// Whether a dialog or a menu is open over the page.
pub fn is_covered() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| document.query_selector("dialog[open], :popover-open").ok().flatten().is_some())
}

/// Whether an event happened where letters are typed.
pub fn is_typing(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.matches("input, textarea, select, [contenteditable]").unwrap_or(false))
}

/// Whether an event happened on `element` itself and not on something inside it.
pub fn is_at(event: &Event, element: &Element) -> bool {
    event.target().is_some_and(|target| target == ***element)
}

/// Hides a popover, if it is shown.
pub fn hide(popover: &Element) {
    if let Some(popover) = popover.dyn_ref::<HtmlElement>() {
        // It fails when the popover is hidden already.
        let _ = popover.hide_popover();
    }
}

/// Whether a popover is shown.
pub fn is_open(popover: &Element) -> bool {
    popover.matches(":popover-open").unwrap_or(false)
}

/// Puts a shown popover beside its button: below where there is room, above where there is not, and never off the page.
pub fn place(popover: &Element, button: &Element) {
    const GAP: f64 = 4.0;
    const EDGE: f64 = 8.0;
    let Some((width, height)) = page() else { return };
    let (anchor, own) = (button.get_bounding_client_rect(), popover.get_bounding_client_rect());
    let below = anchor.bottom() + GAP;
    let above = anchor.top() - GAP - own.height();
    let top = if below + own.height() <= height - EDGE || above < EDGE { below } else { above };
    let to_the_right = anchor.left() + own.width() <= width - EDGE;
    let left = if to_the_right { anchor.left() } else { anchor.right() - own.width() };
    let Some(style) = popover.dyn_ref::<HtmlElement>().map(HtmlElement::style) else { return };
    for (property, value, most) in
        [("top", top, height - EDGE - own.height()), ("left", left, width - EDGE - own.width())]
    {
        let _ = style.set_property(property, &format!("{}px", value.min(most).max(EDGE).round() as i32));
    }
}

fn page() -> Option<(f64, f64)> {
    let root = web_sys::window()?.document()?.document_element()?;
    Some((f64::from(root.client_width()), f64::from(root.client_height())))
}
