//! How far a message of ours has come, in words and as a glyph; when it failed, what can be done about it.

use switchboard_api::Delivery as Stage;
use switchboard_model::Intent;
use switchboard_model::input::FailedMessage;
use switchboard_model::select::BubbleState;

use crate::derived::Derived;
use crate::store::use_store;
use crate::view::kit::button::{Weight, button};
use crate::view::kit::element::{El, el};
use crate::view::kit::icon::{self, Glyph, live_icon};
use crate::view::text;

/// Adds the state, and what can be done when it failed; nothing for what has no state.
pub fn delivery(meta: El, state: impl Fn() -> Option<BubbleState> + Send + Sync + 'static) -> El {
    let state = Derived::new(state);
    let words = move || state.with(|state| state.as_ref().map(text::delivery));
    let look = move || state.with(|state| state.as_ref().map(look));
    let failed = Derived::new(move || state.with(|state| state.as_ref().and_then(failed)));
    let says = move || {
        el("span.delivery")
            .live("data-state", move || look().map(|(name, _)| name))
            .child(live_icon(move || look().map_or(icon::CLOCK, |(_, glyph)| glyph)))
            .child(el("bdi").says(words))
    };
    meta.when(move || state.with(Option::is_some), says).swap(move || failed.get(), |failed| failed.map(remedies))
}

fn remedies(failed: FailedMessage) -> El {
    let store = use_store();
    let take_back = match &failed {
        FailedMessage::Refused(client_id) => Some(client_id.clone()),
        FailedMessage::Undelivered(_) => None,
    };
    let edit = take_back.map(|client_id| {
        button(Weight::Quiet, move || store.intent(Intent::TakeBack { client_id: client_id.clone() }))
            .text(text::EDIT_AGAIN)
    });
    let again = button(Weight::Quiet, move || store.retry(failed.clone())).text(text::TRY_AGAIN);
    el("span.delivery-remedies").child(again).children(edit)
}

fn failed(state: &BubbleState) -> Option<FailedMessage> {
    match state {
        BubbleState::Refused { message, .. } => Some(message.clone()),
        BubbleState::Delivery { delivery: Stage::Failed { .. }, entry } => {
            Some(FailedMessage::Undelivered(entry.clone()))
        }
        BubbleState::Sending | BubbleState::Delivery { .. } => None,
    }
}

fn look(state: &BubbleState) -> (&'static str, Glyph) {
    match state {
        BubbleState::Sending => ("sending", icon::CLOCK),
        BubbleState::Refused { .. } => ("failed", icon::ALERT_CIRCLE),
        BubbleState::Delivery { delivery, .. } => match delivery {
            Stage::Held { .. } | Stage::Queued => ("sending", icon::CLOCK),
            Stage::Sent => ("sent", icon::CHECK),
            Stage::Delivered => ("delivered", icon::CHECKS),
            Stage::Read => ("read", icon::CHECKS),
            Stage::Failed { .. } => ("failed", icon::ALERT_CIRCLE),
            Stage::Undone => ("undone", icon::ARROW_BACK_UP),
        },
    }
}
