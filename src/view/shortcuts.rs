//! The desk's single keys: which there are, what they are called, and what they do. They are never heard while somebody
//! types, in dialogs and menus, or with Ctrl, Alt or ⌘; they can be others on this device, and they can be turned off, for
//! those who speak to their computer.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use switchboard_api::requests::ConversationPatch;
use switchboard_api::{ConversationId, SendKind, View};
use switchboard_model::select;
use switchboard_model::{Intent, Model};

use super::dialogs::Dialogs;
use super::kit::focus::{after_drawing, focus_id, focused_id};
use super::panes::ids;
use super::selection::{Selection, use_selection};
use crate::derived::State;
use crate::store::{Store, local, use_store};

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Open the next conversation of the list.
    Next,
    /// Open the one before.
    Previous,
    /// Search.
    Find,
    /// Select the conversation that has the focus, or the open one.
    Select,
    /// Write to somebody first.
    Begin,
    /// Write to the customer.
    Reply,
    /// Write a note.
    Note,
    /// Finish the open conversation.
    Close,
    /// Change who owns it.
    Assign,
    /// Own it, or no longer.
    AssignToMe,
    /// Change its tags.
    Tag,
    /// Take it for unread.
    Unread,
    /// Go to a view.
    Go(View),
    /// Find whatever can be done.
    Commands,
    /// Show these keys.
    Help,
    /// Change how the desk looks and behaves.
    Preferences,
}

/// With Ctrl or ⌘, also while somebody types.
const COMMANDS: &str = "k";
/// Before the letter of a view.
const PREFIX: &str = "g";

impl Action {
    /// Whether it is about the open conversation, or those that are selected.
    pub fn needs_conversation(self) -> bool {
        matches!(
            self,
            Self::Reply
                | Self::Note
                | Self::Close
                | Self::Assign
                | Self::AssignToMe
                | Self::Tag
                | Self::Unread
                | Self::Select
        )
    }
}

/// The usual keys, as people read them. Two letters are pressed one after the other.
pub const KEYS: [(&str, Action); 23] = [
    ("j", Action::Next),
    ("k", Action::Previous),
    ("x", Action::Select),
    ("/", Action::Find),
    ("c", Action::Begin),
    ("r", Action::Reply),
    ("n", Action::Note),
    ("e", Action::Close),
    ("a", Action::Assign),
    ("m", Action::AssignToMe),
    ("t", Action::Tag),
    ("u", Action::Unread),
    ("g i", Action::Go(View::Inbox)),
    ("g a", Action::Go(View::Assigned)),
    ("g l", Action::Go(View::All)),
    ("g o", Action::Go(View::Open)),
    ("g m", Action::Go(View::Mentions)),
    ("g f", Action::Go(View::Following)),
    ("g s", Action::Go(View::Snoozed)),
    ("g c", Action::Go(View::Closed)),
    ("Ctrl+K", Action::Commands),
    (",", Action::Preferences),
    ("?", Action::Help),
];

/// The keys as they are on this device, in the order of [`KEYS`].
pub fn keys() -> Vec<(String, Action)> {
    let own = local::own_keys();
    let key = |(usual, action): (&str, Action)| {
        let own = own.iter().find(|(of, _)| of == usual).map(|(_, own)| own.clone());
        (own.unwrap_or_else(|| usual.to_owned()), action)
    };
    KEYS.into_iter().map(key).collect()
}

/// Whether an action can have another key: what works while somebody types cannot.
pub fn can_change(action: Action) -> bool {
    action != Action::Commands
}

/// Gives an action another key, and its own to the one that had that; whether this is a key that can be given.
pub fn change(action: Action, key: &str) -> bool {
    let goes = matches!(action, Action::Go(_));
    let mut letters = key.chars();
    let fits = matches!((letters.next(), letters.next()), (Some(letter), None) if !letter.is_whitespace());
    if !fits || key == PREFIX && !goes {
        return false;
    }
    let wanted = if goes { format!("{PREFIX} {key}") } else { key.to_owned() };
    let mut all = keys();
    let before = all.iter().find(|(_, each)| *each == action).map(|(keys, _)| keys.clone()).unwrap_or_default();
    for (keys, each) in &mut all {
        if *each == action {
            keys.clone_from(&wanted);
        } else if *keys == wanted {
            keys.clone_from(&before);
        }
    }
    let own = all.into_iter().zip(KEYS).filter(|((own, _), (usual, _))| own != usual);
    local::set_own_keys(&own.map(|((own, _), (usual, _))| (usual, own)).collect::<Vec<_>>());
    true
}

