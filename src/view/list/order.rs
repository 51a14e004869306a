//! Beside the search field: in which order the list is, and what it can be narrowed by. Both are part of the address.

use leptos::ev::Event;
use leptos::prelude::*;
use switchboard_api::{Assignee, Priority};
use switchboard_model::Intent;
use switchboard_model::select::{self, Field, FieldView};

use crate::derived::Derived;
use crate::store::{Store, use_store};
use crate::view::kit::element::{El, el};
use crate::view::kit::form::labelled;
use crate::view::kit::icon::{self, icon};
use crate::view::kit::menu::{Menu, MenuItem};
use crate::view::kit::popover::popover;
use crate::view::text;

const PRIORITIES: [Priority; 4] = [Priority::Urgent, Priority::High, Priority::Medium, Priority::Low];

/// The menu of orders.
pub fn sort_menu() -> [El; 2] {
    let store = use_store();
    let sorts = store.select(select::sorts);
    let now = move || sorts.with(|all| all.iter().find(|each| each.current).map(|each| each.sort)).unwrap_or_default();
    let menu = Menu {
        name: Derived::new(move || text::sorted(now())),
        look: "icon-button",
        items: Derived::new(move || {
            let item = |each: &select::SortView| MenuItem {
                checked: Some(each.current),
                ..MenuItem::new(each.sort.as_str(), text::sort(each.sort))
            };
            sorts.with(|all| all.iter().map(item).collect())
        }),
        on_choose: Callback::new(move |key: String| {
            let chosen =
                |all: &Vec<select::SortView>| all.iter().find(|it| it.sort.as_str() == key).map(|it| it.href.clone());
            if let Some(href) = sorts.with_untracked(chosen) {
                store.go(&href);
            }
        }),
        tab_stop: Derived::new(|| true),
    };
    menu.around([icon(icon::SORT_DESCENDING)])
}

/// The button that opens what the list can be narrowed by.
pub fn filter_panel() -> [El; 2] {
    let store = use_store();
    popover(icon::FILTER, text::FILTER, move |_| {
        let fields = store.peek(select::fields);
        el("div").class("filter-fields").children(fields.into_iter().map(|field| control(store, field)))
    })
}

fn control(store: Store, FieldView { field, options, .. }: FieldView) -> El {
    let any = (String::new(), text::ANY.to_owned());
    let more: Vec<_> = match field {
        Field::Priority => {
            PRIORITIES.map(|priority| (priority.as_str().to_owned(), text::priority(priority).to_owned())).to_vec()
        }
        Field::Assignee => vec![(Assignee::Nobody.as_str().to_owned(), text::NOBODY_OWNS.to_owned())],
        Field::Tag | Field::Channel => Vec::new(),
    };
    let chosen = store.select(move |model| {
        select::fields(model).into_iter().find(|each| each.field == field).map(|each| each.chosen).unwrap_or_default()
    });
    let option = |(key, label): (String, String)| el("option").attr("value", key).text(label);
    let select = el("select")
        .class("field-control")
        .children(std::iter::once(any).chain(more).chain(options).map(option))
        .value(move || chosen.get())
        .on("change", move |event: Event| {
            if let Some(route) = store.peek(|model| select::narrowed(model, field, &event_target_value(&event))) {
                store.intent(Intent::Go(route));
            }
        });
    labelled(text::field(field), select, || None)
}
