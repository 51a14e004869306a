//! Everything that can happen: what the agent wants, what the server says, what the device reports. Nothing is decided
//! here.

use switchboard_api::{
    ClientId, ComposeAnswer, ComposeRequest, Contact, ContactId, ContactLookup, ContactPatch, ConversationId,
    ConversationList, ConversationPatch, EntryId, EventsPage, PatchAnswer, Problem, ReadAnswer, SearchPage, SendAnswer,
    SendKind, SenderProfileId, ServerFrame, Session, StatusKey, Timeline, UndoAnswer,
};

use crate::effect::{RequestId, Stored};
use crate::route::Route;

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// The app started. `seed` feeds every later random choice (the jitter of reconnecting).
    Started {
        /// Any number, new at each start.
        seed: u64,
    },
    /// What this device had kept: at the start, and again when another tab died and left its rows behind.
    Restored(Vec<Stored>),
    /// The agent wants something.
    Intent(Intent),
    /// A request ended.
    Answered {
        /// Which request.
        id: RequestId,
        /// How.
        result: Result<Answer, Failure>,
    },
    /// The socket did something.
    Socket(SocketInput),
    /// A time asked for by [`Effect::WakeAt`](crate::Effect::WakeAt) has come.
    Tick,
    /// The device went online or offline, as far as the browser knows.
    Online(bool),
    /// The window gained or lost the agent's attention (visible and focused).
    Attention(bool),
    /// The page around handed in a token, the first or a fresh one.
    TokenLent,
    /// The device refused to keep something: drafts and unsent messages will not survive closing the window.
    StorageFailed,
}

/// What an agent can want.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    /// Sign in.
    SignIn {
        /// The address.
        email: String,
        /// The password.
        password: String,
    },
    /// Sign out.
    SignOut,
    /// Be at this address: the browser's location changed, or the app starts there.
    Visit(Route),
    /// Go to this address, and let the browser's location follow.
    Go(Route),
    /// These rows of the list are looked at: those that are not loaded are to be.
    LookAtRows {
        /// The first, by its place in the list.
        from: usize,
        /// The one after the last.
        to: usize,
    },
    /// Search for this; empty text ends the search.
    Search(String),
    /// Load the next page of what was found.
    LoadMoreHits,
    /// Write to somebody, as something outside of the desk asks for.
    Write {
        /// A phone number, as it was given; empty when it was not.
        to: String,
        /// The id or the name of a sender profile; empty for the first one.
        sender: String,
    },
    /// Begin a message to somebody, or begin it again with another number.
    ChooseRecipient,
    /// Find out whose a phone number is.
    FindRecipient {
        /// Whom to write as.
        sender_profile: SenderProfileId,
        /// The number, as it was typed.
        phone: String,
    },
    /// Send the first message to somebody.
    ComposeFirst(ComposeRequest),
    /// Load a contact, to correct it.
    OpenContact(ContactId),
    /// Correct a contact.
    SaveContact {
        /// Whom.
        contact: ContactId,
        /// What changes.
        patch: ContactPatch,
        /// A new id for the wish itself.
        op: ClientId,
    },
    /// Load the conversations with a contact.
    OpenHistory(ContactId),
    /// Show earlier lines of the open conversation.
    ShowEarlier {
        /// So many of the lines on screen are far below what is in sight.
        spare: usize,
    },
    /// Show later lines of the open conversation.
    ShowLater {
        /// So many of the lines on screen are far above what is in sight.
        spare: usize,
    },
    /// Show what comes about so many lines after the last on screen: the scrollbar was thrown.
    SkipLater {
        /// How many.
        lines: u64,
    },
    /// Show the beginning of the open conversation.
    ShowFirst,
    /// Show the end of the open conversation.
    ShowNewest,
    /// Ask again for what failed to load.
    Reload,
    /// The open timeline is scrolled to its newest line, or no longer.
    AtEnd(bool),
    /// Answer a message of the open conversation.
    Answer {
        /// The key of its line.
        key: String,
    },
    /// Do not answer a certain message after all.
    AnswerNothing(ConversationId),
    /// Something was copied, or could not be.
    Copied(Copied),
    /// The draft's text is now this.
    Edit {
        /// Where.
        conversation: ConversationId,
        /// Which of its two drafts.
        kind: SendKind,
        /// The whole text.
        text: String,
    },
    /// Show this tab of the composer.
    Compose(SendKind),
    /// Send the draft.
    Send {
        /// Where.
        conversation: ConversationId,
        /// Which of its two drafts.
        kind: SendKind,
        /// A new id for it.
        client_id: ClientId,
    },
    /// Take a sent message back.
    Undo {
        /// The id it was sent with.
        client_id: ClientId,
        /// A new id for the wish itself.
        op: ClientId,
    },
    /// Try again what the server refused, or what its provider failed to deliver.
    Retry {
        /// The message.
        message: FailedMessage,
        /// A new id for the wish itself.
        op: ClientId,
    },
    /// Take a refused message back into the composer.
    TakeBack {
        /// The id it was sent with.
        client_id: ClientId,
    },
    /// Change a conversation's status.
    SetStatus {
        /// Which conversation.
        conversation: ConversationId,
        /// To what.
        status: StatusKey,
        /// A new id for the wish itself.
        op: ClientId,
    },
    /// Change the status of several conversations; those that may not have it stay as they are.
    SetStatusOf {
        /// Which conversations, and a new id for each wish.
        changes: Vec<(ConversationId, ClientId)>,
        /// To what.
        status: StatusKey,
    },
    /// Change the owners, tags or priority of conversations alike.
    ChangeAll {
        /// Which conversations, and a new id for each wish.
        changes: Vec<(ConversationId, ClientId)>,
        /// What comes and what goes; no status.
        patch: ConversationPatch,
    },
    /// Take a conversation's newest inbound message for unread, and close it if it is open.
    MarkUnread {
        /// Which conversation.
        conversation: ConversationId,
        /// A new id for the wish itself.
        op: ClientId,
    },
    /// The agent wants notifications, and the browser does not let them be shown.
    NotificationsRefused,
    /// Close a toast.
    DismissToast(u64),
    /// From now on messages can be taken back for so many seconds, one of [`UNDO_WINDOWS`](switchboard_api::requests::UNDO_WINDOWS);
    /// `None` leaves it to the server.
    SetUndoWindow(Option<u32>),
}

