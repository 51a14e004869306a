//! The line that says how well the app is connected and what waits; silent when all is well. It mends nothing.

use switchboard_model::select::{self, ConnectionState};

use super::kit::element::{El, el};
use super::kit::icon::icon;
use super::{glyphs, text};
use crate::store::use_store;

/// The line. Its element is always there, so that assistive technology hears what appears in it.
pub fn connection_line() -> El {
    let connection = use_store().select(select::connection);
    let state = move || connection.with(|view| view.state);
    let urgency = move || match state() {
        ConnectionState::Live | ConnectionState::Reconnecting | ConnectionState::Polling => "low",
        ConnectionState::Offline | ConnectionState::Unreachable => "high",
    };
    el("div.connection-line")
        .attr("role", "status")
        .attr("aria-label", text::CONNECTION)
        .live("data-urgency", urgency)
        .swap(
            move || connection.get(),
            |connection| {
                let sentence = text::connection(&connection);
                let words = [icon(glyphs::connection(connection.state)), el("span").text(sentence.clone())];
                (!sentence.is_empty()).then(|| el("p").children(words))
            },
        )
}
