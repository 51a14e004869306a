//! Who owns the open conversation, and how urgent it is. Saving is the core's work.

use leptos::prelude::*;
use switchboard_api::Priority;
use switchboard_api::requests::ConversationPatch;
use switchboard_model::select::{self, ChoiceView};

use super::picks::Picks;
use super::save_bar;
use crate::derived::State;
use crate::store::{local, use_store};
use crate::view::kit::avatar::avatar;
use crate::view::kit::checklist::{Check, checklist};
use crate::view::kit::element::{El, el};
use crate::view::kit::icon::{self, icon};
use crate::view::kit::search_field::search_field;
use crate::view::kit::segments::segments;
use crate::view::selection::use_selection;
use crate::view::text;

const PRIORITIES: [Option<Priority>; 5] =
    [None, Some(Priority::Low), Some(Priority::Medium), Some(Priority::High), Some(Priority::Urgent)];

/// The dialog's content.
pub fn edit_assignment(open: State<bool>) -> El {
    let store = use_store();
    let conversations = use_selection().targets();
    let there = store.peek(|model| select::choices(model, &conversations));
    let (agents, teams) = (Picks::new(there.agents), Picks::new(there.teams));
    let before = there.priority;
    let priority = State::new(before);
    let query = State::new(String::new());
    let turn_first = move || {
        let first = [agents, teams].into_iter().find_map(|picks| {
            picks
                .choices()
                .into_iter()
                .find(|choice| matches(&choice.name, &query.get_untracked()))
                .map(|it| (picks, it))
        });
        if let Some((picks, choice)) = first {
            picks.turn(choice.id);
            query.set(String::new());
        }
    };
    let list = move |title, picks: Picks, mark: fn(&str) -> El| {
        let choices = picks.choices();
        let names = State::new(choices.clone());
        let shown = move |id: &str| names.with_untracked(|all| all.iter().any(|it| it.id == id && fits(it, query)));
        let items = choices.into_iter().map(|it| Check { mark: mark(&it.name), key: it.id, label: it.name });
        checklist(title, items, move |id| picks.is_on(id), shown, Callback::new(move |id| picks.turn(id)))
    };
    let save = move || {
        let chosen = priority.get_untracked();
        store.change_all(
            &conversations,
            ConversationPatch {
                assign: agents.turned(true),
                unassign: agents.turned(false),
                assign_teams: teams.turned(true),
                unassign_teams: teams.turned(false),
                priority: (chosen != before).then_some(chosen),
                ..ConversationPatch::default()
            },
        );
    };
    el("div.dialog-content").children([
        search_field(text::SEARCH_OWNERS, query, turn_first),
        el("div.dialog-scroll").children([
            list(text::AGENTS, agents, avatar),
            list(text::TEAMS, teams, |_| el("span.owner-icon").child(icon(icon::USERS))),
        ]),
        priorities(priority),
        save_bar(open, save),
    ])
}

fn priorities(chosen: State<Option<Priority>>) -> El {
    let words = PRIORITIES.map(|priority| priority.map_or(text::NO_PRIORITY, text::priority));
    let place = move || PRIORITIES.iter().position(|priority| *priority == chosen.get());
    let choose = move |place| chosen.set(PRIORITIES.get(place).copied().flatten());
    el("div.dialog-section").child(el("h3.checklist-title").text(text::PRIORITY)).child(segments(
        text::PRIORITY,
        words,
        place,
        choose,
    ))
}

fn fits(choice: &ChoiceView, query: State<String>) -> bool {
    query.with(|query| matches(&choice.name, query))
}

/// Whether what was typed is somewhere in the name, whatever the case and the accents.
pub fn matches(name: &str, query: &str) -> bool {
    local::fold(name).contains(&local::fold(query.trim()))
}
