//! The command line: words in, one `Command` out, and the help. Does nothing and checks nothing beyond the spelling.

#[cfg(test)]
mod tests;

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context as _, Result, anyhow, bail};
use lexopt::prelude::*;

const HELP: &str = "\
The commands of this repository.

cargo xtask run [--port 8080] [--data data] [--empty] [-- MORE FOR THE SERVER]
    Installs what is missing, builds the app and the server, and starts them on http://127.0.0.1:8080.
    --port   another port; 0 takes a free one
    --data   the folder that keeps the database and the files; made when it is not there
    --empty  no demo data: a first admin and nothing else

cargo xtask portal [--port 8090] [--switchboard-port 8091]
    A portal that shows Switchboard in a frame, and the Switchboard it shows, with fresh demo data.

cargo xtask test [--only STAGE,STAGE] [--keep-going]
    Everything a change must pass: fmt, clippy, tidy, deps, native, fuzz, dom, build, journeys. Stops at the first stage
    that fails.

cargo xtask dist
    The optimised app in dist/, with .br and .gz beside each file.

cargo xtask tidy
    The house rules: who may use whom, how files open, how long they get.

cargo xtask openapi
    Writes docs/api/openapi.json, the contract as the server's code has it.

cargo xtask conformance --url URL --token T [--token2 T2] [--channel ID --secret S] [--only CHECK] [--junit FILE]
    Whether the server at that address keeps the contract, check by check. It writes into it: use one for tests.
    --token    of an admin or manager; `POST /login` with \"bearer\": true answers one
    --token2   of somebody else, best of another space
    --channel  a webhook channel, with its secret, so that customers can write
    --only     one check, or all of those whose name begins so
    --junit    writes the results to this file, too

cargo xtask advisories CLONE
    Brings xtask/advisories.txt up to date from a clone of https://github.com/rustsec/advisory-db, and asks npm.

cargo xtask fuzz [--only TARGET,TARGET] [--seconds 300]
    libFuzzer on everything that reads bytes from outside, for so long each.

cargo xtask demo-data --conversations N --messages M [--longest L] [--data data]
    Fills a fresh data folder with a demo of that size, the same texts every time.
    --longest  one of the conversations has this many messages

cargo xtask bench search [--messages 10000,1000000] [--samples 200] [--fresh]
    How fast search answers over HTTP beside the bare index, on files of these sizes, as a table.
    --fresh  makes the files in target/bench again

cargo xtask bench ui [--sizes 10000] [--data FOLDER] [--runs 5] [--json FILE] [--profile FOLDER]
    How fast the app is beside the same screen without any framework, in one browser, as a table.
    --sizes    on data of so many conversations, and a thread of 5,000 messages; with several, one table each and a comparison
    --data     on a copy of this data instead
    --runs     rounds that count, after one that does not
    --json     writes every number to this file
    --profile  writes CPU profiles of the live updates to this folder

docs/development.md says more.
";

/// What is wrong with a port that cannot be read.
const PORT: &str = "a port is a number up to 65535";

