//! Building and running a server: the data folder, the database, the listener, the workers, and an orderly end.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::future::Future;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use switchboard_api::{ChannelId, Workflow};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::app::App;
use crate::channels::{courier, janitor, releaser, simulator};
use crate::config::{Config, Start};
use crate::db::channels::Transport;
use crate::db::{self, Db};
use crate::domain::founding::{self, DEMO_FACT, DEMO_PASSWORD};
use crate::domain::{Rules, accounts};
use crate::hosts::Hosts;
use crate::http;
use crate::http::limits::Limits;
use crate::live::hub::Hub;
use crate::live::numbers::Numbers;

/// Why a server did not start or run, in sentences for whoever starts it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no built app.
    #[error("There is no built app in {0}: it has no desk.html. Build it first, or give its folder with --dist.")]
    NoDist(PathBuf),
    /// The data folder cannot be used.
    #[error("The data folder {path} cannot be used: {cause}. Choose another with --data, or change its permissions.")]
    Data {
        /// Which folder.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// Another server has the data folder.
    #[error("Another Switchboard is running with the data folder {0}. Stop it, or choose another folder with --data.")]
    Locked(PathBuf),
    /// The database cannot be opened or filled.
    #[error("The database in {path} cannot be used: {cause}.")]
    Database {
        /// Which folder.
        path: PathBuf,
        /// Why.
        cause: db::Error,
    },
    /// The first space could not be founded.
    #[error("The data folder could not be filled: {0}.")]
    Founding(#[from] founding::Error),
    /// No passwords can be made.
    #[error("The server could not prepare itself: {0}.")]
    Accounts(#[from] accounts::Error),
    /// The address cannot be listened at.
    #[error("The server cannot listen at {address}: {}", listen_advice(.cause))]
    Listen {
        /// Which address.
        address: String,
        /// Why.
        cause: std::io::Error,
    },
    /// The client for webhooks could not be made.
    #[error("The server could not prepare to post webhooks: {0}.")]
    Client(#[from] reqwest::Error),
    /// An option has a value that cannot be taken.
    #[error("{0}")]
    Option(String),
    /// The listener failed while running.
    #[error("The server stopped: {0}.")]
    Serve(std::io::Error),
}

fn listen_advice(cause: &std::io::Error) -> String {
    match cause.kind() {
        std::io::ErrorKind::AddrInUse => {
            "another program has this port. Stop it, or choose another with --port.".into()
        }
        std::io::ErrorKind::PermissionDenied => {
            "this port needs more rights. Choose one above 1023 with --port.".into()
        }
        _ => format!("{cause}. Choose another address with --host and --port."),
    }
}

/// A sign-in to tell people of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// Who.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their role.
    pub role: String,
}

/// What whoever started the server should be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Welcome {
    /// Whether the data folder was filled just now.
    pub first_start: bool,
    /// Who can sign in, where that is no secret.
    pub sign_ins: Vec<SignIn>,
    /// Their password: the demo's, or the first admin's, which is told this once.
    pub password: Option<String>,
    /// Id and secret of the first webhook channel, where they may be told.
    pub webhook: Option<(ChannelId, String)>,
}

/// A server that is bound to its address and ready to run.
pub struct Application {
    app: Arc<App>,
    listener: TcpListener,
    address: SocketAddr,
    welcome: Welcome,
    end: watch::Sender<bool>,
    client: reqwest::Client,
    // Held until the end, so that no second server opens the folder.
    _lock: File,
}

impl Application {
    /// Opens or fills the data folder and binds the address.
    pub async fn build(config: Config) -> Result<Self, Error> {
        if let Some(dist) = config.dist.as_ref().filter(|dist| !dist.join("desk.html").is_file()) {
            return Err(Error::NoDist(dist.clone()));
        }
        check_urls(&config)?;
        let listener = listen(&config).await?;
        let address = listener.local_addr().map_err(Error::Serve)?;
        let lock = prepare(&config.data)?;
        let failed = |cause| Error::Database { path: config.data.clone(), cause };
        let db = open(&config.data).await?;
        let welcome = found(&db, &config).await?;
        if let Some(url) = config.webhook_url.clone() {
            let set = db.write(move |tx| match tx.first_webhook()? {
                Some(channel) => tx.set_webhook_url(&channel.id, &url),
                None => Ok(()),
            });
            set.await.map_err(failed)?;
        }
        let hosts = Hosts::default();
        hosts.refresh(&db).await.map_err(failed)?;
        let (end, shutdown) = watch::channel(false);
        let app = Arc::new(App {
            hub: Hub::new(db.clone()),
            numbers: Numbers::default(),
            passwords: accounts::Passwords::new()?,
            hosts,
            limits: Limits::new(&config),
            rules: Arc::new(Rules { workflow: Workflow::reference(), undo_second_ms: config.undo_second_ms }),
            db,
            config,
            sockets: watch::Sender::new(0),
            shutdown,
        });
        // Two crates may each bring a provider of cryptography; the first one installed is the one that counts.
        let _already_installed = rustls::crypto::ring::default_provider().install_default();
        let client = courier::client(&app)?;
        Ok(Self { app, listener, address, welcome, end, client, _lock: lock })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What to tell whoever started it.
    pub fn welcome(&self) -> &Welcome {
        &self.welcome
    }

    /// Whether others than this computer may reach the demo, whose password everybody knows.
    pub fn has_public_password(&self) -> bool {
        let Config { public_url, behind_proxy, .. } = &self.app.config;
        let reachable = !self.address.ip().is_loopback() || public_url.is_some() || *behind_proxy;
        reachable && self.welcome.password.as_deref() == Some(DEMO_PASSWORD)
    }

    /// Everything that it answers, for whoever has requests but no connections. Workers do not run.
    pub fn router(&self) -> Router {
        http::router(&self.app)
    }

    /// Serves until `shutdown` is done, then ends: no new connections, sockets closed, requests finished, all within the
    /// configured grace.
    pub async fn run_until(self, shutdown: impl Future<Output = ()> + Send + 'static) -> Result<(), Error> {
        let Self { app, listener, end, client, _lock, .. } = self;
        let mut workers = JoinSet::new();
        let hub = Arc::clone(&app);
        workers.spawn(async move { hub.hub.run().await });
        workers.spawn(releaser::run(Arc::clone(&app)));
        workers.spawn(courier::run(Arc::clone(&app), client));
        workers.spawn(simulator::run(Arc::clone(&app)));
        workers.spawn(janitor::run(Arc::clone(&app)));

        let grace = app.config.grace;
        let service = http::router(&app).into_make_service_with_connect_info::<SocketAddr>();
        let handle = axum_server::Handle::new();
        let mut server = axum_server::from_tcp(listener)
            .map_err(Error::Serve)?
            .handle(handle.clone())
            .first_request_timeout(app.config.answer_within)
            .accept_error_handler(|_peer, error| tracing::error!(%error, "a connection could not be accepted"));
        server.http_builder().http1().header_read_timeout(app.config.answer_within);
        server.http_builder().http2().keep_alive_interval(app.config.answer_within);
        tokio::spawn(async move {
            shutdown.await;
            end.send_replace(true);
            handle.graceful_shutdown(Some(grace));
        });
        let served = server.serve(service).await;
        // Sockets live outside the requests that opened them, and each still says goodbye.
        let mut sockets = app.sockets.subscribe();
        let closed = async { sockets.wait_for(|open| *open == 0).await.map(|_| ()) };
        let _closed_or_late = tokio::time::timeout(grace, closed).await;
        workers.shutdown().await;
        served.map_err(Error::Serve)
    }
}

fn check_urls(config: &Config) -> Result<(), Error> {
    let named = [("--webhook-url", &config.webhook_url), ("--public-url", &config.public_url)];
    let origins = config.allow_origins.iter().map(|origin| ("--allow-origin", origin));
    for (option, text) in named.into_iter().filter_map(|(option, url)| Some((option, url.as_ref()?))).chain(origins) {
        let url =
            reqwest::Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        if url.is_none() {
            return Err(Error::Option(format!(
                "{option} needs an address that begins with http:// or https://, not {text:?}."
            )));
        }
    }
    Ok(())
}

async fn listen(config: &Config) -> Result<TcpListener, Error> {
    let address = (config.host.as_str(), config.port);
    let failed = |cause| Error::Listen { address: format!("{}:{}", config.host, config.port), cause };
    tokio::net::TcpListener::bind(address).await.and_then(tokio::net::TcpListener::into_std).map_err(failed)
}

/// Makes the folder and the database file so that only their owner can read them, and takes the lock.
pub(crate) fn prepare(data: &Path) -> Result<File, Error> {
    let failed = |cause| Error::Data { path: data.to_owned(), cause };
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
        builder.mode(0o700);
        options.mode(0o600);
    }
    builder.create(data).map_err(failed)?;
    let lock = options.open(data.join("lock")).map_err(failed)?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(Error::Locked(data.to_owned())),
        Err(TryLockError::Error(cause)) => return Err(failed(cause)),
    }
    // SQLite gives its other files the permissions of this one.
    options.open(data.join("switchboard.db")).map_err(failed)?;
    Ok(lock)
}

