//! Starting other programs: with our tools on their PATH, without what cargo leaves in our environment, and with an error
//! that is a sentence. Knows no particular program.

use std::env;
use std::ffi::OsString;
use std::io::{BufRead as _, BufReader, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

/// Our own copies of tools, relative to the root. Not below `CARGO_TARGET_DIR`: it may be shared with other projects.
pub const TOOLS: &str = "target/tools";

/// Set by cargo for the program it runs, which is us; a cargo that we run in turn should not see them.
const CARGO_LEAVES: [&str; 4] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_NAME", "CARGO_CRATE_NAME"];

/// Makes the root of the repository the current folder, so that every path in here can start there.
pub fn enter_root() -> Result<()> {
    let Some(manifest) = env::var_os("CARGO_MANIFEST_DIR") else {
        bail!("start this as `cargo xtask …`; cargo says where the repository is");
    };
    let root = Path::new(&manifest).parent().context("xtask/ has no parent folder")?;
    env::set_current_dir(root).with_context(|| format!("cannot enter {}", root.display()))
}

/// Cargo's folder for what it builds.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from)
}

/// Says what happens next and why.
pub fn say(sentence: impl std::fmt::Display) {
    println!("\n▸ {sentence}");
}

/// A program that finds our tools before the system's.
pub fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.env("PATH", path());
    for (name, _) in env::vars_os() {
        if CARGO_LEAVES.iter().any(|start| name.to_string_lossy().starts_with(start)) {
            command.env_remove(name);
        }
    }
    command
}

/// The PATH that our programs see, as an absolute one: they may run in other folders.
pub fn path() -> OsString {
    let ours = ["bin", "npm/node_modules/.bin"].map(|folder| Path::new(TOOLS).join(folder));
    let ours = ours.iter().filter_map(|folder| std::path::absolute(folder).ok());
    let system = env::var_os("PATH").unwrap_or_default();
    env::join_paths(ours.chain(env::split_paths(&system))).unwrap_or(system)
}

/// Where a program is on that PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    env::split_paths(&path()).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Runs it with our terminal. The error is `otherwise`, which should say what to do.
pub fn run(command: &mut Command, otherwise: &str) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("cannot start `{program}`"))?;
    if !status.success() {
        bail!("{otherwise}");
    }
    Ok(())
}

/// What it printed, if it could be started and succeeded; for asking a tool about itself.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs something that downloads. Shows what it prints and reads along, so that a missing network is called by its name.
pub fn run_online(command: &mut Command, what: &str) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    if std::io::stderr().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    let mut child = command.stderr(Stdio::piped()).spawn().with_context(|| format!("cannot start `{program}`"))?;
    let mut offline = false;
    if let Some(stderr) = child.stderr.take() {
        let mut lines = BufReader::new(stderr);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line)? > 0 {
            let text = String::from_utf8_lossy(&line);
            eprint!("{text}");
            offline |= tells_of_no_network(&text);
            line.clear();
        }
    }
    if child.wait()?.success() {
        return Ok(());
    }
    if offline {
        bail!(
            "{what} needs the network and could not reach it: connect (or set the proxy), then run the same command again"
        );
    }
    bail!("{what} failed, for the reason above; the same command again continues where it stopped")
}

fn tells_of_no_network(line: &str) -> bool {
    const SIGNS: [&str; 12] = [
        "ENOTFOUND",
        "EAI_AGAIN",
        "ECONNREFUSED",
        "ECONNRESET",
        "ETIMEDOUT",
        "ENETUNREACH",
        "Could not resolve",
        "Temporary failure resolving",
        "failed to download",
        "spurious network error",
        "dns error",
        "Unable to connect",
    ];
    SIGNS.iter().any(|sign| line.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_network_is_recognised() {
        assert!(tells_of_no_network("npm error code EAI_AGAIN"));
        assert!(tells_of_no_network(
            "warning: spurious network error (3 tries remaining): [6] Could not resolve hostname"
        ));
        assert!(!tells_of_no_network("error[E0308]: mismatched types"));
    }
}
