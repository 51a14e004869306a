//! What every request, socket and worker shares. It only holds things together; the rooms do the work.

use std::sync::Arc;

use tokio::sync::watch;

use crate::config::Config;
use crate::db::Db;
use crate::domain::Rules;
use crate::domain::accounts::Passwords;
use crate::hosts::Hosts;
use crate::http::limits::Limits;
use crate::live::hub::Hub;
use crate::live::numbers::Numbers;

/// The running server.
pub struct App {
    /// The database.
    pub db: Db,
    /// How it was asked to run.
    pub config: Config,
    /// What the rules need beside the data.
    pub rules: Arc<Rules>,
    /// Fan-out of the logs.
    pub hub: Hub,
    /// Counts for sockets.
    pub numbers: Numbers,
    /// Password checks.
    pub passwords: Passwords,
    /// Which pages may show the app in a frame.
    pub hosts: Hosts,
    /// How often somebody may do something.
    pub limits: Limits,
    /// How many sockets are open.
    pub sockets: watch::Sender<usize>,
    /// Becomes true when the server is to end.
    pub shutdown: watch::Receiver<bool>,
}