/// Opens the database of a prepared folder.
pub(crate) async fn open(data: &Path) -> Result<Db, Error> {
    let file = data.join("switchboard.db");
    let db = tokio::task::spawn_blocking(move || Db::open(&file)).await.map_err(db::Error::from).and_then(|db| db);
    db.map_err(|cause| Error::Database { path: data.to_owned(), cause })
}

/// Fills the file if it is empty, and gathers what may be told about it.
pub(crate) async fn found(db: &Db, config: &Config) -> Result<Welcome, Error> {
    let start = config.start;
    let welcome = db
        .write(move |tx| {
            let first_start = !tx.sign_ins_exist()?;
            let mut password = None;
            if first_start {
                match start {
                    Start::Demo => founding::demo(tx)?,
                    Start::Empty => password = Some(founding::bare(tx)?),
                }
            }
            let demo = tx.fact(DEMO_FACT)?.is_some();
            if demo {
                password = Some(DEMO_PASSWORD.to_owned());
            }
            let mut welcome = Welcome { first_start, password, ..Welcome::default() };
            if demo || first_start {
                let sign_ins = tx.sign_ins()?.into_iter();
                welcome.sign_ins = sign_ins.map(|(name, email, role)| SignIn { name, email, role }).collect();
                welcome.webhook = tx.first_webhook()?.and_then(|channel| match channel.transport {
                    Transport::Webhook { secret, .. } => Some((channel.id, secret)),
                    Transport::Simulator => None,
                });
            }
            Ok::<_, founding::Error>(welcome)
        })
        .await?;
    Ok(welcome)
}
