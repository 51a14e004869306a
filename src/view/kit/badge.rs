//! A small count in a pill. Says nothing by itself to assistive technology: the thing it counts has the count in its name.

use super::element::{El, el};

/// The count; nothing at all for zero, `99+` for more than that.
pub fn badge(count: impl Fn() -> u64 + 'static) -> El {
    el("span.badge").attr("aria-hidden", "true").says(move || match count() {
        0 => String::new(),
        count @ 1..=99 => count.to_string(),
        _ => "99+".to_owned(),
    })
}
