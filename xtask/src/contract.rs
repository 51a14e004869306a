//! `cargo xtask openapi` and `cargo xtask conformance`: the contract as a document, and a server held against it. What
//! either says is decided in the server and in tests/conformance; this only starts them.

use std::ffi::OsString;
use std::fs;
use std::process::Stdio;

use anyhow::{Context as _, Result, bail};

use crate::sh;

const DOCUMENT: &str = "docs/api/openapi.json";

/// Writes the document of the Inbox API as the server's code has it.
pub fn openapi() -> Result<()> {
    sh::say("Asking the server for its contract");
    let mut cargo = sh::command("cargo");
    cargo.args(["run", "--quiet", "-p", "switchboard-server", "--", "openapi"]).stderr(Stdio::inherit());
    let output = cargo.output().context("cannot start `cargo`")?;
    if !output.status.success() {
        bail!("the server did not print its contract; the reason is above");
    }
    fs::write(DOCUMENT, output.stdout).with_context(|| format!("cannot write {DOCUMENT}"))?;
    println!("{DOCUMENT} is written");
    Ok(())
}

/// Runs the conformance suite against a running server.
pub fn conformance(rest: &[OsString]) -> Result<()> {
    let mut cargo = sh::command("cargo");
    cargo.args(["run", "--quiet", "-p", "switchboard-conformance", "--"]).args(rest);
    sh::run(&mut cargo, "the server does not keep the contract in everything; the report is above")
}
