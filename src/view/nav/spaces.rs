//! The space switcher: which space this is, and a menu of the others. Entering one is a visit to its address.

use leptos::prelude::*;
use switchboard_model::select::NavView;
use switchboard_model::{Intent, Route};

use super::read;
use crate::derived::Derived;
use crate::store::use_store;
use crate::view::kit::element::{El, el};
use crate::view::kit::icon::{self, icon};
use crate::view::kit::menu::{Menu, MenuItem};
use crate::view::text;

/// The button and its menu.
pub fn space_switcher(nav: Derived<Option<NavView>>) -> El {
    let store = use_store();
    let name = move || read(nav, |nav| nav.space.name.clone());
    let enter = move |id: String| store.intent(Intent::Go(Route::space(id.into())));
    let menu = Menu {
        name: Derived::new(move || text::space(&name())),
        look: "space-switcher",
        items: Derived::new(move || read(nav, spaces)),
        on_choose: Callback::new(enter),
        tab_stop: Derived::new(|| true),
    };
    el("div.rail-top").children(menu.around([
        // The first letter; the style sheet makes it a capital.
        el("span.space-mark").attr("aria-hidden", "true").says(move || name().chars().next().map(String::from)),
        el("span.space-name").child(el("bdi").says(name)),
        icon(icon::SELECTOR),
    ]))
}

fn spaces(nav: &NavView) -> Vec<MenuItem> {
    let item = |space: &switchboard_api::Space| MenuItem {
        checked: Some(space.id == nav.space.id),
        ..MenuItem::new(space.id.as_str(), space.name.clone())
    };
    nav.spaces.iter().map(item).collect()
}
