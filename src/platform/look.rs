//! How the page looks where the page around it has a say: custom properties and attributes of the root element. Everything
//! from outside is checked here, and set through the object model, which no Content-Security-Policy minds.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, css};

use super::window;

/// Sets a custom property of the root element to a value that a property of this name could have (`color`,
/// `font-family`); anything else takes it away. Whether it is set now.
pub fn set(property: &str, kind: &str, value: &str) -> bool {
    let Some(style) = root().map(|root| root.style()) else { return false };
    // A value that could fetch something or use other properties is none.
    let plain = !value.is_empty() && !value.contains([';', '{', '}', '\\', '/', '!']) && !value.contains("var(");
    let fits = plain && css::supports_with_value(kind, value).unwrap_or(false);
    // Both fail only for names that are no names.
    let _ = if fits { style.set_property(property, value) } else { style.remove_property(property).map(drop) };
    fits
}

/// The language of the page.
pub fn set_language(tag: &str) {
    if let Some(root) = root() {
        root.set_lang(tag);
    }
}

fn root() -> Option<HtmlElement> {
    window()?.document()?.document_element()?.dyn_into().ok()
}
