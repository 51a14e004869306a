//! Installing a committed list of npm packages: exactly what the lock file names, and no package's install script runs.
//! Does not decide what is on the lists.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::{sh, tools};

/// Installs `list` (a folder with package.json and its lock file) into `into`; the same folder is fine. Quick when it is done already.
pub fn install(list: &Path, into: &Path, what: &str) -> Result<()> {
    let lock = list.join("package-lock.json");
    let wanted = fs::read_to_string(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    // npm empties node_modules before it installs, so a copy of the lock file in there means: finished, and this one.
    let mark = into.join("node_modules/.installed");
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    tools::node()?;
    sh::say(format_args!("Installing {what} from npm into {}", into.display()));
    if list != into {
        fs::create_dir_all(into)?;
        for file in ["package.json", "package-lock.json"] {
            fs::copy(list.join(file), into.join(file))?;
        }
    }
    let mut npm = sh::command("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(into);
    npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    sh::run_online(&mut npm, &format!("Installing {what}"))?;
    fs::write(&mark, wanted).with_context(|| format!("cannot write {}", mark.display()))
}
