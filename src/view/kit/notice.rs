//! What a pane says when it has nothing else to show: an icon, a sentence or two, and what can be done about it.

use super::element::{El, el};
use super::icon::{Glyph, icon};

/// The notice.
pub fn notice(glyph: Glyph, (title, sentence): (&str, &str)) -> El {
    el("div.notice").children([
        el("span.notice-icon").child(icon(glyph)),
        el("p.notice-title").text(title),
        el("p.notice-sentence").text(sentence),
    ])
}

/// The notice with what can be done.
pub fn notice_with(glyph: Glyph, words: (&str, &str), action: El) -> El {
    notice(glyph, words).child(el("div.notice-actions").child(action))
}
