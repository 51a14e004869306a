//! A message or a note. Its text is shown as it came: as text, in its own direction, and never outside of its box.

use leptos::ev::{FocusEvent, MouseEvent};

use switchboard_api::{SendKind, Timestamp};
use switchboard_model::select::{AuthorView, BubbleState, ItemBody, QuoteView};

use super::delivery::delivery;
use super::linked::linked;
use super::messages::Log;
use crate::derived::Derived;
use crate::store::{local, use_store};
use crate::view::kit::avatar::avatar;
use crate::view::kit::element::{El, el};
use crate::view::kit::icon::{self, icon};
use crate::view::text;

/// What of a bubble does not change.
pub struct Written {
    /// The key of its line.
    pub key: String,
    /// Who wrote it.
    pub author: AuthorView,
    /// For whom.
    pub kind: SendKind,
    /// The caller wrote it.
    pub mine: bool,
    /// What it answers.
    pub quote: Option<QuoteView>,
}

/// The bubble. What may change of it is read from `body` each time. There may be many: every element counts.
pub fn bubble(written: Written, body: Derived<Option<ItemBody>>, log: Log) -> El {
    let Written { key, author, kind, mine, quote } = written;
    let side = match (&author, kind) {
        (_, SendKind::Note) => "note",
        (AuthorView::Contact(_), SendKind::Message) => "in",
        (AuthorView::Agent(_), SendKind::Message) => "out",
    };
    let (AuthorView::Contact(name) | AuthorView::Agent(name)) = author.clone();
    let at = move || body.with(at);
    let heading = match (side, mine) {
        ("note", _) => Some(note_heading(&name)),
        ("out", false) => Some(el("p.bubble-author").child(el("bdi").text(name.clone()))),
        _ => None,
    };
    let time = el("time")
        .live("datetime", move || local::datetime(at()))
        .live("title", move || local::full_time(at()))
        .says(move || local::message_time(at()));
    let meta = el("p.bubble-meta").child(time);
    // What comes in has come.
    let meta = if side == "in" { meta } else { delivery(meta, move || body.with(state)) };
    let words = el("div.bubble-box")
        .children(quote.map(quoted))
        .swap(move || body.with(words), |text| Some(linked(el("p.bubble-text").attr("dir", "auto"), &text)))
        .child(meta);
    let named = author.clone();
    let actions =
        actions(key, log).live("aria-label", move || text::message_menu(&named, kind, &local::message_time(at())));
    el("article.bubble")
        .attr("data-side", side)
        .live("data-grouped", move || body.with(|body| matches!(body, Some(ItemBody::Bubble { grouped: true, .. }))))
        .live("aria-label", move || text::bubble(&author, kind, &local::message_time(at())))
        .children((side != "note").then(|| avatar(&name)))
        .child(el("div.bubble-main").children(heading).child(words).child(actions))
}

/// The button of the menu that all messages share. Of all of them, Tab stops at one.
fn actions(key: String, log: Log) -> El {
    let (own, stop) = (key.clone(), log.stop);
    log.menu
        .opener("bubble-actions", key.clone())
        .live("tabindex", move || if stop.with(|stop| stop.as_ref() == Some(&own)) { "0" } else { "-1" })
        .on("focus", move |_: &FocusEvent| log.focused.set(Some(key.clone())))
}

/// What the message answers, which leads there.
fn quoted(quote: QuoteView) -> El {
    let store = use_store();
    let QuoteView { author, text, href } = quote;
    let address = href.clone();
    el("a.bubble-quote")
        .attr("href", href)
        .attr("aria-label", text::answers(&author, &text))
        .on("click", move |event: &MouseEvent| {
            // Also when the address is this one already. Other clicks are the browser's.
            if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                event.prevent_default();
                store.go(&address);
            }
        })
        .child(el("bdi").text(author))
        .child(el("span").attr("dir", "auto").text(text))
}

fn note_heading(name: &str) -> El {
    el("p.bubble-author").children([icon(icon::LOCK), el("strong").text(text::INTERNAL_NOTE), el("bdi").text(name)])
}

fn at(body: &Option<ItemBody>) -> Timestamp {
    match body {
        Some(ItemBody::Bubble { at, .. }) => *at,
        _ => Timestamp::default(),
    }
}

fn words(body: &Option<ItemBody>) -> String {
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
