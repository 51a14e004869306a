//! What the message that is being written answers, over the field, and the way to answer nothing.

use switchboard_model::Intent;
use switchboard_model::select::QuoteView;

use super::{Compose, read};
use crate::store::use_store;
use crate::view::kit::element::{El, Handle, el};
use crate::view::kit::focus::focus;
use crate::view::kit::icon;
use crate::view::kit::icon_button::icon_button;
use crate::view::text;

/// The quote in its place; the field gets the focus when it is taken away.
pub fn quote(compose: Compose, field: Handle) -> El {
    let store = use_store();
    let quote = move || read(compose, |compose| compose.quote.clone()).flatten();
    let nothing = move || {
        if let Some(conversation) = read(compose, |compose| compose.conversation.clone()) {
            store.intent(Intent::AnswerNothing(conversation));
        }
        focus(field);
    };
    let shown = move |QuoteView { author, text, .. }: QuoteView| {
        let words = el("p")
            .child(el("span.visually-hidden").text(text::answers(&author, "")))
            .child(el("bdi").attr("aria-hidden", "true").text(author))
            .child(el("span").attr("dir", "auto").text(text));
        el("div.composer-quote").child(words).child(icon_button(icon::X, text::REMOVE_QUOTE, nothing))
    };
    el("div.composer-quote-place").swap(quote, move |quote| quote.map(shown))
}
