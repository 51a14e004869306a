//! `cargo xtask bench …`: how fast things are, for people to read. Builds what ships and starts the programs in tests/bench;
//! what is measured is decided there. Nothing here passes or fails.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::args::{BenchSearchOptions, BenchUiOptions};
use crate::{browser, dist, npm, run, sh};

/// The browser is driven by what the journeys have.
const E2E: &str = "tests/e2e";

/// The app against a floor without any framework, in one browser.
pub fn ui(options: &BenchUiOptions) -> Result<()> {
    let browser = browser::ensure()?;
    npm::install(Path::new(E2E), Path::new(E2E), "Playwright (it drives the browser)")?;
    let dist = dist::build()?;
    let server = run::build_server()?;
    sh::say("Measuring, about 40 seconds a round; the machine should have nothing else to do");
    let mut node = sh::command("node");
    node.arg("tests/bench/ui.mjs");
    node.env("CHROME", &browser.chrome).env("SWITCHBOARD_SERVER", server).env("SWITCHBOARD_DIST", dist);
    node.arg("--runs").arg(options.runs.to_string());
    for (flag, path) in [("--data", &options.data), ("--json", &options.json), ("--profile", &options.profile)] {
        if let Some(path) = path {
            node.arg(flag).arg(path);
        }
    }
    sh::run(&mut node, "the measurement ended early; the reason is above")
}

/// Search over HTTP against the bare index, on a small and a large file.
pub fn search(options: &BenchSearchOptions) -> Result<()> {
    let folder = std::path::absolute("target/bench")?;
    if options.fresh && folder.is_dir() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot delete {}", folder.display()))?;
    }
    sh::say("Building the server and its benchmark, then measuring; the machine should have nothing else to do");
    let mut cargo = sh::command("cargo");
    cargo.args(["bench", "--profile", "server", "-p", "switchboard-server", "--bench", "search", "--", "--folder"]);
    cargo.arg(folder).args(&options.rest);
    sh::run(&mut cargo, "the measurement ended early; the reason is above")
}
