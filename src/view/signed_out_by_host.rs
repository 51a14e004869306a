//! What somebody sees whom the page around has not signed in. Asking that page is the client's work, who is there the core's.

use super::kit::button::{Weight, button};
use super::kit::element::{El, el};
use super::kit::icon;
use super::kit::notice::notice_with;
use super::text;
use crate::store::use_store;

/// A sentence, and another try.
pub fn signed_out_by_host() -> El {
    let store = use_store();
    let again = button(Weight::Primary, move || store.ask_for_token()).text(text::TRY_AGAIN);
    el("main.no-access").child(el("h1.visually-hidden").text(text::APP)).child(notice_with(
        icon::LOCK,
        text::SIGNED_OUT_BY_HOST,
        again,
    ))
}
