//! The bridge between the core and the screen: one signal with the [`Model`], one entrance ([`Store::dispatch`]), and
//! memos of what is in it ([`Store::select`]). Carrying out what the core wishes is in [`run`]; nothing is decided here.

pub mod emoji;
pub mod local;
pub mod notices;

mod copy;
mod keeper;
mod rows;
mod run;
mod shell;
mod start;
mod tabs;

use std::rc::Rc;

use leptos::prelude::*;
use switchboard_api::{ClientId, ConversationId, ConversationPatch, SendKind, ServerFrame, StatusKey, Timestamp};
use switchboard_model::input::FailedMessage;
use switchboard_model::{Input, Intent, Model, Route, SocketInput};

use crate::client::{Api, Credentials};
use crate::derived::{Derived, State};
use crate::platform::{clock, ids};

use shell::Shell;

/// A handle to the app's one state. It is `Copy` and lives as long as the page.
#[derive(Clone, Copy)]
pub struct Store {
    model: RwSignal<Model>,
    /// The number of the current day in the agent's calendar.
    today: State<i64>,
    /// What this device had kept has been handed to the core, so that the first address may be visited.
    ready: State<bool>,
    /// What the house calls the app, and the address of its picture.
    brand: State<local::Brand>,
    /// Whether rows are compact.
    compact: State<bool>,
    shell: StoredValue<Rc<Shell>, LocalStorage>,
}

/// The store that `app.rs` provided.
pub fn use_store() -> Store {
    expect_context::<Store>()
}

impl Store {
    /// A store whose questions go to this server.
    pub fn new(api: Api) -> Self {
        Self {
            model: RwSignal::new(Model::default()),
            today: State::new(local::today()),
            ready: State::new(false),
            brand: State::new(local::brand()),
            compact: State::new(local::compact()),
            shell: StoredValue::new_local(Rc::new(Shell::new(api))),
        }
    }

    /// What a selector answers, following the state. Views read nothing else; at most about 300 of these may be
    /// mounted at once.
    pub fn select<T>(self, selector: impl Fn(&Model) -> T + Send + Sync + 'static) -> Derived<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Derived::new(move || self.model.with(&selector))
    }

    /// What a selector answers right now, without following it: for event handlers.
    pub fn peek<T>(self, selector: impl FnOnce(&Model) -> T) -> T {
        self.model.with_untracked(selector)
    }

    /// The number of the current day in the agent's calendar; following it refreshes times at midnight.
    pub fn today(self) -> i64 {
        self.today.get()
    }

    /// What the house calls the app, and its picture.
    pub fn brand(self) -> local::Brand {
        self.brand.get()
    }

    /// Whether rows are compact, following it.
    pub fn is_compact(self) -> bool {
        self.compact.get()
    }

    /// Keeps another choice of rows.
    pub fn set_compact(self, compact: bool) {
        local::set_compact(compact);
        self.compact.set(compact);
    }

    /// How the server knows us, beside cookies.
    pub fn credentials(self) -> Rc<Credentials> {
        self.shell().api.credentials()
    }

    /// The page around hands in a token.
    pub fn take_token(self, token: &str) {
        self.credentials().take(token);
        self.dispatch(Input::TokenLent);
    }

    /// Asks the page around for a token, after it had none.
    pub fn ask_for_token(self) {
        self.credentials().ask();
    }

    /// Whether the first address may be visited.
    pub fn is_ready(self) -> bool {
        self.ready.get()
    }

    /// The agent wants something.
    pub fn intent(self, intent: Intent) {
        self.dispatch(Input::Intent(intent));
    }

    /// Goes to one of the app's addresses.
    pub fn go(self, address: &str) {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        if let Some(route) = Route::parse(path, query) {
            self.intent(Intent::Go(route));
        }
    }

    /// Sends the draft; answers with the id that the message now has.
    pub fn send(self, conversation: ConversationId, kind: SendKind) -> ClientId {
        let client_id = new_id();
        self.intent(Intent::Send { conversation, kind, client_id: client_id.clone() });
        client_id
    }

    /// Takes a sent message back.
    pub fn undo(self, client_id: ClientId) {
        self.intent(Intent::Undo { client_id, op: new_id() });
    }

    /// Tries again what was refused or not delivered.
    pub fn retry(self, message: FailedMessage) {
        self.intent(Intent::Retry { message, op: new_id() });
    }

    /// Changes a conversation's status.
    pub fn set_status(self, conversation: ConversationId, status: StatusKey) {
        self.intent(Intent::SetStatus { conversation, status, op: new_id() });
    }

    /// Changes the owners, tags or priority of conversations alike.
    pub fn change_all(self, conversations: &[ConversationId], patch: ConversationPatch) {
        let changes = conversations.iter().map(|conversation| (conversation.clone(), new_id())).collect();
        self.intent(Intent::ChangeAll { changes, patch });
    }

    /// Changes the status of those conversations that may have it; the others stay as they are, which is told.
    pub fn set_status_of(self, conversations: Vec<ConversationId>, status: StatusKey) {
        let changes = conversations.into_iter().map(|conversation| (conversation, new_id())).collect();
        self.intent(Intent::SetStatusOf { changes, status });
    }

    /// Takes a conversation for unread.
    pub fn mark_unread(self, conversation: ConversationId) {
        self.intent(Intent::MarkUnread { conversation, op: new_id() });
    }

    /// The undo window that the agent chose on this device, in seconds; `None` leaves it to the server.
    pub fn choose_undo_window(self, seconds: Option<u32>) {
        local::set_undo_window(seconds);
        self.intent(Intent::SetUndoWindow(seconds));
    }

    /// Something happened: the core hears of it at once, after the frames that came before it.
    pub fn dispatch(self, input: Input) {
        self.shell().enqueue(input);
        self.drain();
    }

    /// A frame came. Those that arrive in a burst are handled in one update, when the browser next draws.
    pub fn receive(self, frame: ServerFrame) {
        let shell = self.shell();
        shell.enqueue(Input::Socket(SocketInput::Frame(frame)));
        shell.drain_soon(move || self.drain());
    }

    /// Hands all that waits to the core in one update and carries out what it wishes, until nothing waits.
    fn drain(self) {
        let shell = self.shell();
        let Some(_turn) = shell.take_turn() else { return };
        loop {
            let inputs = shell.take_inputs();
            if inputs.is_empty() {
                break;
            }
            let now = Timestamp::from_millis(clock::now_ms());
            let mut effects = Vec::new();
            self.model.update(|model| {
                effects.extend(inputs.into_iter().flat_map(|input| model.handle(now, input)));
            });
            self.perform(effects);
        }
        self.turn_calendar();
    }

    fn turn_calendar(self) {
        let today = local::today();
        if self.today.get_untracked() != today {
            self.today.set(today);
        }
    }

    /// Says how to move the browser to an address.
    pub fn navigate_with(self, navigate: impl Fn(&Route) + 'static) {
        self.shell().set_navigator(Rc::new(navigate));
    }

    fn shell(self) -> Rc<Shell> {
        self.shell.with_value(Rc::clone)
    }
}

/// A new id for something that the agent does.
pub fn new_id() -> ClientId {
    ids::uuid_v7().into()
}
