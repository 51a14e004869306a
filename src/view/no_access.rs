//! What somebody sees who is signed in but has no role here. Roles are given elsewhere.

use switchboard_model::Intent;

use super::kit::button::{Weight, button};
use super::kit::element::{El, el};
use super::kit::icon;
use super::kit::notice::notice_with;
use super::text;
use crate::store::use_store;

/// A sentence, and the way out.
pub fn no_access() -> El {
    let store = use_store();
    let leave = button(Weight::Normal, move || store.intent(Intent::SignOut)).text(text::SIGN_OUT);
    el("main.no-access").child(el("h1.visually-hidden").text(text::APP)).child(notice_with(
        icon::LOCK,
        text::NO_ACCESS,
        leave,
    ))
}
