//! The composer: two tabs, one field, one button. The text lives in the core, per conversation and tab.

pub mod emoji;
mod field;
mod quote;
mod tabs;

use leptos::prelude::*;
use switchboard_api::SendKind;
use switchboard_model::select::{self, ComposerView};

use super::enter::use_enter;
use super::kit::button::{Weight, button};
use super::kit::element::{El, el};
use super::kit::focus::focus;
use super::text;
use super::timeline::{ComposerField, FetchedEmoji};
use crate::derived::Derived;
use crate::store::use_store;
use emoji::emoji_menu;
use field::field;
use quote::quote;
use tabs::compose_tabs;

type Compose = Derived<Option<ComposerView>>;

/// The id of the tabs' panel.
const PANEL: &str = "composer-panel";

/// The composer of the open conversation; empty while that is not known yet.
pub fn composer() -> El {
    let compose: Compose = use_store().select(select::composer);
    el("div.composer-place").when(move || compose.with(Option::is_some), move || known(compose))
}

fn known(compose: Compose) -> El {
    let (store, enter) = (use_store(), use_enter());
    let (ComposerField(handle), FetchedEmoji(fetched)) = (expect_context(), expect_context());
    let kind = move || read(compose, |compose| compose.kind).unwrap_or(SendKind::Message);
    let excess = move || read(compose, |compose| compose.excess).unwrap_or_default();
    let can_send = move || read(compose, |compose| compose.can_send).unwrap_or_default();
    let send = Callback::new(move |()| {
        if let Some(compose) = compose.get_untracked()
            && compose.can_send
        {
            store.send(compose.conversation, compose.kind);
        }
        focus(handle);
    });
    let hint = move || match excess() {
        0 => text::enter(kind(), enter.sends()).to_owned(),
        count => text::excess(count),
    };
    let foot = el("div.composer-foot")
        .children(emoji_menu(handle, fetched))
        .child(el("p.composer-hint").attr("id", field::HINT).live("data-excess", move || excess() > 0).says(hint))
        .child(el("p.composer-count").says(move || read(compose, |it| it.segments.map(text::segments))))
        .child(
            button(Weight::Primary, move || send.run(()))
                .live("aria-disabled", move || (!can_send()).then_some("true"))
                .says(move || match kind() {
                    SendKind::Message => text::SEND,
                    SendKind::Note => text::ADD_NOTE,
                }),
        );
    let panel = el("div.composer-panel")
        .attr("id", PANEL)
        .attr("role", "tabpanel")
        .live("aria-labelledby", move || tab_id(kind()))
        .child(quote(compose, handle))
        .child(field(compose, handle, send))
        .child(foot);
    el("div.composer").live("data-kind", move || kind_name(kind())).child(compose_tabs(compose)).child(panel)
}

fn read<T>(compose: Compose, read: impl FnOnce(&ComposerView) -> T) -> Option<T> {
    compose.with(|compose| compose.as_ref().map(read))
}

fn kind_name(kind: SendKind) -> &'static str {
    match kind {
        SendKind::Message => "message",
        SendKind::Note => "note",
    }
}

fn tab_id(kind: SendKind) -> &'static str {
    match kind {
        SendKind::Message => "compose-message",
        SendKind::Note => "compose-note",
    }
}
