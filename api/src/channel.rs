//! Channels and sender profiles as the app sees them. How a channel account connects to its provider (addresses,
//! secrets, transport) stays on the server.

use serde::{Deserialize, Serialize};

use crate::ids::{ChannelId, InboxId, SenderProfileId};

/// What the customer uses at the other end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    /// Text messages to a phone number.
    Sms,
    /// WhatsApp.
    Whatsapp,
    /// Telegram.
    Telegram,
    /// Email.
    Email,
    /// Live chat on a web page.
    Chat,
}

impl ChannelKind {
    /// Every kind, in the order of menus.
    pub const ALL: [ChannelKind; 5] = [Self::Sms, Self::Whatsapp, Self::Telegram, Self::Email, Self::Chat];

    /// The key on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Whatsapp => "whatsapp",
            Self::Telegram => "telegram",
            Self::Email => "email",
            Self::Chat => "chat",
        }
    }

    /// Whether its addresses are phone numbers, so that people can be written to who never wrote.
    pub const fn takes_phone_numbers(self) -> bool {
        matches!(self, Self::Sms | Self::Whatsapp)
    }

    /// Whether a message can be shown there as the answer to another one.
    pub const fn quotes(self) -> bool {
        !matches!(self, Self::Sms)
    }

    /// The kind with this key.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == key)
    }
}

/// A channel account: one connected endpoint. Its messages become conversations of `inbox`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Channel {
    /// Its id.
    pub id: ChannelId,
    /// What the customer uses.
    pub kind: ChannelKind,
    /// The name people gave it.
    pub label: String,
    /// Where its conversations arrive.
    pub inbox: InboxId,
    /// The longest text one message may have, in Unicode scalar values.
    pub max_length: u32,
    /// Whether messages can be sent as answers to certain others.
    #[serde(default)]
    pub reply_to: bool,
}

/// An alias for a group of senders of one channel; agents see the alias, the server picks the sender.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SenderProfile {
    /// Its id.
    pub id: SenderProfileId,
    /// What agents see.
    pub name: String,
    /// The channel its senders belong to.
    pub channel: ChannelId,
    /// The country whose way of writing phone numbers is understood without `+`, ISO 3166 such as `GB`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}
