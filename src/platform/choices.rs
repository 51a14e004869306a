//! What the agent chose on this device, by name: small texts that outlive the page. What they mean is decided elsewhere.

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

fn storage() -> Option<web_sys::Storage> {
    window()?.local_storage().ok().flatten()
}
