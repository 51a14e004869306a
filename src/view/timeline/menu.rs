//! What can be done with a message: copying, answering, another try, taking it back. What is possible, the core says.

use leptos::prelude::*;
use switchboard_model::Intent;
use switchboard_model::select::{self, MessageActions, TakeBack};

use super::ComposerField;
use crate::derived::Derived;
use crate::store::use_store;
use crate::view::kit::element::El;
use crate::view::kit::focus::{after_drawing, focus};
use crate::view::kit::icon::{self, Glyph};
use crate::view::kit::menu::{MenuItem, SharedMenu};
use crate::view::text;

const ANSWER: &str = "answer";
const TEXT: &str = "text";
const LINK: &str = "link";
const AGAIN: &str = "again";
const TAKE_BACK: &str = "take-back";

/// The menu behind the buttons of all messages.
pub fn message_menu(menu: SharedMenu) -> El {
    let store = use_store();
    let ComposerField(field) = expect_context();
    // Asked for only while the menu is open.
    let actions = store.select(move |model| menu.subject().and_then(|key| select::message_actions(model, &key)));
    let items = Derived::new(move || actions.with(|actions| actions.as_ref().map(items).unwrap_or_default()));
    let choose = move |chosen: String| {
        let (Some(key), Some(actions)) = (menu.subject(), actions.get_untracked()) else { return };
        match chosen.as_str() {
            ANSWER => {
                store.intent(Intent::Answer { key });
                // The menu gives the focus back first.
                after_drawing(move || focus(field));
            }
            TEXT => store.copy_text(actions.text),
            LINK => store.copy_link(&actions.link.unwrap_or_default()),
            AGAIN => actions.failed.into_iter().for_each(|(_, message)| store.retry(message)),
            _ => match actions.take_back {
                Some(TakeBack::Undo(client_id)) => store.undo(client_id),
                Some(TakeBack::Refused(client_id)) => store.intent(Intent::TakeBack { client_id }),
                None => {}
            },
        }
    };
    menu.made(Derived::new(|| text::MESSAGE_ACTIONS.to_owned()), items, Callback::new(choose))
}

fn items(actions: &MessageActions) -> Vec<MenuItem> {
    let item = |key, glyph: Glyph, label| MenuItem { glyph: Some(glyph), ..MenuItem::new(key, label) };
    let reason = actions.failed.as_ref().map(|(reason, _)| text::failed(reason));
    let again = reason.map(|reason| MenuItem { heading: Some(reason), ..item(AGAIN, icon::REFRESH, text::TRY_AGAIN) });
    let take_back = match &actions.take_back {
        Some(TakeBack::Undo(_)) => Some(item(TAKE_BACK, icon::ARROW_BACK_UP, text::TAKE_BACK)),
        Some(TakeBack::Refused(_)) => Some(item(TAKE_BACK, icon::ARROW_BACK_UP, text::EDIT_AGAIN)),
        None => None,
    };
    let answer = actions.answer.then(|| item(ANSWER, icon::CORNER_UP_LEFT, text::ANSWER));
    let copy = Some(item(TEXT, icon::COPY, text::COPY_TEXT));
    let link = actions.link.as_ref().map(|_| item(LINK, icon::LINK, text::COPY_LINK));
    [again, take_back, answer, copy, link].into_iter().flatten().collect()
}
