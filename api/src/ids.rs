//! Newtype ids and keys. They are opaque strings on the wire, cheap to clone, and cannot be mixed up; making new ones
//! is not done here (the server and the browser do, as UUIDv7).

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])+ $name:ident)+) => {$(
        $(#[$doc])+
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as it is on the wire.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(value: &str) -> Self {
                Self(value.into())
            }
        }

        impl From<String> for $name {
            fn from(value: String) -> Self {
                Self(value.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }
    )+};
}

ids! {
    /// A space: the area in which teams, inboxes and conversations live.
    SpaceId
    /// An agent, manager or admin.
    AgentId
    /// A team of agents.
    TeamId
    /// An inbox: queue and policy container.
    InboxId
    /// A channel account, for example one WhatsApp number.
    ChannelId
    /// An alias for a group of senders of one channel.
    SenderProfileId
    /// A customer.
    ContactId
    /// A thread with one contact on one channel.
    ConversationId
    /// An entry of a conversation's timeline: message, note or event.
    EntryId
    /// A tag.
    TagId
    /// A portal's key.
    ApiKeyId
    /// The id a client gives to something it writes, before the server has seen it.
    ClientId
    /// The key of a status, declared by the server (`open`).
    StatusKey
    /// The key of a status tab, declared by the server (`active`).
    TabKey
}
