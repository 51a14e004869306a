//! What the agent chose on this device, by name: small texts that outlive the page, and attributes of the page's root
//! element that show them. What they mean is decided elsewhere.

use std::cell::RefCell;

use super::window;

thread_local! {
    /// In the place of the storage, where choices are only for this page.
    static HERE: RefCell<Option<Vec<(String, String)>>> = const { RefCell::new(None) };
}

/// From now on choices are kept for this page only, and those kept before are not seen.
pub fn only_for_this_page() {
    HERE.set(Some(Vec::new()));
}

/// The choice kept under this name.
pub fn kept(name: &str) -> Option<String> {
    let find =
        |here: &Vec<(String, String)>| here.iter().find(|(key, _)| key == name).map(|(_, choice)| choice.clone());
    if let Some(here) = HERE.with_borrow(|here| here.as_ref().map(find)) {
        return here;
    }
    storage()?.get_item(name).ok().flatten()
}

/// Keeps a choice, or forgets it. A full or forbidden storage costs only the memory of it.
pub fn keep(name: &str, choice: Option<&str>) {
    let kept_here = HERE.with_borrow_mut(|here| {
        let Some(here) = here else { return false };
        here.retain(|(key, _)| key != name);
        here.extend(choice.map(|choice| (name.to_owned(), choice.to_owned())));
        true
    });
    if kept_here {
        return;
    }
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
