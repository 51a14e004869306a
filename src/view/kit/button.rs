//! A button with words on it. What it does is its caller's business.

use leptos::ev::MouseEvent;

use super::element::{El, el};

/// How much weight a button has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The one thing to do here.
    Primary,
    /// One of several.
    Normal,
    /// Beside the text it belongs to.
    Quiet,
}

impl Weight {
    fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Normal => "normal",
            Self::Quiet => "quiet",
        }
    }
}

/// A button, its words still to be put in.
pub fn button(weight: Weight, press: impl Fn() + 'static) -> El {
    el("button")
        .attr("type", "button")
        .class("button")
        .attr("data-weight", weight.as_str())
        .on("click", move |_: &MouseEvent| press())
}

/// A button that sends the form it is in, its words still to be put in.
pub fn submit_button() -> El {
    el("button").attr("type", "submit").class("button").attr("data-weight", Weight::Primary.as_str())
}
