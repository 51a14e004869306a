//! `cargo xtask portal`: a Switchboard with fresh demo data and a portal of another origin that shows it in a frame, until
//! Ctrl-C. The portal itself is in docs/portal; nothing is built here that `run` does not build.

use std::fs;
use std::path::Path;
use std::process::{Child, Command};

use anyhow::{Context as _, Result};

use crate::args::PortalOptions;
use crate::{dist, run, sh};

const DATA: &str = "target/portal";
/// The demo's admin.
const AGENT: &str = "ingrid@wayfern.example";

pub fn run(options: &PortalOptions) -> Result<()> {
    run::port_is_free(options.port)?;
    run::port_is_free(options.switchboard_port)?;
    let dist = dist::build()?;
    let server = run::build_server()?;
    // Names of one machine, but to a browser two sites: what works here works across domains.
    let portal = format!("http://localhost:{}", options.port);
    let switchboard = format!("http://127.0.0.1:{}", options.switchboard_port);
    if Path::new(DATA).exists() {
        fs::remove_dir_all(DATA).with_context(|| format!("cannot remove the old {DATA}"))?;
    }
    sh::say("Making an API key for the portal");
    let mut key = sh::command(&server);
    key.args(["api-key", "create", "--data", DATA, "--name", "Demo portal", "--origin", &portal]);
    let key = sh::answer(&mut key).context("the server made no API key")?;
    let mut desk = sh::command(&server);
    desk.arg("--dist").arg(dist).args(["--data", DATA, "--port", &options.switchboard_port.to_string()]);
    let _desk = Started(start(&mut desk)?);
    sh::say(format_args!("The portal is at {portal}/inbox; Ctrl-C stops it"));
    let mut front = sh::command("node");
    front.arg("docs/portal/server.mjs").env("SWITCHBOARD_URL", &switchboard).env("SWITCHBOARD_KEY", key);
    front.env("SWITCHBOARD_AGENT", AGENT).env("PORT", options.port.to_string());
    sh::run(&mut front, "the portal ended with an error; the reason is above")
}

fn start(command: &mut Command) -> Result<Child> {
    command.spawn().context("cannot start the server")
}

/// Ends with us, however that comes about.
struct Started(Child);

impl Drop for Started {
    fn drop(&mut self) {
        // It may have ended by itself, on the same Ctrl-C.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
