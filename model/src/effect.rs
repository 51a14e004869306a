//! Everything the core can wish for. Carrying wishes out is not done here; whoever does reports back as an input.

use switchboard_api::{
    AgentId, ClientFrame, ClientId, Command, ComposeRequest, ContactId, ContactPatch, ConversationId, ListFilter,
    LoginRequest, SenderProfileId, SpaceId, Timestamp,
};

use crate::drafts::Draft;
use crate::outbox::Op;
use crate::route::Route;

/// A wish.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask the server; answer with [`Input::Answered`](crate::Input::Answered).
    Fetch {
        /// Named in the answer.
        id: RequestId,
        /// The question.
        request: Request,
    },
    /// Open a socket (closing an earlier one silently), say hello, report [`Input::Socket`](crate::Input::Socket).
    Connect {
        /// The space to listen to.
        space: SpaceId,
        /// The last event known.
        after: u64,
    },
    /// Close the socket without reporting it.
    Disconnect,
    /// Answer a ping.
    Pong,
    /// Report [`Input::Tick`](crate::Input::Tick) at this time; replaces the time asked for before.
    WakeAt(Timestamp),
    /// Keep on the device, replacing what has the same key.
    Persist(Stored),
    /// Forget a kept command.
    ForgetOp(ClientId),
    /// Go to this address.
    Navigate(Route),
    /// Tell the agent, who is not looking.
    Notify(Notice),
    /// Something impossible happened; a developer wants to know.
    Report(String),
    /// Tell the server something that it forgets with the connection.
    Say(ClientFrame),
}

/// Something that concerns an agent who is not looking.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Where it happened.
    pub conversation: ConversationId,
    /// The contact's name or address.
    pub title: String,
    /// The colleague who wrote, if one did.
    pub author: Option<String>,
    /// The beginning of what was written.
    pub text: String,
    /// Where it can be answered.
    pub route: Route,
}

/// Names a request until it is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub u64);

/// A question to the server.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Who am I, and what is here. `None` asks for the agent's first space.
    Session(Option<SpaceId>),
    /// Sign in.
    Login(LoginRequest),
    /// Sign out.
    Logout,
    /// A page of a list.
    List {
        /// Where.
        space: SpaceId,
        /// What.
        filter: ListFilter,
        /// How many conversations to skip.
        offset: u64,
        /// How many at most.
        limit: u32,
    },
    /// A page of what is found.
    Search {
        /// Where.
        space: SpaceId,
        /// What, as it was typed.
        query: String,
        /// From where; the beginning when `None`.
        cursor: Option<String>,
    },
    /// Whose a phone number is.
    Recipient {
        /// Where.
        space: SpaceId,
        /// Whom to write as; it says how numbers are read.
        sender_profile: SenderProfileId,
        /// The number, as it was typed.
        phone: String,
    },
    /// The first message to somebody. Its client id is its idempotency key.
    Compose {
        /// Where.
        space: SpaceId,
        /// What, and to whom.
        request: ComposeRequest,
    },
    /// A contact's record.
    Contact(ContactId),
    /// Correct a contact.
    SaveContact {
        /// Whom.
        contact: ContactId,
        /// What changes.
        patch: ContactPatch,
        /// The idempotency key.
        key: ClientId,
    },
    /// The newest conversations with a contact.
    History(ContactId),
    /// A page of a timeline.
    Timeline {
        /// Which conversation.
        conversation: ConversationId,
        /// Which part.
        page: Page,
        /// How many entries at most.
        limit: u32,
    },
    /// The polling twin of the socket.
    Events {
        /// Where.
        space: SpaceId,
        /// The last event known.
        after: u64,
    },
    /// A write. The id is its idempotency key.
    Command {
        /// The idempotency key.
        key: ClientId,
        /// What to do.
        command: Command,
    },
}

/// Which part of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The newest entries.
    Latest,
    /// The entries just before this position.
    Before(u64),
    /// The entries just after this position.
    After(u64),
    /// The entry at this position, with those on both sides of it.
    Around(u64),
}

/// What a device keeps for the agent.
#[derive(Clone, Debug, PartialEq)]
pub enum Stored {
    /// A command the server has not confirmed.
    Op(Op),
    /// What somebody is writing; when it is empty, it need not be kept.
    Draft(AgentId, Draft),
}
