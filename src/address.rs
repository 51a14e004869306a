//! The address bar: where the agent is, links and Back included, becomes a visit; where the core goes becomes an address.
//! What an address means is decided by `switchboard_model::Route`. The router's matching of paths to components is not
//! used: the screens stay mounted whatever the address is.

use leptos::prelude::*;
use leptos_router::location::{BrowserUrl, LocationChange, LocationProvider as _, State};
use switchboard_model::{Intent, Route};

use crate::platform::page;
use crate::store::Store;

/// Keeps the address and the core together.
pub fn follow(store: Store) {
    let Ok(browser) = BrowserUrl::new() else {
        page::log_error("the page has no address that could be read");
        return;
    };
    browser.init(None);
    let url = RwSignal::from(browser.as_url().clone());
    let bar = browser.clone();
    store.navigate_with(move |route| {
        let address = route.to_string();
        let Ok(next) = BrowserUrl::parse(&address) else { return };
        // Nobody wants to come back to the address that only stands for another, nor to each letter of what was typed.
        let replace = url.with_untracked(|url| {
            let is_typed = |search: &str| search.contains("q=");
            url.path() == "/" || url.path() == next.path() && is_typed(url.search()) && is_typed(next.search())
        });
        url.set(next);
        bar.complete_navigation(&LocationChange { value: address, replace, scroll: false, state: State::default() });
    });
    Effect::new(move |_| {
        let route = url.with(|url| Route::parse(url.path(), url.search())).unwrap_or(Route::Home);
        // A link that was followed waits for this before the bar shows where it leads.
        browser.ready_to_complete();
        if store.is_ready() {
            store.intent(Intent::Visit(route));
        }
    });
}
