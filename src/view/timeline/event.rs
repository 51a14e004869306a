//! Something that happened to the conversation: one small line between messages. Events do not change once written.

use switchboard_api::Timestamp;
use switchboard_model::select::EventView;

use crate::store::local;
use crate::view::kit::element::{El, el};
use crate::view::kit::icon::icon;
use crate::view::{glyphs, text};

/// The line.
pub fn event(actor: Option<&str>, event: &EventView, at: Timestamp) -> El {
    let time = el("time").attr("datetime", local::datetime(at)).attr("title", local::full_time(at));
    el("p.event").children([
        icon(glyphs::event(event)),
        el("bdi").text(text::event(actor, event)),
        time.text(local::message_time(at)),
    ])
}
