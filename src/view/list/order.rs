//! Beside the search field: in which order the list is, and what it can be narrowed by. Both are part of the address.

use leptos::prelude::*;
use switchboard_api::{Assignee, Priority, Sort};
use switchboard_model::select::{self, Field};
use switchboard_model::{Intent, Model, Route};

use crate::derived::Derived;
use crate::store::{Store, use_store};
use crate::view::kit::element::{El, el};
use crate::view::kit::form::{choice_of, labelled};
use crate::view::kit::icon::{self, icon};
use crate::view::kit::menu::{Menu, MenuItem};
use crate::view::kit::popover::popover;
use crate::view::text;

const PRIORITIES: [Priority; 4] = [Priority::Urgent, Priority::High, Priority::Medium, Priority::Low];
const FIELDS: [Field; 4] = [Field::Tag, Field::Channel, Field::Assignee, Field::Priority];

/// The menu of orders.
pub fn sort_menu() -> [El; 2] {
    let store = use_store();
    let menu = Menu {
        name: store.select(|model| text::sorted(select::sort(model))),
        look: "icon-button",
        items: store.select(|model| {
            let now = select::sort(model);
            let item =
                |sort: Sort| MenuItem { checked: Some(sort == now), ..MenuItem::new(sort.as_str(), text::sort(sort)) };
            Sort::ALL.map(item).to_vec()
        }),
        on_choose: Callback::new(move |key: String| {
            go(store, |model| select::sorted(model, Sort::parse(&key).unwrap_or_default()));
        }),
        tab_stop: Derived::new(|| true),
    };
    menu.around([icon(icon::SORT_DESCENDING)])
}

/// The button that opens what the list can be narrowed by.
pub fn filter_panel() -> [El; 2] {
    let store = use_store();
    popover(icon::FILTER, text::FILTER, move |_| {
        el("div.filter-fields").children(FIELDS.map(|field| control(store, field)))
    })
}

fn control(store: Store, field: Field) -> El {
    let mut options = vec![(String::new(), text::ANY.to_owned())];
    match field {
        Field::Priority => {
            options.extend(PRIORITIES.map(|it| (it.as_str().to_owned(), text::priority(it).to_owned())));
        }
        Field::Assignee => options.push((Assignee::Nobody.as_str().to_owned(), text::NOBODY_OWNS.to_owned())),
        Field::Tag | Field::Channel => {}
    }
    options.extend(store.peek(|model| select::field_options(model, field)));
    let chosen = store.select(move |model| select::field_chosen(model, field));
    let choose = move |key: String| go(store, |model| select::narrowed(model, field, &key));
    let control = choice_of(options, move || chosen.get(), choose);
    labelled(text::field(field), control, || None)
}

fn go(store: Store, route: impl FnOnce(&Model) -> Option<Route>) {
    if let Some(route) = store.peek(route) {
        store.intent(Intent::Go(route));
    }
}
