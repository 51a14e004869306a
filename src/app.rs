//! Puts the app together: the store, the address bar, and the screen for each phase. Behaviour is in the model, markup in
//! `view`.

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use leptos::tachys::dom::body;
use switchboard_model::Model;
use switchboard_model::select::{self, Phase};

use crate::client::Api;
use crate::derived::{Derived, whenever};
use crate::platform::{config, page, theme};
use crate::store::{Store, local};
use crate::view::kit::element::El;
use crate::view::{desk, no_access, sign_in, signed_out_by_host, starting, text, unreachable};
use crate::{address, embed};

const ICON: &str = "icon.svg";
const UNREAD_ICON: &str = "icon-unread.svg";

/// Which screen is mounted. The phase says more than that, and a screen must outlive changes of the rest.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Screen {
    Starting,
    Unreachable,
    SignIn,
    NoAccess,
    Desk,
}

/// Mounts the app into the page.
pub fn start() {
    // After a panic the program is dead, though the page does not look it: say so.
    std::panic::set_hook(Box::new(|panic| {
        page::log_error(&panic.to_string());
        page::show_failure(text::BROKEN, text::RELOAD);
    }));
    mount_to_body(app);
}

fn app() {
    let embedded = local::is_embedded();
    let store = Store::new(Api::of_page());
    provide_context(store);
    if embedded {
        embed::follow(store);
    } else {
        theme::show(theme::chosen());
        local::show_density();
        address::follow(store);
    }
    name_page(store);
    store.word_notices_with(text::notice);
    store.start();
    let screen = store.select(screen);
    let body = El::adopt(body().into()).swap(
        move || screen.get(),
        move |screen| {
            Some(match screen {
                Screen::Starting => starting(),
                Screen::Unreachable => unreachable(),
                Screen::SignIn if embedded => signed_out_by_host(),
                Screen::SignIn => sign_in(),
                Screen::NoAccess => no_access(),
                Screen::Desk => desk(),
            })
        },
    );
    // Alive as long as the app is.
    StoredValue::new_local(body);
}

fn screen(model: &Model) -> Screen {
    match select::phase(model) {
        Phase::Starting => Screen::Starting,
        Phase::Unreachable => Screen::Unreachable,
        Phase::SignedOut { .. } => Screen::SignIn,
        Phase::NoAccess => Screen::NoAccess,
        Phase::Ready => Screen::Desk,
    }
}

/// The tab says whose conversation is open, and how many unread ones concern the agent; its icon, whether there are any.
fn name_page(store: Store) {
    let contact = store.select(|model| select::thread_header(model).map(|header| header.title));
    let unread = store.select(|model| match select::phase(model) {
        Phase::Ready => select::unread_of_mine(model),
        _ => 0,
    });
    whenever(move || {
        let brand = store.brand();
        let name = brand.name.as_deref().unwrap_or(text::APP);
        page::set_title(&text::page_title(name, contact.get().as_deref(), unread.get()));
    });
    // The browser fetches an icon again whenever it is named.
    let icon = Derived::new(move || if unread.get() > 0 { UNREAD_ICON } else { ICON });
    let base = config::base();
    whenever(move || page::set_icon(&format!("{base}{}", icon.get())));
}
