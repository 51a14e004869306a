//! The composer's two tabs: to the contact, named after the alias it is sent as, or to the team.

use leptos::ev::MouseEvent;
use switchboard_api::SendKind;
use switchboard_model::Intent;

use super::{Compose, PANEL, read, tab_id};
use crate::store::use_store;
use crate::view::kit::element::{El, el};
use crate::view::kit::icon::{self, icon};
use crate::view::kit::tabs::{Activation, tab, tab_list};
use crate::view::text;

/// The tabs.
pub fn compose_tabs(compose: Compose) -> El {
    let sender = move || read(compose, |compose| compose.sender.clone());
    let reply = compose_tab(compose, SendKind::Message)
        .child(el("span").text(text::REPLY))
        .text(" ")
        .child(el("bdi.compose-tab-sender").says(sender));
    let note = compose_tab(compose, SendKind::Note).child(icon(icon::LOCK)).child(el("span").text(text::INTERNAL_NOTE));
    tab_list(text::COMPOSE, Activation::Arrow).child(reply).child(note)
}

fn compose_tab(compose: Compose, kind: SendKind) -> El {
    let store = use_store();
    let button = el("button")
        .attr("type", "button")
        .class("compose-tab")
        .attr("id", tab_id(kind))
        .on("click", move |_: &MouseEvent| store.intent(Intent::Compose(kind)));
    tab(button, PANEL, move || read(compose, |compose| compose.kind) == Some(kind))
}
