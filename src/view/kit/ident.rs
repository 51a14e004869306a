//! Ids for elements that name each other (a button and its menu). Unique within the page, never kept, never sent.

use std::sync::atomic::{AtomicU32, Ordering};

/// An id that no other element has, such as `menu-7`.
pub fn ident(kind: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("{kind}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
