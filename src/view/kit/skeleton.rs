//! Grey shapes where content will be, on a cold start only. Hidden from assistive technology: the pane says it is busy.

use super::element::{El, el};

/// What the shapes stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Rows with a picture and two lines.
    Rows,
    /// Bubbles at both sides.
    Bubbles,
    /// Single lines.
    Lines,
}

impl Shape {
    fn as_str(self) -> &'static str {
        match self {
            Self::Rows => "rows",
            Self::Bubbles => "bubbles",
            Self::Lines => "lines",
        }
    }
}

/// As many shapes as asked for.
pub fn skeleton(shape: Shape, count: usize) -> El {
    el("div.skeleton")
        .attr("data-shape", shape.as_str())
        .attr("aria-hidden", "true")
        .children((0..count).map(|_| el("span.skeleton-shape")))
}
