//! What keeps attributes and texts up to date. An effect costs several microseconds and is woken whenever anything might
//! have changed, so values that stand together share one: those of an item of a list, of a swapped part, of whatever a view
//! makes `together`. When one of them changes all are computed anew, and what differs is written.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use leptos::reactive::effect::RenderEffect;
use leptos::reactive::graph::ToAnySubscriber as _;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::{CssStyleDeclaration, Element, Text};
use leptos::wasm_bindgen::JsValue;

use super::El;
use super::words::{IntoWords, Words};
use crate::derived::leave;

/// A value that follows signals.
pub(super) type Live = Box<dyn Value>;

pub(super) trait Value {
    fn words(&self) -> Words;
}

impl<W: IntoWords, F: Fn() -> W> Value for F {
    fn words(&self) -> Words {
        self().into_words()
    }
}

/// Where a value belongs.
pub(super) enum Target {
    Attribute(Element, &'static str),
    Style(CssStyleDeclaration, &'static str),
    Value(Element),
    Text(Text),
}

/// A value, where it belongs, and what is there; nothing at first.
pub(super) struct Bond {
    value: Live,
    target: Target,
    there: Option<Words>,
}

thread_local! {
    /// The bonds of what is being made together, the innermost last.
    static OPEN: RefCell<Vec<Vec<Bond>>> = const { RefCell::new(Vec::new()) };
}

/// Has everything that `make` puts into its element share one effect.
pub fn together(make: impl FnOnce() -> El) -> El {
    begin();
    end(make())
}

/// The same where there may be no element.
pub(super) fn together_maybe(make: impl FnOnce() -> Option<El>) -> Option<El> {
    begin();
    match make() {
        Some(element) => Some(end(element)),
        None => {
            drop(OPEN.with_borrow_mut(Vec::pop));
            None
        }
    }
}

#[inline(never)]
fn begin() {
    OPEN.with_borrow_mut(|open| open.push(Vec::new()));
}

#[inline(never)]
fn end(mut element: El) -> El {
    let bonds = OPEN.with_borrow_mut(Vec::pop).unwrap_or_default();
    if !bonds.is_empty() {
        element.0.alive.push(hold(bonds));
    }
    element
}

/// Keeps a bond together with those that are being made; by itself when nothing is.
pub(super) fn tie(bond: Bond) -> Option<Box<dyn Any>> {
    let alone = OPEN.with_borrow_mut(|open| match open.last_mut() {
        Some(bonds) => {
            bonds.push(bond);
            None
        }
        None => Some(bond),
    });
    alone.map(|bond| hold(vec![bond]))
}

fn hold(mut bonds: Vec<Bond>) -> Box<dyn Any> {
    render(move || bonds.iter_mut().for_each(Bond::renew))
}

/// Does `action` at once, and again whenever something it read has changed, until what is answered is dropped.
pub(super) fn render(action: impl FnMut() + 'static) -> Box<dyn Any> {
    effect(Box::new(action))
}

/// Leptos keeps the closure of an effect that was dropped until its task runs for the last time. Until then everything inside
/// of it, effects and all, would go on, though the signals that it reads are gone. So it is kept by what is answered alone.
fn effect(action: Box<dyn FnMut()>) -> Box<dyn Any> {
    let kept = Rc::new(RefCell::new(action));
    let action = Rc::downgrade(&kept);
    let effect = RenderEffect::new(move |_: Option<()>| {
        if let Some(action) = action.upgrade() {
            (action.borrow_mut())();
        }
    });
    Box::new(Running { effect, _kept: kept })
}

struct Running {
    effect: RenderEffect<()>,
    _kept: Rc<RefCell<Box<dyn FnMut()>>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        leave(&self.effect.to_any_subscriber());
    }
}

impl Bond {
    pub(super) fn new(value: Live, target: Target) -> Self {
        Self { value, target, there: None }
    }

    fn renew(&mut self) {
        let now = self.value.words();
        if self.there.as_ref() != Some(&now) {
            self.target.set(now.as_deref());
            self.there = Some(now);
        }
    }
}

impl Target {
    fn set(&self, value: Option<&str>) {
        let or_empty = value.unwrap_or_default();
        match (self, value) {
            (Self::Attribute(element, name), Some(value)) => Rndr::set_attribute(element, name, value),
            (Self::Attribute(element, name), None) => Rndr::remove_attribute(element, name),
            (Self::Style(style, name), _) => Rndr::set_css_property(style, name, or_empty),
            (Self::Value(element), _) => Rndr::set_property(element, "value", &JsValue::from_str(or_empty)),
            (Self::Text(text), _) => Rndr::set_text(text, or_empty),
        }
    }
}
