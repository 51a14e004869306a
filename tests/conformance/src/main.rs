//! The command line of the conformance suite: reads the options, tells of each check as it is done, writes the JUnit file,
//! and ends with 0 only if no rule is broken. What is checked is in the library.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Parser;
use switchboard_conformance::Target;

/// Holds a running server against the Inbox API. It writes into the server: use one for tests, never one for customers.
#[derive(Parser)]
#[command(version)]
struct Options {
    /// Where the server is, such as http://127.0.0.1:8080
    #[arg(long, value_name = "URL")]
    url: String,
    /// The bearer token of an admin or manager
    #[arg(long, value_name = "TOKEN")]
    token: String,
    /// The bearer token of somebody else who sees the same, best with another space besides
    #[arg(long, value_name = "TOKEN")]
    token2: Option<String>,
    /// The id of a webhook channel in the space of the first token
    #[arg(long, value_name = "ID", requires = "secret")]
    channel: Option<String>,
    /// That channel's secret
    #[arg(long, value_name = "SECRET", requires = "channel")]
    secret: Option<String>,
    /// Only this check, or those whose name begins so
    #[arg(long, value_name = "NAME", default_value = "")]
    only: String,
    /// Write the results to this file, too
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
}

fn main() -> anyhow::Result<ExitCode> {
    let Options { url, token, token2, channel, secret, only, junit } = Options::parse();
    let target = Target { url, token, token2, channel: channel.zip(secret), patience: None };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut out = std::io::stdout();
    writeln!(out, "The Inbox API of {}\n", target.url)?;
    let run = switchboard_conformance::run(&target, &only, |outcome| {
        // A closed output is no reason to stop half-way.
        let _unheard = writeln!(std::io::stdout(), "{}", outcome.told());
    });
    let report = runtime.block_on(run).map_err(anyhow::Error::msg)?;
    if let Some(file) = junit {
        std::fs::write(&file, report.junit()).with_context(|| format!("cannot write {}", file.display()))?;
    }
    writeln!(out, "\n{}", report.summary())?;
    Ok(if report.failed().is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
