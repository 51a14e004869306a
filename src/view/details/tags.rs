//! The conversation's tags, each on its colour of the palette.

use switchboard_model::select::TagView;

use super::{Details, read};
use crate::derived::Derived;
use crate::view::kit::element::{El, el};
use crate::view::text;

/// The tags.
pub fn tags(details: Details) -> El {
    let tags = Derived::new(move || read(details, |details| details.tags.clone()).unwrap_or_default());
    let view = |tags: Vec<TagView>| {
        let tag = |TagView { name, color }| el("li.tag").attr("data-color", color).child(el("bdi").text(name));
        Some(match tags.is_empty() {
            true => el("p.tags-none").text(text::NO_TAGS),
            false => el("ul.tags").attr("role", "list").children(tags.into_iter().map(tag)),
        })
    };
    el("div").swap(move || tags.get(), view)
}
