//! The page around the app, where one shows it in a frame: what it says becomes looks, tokens and intents, and where the agent
//! goes and what is unread is said to it. What is said is in docs/embedding.md. Nothing is decided here, and no token is kept
//! anywhere but in the client.

use leptos::prelude::*;
use switchboard_model::select::{self, Phase};
use switchboard_model::{Intent, Model, Route};

use crate::address;
use crate::derived::{State, whenever};
use crate::platform::host::{self, Line, Word};
use crate::platform::{choices, task};
use crate::store::{Store, local};
use crate::view::text;

/// The line to the page around, once it is open.
#[derive(Clone, Copy)]
struct Host {
    line: StoredValue<Option<Line>, LocalStorage>,
    open: State<bool>,
}

impl Host {
    fn say(self, kind: &str, texts: &[(&str, &str)]) {
        self.line.with_value(|line| {
            if let Some(line) = line {
                line.say(kind, texts);
            }
        });
    }
}

/// Listens to the page around and tells it what happens. Once per page, in a frame that has such a page.
pub fn follow(store: Store) {
    // What the page around wants holds for this frame, not for the agent's own browser.
    choices::only_for_this_page();
    let host = Host { line: StoredValue::new_local(None), open: State::new(false) };
    store.credentials().lent_by(move || host.say("token", &[]));
    let wanted = State::new(None);
    task::spawn(async move {
        let line = host::line(move |word| hear(store, wanted, &word)).await;
        host.line.set_value(line);
        host.open.set(true);
    });
    tell(store, host);
    follow_links(store, host);
    whenever(move || {
        if store.is_ready() {
            store.intent(Intent::Visit(Route::Home));
        }
    });
    // Where to go may be said before anybody knows who is here.
    let ready = store.select(is_ready);
    whenever(move || {
        if let Some(place) = wanted.get().filter(|_| ready.get()) {
            wanted.set(None);
            show(store, &place);
        }
    });
}

fn is_ready(model: &Model) -> bool {
    select::phase(model) == Phase::Ready
}

/// A place in the app, as the page around names it; empty parts are as they are.
#[derive(Clone, PartialEq)]
struct Place {
    space: String,
    view: String,
    conversation: String,
}

fn hear(store: Store, wanted: State<Option<Place>>, word: &Word) {
    let text = |name: &str| word.text(name).unwrap_or_default();
    match text("t").as_str() {
        "looks" => look(store, word),
        "token" => match word.text("token") {
            Some(token) => store.take_token(&token),
            None => store.credentials().refuse(),
        },
        "show" => {
            wanted.set(Some(Place { space: text("space"), view: text("view"), conversation: text("conversation") }))
        }
        "open" => {
            wanted.set(Some(Place { space: String::new(), view: String::new(), conversation: text("conversation") }));
        }
        "compose" => store.intent(Intent::Write { to: text("to"), sender: text("sender") }),
        "search" => store.intent(Intent::Search(text("text"))),
        _ => {}
    }
}

fn look(store: Store, word: &Word) {
    let text = |name: &str| word.text(name).unwrap_or_default();
    local::set_theme(if text("theme") == "dark" { local::Theme::Dark } else { local::Theme::Light });
    store.set_compact(text("density") == "compact");
    local::wear(&text("accent"), &text("surface"), &text("font"), &text("radius"));
    local::speak(&text("locale"));
    local::lay_out(&text("layout"));
}

fn show(store: Store, place: &Place) {
    if let Some(route) = store.peek(|model| select::place(model, &place.space, &place.view, &place.conversation)) {
        store.intent(Intent::Go(route));
    }
}

/// A link inside the app is followed without leaving a trace in the history of the page around.
fn follow_links(store: Store, host: Host) {
    address::follow_links(store);
    store.navigate_with(move |route| {
        let Route::Space { space, filter, conversation, .. } = route else { return };
        let address = route.to_string();
        let conversation = conversation.as_ref().map(|id| id.as_str()).unwrap_or_default();
        let texts = [("space", space.as_str()), ("view", filter.view.as_str()), ("conversation", conversation)];
        host.say("navigate", &[&[("address", address.as_str())], texts.as_slice()].concat());
    });
}

/// Tells the page around what it may want to show itself.
fn tell(store: Store, host: Host) {
    let phase = store.select(select::phase);
    let mut was_ready = false;
    whenever(move || {
        if !host.open.get() {
            return;
        }
        match phase.get() {
            Phase::Ready if !was_ready => {
                was_ready = true;
                host.say("ready", &[]);
            }
            Phase::SignedOut { .. } => host.say("signedout", &[]),
            Phase::Unreachable => host.say("error", &[("code", "unreachable"), ("message", text::UNREACHABLE.0)]),
            Phase::NoAccess => host.say("error", &[("code", "no-access"), ("message", text::NO_ACCESS.0)]),
            Phase::Ready | Phase::Starting => {}
        }
    });
    let open = store.select(select::open);
    whenever(move || {
        if let Some(conversation) = open.get() {
            host.say("opened", &[("conversation", conversation.as_str())]);
        }
    });
    // Whose access has ended reads nothing more here.
    let unread = store.select(|model| match select::phase(model) {
        Phase::Ready => Some(select::unread_of_mine(model)),
        Phase::SignedOut { .. } | Phase::NoAccess => Some(0),
        Phase::Starting | Phase::Unreachable => None,
    });
    whenever(move || {
        if let Some(count) = unread.get() {
            host.say("unread", &[("count", &count.to_string())]);
        }
    });
}
