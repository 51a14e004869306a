//! One link of the rail: icon, label, count of conversations with something unread.

use leptos::ev::MouseEvent;

use crate::derived::Derived;
use crate::store::local;
use crate::view::kit::badge::badge;
use crate::view::kit::element::{El, el};
use crate::view::kit::icon::{Glyph, icon};
use crate::view::panes::use_panes;
use crate::view::text;

/// Where a link leads and what it says; empty for the moment in which it is no longer known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkView {
    /// Its words.
    pub label: String,
    /// Its address.
    pub href: String,
    /// How many conversations behind it have something unread.
    pub unread: u64,
    /// Whether the list shows it.
    pub current: bool,
}

/// The link, in a list.
pub fn rail_link(glyph: Glyph, link: Derived<LinkView>) -> El {
    let panes = use_panes();
    let label = el("bdi").says(move || link.with(|link| link.label.clone()));
    let anchor = el("a.rail-link")
        .live("href", move || link.with(|link| local::link(&link.href)))
        .live("aria-label", move || link.with(|link| text::with_unread(&link.label, link.unread)))
        .live("aria-current", move || link.with(|link| link.current.then_some("page")))
        .on("click", move |_: &MouseEvent| panes.rail.set(false))
        .children([icon(glyph), el("span.rail-link-label").child(label), badge(move || link.with(|link| link.unread))]);
    el("li").child(anchor)
}
