//! What the agent chose on this device, by name: small texts that outlive the page, and attributes of the page's root
//! element that show them. What they mean is decided elsewhere.

use super::window;

/// The choice kept under this name.
pub fn kept(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Keeps a choice, or forgets it. A full or forbidden storage costs only the memory of it.
pub fn keep(name: &str, choice: Option<&str>) {
    if let Some(storage) = storage() {
        let _ = match choice {
            Some(choice) => storage.set_item(name, choice),
            None => storage.remove_item(name),
        };
    }
}

/// Shows a choice by an attribute of the root element.
pub fn show(attribute: &str, choice: Option<&str>) {
    let document = window().and_then(|window| window.document());
    let Some(root) = document.and_then(|document| document.document_element()) else { return };
    // Both fail only for names that are no names.
    let _ = match choice {
        Some(choice) => root.set_attribute(attribute, choice),
        None => root.remove_attribute(attribute),
    };
}

fn storage() -> Option<web_sys::Storage> {
    window()?.local_storage().ok().flatten()
}