/// What was asked for.
#[derive(Debug, PartialEq)]
pub enum Command {
    /// Print this and leave.
    Help(&'static str),
    Run(RunOptions),
    Portal(PortalOptions),
    Test(TestOptions),
    Dist,
    Tidy,
    Openapi,
    /// Handed to the suite as they are.
    Conformance(Vec<OsString>),
    /// With the folder of a clone.
    Advisories(PathBuf),
    Fuzz(FuzzOptions),
    DemoData(DemoDataOptions),
    BenchSearch(BenchSearchOptions),
    BenchUi(BenchUiOptions),
}

#[derive(Debug, PartialEq)]
pub struct RunOptions {
    pub port: u16,
    /// Absolute, or relative to the root of the repository when it is the default.
    pub data: PathBuf,
    pub empty: bool,
    /// Handed to the server as they are.
    pub rest: Vec<OsString>,
}

#[derive(Debug, PartialEq)]
pub struct PortalOptions {
    pub port: u16,
    pub switchboard_port: u16,
}

#[derive(Debug, Default, PartialEq)]
pub struct TestOptions {
    /// Names of stages; empty means all.
    pub only: Vec<String>,
    pub keep_going: bool,
}

#[derive(Debug, PartialEq)]
pub struct FuzzOptions {
    /// Names of targets; empty means all.
    pub only: Vec<String>,
    /// For each.
    pub seconds: u32,
}

#[derive(Debug, PartialEq)]
pub struct DemoDataOptions {
    pub data: PathBuf,
    pub conversations: u64,
    pub messages: u64,
    pub longest: Option<u64>,
}

#[derive(Debug, Default, PartialEq)]
pub struct BenchSearchOptions {
    /// Make the files again.
    pub fresh: bool,
    /// Handed to the benchmark as they are.
    pub rest: Vec<OsString>,
}

#[derive(Debug, PartialEq)]
pub struct BenchUiOptions {
    /// Conversations; ignored when there is data.
    pub sizes: Vec<u64>,
    pub data: Option<PathBuf>,
    pub runs: u32,
    pub json: Option<PathBuf>,
    pub profile: Option<PathBuf>,
}

pub fn parse() -> Result<Command> {
    parse_from(lexopt::Parser::from_env()).map_err(|error| anyhow!("{error}; `cargo xtask help` lists what there is"))
}

fn parse_from(mut words: lexopt::Parser) -> Result<Command> {
    let command = match words.next()? {
        None | Some(Short('h') | Long("help")) => return Ok(Command::Help(HELP)),
        Some(Value(word)) => word.string()?,
        Some(other) => return Err(other.unexpected().into()),
    };
    match command.as_str() {
        "run" => run_options(words),
        "portal" => portal_options(words),
        "test" => test_options(words),
        "dist" => no_options(words, Command::Dist),
        "tidy" => no_options(words, Command::Tidy),
        "openapi" => no_options(words, Command::Openapi),
        "conformance" => conformance_options(words),
        "advisories" => {
            let Some(Value(clone)) = words.next()? else { bail!("advisories needs the folder of a clone") };
            no_options(words, Command::Advisories(std::path::absolute(clone)?))
        }
        "fuzz" => fuzz_options(words),
        "demo-data" => demo_data_options(words),
        "bench" => bench_options(words),
        "help" => Ok(Command::Help(HELP)),
        other => bail!("there is no command `{other}`"),
    }
}

fn run_options(mut words: lexopt::Parser) -> Result<Command> {
    let mut options = RunOptions { port: 8080, data: PathBuf::from("data"), empty: false, rest: Vec::new() };
    while let Some(word) = words.next()? {
        match word {
            Long("port") => options.port = words.value()?.parse().context(PORT)?,
            // The command changes to the root; a path that was typed means the place where it was typed.
            Long("data") => options.data = std::path::absolute(words.value()?)?,
            Long("empty") => options.empty = true,
            Short('h') | Long("help") => return Ok(Command::Help(HELP)),
            Value(first) => {
                options.rest.push(first);
                options.rest.extend(words.raw_args()?);
            }
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Run(options))
}

fn portal_options(mut words: lexopt::Parser) -> Result<Command> {
    let mut options = PortalOptions { port: 8090, switchboard_port: 8091 };
    while let Some(word) = words.next()? {
        match word {
            Long("port") => options.port = words.value()?.parse().context(PORT)?,
            Long("switchboard-port") => options.switchboard_port = words.value()?.parse().context(PORT)?,
            Short('h') | Long("help") => return Ok(Command::Help(HELP)),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Portal(options))
}

fn test_options(mut words: lexopt::Parser) -> Result<Command> {
    let mut options = TestOptions::default();
    while let Some(word) = words.next()? {
        match word {
            Long("only") => options.only.extend(names(&words.value()?.string()?)),
            Long("keep-going") => options.keep_going = true,
            Short('h') | Long("help") => return Ok(Command::Help(HELP)),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Test(options))
}

fn fuzz_options(mut words: lexopt::Parser) -> Result<Command> {
    let mut options = FuzzOptions { only: Vec::new(), seconds: 300 };
    while let Some(word) = words.next()? {
        match word {
            Long("only") => options.only.extend(names(&words.value()?.string()?)),
            Long("seconds") => options.seconds = words.value()?.parse().context("--seconds is a number")?,
            Short('h') | Long("help") => return Ok(Command::Help(HELP)),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Fuzz(options))
}

/// Every option of the suite has a value; only the paths among them mean something else after we moved to the root.
fn conformance_options(mut words: lexopt::Parser) -> Result<Command> {
    let mut rest = Vec::new();
    while let Some(word) = words.next()? {
        match word {
            Short('h') | Long("help") => return Ok(Command::Help(HELP)),
            Long("junit") => rest.extend(["--junit".into(), std::path::absolute(words.value()?)?.into_os_string()]),
            Long(name) => {
                rest.push(format!("--{name}").into());
                rest.push(words.value()?);
            }
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Conformance(rest))
}

fn demo_data_options(mut words: lexopt::Parser) -> Result<Command> {
    let (mut data, mut conversations, mut messages, mut longest) = (PathBuf::from("data"), None, None, None);
    while let Some(word) = words.next()? {
        match word {
            Long("data") => data = std::path::absolute(words.value()?)?,
            Long("conversations") => {
                conversations = Some(words.value()?.parse().context("--conversations is a number")?)
            }
            Long("messages") => messages = Some(words.value()?.parse().context("--messages is a number")?),
            Long("longest") => longest = Some(words.value()?.parse().context("--longest is a number")?),
            Short('h') | Long("help") => return Ok(Command::Help(HELP)),
            other => return Err(other.unexpected().into()),
        }
    }
    let (Some(conversations), Some(messages)) = (conversations, messages) else {
        bail!("demo-data needs to know how much: --conversations N --messages M");
    };
    Ok(Command::DemoData(DemoDataOptions { data, conversations, messages, longest }))
}

/// What is measured is the next word; each has options of its own.
fn bench_options(mut words: lexopt::Parser) -> Result<Command> {
    match words.next()? {
        Some(Value(what)) if what == "search" => bench_search_options(words),
        Some(Value(what)) if what == "ui" => bench_ui_options(words),
        None | Some(Short('h') | Long("help")) => Ok(Command::Help(HELP)),
        Some(other) => Err(other.unexpected().into()),
    }
}

fn bench_search_options(mut words: lexopt::Parser) -> Result<Command> {
    let mut options = BenchSearchOptions::default();
    while let Some(word) = words.next()? {
        match word {
            Long("fresh") => options.fresh = true,
            Long(name @ ("messages" | "samples")) => {
                options.rest.push(format!("--{name}").into());
                options.rest.push(words.value()?);
            }
            Short('h') | Long("help") => return Ok(Command::Help(HELP)),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::BenchSearch(options))
}

fn bench_ui_options(mut words: lexopt::Parser) -> Result<Command> {
    let mut options = BenchUiOptions { sizes: vec![10_000], data: None, runs: 5, json: None, profile: None };
    while let Some(word) = words.next()? {
        match word {
            Long("sizes") => options.sizes = numbers(&words.value()?.string()?).context("--sizes are numbers")?,
            Long("data") => options.data = Some(std::path::absolute(words.value()?)?),
            Long("runs") => options.runs = words.value()?.parse().context("--runs is a number")?,
            Long("json") => options.json = Some(std::path::absolute(words.value()?)?),
            Long("profile") => options.profile = Some(std::path::absolute(words.value()?)?),
            Short('h') | Long("help") => return Ok(Command::Help(HELP)),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::BenchUi(options))
}

fn names(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn numbers(text: &str) -> Result<Vec<u64>> {
    Ok(text.split(',').map(|number| number.trim().parse()).collect::<Result<_, _>>()?)
}

fn no_options(mut words: lexopt::Parser, command: Command) -> Result<Command> {
    match words.next()? {
        None => Ok(command),
        Some(Short('h') | Long("help")) => Ok(Command::Help(HELP)),
        Some(other) => Err(other.unexpected().into()),
    }
}
