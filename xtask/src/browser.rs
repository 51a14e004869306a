//! Finding Chromium and its driver, or installing Debian's where we may. Starts neither.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::sh;

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/// Where browsers are that are not on PATH.
const ELSEWHERE: [&str; 2] = ["/usr/bin/chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
const DRIVER: &str = "chromedriver";

pub struct Browser {
    pub chrome: PathBuf,
    /// Must be of the browser's own version.
    pub driver: PathBuf,
}

/// CHROME and CHROMEDRIVER decide; else what the system has; else Debian's packages are installed.
pub fn ensure() -> Result<Browser> {
    if let Some(browser) = locate()? {
        return Ok(browser);
    }
    let install = "install Chromium with its driver (on Debian `apt-get install chromium chromium-driver`), or name yours in CHROME and CHROMEDRIVER";
    let Some(apt) = apt() else {
        bail!("the browser tests need Chromium and chromedriver: {install}");
    };
    sh::say("Installing Chromium and chromedriver from Debian's packages: the browser tests run in it");
    sh::run_online(apt_command(apt).arg("update"), "Reading the package lists")?;
    let mut packages = apt_command(apt);
    packages.args(["install", "-y", "--no-install-recommends", "chromium", "chromium-driver"]);
    sh::run_online(&mut packages, "Installing Chromium")?;
    match locate()? {
        Some(browser) => Ok(browser),
        None => bail!("Chromium was installed but is not found: name it in CHROME, and its driver in CHROMEDRIVER"),
    }
}

fn locate() -> Result<Option<Browser>> {
    let Some(chrome) = named("CHROME")?.or_else(installed) else { return Ok(None) };
    let driver = named("CHROMEDRIVER")?.or_else(|| beside(&chrome)).or_else(|| sh::find(DRIVER));
    Ok(driver.map(|driver| Browser { chrome, driver }))
}

fn named(variable: &str) -> Result<Option<PathBuf>> {
    let Some(value) = env::var_os(variable).filter(|value| !value.is_empty()) else { return Ok(None) };
    let value = value.to_string_lossy();
    let Some(path) = sh::find(&value) else {
        bail!("{variable} names {value}, which is not there: correct it, or unset it to use the system's");
    };
    // The journeys run in a folder of their own.
    let path = std::path::absolute(path)?;
    Ok(Some(path))
}

fn installed() -> Option<PathBuf> {
    BROWSERS
        .iter()
        .find_map(|name| sh::find(name))
        .or_else(|| ELSEWHERE.iter().map(PathBuf::from).find(|path| path.is_file()))
}

fn beside(chrome: &Path) -> Option<PathBuf> {
    let driver = chrome.parent()?.join(DRIVER);
    driver.is_file().then_some(driver)
}

/// How apt-get may be called without asking anybody.
#[derive(Clone, Copy)]
enum Apt {
    Root,
    Sudo,
}

fn apt() -> Option<Apt> {
    if !Path::new("/etc/debian_version").exists() {
        return None;
    }
    if sh::answer(sh::command("id").arg("-u"))? == "0" {
        return Some(Apt::Root);
    }
    sh::answer(sh::command("sudo").args(["-n", "true"])).map(|_| Apt::Sudo)
}

fn apt_command(apt: Apt) -> std::process::Command {
    match apt {
        Apt::Root => {
            let mut command = sh::command("apt-get");
            command.env("DEBIAN_FRONTEND", "noninteractive");
            command
        }
        Apt::Sudo => {
            let mut command = sh::command("sudo");
            command.args(["-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
            command
        }
    }
}
