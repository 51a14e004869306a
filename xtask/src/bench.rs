//! `cargo xtask bench …`: how fast things are, for people to read. Builds what ships and starts the programs in tests/bench;
//! what is measured is decided there. Nothing here passes or fails.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::args::{BenchSearchOptions, BenchUiOptions, DemoDataOptions};
use crate::{browser, dist, npm, run, sh};

/// The browser is driven by what the journeys have.
const E2E: &str = "tests/e2e";
/// What is measured on.
const FOLDER: &str = "target/bench";
/// Messages of the longest conversation.
const LONGEST: u64 = 5_000;

/// The app against a floor without any framework, in one browser.
pub fn ui(options: &BenchUiOptions) -> Result<()> {
    let browser = browser::ensure()?;
    npm::install(Path::new(E2E), Path::new(E2E), "Playwright (it drives the browser)")?;
    let dist = dist::build()?;
    let server = run::build_server()?;
    let data = match &options.data {
        Some(data) => vec![data.clone()],
        None => options.sizes.iter().map(|size| demo(&server, *size)).collect::<Result<_>>()?,
    };
    sh::say("Measuring, about a minute a round; the machine should have nothing else to do");
    let mut node = sh::command("node");
    node.arg("tests/bench/ui.mjs");
    node.env("CHROME", &browser.chrome).env("SWITCHBOARD_SERVER", server).env("SWITCHBOARD_DIST", dist);
    node.arg("--runs").arg(options.runs.to_string());
    for folder in data {
        node.arg("--data").arg(folder);
    }
    for (flag, path) in [("--json", &options.json), ("--profile", &options.profile)] {
        if let Some(path) = path {
            node.arg(flag).arg(path);
        }
    }
    sh::run(&mut node, "the measurement ended early; the reason is above")
}

/// A folder with so many conversations, made when it is not there from the last time.
fn demo(server: &Path, conversations: u64) -> Result<PathBuf> {
    let data = std::path::absolute(format!("{FOLDER}/ui-{conversations}"))?;
    if data.is_dir() {
        return Ok(data);
    }
    let unfinished = data.with_extension("unfinished");
    if unfinished.is_dir() {
        fs::remove_dir_all(&unfinished).with_context(|| format!("cannot delete {}", unfinished.display()))?;
    }
    sh::say(format_args!("Making data with {conversations} conversations, kept in {}", data.display()));
    let messages = conversations * 4 + LONGEST;
    let order = DemoDataOptions { data: unfinished.clone(), conversations, messages, longest: Some(LONGEST) };
    run::fill(server, &order)?;
    fs::rename(&unfinished, &data).with_context(|| format!("cannot rename {}", unfinished.display()))?;
    Ok(data)
}

/// Search over HTTP against the bare index, on a small and a large file.
pub fn search(options: &BenchSearchOptions) -> Result<()> {
    let folder = std::path::absolute(FOLDER)?;
    if options.fresh && folder.is_dir() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot delete {}", folder.display()))?;
    }
    sh::say("Building the server and its benchmark, then measuring; the machine should have nothing else to do");
    let mut cargo = sh::command("cargo");
    cargo.args(["bench", "--profile", "server", "-p", "switchboard-server", "--bench", "search", "--", "--folder"]);
    cargo.arg(folder).args(&options.rest);
    sh::run(&mut cargo, "the measurement ended early; the reason is above")
}
