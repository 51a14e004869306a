//! What a pane says when it has nothing else to show: an icon, a sentence or two, and what can be done about it.

use super::element::{El, el};
use super::icon::{Glyph, icon};

/// The notice.
pub fn notice(glyph: Glyph, (title, sentence): (&str, &str)) -> El {
    el("div").class("notice").children([
        el("span").class("notice-icon").child(icon(glyph)),
        el("p").class("notice-title").text(title),
        el("p").class("notice-sentence").text(sentence),
    ])
}

/// The notice with what can be done.
pub fn notice_with(glyph: Glyph, words: (&str, &str), action: El) -> El {
    notice(glyph, words).child(el("div").class("notice-actions").child(action))
}
