//! A message or a note. Its text is shown as it came: as text, in its own direction, and never outside of its box.

use switchboard_api::{SendKind, Timestamp};
use switchboard_model::select::{AuthorView, BubbleState, ItemBody};

use super::delivery::delivery;
use super::linked::linked;
use crate::derived::Derived;
use crate::store::local;
use crate::view::kit::avatar::avatar;
use crate::view::kit::element::{El, el};
use crate::view::kit::icon::{self, icon};
use crate::view::text;

/// The bubble. What may change of it is read from `body` each time.
pub fn bubble(author: AuthorView, kind: SendKind, mine: bool, body: Derived<Option<ItemBody>>) -> El {
    let side = match (&author, kind) {
        (_, SendKind::Note) => "note",
        (AuthorView::Contact(_), SendKind::Message) => "in",
        (AuthorView::Agent(_), SendKind::Message) => "out",
    };
    let (AuthorView::Contact(name) | AuthorView::Agent(name)) = author.clone();
    let at = move || body.with(at);
    let heading = match (side, mine) {
        ("note", _) => Some(note_heading(&name)),
        ("out", false) => Some(el("p").class("bubble-author").child(el("bdi").text(name.clone()))),
        _ => None,
    };
    let time = el("time")
        .live("datetime", move || local::datetime(at()))
        .live("title", move || local::full_time(at()))
        .says(move || local::message_time(at()));
    let words =
        el("p").class("bubble-text").attr("dir", "auto").swap(move || body.with(written), |text| Some(linked(&text)));
    let meta = el("p").class("bubble-meta").child(time).children(delivery(move || body.with(state)));
    let main =
        el("div").class("bubble-main").children(heading).child(el("div").class("bubble-box").child(words).child(meta));
    el("article")
        .class("bubble")
        .attr("data-side", side)
        .live("data-grouped", move || body.with(|body| matches!(body, Some(ItemBody::Bubble { grouped: true, .. }))))
        .live("aria-label", move || text::bubble(&author, kind, &local::message_time(at())))
        .child(avatar(&name))
        .child(main)
}

fn note_heading(name: &str) -> El {
    el("p").class("bubble-author").children([
        icon(icon::LOCK),
        el("strong").text(text::INTERNAL_NOTE),
        el("bdi").text(name),
    ])
}

fn at(body: &Option<ItemBody>) -> Timestamp {
    match body {
        Some(ItemBody::Bubble { at, .. }) => *at,
        _ => Timestamp::default(),
    }
}

fn written(body: &Option<ItemBody>) -> String {
    match body {
        Some(ItemBody::Bubble { text, .. }) => text.clone(),
        _ => String::new(),
    }
}

fn state(body: &Option<ItemBody>) -> Option<BubbleState> {
    match body {
        Some(ItemBody::Bubble { state, .. }) => state.clone(),
        _ => None,
    }
}
