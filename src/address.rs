//! The address bar: where the agent is, links and Back included, becomes a visit; where the core goes becomes an address.
//! What an address means is decided by `switchboard_model::Route`. Of the router only the reading of addresses is used: the
//! screens stay mounted whatever the address is, and its history breaks the app where a browser has had enough of new
//! addresses (Safari, after a hundred in ten seconds).

use leptos_router::location::{BrowserUrl, LocationProvider as _, Url};
use switchboard_model::{Intent, Route};

use crate::derived::{State, whenever};
use crate::platform::{config, page};
use crate::store::Store;

/// Keeps the address and the core together.
pub fn follow(store: Store) {
    follow_links(store);
    let prefix = config::addresses();
    let begins = prefix.clone();
    store.navigate_with(move |route| {
        let address = format!("{begins}{route}");
        let (Ok(here), Ok(next)) = (BrowserUrl::current(), BrowserUrl::parse(&address)) else { return };
        let ((path, query), (next_path, next_query)) = (inside(&begins, &here), inside(&begins, &next));
        let is_typed = |query: &str| query.contains("q=");
        // Nobody wants to come back to the address that only stands for another, nor to each letter of what was typed.
        let replace = path.len() < 2 || path == next_path && is_typed(&query) && is_typed(&next_query);
        page::set_address(&address, replace);
    });
    let moved = State::new(());
    page::on_back(move || moved.set(()));
    whenever(move || {
        moved.track();
        if !store.is_ready() {
            return;
        }
        let route = BrowserUrl::current().ok().and_then(|url| {
            let (path, query) = inside(&prefix, &url);
            Route::parse(&path, &query)
        });
        store.intent(Intent::Visit(route.unwrap_or(Route::Home)));
    });
}

/// Has links inside the app followed by the app.
pub fn follow_links(store: Store) {
    let prefix = config::addresses();
    page::on_link(move |href| {
        let address = href.strip_prefix(&prefix).filter(|address| address.starts_with("/s/"));
        if let Some(address) = address {
            store.go(address);
        }
        address.is_some()
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
