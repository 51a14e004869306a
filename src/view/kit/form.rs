//! Fields of a form, each with its label above and what is wrong with it below. What is typed is the caller's.

use leptos::ev::Event;
use leptos::prelude::*;

use super::element::{El, el};
use super::ident::ident;

use crate::derived::State;

/// A control with its label; `wrong` says what is wrong with it, or nothing.
pub fn labelled(label: &'static str, control: El, wrong: impl Fn() -> Option<String> + Copy + 'static) -> El {
    let (own, described) = (ident("field"), ident("field"));
    let control = control
        .attr("id", &own)
        .attr("aria-describedby", &described)
        .live("aria-invalid", move || wrong().map(|_| "true"));
    el("div.field").children([
        el("label.field-label").attr("for", own).text(label),
        control,
        el("p.field-wrong").attr("id", described).says(wrong),
    ])
}

/// A line of text.
pub fn line(kind: &'static str, value: State<String>) -> El {
    typed(el("input.field-control").attr("type", kind).attr("autocomplete", "off"), value)
}

/// Text of several lines.
pub fn lines(rows: &'static str, value: State<String>) -> El {
    typed(el("textarea.field-control").attr("rows", rows), value)
}

fn typed(control: El, value: State<String>) -> El {
    control
        .attr("dir", "auto")
        .value(move || value.get())
        .on("input", move |event: &Event| value.set(event_target_value(event)))
}

/// One of several, by key.
pub fn choice(options: impl IntoIterator<Item = (String, String)>, value: State<String>) -> El {
    choice_of(options, move || value.get(), move |key| value.set(key))
}

/// One of several, by key, where something else follows from the choice.
pub fn choice_of(
    options: impl IntoIterator<Item = (String, String)>,
    chosen: impl Fn() -> String + 'static,
    choose: impl Fn(String) + 'static,
) -> El {
    let options = options.into_iter().map(|(key, label)| el("option").attr("value", key).text(label));
    // The value comes after the options that it is one of.
    el("select.field-control")
        .children(options)
        .value(chosen)
        .on("change", move |event: &Event| choose(event_target_value(event)))
}
