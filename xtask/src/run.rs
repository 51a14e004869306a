//! `cargo xtask run` and `demo-data`: from a fresh checkout to a server that answers, or to a folder full of data. What can go wrong is looked at before the long
//! builds begin. The server itself makes the demo data, prints the sign-ins and stops on Ctrl-C.

use std::fs;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::args::{DemoDataOptions, RunOptions};
use crate::{dist, sh};

pub fn run(options: &RunOptions) -> Result<()> {
    port_is_free(options.port)?;
    let data = std::path::absolute(&options.data)?;
    folder_is_writable(&data)?;
    let dist = dist::build()?;
    let server = build_server()?;
    sh::say("Starting the server; Ctrl-C stops it");
    let mut command = sh::command(server);
    command.arg("--dist").arg(dist).arg("--data").arg(data).arg("--port").arg(options.port.to_string());
    if options.empty {
        command.arg("--empty");
    }
    command.args(&options.rest);
    become_program(command)
}

/// `cargo xtask demo-data`: the server fills the folder, says how far it is, and ends.
pub fn demo_data(options: &DemoDataOptions) -> Result<()> {
    let data = std::path::absolute(&options.data)?;
    folder_is_writable(&data)?;
    let server = build_server()?;
    sh::say("Filling the data folder");
    fill(&server, options)?;
    sh::say(format_args!("`cargo xtask run --data {}` starts on it", data.display()));
    Ok(())
}

/// Has the server fill a folder.
pub fn fill(server: &Path, options: &DemoDataOptions) -> Result<()> {
    let mut fill = sh::command(server);
    fill.arg("fill").arg("--data").arg(&options.data);
    let numbers = [
        ("--conversations", Some(options.conversations)),
        ("--messages", Some(options.messages)),
        ("--longest", options.longest),
    ];
    for (name, number) in numbers {
        fill.args(number.map(|number| format!("{name}={number}")));
    }
    sh::run(&mut fill, "the data folder was not filled; the reason is above")
}

/// The server as it ships, and where it is.
pub fn build_server() -> Result<PathBuf> {
    sh::say("Building the server (the first time about 4 minutes on two cores, later only what changed)");
    let mut cargo = sh::command("cargo");
    cargo.args(["build", "--profile", "server", "-p", "switchboard-server"]);
    sh::run(&mut cargo, "the server does not build; the reason is above")?;
    let name = format!("switchboard-server{}", std::env::consts::EXE_SUFFIX);
    Ok(std::path::absolute(sh::target().join("server").join(name))?)
}

pub fn port_is_free(port: u16) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            bail!(
                "port {port} is taken: stop the program that uses it, or choose another, for instance `cargo xtask run --port {}`",
                port ^ 1
            )
        }
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            bail!(
                "port {port} is for administrators only: choose one above 1023, for instance `cargo xtask run --port 8080`"
            )
        }
        Err(error) => Err(error).with_context(|| format!("cannot listen on 127.0.0.1:{port}")),
    }
}

fn folder_is_writable(folder: &Path) -> Result<()> {
    let probe = folder.join(".writable");
    if let Err(error) = fs::create_dir_all(folder).and_then(|()| fs::write(&probe, "")) {
        let folder = folder.display();
        bail!("cannot write to {folder} ({error}): make it yours (chown, chmod), or choose another with --data FOLDER");
    }
    fs::remove_file(probe).ok();
    Ok(())
}

/// On Unix the server takes our place, so that Ctrl-C and its exit code are its own.
#[cfg(unix)]
fn become_program(mut command: Command) -> Result<()> {
    use std::os::unix::process::CommandExt as _;
    Err(command.exec()).context("cannot start the server")
}

#[cfg(not(unix))]
fn become_program(mut command: Command) -> Result<()> {
    sh::run(&mut command, "the server ended with an error; the reason is above")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_a_sentence() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let sentence = port_is_free(port).unwrap_err().to_string();
        assert!(sentence.contains("is taken") && sentence.contains("--port"), "{sentence}");
        drop(taken);
        port_is_free(port).unwrap();
    }

    #[test]
    fn a_file_is_no_data_folder() {
        let file = std::env::temp_dir().join(format!("xtask-run-{}", std::process::id()));
        fs::write(&file, "").unwrap();
        let sentence = folder_is_writable(&file).unwrap_err().to_string();
        assert!(sentence.contains("--data"), "{sentence}");
        fs::remove_file(file).unwrap();
    }
}
