//! The open conversation's tags: putting on, taking off, and making one that is not there yet by typing its name.

use leptos::prelude::*;
use switchboard_api::requests::{ConversationPatch, MAX_TAG_NAME};
use switchboard_model::select;

use super::assignment::matches;
use super::picks::Picks;
use super::save_bar;
use crate::derived::{Derived, State};
use crate::store::{local, use_store};
use crate::view::kit::button::{Weight, button};
use crate::view::kit::checklist::{Check, checklist};
use crate::view::kit::element::{El, el};
use crate::view::kit::icon::{self, icon};
use crate::view::kit::search_field::search_field;
use crate::view::selection::use_selection;
use crate::view::text;

/// The dialog's content.
pub fn edit_tags(open: State<bool>) -> El {
    let store = use_store();
    let conversations = use_selection().targets();
    let tags = Picks::new(store.peek(|model| select::choices(model, &conversations)).tags);
    let made = State::new(Vec::<String>::new());
    let query = State::new(String::new());
    let names = State::new(tags.choices());
    let shown = move |id: &str| {
        query.with(|query| names.with_untracked(|all| all.iter().any(|it| it.id == id && matches(&it.name, query))))
    };
    // What was typed, when no tag is called so.
    let new = Derived::new(move || {
        let name = query.with(|query| query.split_whitespace().collect::<Vec<_>>().join(" "));
        let known = |known: &str| local::fold(known) == local::fold(&name);
        let taken = names.with_untracked(|all| all.iter().any(|it| known(&it.name)))
            || made.with(|made| made.iter().any(|made| known(made)));
        (!name.is_empty() && !taken && name.chars().count() <= MAX_TAG_NAME).then_some(name)
    });
    let make = move || {
        if let Some(name) = new.get_untracked() {
            made.update(|made| made.push(name));
            query.set(String::new());
        }
    };
    let turn_first = move || {
        let first = tags.choices().into_iter().find(|it| matches(&it.name, &query.get_untracked()));
        match first {
            Some(first) if !query.get_untracked().trim().is_empty() => {
                tags.turn(first.id);
                query.set(String::new());
            }
            _ => make(),
        }
    };
    let swatch = |color: Option<String>| {
        el("span.tag tag-swatch").attr("data-color", color.unwrap_or_default()).child(icon(icon::TAG))
    };
    let items = tags.choices().into_iter().map(|it| Check { mark: swatch(it.color), key: it.id, label: it.name });
    let list = checklist(text::TAGS, items, move |id| tags.is_on(id), shown, Callback::new(move |id| tags.turn(id)));
    let fresh = el("div.dialog-made").each(
        move || made.get(),
        move |name| {
            let own = name.clone();
            button(Weight::Normal, move || made.update(|made| made.retain(|made| *made != own)))
                .attr("aria-label", text::without_tag(&name))
                .child(el("bdi").text(name))
                .child(icon(icon::X))
        },
    );
    let save = move || {
        store.change_all(
            &conversations,
            ConversationPatch {
                add_tags: tags.turned(true),
                remove_tags: tags.turned(false),
                create_tags: made.get_untracked(),
                ..ConversationPatch::default()
            },
        );
    };
    el("div.dialog-content").children([
        search_field(text::SEARCH_TAGS, query, turn_first),
        fresh,
        el("div.dialog-new").swap(
            move || new.get(),
            move |name| name.map(|name| button(Weight::Quiet, make).text(text::create_tag(&name))),
        ),
        el("div.dialog-scroll").child(list),
        save_bar(open, save),
    ])
}