/// Listens as long as the desk is shown.
pub fn listen(dialogs: Dialogs) {
    let (store, selection) = (use_store(), use_selection());
    let prefix = State::new(false);
    let handle = window_event_listener(ev::keydown, move |event| {
        let second = prefix.get_untracked();
        prefix.set(false);
        if (event.ctrl_key() || event.meta_key()) && event.key() == COMMANDS && !super::kit::focus::is_covered() {
            event.prevent_default();
            dialogs.palette.set(true);
            return;
        }
        if !is_meant(&event) || !local::single_keys() {
            return;
        }
        let key = event.key();
        if key == PREFIX && !second {
            prefix.set(true);
            return;
        }
        let wanted = if second { format!("{PREFIX} {key}") } else { key };
        if let Some((_, action)) = keys().into_iter().find(|(keys, _)| *keys == wanted) {
            event.prevent_default();
            act(store, dialogs, selection, action);
        }
    });
    on_cleanup(move || handle.remove());
}

fn is_meant(event: &KeyboardEvent) -> bool {
    let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
    let elsewhere = event.default_prevented() || event.is_composing() || event.repeat() && event.key() == PREFIX;
    !modified && !elsewhere && !super::kit::focus::is_typing(event) && !super::kit::focus::is_covered()
}

/// Does it.
pub fn act(store: Store, dialogs: Dialogs, selection: Selection, action: Action) {
    // The selection goes before the open conversation.
    let targets = selection.targets();
    let open = targets.first().cloned();
    match (action, open) {
        (Action::Next, _) => step(store, 1),
        (Action::Previous, _) => step(store, -1),
        (Action::Find, _) => {
            focus_id(ids::SEARCH);
        }
        (Action::Select, open) => {
            if let Some(id) = focused_row().or(open) {
                selection.toggle(id);
            }
        }
        (Action::Begin, _) => dialogs.compose.set(true),
        (Action::Commands, _) => dialogs.palette.set(true),
        (Action::Help, _) => dialogs.shortcuts.set(true),
        (Action::Preferences, _) => dialogs.preferences.set(true),
        (Action::Go(view), _) => {
            if let Some(route) = store.peek(|model| select::view_route(model, view)) {
                store.intent(Intent::Go(route));
            }
        }
        // The others are about the open conversation.
        (_, None) => {}
        (Action::Reply, Some(_)) => compose(store, SendKind::Message),
        (Action::Note, Some(_)) => compose(store, SendKind::Note),
        (Action::Close, Some(_)) => {
            targets.into_iter().for_each(|id| close(store, id));
            selection.clear();
        }
        (Action::Assign, Some(_)) => dialogs.assignment.set(true),
        (Action::AssignToMe, Some(_)) => assign_to_me(store, &targets),
        (Action::Tag, Some(_)) => dialogs.tags.set(true),
        (Action::Unread, Some(_)) => {
            targets.into_iter().for_each(|id| store.mark_unread(id));
            selection.clear();
        }
    }
}

fn step(store: Store, by: isize) {
    if let Some(route) = store.peek(|model| select::neighbour(model, by)) {
        store.intent(Intent::Go(route));
    }
}

fn compose(store: Store, kind: SendKind) {
    store.intent(Intent::Compose(kind));
    after_drawing(|| {
        focus_id(ids::COMPOSER);
    });
}

fn close(store: Store, id: ConversationId) {
    if let Some(status) = store.peek(|model: &Model| select::closing_status(model, &id)) {
        store.set_status(id, status.key);
    }
}

/// Makes the caller an owner of these, or no longer, when they own them all.
pub fn assign_to_me(store: Store, ids: &[ConversationId]) {
    let Some(me) = store.peek(select::me) else { return };
    let mine = ids.iter().all(|id| store.peek(|model| select::is_mine(model, id)).unwrap_or_default());
    let (assign, unassign) = if mine { (Vec::new(), vec![me]) } else { (vec![me], Vec::new()) };
    store.change_all(ids, ConversationPatch { assign, unassign, ..ConversationPatch::default() });
}

/// The conversation whose row has the focus.
fn focused_row() -> Option<ConversationId> {
    Some(focused_id()?.strip_prefix("row-")?.into())
}
