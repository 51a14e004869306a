//! The first moments: the desk's shapes without content, so that nothing jumps when it comes. It waits for nothing itself.

use super::kit::element::{El, el};
use super::kit::skeleton::{Shape, skeleton};
use super::text;

/// Panes of grey.
pub fn starting() -> El {
    el("main.starting").attr("aria-busy", "true").children([
        el("h1.visually-hidden").text(text::STARTING),
        el("div.starting-rail").child(skeleton(Shape::Lines, 12)),
        el("div.starting-list").child(skeleton(Shape::Rows, 10)),
        el("div.starting-timeline"),
    ])
}
