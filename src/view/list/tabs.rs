//! The status tabs over the list, with their counts. Each is a link, so that it can be opened beside this one.

use switchboard_model::select::{self, TabView};

use super::rows::PANEL;
use crate::derived::Derived;
use crate::store::{local, use_store};
use crate::view::kit::element::{El, el};
use crate::view::kit::tabs::{Activation, tab, tab_list};
use crate::view::text;

/// The tabs that the server declares.
pub fn status_tabs() -> El {
    let tabs = use_store().select(select::tabs);
    let keys = Derived::new(move || tabs.with(|tabs| tabs.iter().map(|tab| tab.key.to_string()).collect::<Vec<_>>()));
    tab_list(text::STATUS, Activation::Enter).each(move || keys.get(), move |key| status_tab(key, tabs))
}

fn status_tab(key: String, tabs: Derived<Vec<TabView>>) -> El {
    let id = format!("tab-{key}");
    let own = Derived::new(move || tabs.with(|tabs| tabs.iter().find(|tab| tab.key.as_str() == key).cloned()));
    let read = move |read: fn(&TabView) -> String| move || own.with(|own| own.as_ref().map(read));
    let link = el("a.status-tab")
        .attr("id", id)
        .live("href", read(|tab| local::link(&tab.href)))
        .live("aria-label", read(|tab| text::counted(&tab.label, tab.count.unwrap_or_default())))
        .child(el("bdi").says(read(|tab| tab.label.clone())))
        .child(el("span.status-tab-count").says(read(|tab| tab.count.map(local::count).unwrap_or_default())));
    tab(link, PANEL, move || own.with(|own| own.as_ref().is_some_and(|own| own.current)))
}
