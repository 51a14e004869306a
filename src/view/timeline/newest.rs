//! The pill over a timeline that is scrolled away from its end: how many messages came, and the way to them.

use leptos::ev::MouseEvent;
use switchboard_model::{Intent, select};

use crate::store::use_store;
use crate::view::kit::element::{El, el};
use crate::view::kit::icon::{self, icon};
use crate::view::text;

/// The pill in its place.
pub fn newest_pill() -> El {
    let store = use_store();
    let newer = store.select(select::newer);
    let count = move || newer.get().unwrap_or_default();
    let pill = move || {
        el("button")
            .attr("type", "button")
            .class("newest-pill")
            .live("data-new", move || count() > 0)
            .on("click", move |_: &MouseEvent| store.intent(Intent::ShowNewest))
            .child(icon(icon::ARROW_DOWN))
            .child(el("span").says(move || text::newest(count())))
    };
    el("div.newest").when(move || newer.with(Option::is_some), pill)
}
