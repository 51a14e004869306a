//! The tools that a build needs, in the versions it was tried with, and how each is installed when it is missing.
//! The only file that names versions of tools; a test below keeps Trunk.toml and the npm list in step. Runs no build.

use std::path::Path;

use anyhow::{Result, bail};

use crate::{npm, sh};

/// A tool from crates.io. `programs` must all answer `--version` with `version`.
pub struct CargoTool {
    pub package: &'static str,
    pub version: &'static str,
    pub programs: &'static [&'static str],
    /// What it is for and how long compiling it takes on two cores.
    pub why: &'static str,
}

/// 0.22 asks for a newer compiler than ours.
pub const TRUNK: CargoTool = CargoTool {
    package: "trunk",
    version: "0.21.14",
    programs: &["trunk"],
    why: "Trunk bundles the app; compiling it once takes about 13 minutes",
};

/// Must be the version of the `wasm-bindgen` crate. 0.2.130's lock file names a dependency that is not served everywhere.
pub const WASM_BINDGEN: CargoTool = CargoTool {
    package: "wasm-bindgen-cli",
    version: "0.2.129",
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    why: "wasm-bindgen connects WebAssembly and JavaScript; compiling it once takes about 5 minutes",
};

/// wasm-opt, from npm. Debian's 108 yields a module that dies at start.
pub const BINARYEN: &str = "132.0.0";
/// Bundles and minifies the style sheets, from npm.
pub const ESBUILD: &str = "0.28.2";
/// Playwright and the tools above run on it.
const NODE_AT_LEAST: u32 = 20;
const WASM: &str = "wasm32-unknown-unknown";

/// All that `cargo xtask dist` needs.
pub fn ensure_bundler() -> Result<()> {
    node()?;
    wasm_target()?;
    let what = format!("wasm-opt (binaryen {BINARYEN}) and esbuild {ESBUILD} (they shrink the app)");
    npm::install(Path::new("xtask/npm"), &Path::new(sh::TOOLS).join("npm"), &what)?;
    ensure(&WASM_BINDGEN)?;
    ensure(&TRUNK)
}

/// All that the DOM tests need, the browser excepted.
pub fn ensure_test_runner() -> Result<()> {
    wasm_target()?;
    ensure(&WASM_BINDGEN)
}

/// Node and npm, which we use but do not install.
pub fn node() -> Result<()> {
    let advice = format!(
        "install Node {NODE_AT_LEAST} or newer (nodejs.org, or your system's packages), then run the same command again"
    );
    let Some(version) = sh::answer(sh::command("node").arg("--version")) else {
        bail!("Node is missing: {advice}");
    };
    if major(&version).is_none_or(|major| major < NODE_AT_LEAST) {
        bail!("Node {version} is too old: {advice}");
    }
    if sh::answer(sh::command("npm").arg("--version")).is_none() {
        bail!(
            "npm is missing although Node is there: install npm (on Debian the package `npm`), then run the same command again"
        );
    }
    Ok(())
}

fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

/// rustup reads rust-toolchain.toml and adds the target by itself, unless that is switched off.
pub fn wasm_target() -> Result<()> {
    let libraries = sh::answer(sh::command("rustc").args(["--print", "target-libdir", "--target", WASM]));
    if libraries.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    if sh::find("rustup").is_none() {
        bail!(
            "this Rust has no {WASM} target and rustup is not here to add it: install rustup (rustup.rs), then run the same command again"
        );
    }
    sh::say(format_args!("Adding Rust's {WASM} target: the app is compiled to it"));
    sh::run_online(sh::command("rustup").args(["target", "add", WASM]), "Adding the target")
}

fn ensure(tool: &CargoTool) -> Result<()> {
    if is_there(tool) {
        return Ok(());
    }
    sh::say(format_args!("Installing {} {} into {}: {}", tool.package, tool.version, sh::TOOLS, tool.why));
    let tools = std::path::absolute(sh::TOOLS)?;
    // A folder of its own: it waits for no other build, and a build that was interrupted goes on where it stopped.
    let build = tools.join("build");
    std::fs::create_dir_all(&build)?;
    let mut install = sh::command("cargo");
    install.args(["install", "--locked", "--force"]).arg(format!("{}@{}", tool.package, tool.version));
    install.arg("--root").arg(&tools).arg("--target-dir").arg(&build).current_dir(&build);
    // These are meant for our code, or for another target, and would break or slow down the tool's.
    for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS", "CARGO_BUILD_TARGET", "RUSTC_WRAPPER"]
    {
        install.env_remove(name);
    }
    sh::run_online(&mut install, &format!("Installing {}", tool.package))?;
    if !is_there(tool) {
        bail!(
            "{} was installed but does not answer `--version` with {}; remove {} and try again",
            tool.package,
            tool.version,
            sh::TOOLS
        );
    }
    // About a gigabyte, and never needed again.
    std::fs::remove_dir_all(&build).ok();
    Ok(())
}

fn is_there(tool: &CargoTool) -> bool {
    tool.programs.iter().all(|program| {
        let answer = sh::answer(sh::command(program).arg("--version")).unwrap_or_default();
        answer.split_whitespace().any(|word| word == tool.version)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pins_agree_with_the_files_that_repeat_them() {
        let trunk = include_str!("../../Trunk.toml");
        assert!(trunk.contains(&format!("wasm_bindgen = \"{}\"", WASM_BINDGEN.version)));
        let npm = include_str!("../npm/package.json");
        assert!(npm.contains(&format!("\"binaryen\": \"{BINARYEN}\"")));
        assert!(npm.contains(&format!("\"esbuild\": \"{ESBUILD}\"")));
    }

    #[test]
    fn versions_of_node() {
        assert_eq!(major("v20.11.1"), Some(20));
        assert_eq!(major("nonsense"), None);
    }
}
