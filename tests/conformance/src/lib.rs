//! The conformance suite of the Inbox API: holds any running server against the contract, over HTTP and WebSocket, check
//! by check. Of a server it knows an address and tokens; what it needs beyond that it makes through the API itself.

mod begin;
pub mod check;
pub mod checks;
pub mod desk;
pub mod http;
mod provider;
pub mod report;
mod sign;
pub mod socket;

use std::time::{Duration, Instant};

use check::{Check, Stop};
use desk::Desk;
use report::{Outcome, Report, Verdict};

/// What the suite is told about a server.
#[derive(Clone, Debug, Default)]
pub struct Target {
    /// Where it is, without `/api/v1`.
    pub url: String,
    /// The bearer token of an admin or manager.
    pub token: String,
    /// The token of somebody else who sees the same, best with another space besides.
    pub token2: Option<String>,
    /// Id and secret of a webhook channel.
    pub channel: Option<(String, String)>,
    /// How long something that must come may take.
    pub patience: Option<Duration>,
}

/// Runs the checks whose name begins with `only`, all of them if it is empty. `told` hears of each as it is done.
pub async fn run(target: &Target, only: &str, mut told: impl FnMut(&Outcome)) -> Result<Report, String> {
    let chosen: Vec<&Check> = checks::all().iter().copied().filter(|check| check.name.starts_with(only)).collect();
    if chosen.is_empty() {
        return Err(format!("No check has a name that begins with {only:?}."));
    }
    let desk = Desk::open(target).await.map_err(|stop| match stop {
        Stop::Broken(sentence) | Stop::Skipped(sentence) => sentence,
    })?;
    let mut outcomes = Vec::with_capacity(chosen.len());
    for check in chosen {
        let started = Instant::now();
        let verdict = match (check.run)(&desk.of(check.name)).await {
            Ok(()) => Verdict::Passed,
            Err(Stop::Broken(sentence)) => Verdict::Failed(sentence),
            Err(Stop::Skipped(sentence)) => Verdict::Skipped(sentence),
        };
        let outcome = Outcome { check, verdict, took: started.elapsed() };
        told(&outcome);
        outcomes.push(outcome);
    }
    Ok(Report { url: target.url.clone(), outcomes })
}
