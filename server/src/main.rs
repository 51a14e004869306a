//! The command line of the server: reads the options, starts it, says where it is and who can sign in, and ends it on a
//! signal; or has a folder filled, keys made or the contract printed, and says so. Nothing else happens here.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use clap::{Parser, Subcommand};
use switchboard_api::{ApiKey, NewApiKey, NewApiKeyAnswer};
use switchboard_server::{Application, Config, Keyring, Order, Start, Welcome};
use tracing_subscriber::EnvFilter;

/// Switchboard's server: the Inbox API and the app, with one folder of data.
#[derive(Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
struct Options {
    #[command(subcommand)]
    instead: Option<Instead>,
    /// The folder with the built app; without it only the API is served
    #[arg(long, value_name = "DIR")]
    dist: Option<PathBuf>,
    /// The folder for the data; made when missing
    #[arg(long, value_name = "DIR", default_value = "data")]
    data: PathBuf,
    /// The port to listen at
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The address to listen at
    #[arg(long, default_value = "127.0.0.1")]
    host: String,
    /// On the first start: no demo, only one space and its first admin
    #[arg(long)]
    empty: bool,
    /// Another site that may call the API with a bearer token; may be repeated
    #[arg(long = "allow-origin", value_name = "URL")]
    allow_origins: Vec<String>,
    /// Where the first webhook channel posts messages to customers
    #[arg(long, value_name = "URL")]
    webhook_url: Option<String>,
    /// The address people use, when a proxy stands before the server
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Believe the X-Forwarded headers: only when every request comes through a proxy that sets them
    #[arg(long)]
    behind_proxy: bool,
    /// The demo's customers answer, but do not write by themselves
    #[arg(long)]
    quiet: bool,
}

/// What can be done instead of serving.
#[derive(Subcommand)]
enum Instead {
    /// Fill a fresh data folder with a demo of any size, and end
    Fill {
        /// The folder for the data; made when missing
        #[arg(long, value_name = "DIR", default_value = "data")]
        data: PathBuf,
        /// How many conversations
        #[arg(long, value_name = "N")]
        conversations: usize,
        /// How many messages and notes in all of them
        #[arg(long, value_name = "M")]
        messages: usize,
        /// How many of them one conversation has
        #[arg(long, value_name = "N")]
        longest: Option<usize>,
        /// Another number makes other texts
        #[arg(long, value_name = "N", default_value_t = Order::USUAL_SEED)]
        seed: u64,
    },
    /// Print the OpenAPI document of the Inbox API, and end
    Openapi,
    /// Make, list and revoke the keys with which portals embed the app, while no server runs on the folder
    ApiKey {
        /// The folder for the data; made when missing, and filled with the demo when it has none: for a space of your own
        /// start the server with --empty first
        #[arg(long, value_name = "DIR", default_value = "data", global = true)]
        data: PathBuf,
        /// The space of the keys; the first one when absent
        #[arg(long, value_name = "ID", global = true)]
        space: Option<String>,
        #[command(subcommand)]
        action: KeyAction,
    },
}

#[derive(Subcommand)]
enum KeyAction {
    /// Make a key and print its secret, this once
    Create {
        /// What it is for
        #[arg(long)]
        name: String,
        /// An origin whose pages may show the app, such as https://portal.example; may be repeated
        #[arg(long = "origin", value_name = "URL")]
        origins: Vec<String>,
    },
    /// Print the keys
    List,
    /// Revoke a key, and all tokens made with it
    Revoke {
        /// Its id, as `list` prints it
        id: String,
    },
}

impl Options {
    fn config(self) -> Config {
        let mut config = Config::new(self.data);
        config.dist = self.dist;
        config.port = self.port;
        config.host = self.host;
        config.start = if self.empty { Start::Empty } else { Start::Demo };
        config.allow_origins = self.allow_origins;
        config.webhook_url = self.webhook_url;
        config.public_url = self.public_url;
        config.behind_proxy = self.behind_proxy;
        config.quiet = self.quiet;
        config
    }
}