/// What became of copying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// A message's text was copied.
    Text,
    /// The link to a message was copied.
    Link,
    /// The browser does not allow it.
    Nothing,
}

/// A message that did not go out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FailedMessage {
    /// The server refused it; only this device has it.
    Refused(ClientId),
    /// The server has it; its provider failed to deliver it.
    Undelivered(EntryId),
}

/// What the socket does.
#[derive(Clone, Debug, PartialEq)]
pub enum SocketInput {
    /// It is open; the hello has been sent.
    Opened,
    /// A frame came.
    Frame(ServerFrame),
    /// It is closed, or could not be opened; the code is 1006 when there is none.
    Closed(u16),
}

/// What a request was answered with.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// To `Request::Login` and `Request::Logout`.
    Done,
    /// To `Request::Session`.
    Session(Box<Session>),
    /// To `Request::List` and `Request::History`.
    List(ConversationList),
    /// To `Request::Search`.
    Search(SearchPage),
    /// To `Request::Recipient`.
    Recipient(Box<ContactLookup>),
    /// To `Request::Compose`.
    Composed(Box<ComposeAnswer>),
    /// To `Request::Contact` and `Request::SaveContact`.
    Contact(Box<Contact>),
    /// To `Request::Timeline`.
    Timeline(Timeline),
    /// To `Request::Events`.
    Events(EventsPage),
    /// To sending and retrying.
    Sent(SendAnswer),
    /// To undoing.
    Undone(UndoAnswer),
    /// To patching a conversation.
    Patched(PatchAnswer),
    /// To moving the read position.
    Read(ReadAnswer),
}

/// Why a request has no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The server could not be reached, or the connection broke.
    Unreachable,
    /// The server is there, but does not let pages of this origin read its answers.
    OriginRefused,
    /// No answer in time.
    Timeout,
    /// The answer was not what the contract says.
    Decode(String),
    /// The server said no.
    Refused {
        /// Its problem document.
        problem: Problem,
        /// How long it asks to wait, in milliseconds.
        retry_after_ms: Option<i64>,
    },
}

impl Failure {
    /// Whether the same request may succeed later: it never arrived, or the server was not able to handle it.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Unreachable | Self::OriginRefused | Self::Timeout => true,
            Self::Decode(_) => false,
            Self::Refused { problem, .. } => matches!(problem.status, 408 | 425 | 429 | 500..),
        }
    }

    /// The HTTP status, when there was an answer.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { problem, .. } => Some(problem.status),
            Self::Unreachable | Self::OriginRefused | Self::Timeout | Self::Decode(_) => None,
        }
    }
}
