//! The address bar: where the agent is, links and Back included, becomes a visit; where the core goes becomes an address.
//! What an address means is decided by `switchboard_model::Route`. The router's matching of paths to components is not
//! used: the screens stay mounted whatever the address is.

use leptos::prelude::*;
use leptos_router::location::{BrowserUrl, LocationChange, LocationProvider as _, State, Url};
use switchboard_model::{Intent, Route};

use crate::derived::whenever;
use crate::platform::{config, page};
use crate::store::Store;

/// Keeps the address and the core together.
pub fn follow(store: Store) {
    let Ok(browser) = BrowserUrl::new() else {
        page::log_error("the page has no address that could be read");
        return;
    };
    browser.init(None);
    let prefix = config::addresses();
    let url = RwSignal::from(browser.as_url().clone());
    let bar = browser.clone();
    let begins = prefix.clone();
    store.navigate_with(move |route| {
        let address = format!("{begins}{route}");
        let Ok(next) = BrowserUrl::parse(&address) else { return };
        // Nobody wants to come back to the address that only stands for another, nor to each letter of what was typed.
        let replace = url.with_untracked(|url| {
            let is_typed = |query: &str| query.contains("q=");
            let ((path, query), (next_path, next_query)) = (inside(&begins, url), inside(&begins, &next));
            path.len() < 2 || path == next_path && is_typed(&query) && is_typed(&next_query)
        });
        url.set(next);
        bar.complete_navigation(&LocationChange { value: address, replace, scroll: false, state: State::default() });
    });
    whenever(move || {
        let (path, query) = url.with(|url| inside(&prefix, url));
        let route = Route::parse(&path, &query).unwrap_or(Route::Home);
        // A link that was followed waits for this before the bar shows where it leads.
        browser.ready_to_complete();
        if store.is_ready() {
            store.intent(Intent::Visit(route));
        }
    });
}

/// Path and query of the app's own address: the page's, or what follows its `#`.
fn inside(prefix: &str, url: &Url) -> (String, String) {
    if prefix.ends_with('#') {
        let own = url.hash().trim_start_matches('#');
        let (path, query) = own.split_once('?').unwrap_or((own, ""));
        return (path.to_owned(), query.to_owned());
    }
    let path = url.path().strip_prefix(prefix).unwrap_or(url.path());
    (path.to_owned(), url.search().to_owned())
}
