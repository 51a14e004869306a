//! Elements of the page, all of one type. Leptos' `view!` makes a type of every shape of markup and a copy of its code for
//! each: this app's views came to 143 KB (brotli) that way, and to a third of it this way. An [`El`] makes its element at
//! once, part by part, and keeps its closures boxed, so all views share the code that does it. Signals, effects and owners
//! are Leptos' own; what stands together shares one effect (`bonds`).

mod bonds;
mod handle;
mod region;
mod words;

use std::any::Any;
use std::marker::PhantomData;

use leptos::prelude::*;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::Element;
use leptos::wasm_bindgen::{JsCast, JsValue};

use crate::derived::{Derived, State};
use bonds::{Bond, Live, Target, together_maybe};
use region::{each, passing, region};

pub use bonds::together;
pub use handle::Handle;
pub use words::IntoWords;

const SVG: &str = "http://www.w3.org/2000/svg";

/// An element, already made, and what keeps it and everything in it up to date. It ends when this is dropped.
// Behind one pointer, and its methods not inlined: they are called some five hundred times.
pub struct El(Box<Built>);

struct Built {
    node: Element,
    alive: Vec<Box<dyn Any>>,
}

// Traits instead of `dyn Fn`, whose every closure comes with three methods in the compiled app.
trait Listen {
    fn hear(&mut self, event: &JsValue);
}

trait Content {
    fn content(&self) -> Option<El>;
}

trait Items {
    fn keys(&self) -> Vec<String>;
    fn item(&self, key: String) -> El;
}

trait Places {
    fn keys(&self) -> Vec<String>;
    fn place(&self, key: State<String>) -> El;
}

/// An element with this tag and, after a dot, the name under which style/ knows it.
#[inline(never)]
pub fn el(name: &'static str) -> El {
    let (tag, class) = name.split_once('.').unwrap_or((name, ""));
    let element = El::adopt(Rndr::create_element(tag, matches!(tag, "svg" | "path").then_some(SVG)));
    if class.is_empty() { element } else { element.class(class) }
}

impl El {
    /// An element that is on the page already.
    pub fn adopt(node: Element) -> Self {
        Self(Box::new(Built { node, alive: Vec::new() }))
    }

    /// The name under which style/ knows it, where it has another one than it was made with.
    #[inline(never)]
    pub fn class(self, class: &'static str) -> Self {
        self.attr("class", class)
    }

    /// An attribute that stays as it is.
    pub fn attr(self, name: &'static str, value: impl AsRef<str>) -> Self {
        self.with_attribute(name, value.as_ref())
    }

    /// An attribute that follows signals; nothing takes it away.
    pub fn live<W: IntoWords>(self, name: &'static str, value: impl Fn() -> W + 'static) -> Self {
        self.with_live(name, Box::new(value))
    }

    /// A style property that follows signals. It is set by script, which the Content-Security-Policy allows, unlike a
    /// `style` attribute.
    pub fn style<W: IntoWords>(self, name: &'static str, value: impl Fn() -> W + 'static) -> Self {
        let style = Rndr::style(&self.0.node);
        self.follow(Box::new(value), Target::Style(style, name))
    }

    /// What a field holds, following signals.
    pub fn value<W: IntoWords>(self, value: impl Fn() -> W + 'static) -> Self {
        let node = self.0.node.clone();
        self.follow(Box::new(value), Target::Value(node))
    }

    /// Text.
    pub fn text(self, text: impl AsRef<str>) -> Self {
        self.with_text(text.as_ref())
    }

    /// Text that follows signals.
    pub fn says<W: IntoWords>(self, text: impl Fn() -> W + 'static) -> Self {
        self.with_live_text(Box::new(text))
    }

