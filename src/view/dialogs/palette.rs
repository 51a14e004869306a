//! The command palette: everything that can be done now, and every conversation that is known, found by a few letters.

use leptos::ev::{KeyboardEvent, MouseEvent};

use switchboard_model::{Intent, select};

use super::Dialogs;
use super::assignment::matches;
use crate::derived::State;
use crate::store::{local, use_store};
use crate::view::kit::element::{El, Handle, el};
use crate::view::kit::focus::follow_arrows;
use crate::view::kit::search_field::search_field;
use crate::view::selection::use_selection;
use crate::view::shortcuts::{Action, act, keys};
use crate::view::text;

/// What arrows go through, and around.
const STOPS: &str = "input[type=search], .palette-item";
/// How many of each kind are shown at most.
const MOST: usize = 8;

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq)]
struct Choice {
    label: String,
    /// The keys that do the same, or what else is to be said.
    hint: String,
    does: Does,
}

#[derive(Clone, Debug, PartialEq)]
enum Does {
    Act(Action),
    SetStatus(String),
    Go(String),
    SignOut,
}

/// The dialog's content.
pub fn palette(dialogs: Dialogs) -> El {
    let (store, selection) = (use_store(), use_selection());
    let query = State::new(String::new());
    let targets = State::new(selection.targets());
    let choices = store.select(move |model| {
        let query = query.get();
        let fits = |choice: &Choice| matches(&choice.label, &query);
        let targets = targets.get_untracked();
        let possible = |(_, action): &(String, Action)| {
            *action != Action::Commands && (!targets.is_empty() || !action.needs_conversation())
        };
        let actions = keys().into_iter().filter(possible);
        let actions =
            actions.map(|(keys, action)| Choice { label: text::action(action), hint: keys, does: Does::Act(action) });
        let statuses = select::status_choices_of(model, &targets).into_iter().map(|status| Choice {
            label: text::set_status(&status.label),
            hint: String::new(),
            does: Does::SetStatus(status.key.to_string()),
        });
        let places = text::places(select::nav(model)).into_iter().map(|(label, href)| Choice {
            label,
            hint: String::new(),
            does: Does::Go(href),
        });
        // A page around the app signs in and out itself.
        let out = (!local::is_embedded()).then(|| Choice {
            label: text::SIGN_OUT.to_owned(),
            hint: String::new(),
            does: Does::SignOut,
        });
        let found = || {
            select::find_known(model, &query, &local::fold).into_iter().take(MOST).map(|hit| Choice {
                hint: text::hit_status(hit.channel, &hit.status),
                label: hit.title,
                does: Does::Go(hit.href),
            })
        };
        let doings = actions.chain(statuses).chain(places).chain(out).filter(fits);
        match query.trim().is_empty() {
            true => doings.collect::<Vec<_>>(),
            false => doings.take(MOST).chain(found()).collect(),
        }
    });
    let run = move |index: usize| {
        let Some(choice) = choices.with_untracked(|all| all.get(index).cloned()) else { return };
        dialogs.palette.set(false);
        match choice.does {
            Does::Act(action) => act(store, dialogs, selection, action),
            Does::SetStatus(status) => store.set_status_of(targets.get_untracked(), status.into()),
            Does::Go(href) => store.go(&href),
            Does::SignOut => store.intent(Intent::SignOut),
        }
    };
    let item = move |(index, choice): (usize, Choice)| {
        el("button")
            .attr("type", "button")
            .class("palette-item")
            .on("click", move |_: &MouseEvent| run(index))
            .child(el("bdi.palette-label").text(choice.label))
            .child(el("span.palette-hint").text(choice.hint))
    };
    let itself = Handle::new();
    let list = el("div.dialog-scroll").swap(
        move || choices.get(),
        move |choices| {
            Some(match choices.is_empty() {
                true => el("p.palette-none").text(text::NO_COMMAND),
                false => el("div.palette").children(choices.into_iter().enumerate().map(item)),
            })
        },
    );
    el("div.dialog-content")
        .known(itself)
        .on("keydown", move |event: &KeyboardEvent| {
            follow_arrows(itself, STOPS, event);
        })
        .child(search_field(text::SEARCH_COMMANDS, query, move || run(0)))
        .child(list)
}
