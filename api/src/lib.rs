//! The Inbox API, version 1: the contract between the app and any server.
//!
//! Here are the wire types, the newtype ids, and the rules that both sides must agree on (view membership, visibility,
//! status transitions, delivery states). Nothing here does I/O, reads a clock or makes an id.
//!
//! Two properties hold throughout. Records are whole and carry a `version`, so applying one is an upsert that ignores
//! anything not newer. Every change appends one numbered event to the log of its space, so a client that knows event
//! `n` can ask for everything after it.

pub mod audit;
pub mod bulk;
pub mod channel;
pub mod compose;
pub mod contact;
pub mod conversation;
pub mod embed;
pub mod entry;
pub mod hooks;
pub mod ids;
pub mod list;
pub mod live;
pub mod member;
pub mod problem;
pub mod requests;
pub mod search;
pub mod session;
pub mod sms;
pub mod sort;
pub mod time;
pub mod visibility;
pub mod workflow;

mod wire;

pub use audit::{AuditAction, AuditPage, AuditRecord};
pub use bulk::{BulkAnswer, BulkRequest, BulkResult};
pub use channel::{Channel, ChannelKind, SenderProfile};
pub use compose::{ComposeAnswer, ComposeRequest};
pub use contact::{Contact, ContactAddress, ContactAnswer, ContactLookup, ContactPatch, FieldChange, NewContact};
pub use conversation::{ContactSummary, Conversation, Folder, Preview, PreviewKind, Priority, ReadPosition, Row};
pub use embed::{ApiKey, ApiKeyList, EmbedTokenAnswer, EmbedTokenRequest, NewApiKey, NewApiKeyAnswer};
pub use entry::{Author, Delivery, Entry, EntryBody, Quote, TimelineEvent};
pub use ids::*;
pub use list::{Assignee, ConversationList, Counts, ListFilter, TabCounts, Timeline, View};
pub use live::{Change, ClientFrame, Doing, EventsPage, LiveEvent, Present, ServerFrame};
pub use member::{Member, MemberAnswer, MemberPatch, Members};
pub use problem::{FieldError, Problem};
pub use requests::{
    Command, ConversationPatch, LoginAnswer, LoginRequest, PasswordRequest, PatchAnswer, ReadAnswer, ReadRequest,
    SendAnswer, SendKind, SendRequest, UndoAnswer,
};
pub use search::{ContactField, ContactHit, Match, MessageHit, SearchPage};
pub use session::{Agent, Capabilities, Inbox, Me, Role, Session, Settings, Space, Tag, Team};
pub use sort::{Sort, SortKey};
pub use time::Timestamp;
pub use visibility::Viewer;
pub use workflow::{Status, StatusKind, Tab, Transition, Workflow};
