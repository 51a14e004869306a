//! What the views show: small values computed from the model, one file per pane. Comparing them is cheap, so a view is
//! touched only when its own value changed. Words for people are not chosen here.

mod connection;
mod details;
mod list;
mod message;
mod narrow;
mod nav;
mod people;
mod presence;
mod search;
mod shell;
mod thread;
mod timeline;

pub use connection::{ConnectionState, ConnectionView, connection};
pub use details::{ChoiceView, ChoicesView, DetailsView, TagView, choices, details, is_mine};
pub use list::{
    ListState, ListSummary, PreviewView, RowView, RowsView, TabView, closing_status, list_href, list_ids, list_summary,
    neighbour, row, rows_matter, rows_shown, status_choices, status_choices_of, tabs,
};
pub(crate) use message::answerable;
pub use message::{MessageActions, QuoteView, TakeBack, message_actions};
pub use narrow::{
    ChipView, Emptiness, Field, Narrowing, chips, emptiness, field_chosen, field_options, narrowed, sort, sorted,
    whole_list_href,
};
pub use nav::{NavView, TeamLink, ViewLink, me, nav, place, unread_of_mine, view_route};
pub use people::{
    ContactView, FormState, OptionView, PastView, RecipientView, Wish, compose_options, compose_state, contact,
    contact_id, contact_state, history, recipient, wish,
};
pub use presence::{PresentView, company};
pub use search::{HitView, SearchState, SearchView, find_known, search, search_text};
pub use shell::{
    Announcement, LeftView, Phase, SignInError, Toast, ToastKind, announcements, can_search, origin_refused, phase,
    toasts,
};
pub use thread::{
    ComposerView, StatusView, ThreadHeader, UndoView, composer, draft, open, thread_header, undo, undo_window,
};
pub use timeline::{
    AuthorView, BubbleState, EventView, Item, ItemBody, ThreadState, ThreadView, at_end, newer, thread, thread_state,
    thread_target,
};

pub use crate::window::{Landing, Place};
