//! What is said to those who listen to the screen instead of looking at it. When something is said is the core's decision;
//! the log of messages itself stays silent, or it would speak without end.

use switchboard_model::select;

use super::kit::element::{El, el};
use super::text;
use crate::derived::Derived;
use crate::store::use_store;

/// The lines, for assistive technology only.
pub fn announcer() -> El {
    let store = use_store();
    let said = store.select(select::announcements);
    let keys = Derived::new(move || said.with(|all| all.iter().map(|(id, _)| id.to_string()).collect::<Vec<_>>()));
    let line = move |key: String| {
        let words = said.with_untracked(|all| {
            all.iter().find(|(id, _)| id.to_string() == key).map(|(_, line)| text::announcement(line))
        });
        el("p").text(words.unwrap_or_default())
    };
    el("div.visually-hidden").attr("aria-live", "polite").each(move || keys.get(), line)
}
