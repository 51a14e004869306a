//! Finding an element again while it is on the page: to measure it, to scroll it, to give it the focus.

use leptos::prelude::*;
use leptos::tachys::renderer::types::Element;

/// A place where an element leaves itself.
#[derive(Clone, Copy)]
pub struct Handle(StoredValue<Option<Element>, LocalStorage>);

impl Handle {
    /// With nothing in it yet.
    pub fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    /// The element, if it has been made.
    pub fn get(self) -> Option<Element> {
        self.0.try_get_value().flatten()
    }

    /// Does something with the element, if it has been made.
    pub fn read<T>(self, read: impl FnOnce(&Element) -> T) -> Option<T> {
        self.get().map(|element| read(&element))
    }

    /// Lets it find this element from now on.
    pub fn point_to(self, element: &Element) {
        self.set(element);
    }

    pub(super) fn set(self, element: &Element) {
        self.0.try_set_value(Some(element.clone()));
    }
}
