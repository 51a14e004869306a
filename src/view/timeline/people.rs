//! The faces of the agents involved in the open conversation. Who they are comes with the header.

use switchboard_model::select::ThreadHeader;

use crate::derived::Derived;
use crate::view::kit::avatar::avatar;
use crate::view::kit::element::{El, el};
use crate::view::text;

const MOST: usize = 4;

/// A few overlapping faces; their names are the picture's text.
pub fn people(header: Derived<Option<ThreadHeader>>) -> El {
    let names =
        Derived::new(move || header.with(|header| header.as_ref().map(|it| it.people.clone()).unwrap_or_default()));
    el("span.people-place").swap(move || names.get(), |names: Vec<String>| (!names.is_empty()).then(|| faces(&names)))
}

fn faces(names: &[String]) -> El {
    let words = text::people(names);
    let rest = names.len().checked_sub(MOST).filter(|rest| *rest > 0).map(|rest| format!("+{rest}"));
    el("span.people")
        .attr("role", "img")
        .attr("aria-label", words.clone())
        .attr("title", words)
        .children(names.iter().take(MOST).map(|name| avatar(name)))
        .children(rest.map(|rest| el("span.people-rest").text(rest)))
}