fn main() -> std::process::ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match run(Options::parse()) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            let _unheard = writeln!(std::io::stderr(), "{error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}

fn run(options: Options) -> anyhow::Result<()> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().context("The server could not start")?;
    match options.instead {
        None => {}
        Some(Instead::Fill { data, conversations, messages, longest, seed }) => {
            return runtime.block_on(fill(&data, Order { conversations, messages, longest, seed }));
        }
        Some(Instead::Openapi) => return Ok(std::io::stdout().write_all(switchboard_server::openapi()?.as_bytes())?),
        Some(Instead::ApiKey { data, space, action }) => return runtime.block_on(api_key(data, space, action)),
    }
    runtime.block_on(async {
        // Listening for signals before anything else, so that Ctrl-C always ends in order.
        let signal = signal()?;
        let application = Application::build(options.config()).await?;
        // A closed output is no reason not to serve.
        let _unheard = greet(&application);
        application.run_until(signal).await?;
        let _unheard = writeln!(std::io::stdout(), "Switchboard has stopped.");
        Ok(())
    })
}

async fn fill(data: &Path, order: Order) -> anyhow::Result<()> {
    let started = Instant::now();
    let mut out = std::io::stdout();
    let Order { conversations, messages, .. } = order;
    writeln!(out, "Filling {} with {conversations} conversations and {messages} messages.", data.display())?;
    let mut shown = 0;
    switchboard_server::fill(data, order, |done| {
        let tenth = (done * 10).checked_div(messages).unwrap_or(0);
        if tenth > shown {
            shown = tenth;
            // A closed output is no reason to stop half-way.
            let _unheard = writeln!(out, "  {} % after {:.1} s", tenth * 10, started.elapsed().as_secs_f64());
        }
    })
    .await?;
    Ok(writeln!(std::io::stdout(), "Done in {:.1} s.", started.elapsed().as_secs_f64())?)
}

/// The secret alone goes to standard output, so that a script can take it; words for people go beside it.
async fn api_key(data: PathBuf, space: Option<String>, action: KeyAction) -> anyhow::Result<()> {
    let keys = Keyring::open(&Config::new(data), space.map(Into::into)).await?;
    let (mut out, mut aside) = (std::io::stdout(), std::io::stderr());
    match action {
        KeyAction::Create { name, origins } => {
            let NewApiKeyAnswer { key, secret } = keys.create(NewApiKey { name, origins }).await?;
            writeln!(aside, "Key {} ({}). Its secret, shown only now:", key.id, key.name)?;
            writeln!(out, "{secret}")?;
        }
        KeyAction::List => {
            for ApiKey { id, name, origins, created_at, used_at, .. } in keys.list().await? {
                let used = used_at.map_or("never used".to_owned(), |at| format!("last used {at}"));
                writeln!(out, "{id}  {name}  made {created_at}, {used}  {}", origins.join(" "))?;
            }
        }
        KeyAction::Revoke { id } => {
            keys.revoke(id.into()).await?;
            writeln!(aside, "Revoked, with every token made with it.")?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn signal() -> anyhow::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let failed = "The server could not listen for signals";
    let mut interrupt = signal(SignalKind::interrupt()).context(failed)?;
    let mut terminate = signal(SignalKind::terminate()).context(failed)?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn signal() -> anyhow::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        let _signal = tokio::signal::ctrl_c().await;
    })
}

fn greet(application: &Application) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let Welcome { first_start, sign_ins, password, webhook } = application.welcome();
    let host = match application.address() {
        address if address.ip().is_unspecified() => format!("localhost:{}", address.port()),
        address => address.to_string(),
    };
    writeln!(out, "\nSwitchboard is at http://{host}")?;
    if !sign_ins.is_empty() {
        writeln!(out)?;
        let width = |text: fn(&switchboard_server::SignIn) -> &str| {
            sign_ins.iter().map(|sign_in| text(sign_in).chars().count()).max().unwrap_or(0)
        };
        let (names, emails) = (width(|sign_in| &sign_in.name), width(|sign_in| &sign_in.email));
        for sign_in in sign_ins {
            writeln!(out, "  {:names$}  {:emails$}  {}", sign_in.name, sign_in.email, sign_in.role)?;
        }
    }
    if let Some(password) = password {
        let whose = if sign_ins.len() > 1 { "Everybody's password" } else { "Password (shown only now)" };
        writeln!(out, "  {whose}: {password}")?;
    }
    if let Some((id, secret)) = webhook {
        writeln!(out, "\n  Webhook channel: {id}\n  Its secret:      {secret}")?;
    }
    if application.has_public_password() {
        writeln!(
            out,
            "\n  Anybody who reaches this address can sign in: the demo's password is no secret. For work, start with --empty."
        )?;
    }
    let stop =
        if *first_start { "Ctrl-C stops it; the next start goes on with the same data." } else { "Ctrl-C stops it." };
    writeln!(out, "\n{stop}")?;
    out.flush()
}
