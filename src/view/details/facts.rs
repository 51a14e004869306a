//! A term and what is known about it, for the lists of the details pane. The words come from the caller.

use crate::view::kit::element::{El, el};

/// One line of a description list; `unknown` instead of what is not known.
pub fn fact(
    term: impl Fn() -> &'static str + 'static,
    value: impl Fn() -> Option<String> + Copy + 'static,
    unknown: &'static str,
) -> El {
    let known = el("dd")
        .live("data-known", move || value().is_some())
        .child(el("bdi").says(move || value().unwrap_or_else(|| unknown.to_owned())));
    el("div.fact").child(el("dt").says(term)).child(known)
}
