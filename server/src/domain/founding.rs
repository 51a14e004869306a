//! The first start: what a fresh data folder is filled with, a bare space with its first admin or the demo. How the demo's
//! people and conversations look is written in `demo` and brought here into the shapes of the contract.

use switchboard_api::{AgentId, ChannelId, ChannelKind, InboxId, Role, SpaceId};

use super::accounts::{self, Error as AccountError};
use crate::clock;
use crate::db::channels::Transport;
use crate::db::seed::NewChannel;
use crate::db::{self, Tx};

pub use super::founding_demo::{Founded, demo};

/// The password of everybody in the demo. The demo listens on the loopback address unless somebody decides otherwise.
pub const DEMO_PASSWORD: &str = "switchboard-demo";
/// The fact that a file holds the demo.
pub const DEMO_FACT: &str = "demo";
const ADMIN_EMAIL: &str = "admin@localhost";

/// Why a space could not be founded.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] db::Error),
    /// No password or token could be made.
    #[error(transparent)]
    Account(#[from] AccountError),
}

/// Founds one space with one inbox, one webhook channel and its first admin; gives the admin's password, which is stored
/// nowhere else.
pub fn bare(tx: &mut Tx<'_>) -> Result<String, Error> {
    let (space, admin, inbox): (SpaceId, AgentId, InboxId) = (clock::id(), clock::id(), clock::id());
    let password = accounts::spoken_password()?;
    tx.add_space(&space, "My space")?;
    tx.add_agent(&admin, "Admin", ADMIN_EMAIL, &accounts::hash(&password)?)?;
    tx.add_member(&space, &admin, Role::Admin)?;
    tx.add_inbox(&space, &inbox, "General")?;
    webhook(tx, &space, &inbox)?;
    Ok(password)
}

/// Adds a webhook channel, ready to receive.
pub fn webhook(tx: &mut Tx<'_>, space: &SpaceId, inbox: &InboxId) -> Result<(), Error> {
    let (id, secret): (ChannelId, String) = (clock::id(), accounts::token()?);
    let transport = Transport::Webhook { secret, url: None };
    let channel = NewChannel { id: &id, inbox, kind: ChannelKind::Sms, label: "Webhook", transport: &transport };
    tx.add_channel(space, &channel)?;
    tx.add_sender_profile(space, &clock::id(), &id, "Webhook", None)?;
    Ok(())
}