    /// Calls back when something happens to it.
    pub fn on<E: JsCast + 'static>(self, event: &'static str, listener: impl FnMut(&E) + 'static) -> Self {
        self.with_listener(event, Box::new(Listener(listener, PhantomData)))
    }

    /// Lets `handle` find it while it is on the page.
    #[inline(never)]
    pub fn known(self, handle: Handle) -> Self {
        handle.set(&self.0.node);
        self
    }

    /// An element in it.
    #[inline(never)]
    pub fn child(mut self, child: El) -> Self {
        Rndr::insert_node(&self.0.node, &child.0.node, None);
        self.0.alive.extend(child.0.alive);
        self
    }

    /// Elements in it.
    pub fn children(self, children: impl IntoIterator<Item = El>) -> Self {
        children.into_iter().fold(self, El::child)
    }

    /// An element that is there while a condition holds, made anew each time it begins to.
    pub fn when(self, it: impl Fn() -> bool + Send + Sync + 'static, then: impl Fn() -> El + 'static) -> Self {
        let holds = Derived::new(it);
        self.swap(move || holds.get(), move |holds| holds.then(&then))
    }

    /// An element made anew whenever `key` changes, or none.
    pub fn swap<K: 'static>(self, key: impl Fn() -> K + 'static, view: impl Fn(K) -> Option<El> + 'static) -> Self {
        self.with_region(Box::new(Swap(key, view)))
    }

    /// An element for each key, kept as long as its key is there. What it shows may change; its key may not.
    pub fn each(self, keys: impl Fn() -> Vec<String> + 'static, view: impl Fn(String) -> El + 'static) -> Self {
        self.with_items(Box::new(Each(keys, view)))
    }

    /// An element for each key, which may pass from a key that went to one that came: for long lists that are scrolled.
    pub fn passing(
        mut self,
        keys: impl Fn() -> Vec<String> + 'static,
        view: impl Fn(State<String>) -> El + 'static,
    ) -> Self {
        self.0.alive.push(passing(&self.0.node, Box::new(Each(keys, view))));
        self
    }

    #[inline(never)]
    fn with_attribute(self, name: &str, value: &str) -> Self {
        Rndr::set_attribute(&self.0.node, name, value);
        self
    }

    #[inline(never)]
    fn with_live(self, name: &'static str, value: Live) -> Self {
        let node = self.0.node.clone();
        self.follow(value, Target::Attribute(node, name))
    }

    #[inline(never)]
    fn with_text(self, text: &str) -> Self {
        Rndr::insert_node(&self.0.node, &Rndr::create_text_node(text), None);
        self
    }

    #[inline(never)]
    fn with_live_text(self, text: Live) -> Self {
        let place = Rndr::create_text_node("");
        Rndr::insert_node(&self.0.node, &place, None);
        self.follow(text, Target::Text(place))
    }

    #[inline(never)]
    fn with_listener(mut self, event: &'static str, mut listener: Box<dyn Listen>) -> Self {
        let hear = Box::new(move |event: JsValue| listener.hear(&event));
        self.0.alive.push(Box::new(Rndr::add_event_listener(&self.0.node, event, hear)));
        self
    }

    #[inline(never)]
    fn with_region(mut self, content: Box<dyn Content>) -> Self {
        self.0.alive.push(region(&self.0.node, content));
        self
    }

    #[inline(never)]
    fn with_items(mut self, items: Box<dyn Items>) -> Self {
        self.0.alive.push(each(&self.0.node, items));
        self
    }

    /// Applies a value now and whenever it has changed.
    #[inline(never)]
    fn follow(mut self, value: Live, target: Target) -> Self {
        self.0.alive.extend(bonds::tie(Bond::new(value, target)));
        self
    }
}

struct Listener<E, F>(F, PhantomData<fn(&E)>);

impl<E: JsCast, F: FnMut(&E)> Listen for Listener<E, F> {
    fn hear(&mut self, event: &JsValue) {
        self.0(event.unchecked_ref());
    }
}

struct Swap<F, V>(F, V);

impl<K, F: Fn() -> K, V: Fn(K) -> Option<El>> Content for Swap<F, V> {
    fn content(&self) -> Option<El> {
        let key = self.0();
        untrack(|| together_maybe(|| self.1(key)))
    }
}

struct Each<F, V>(F, V);

impl<F: Fn() -> Vec<String>, V: Fn(String) -> El> Items for Each<F, V> {
    fn keys(&self) -> Vec<String> {
        self.0()
    }

    fn item(&self, key: String) -> El {
        self.1(key)
    }
}

impl<F: Fn() -> Vec<String>, V: Fn(State<String>) -> El> Places for Each<F, V> {
    fn keys(&self) -> Vec<String> {
        self.0()
    }

    fn place(&self, key: State<String>) -> El {
        self.1(key)
    }
}
