//! What is shown when the server could not even be asked who is here. Asking again is the core's work.

use switchboard_model::Intent;
use switchboard_model::select;

use super::kit::button::{Weight, button};
use super::kit::element::{El, el};
use super::kit::icon;
use super::kit::notice::notice_with;
use super::text;
use crate::store::{local, use_store};

/// A sentence, and another try.
pub fn unreachable() -> El {
    let store = use_store();
    let again = button(Weight::Primary, move || store.intent(Intent::Reload)).text(text::TRY_AGAIN);
    let refused = text::origin_refused(&local::origin());
    let words =
        if store.peek(select::origin_refused) { (text::ORIGIN_REFUSED, refused.as_str()) } else { text::UNREACHABLE };
    el("main.unreachable").child(el("h1.visually-hidden").text(text::APP)).child(notice_with(
        icon::CLOUD_OFF,
        words,
        again,
    ))
}
