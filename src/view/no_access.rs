//! What somebody sees who is signed in but has no role here. Roles are given elsewhere.

use switchboard_model::Intent;

use super::kit::button::{Weight, button};
use super::kit::element::{El, el};
use super::kit::icon;
use super::kit::notice::{notice, notice_with};
use super::text;
use crate::store::{local, use_store};

/// A sentence, and the way out, unless a page around signs people in and out.
pub fn no_access() -> El {
    let store = use_store();
    let says = if local::is_embedded() {
        notice(icon::LOCK, text::NO_ACCESS)
    } else {
        let leave = button(Weight::Normal, move || store.intent(Intent::SignOut)).text(text::SIGN_OUT);
        notice_with(icon::LOCK, text::NO_ACCESS, leave)
    };
    el("main.no-access").child(el("h1.visually-hidden").text(text::APP)).child(says)
}
