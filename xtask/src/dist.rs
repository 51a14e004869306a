//! The optimised app in dist/: style sheets bundled by esbuild, the rest by Trunk, then everything compressed once so that
//! the server need not. Skipped when nothing changed. Does not measure (size.rs) and starts nothing (run.rs).

use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context as _, Result, bail};

use crate::{sh, stamp, tools};

const DIST: &str = "dist";
const STYLE: &str = "style/main.css";
const LOCK: &str = "target/.dist-lock";
/// index.html names it.
const BUNDLED_STYLE: &str = "target/web/style.css";

/// Builds if need be and returns the folder, absolute.
pub fn build() -> Result<PathBuf> {
    let dist = std::path::absolute(DIST)?;
    let _one_at_a_time = lock()?;
    let mark = dist.join(".stamp");
    let wanted = stamp::of_inputs()?;
    if fs::read_to_string(&mark).is_ok_and(|stamp| stamp == wanted) {
        sh::say("The app in dist/ is up to date");
        return Ok(dist);
    }
    tools::ensure_bundler()?;
    bundle_style()?;
    fetch_crates()?;
    sh::say(
        "Building the app, optimised for size (the first time about 7 minutes on two cores, later about half a minute)",
    );
    // Trunk reads NO_COLOR as an option of its own and dies of its usual value, 1.
    let mut trunk = sh::command("trunk");
    trunk.args(["build", "--release"]).env_remove("NO_COLOR").env("CARGO_ENCODED_RUSTFLAGS", shorten_paths());
    sh::run(&mut trunk, "the app does not build; the reason is above")?;
    refuse_inline_scripts(&dist.join("index.html"))?;
    run_script("optimise.mjs", &dist, "the app could not be optimised; the reason is above")?;
    write_pages(&dist)?;
    sh::say("Compressing dist/ once (brotli and gzip), so that the server need not");
    run_script("compress.mjs", &dist, "dist/ could not be compressed; the reason is above")?;
    fs::write(&mark, wanted).with_context(|| format!("cannot write {}", mark.display()))?;
    Ok(dist)
}

fn run_script(name: &str, dist: &Path, complaint: &str) -> Result<()> {
    sh::run(sh::command("node").arg(Path::new("xtask/js").join(name)).arg(dist), complaint)
}

/// Two builds at once would write into each other's files. Held until the answer is dropped.
fn lock() -> Result<fs::File> {
    fs::create_dir_all("target").context("cannot make target/")?;
    let file = fs::File::create(LOCK).with_context(|| format!("cannot write {LOCK}"))?;
    if file.try_lock().is_err() {
        sh::say("Waiting for another build of the app to end");
        file.lock().with_context(|| format!("cannot lock {LOCK}"))?;
    }
    Ok(file)
}

/// One file for one request. A browser would fetch each `@import` after the one before it.
fn bundle_style() -> Result<()> {
    if !Path::new(STYLE).is_file() {
        bail!("{STYLE} is missing: it is the list of all style sheets, one `@import` each");
    }
    sh::say("Bundling the style sheets");
    let mut esbuild = sh::command(esbuild_itself());
    // A picture from public/ is named as the page names it, from the root.
    esbuild.args([STYLE, "--bundle", "--minify", "--log-level=warning", "--external:/*.svg"]);
    // Misspelt CSS is ignored by browsers without a word, so it is an error here.
    esbuild.args(["--log-override:css-syntax-error=error", "--log-override:unsupported-css-property=error"]);
    esbuild.arg(format!("--outfile={BUNDLED_STYLE}"));
    sh::run(&mut esbuild, "the style sheets do not bundle; the reason is above")
}

/// The program inside the package: npm's wrapper would print its own stack trace below every misspelt property.
fn esbuild_itself() -> PathBuf {
    let platforms = fs::read_dir(Path::new(sh::TOOLS).join("npm/node_modules/@esbuild")).into_iter().flatten();
    let mut programs = platforms.filter_map(Result::ok).map(|platform| platform.path().join("bin/esbuild"));
    programs.find(|program| program.is_file()).unwrap_or_else(|| PathBuf::from("esbuild"))
}

/// Trunk builds without the network, so that it does not download its own tools; then the crates must be here before.
fn fetch_crates() -> Result<()> {
    let mut fetch = sh::command("cargo");
    fetch.args(["fetch", "--quiet", "--target", "wasm32-unknown-unknown"]);
    sh::run_online(&mut fetch, "Fetching the app's crates")
}

/// Flags by which crates are called by their names in what the app says when it breaks, not by where this machine keeps them.
fn shorten_paths() -> String {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let registries = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok()).into_iter().flatten();
    let flags = registries.filter_map(Result::ok).map(|it| format!("--remap-path-prefix={}/=", it.path().display()));
    flags.collect::<Vec<_>>().join("\u{1f}")
}

/// The server's Content-Security-Policy would refuse them, and the page would stay white.
fn refuse_inline_scripts(page: &Path) -> Result<()> {
    let html = fs::read_to_string(page).with_context(|| format!("cannot read {}", page.display()))?;
    if has_inline_script(&html) {
        bail!(
            "{} has an inline script, which its Content-Security-Policy forbids: see pattern_script in Trunk.toml",
            page.display()
        );
    }
    Ok(())
}

/// Two pages of one: desk.html for the server that answers every address of the app with it, so that its files are named from
/// the root; index.html for any other server, which has it at one address, wherever that is, so that they are named beside it.
fn write_pages(dist: &Path) -> Result<()> {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("cannot read {}", page.display()))?;
    let desk = html.replacen("<html ", "<html data-addresses=\"path\" ", 1);
    fs::write(dist.join("desk.html"), desk).context("cannot write desk.html")?;
    fs::write(&page, beside(&html)).with_context(|| format!("cannot write {}", page.display()))
}

/// The page with what it names from the root named from beside it.
fn beside(html: &str) -> String {
    ["href", "src"]
        .iter()
        .fold(html.to_owned(), |html, name| html.replace(&format!("{name}=\"/"), &format!("{name}=\"./")))
}

fn has_inline_script(html: &str) -> bool {
    html.split("<script").skip(1).any(|after| !after.split('>').next().unwrap_or_default().contains(" src=\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_are_seen() {
        assert!(has_inline_script("<head><script type=\"module\">import init from 'x'</script>"));
        assert!(!has_inline_script("<head><script type=\"module\" src=\"/start.js\"></script>"));
    }

    #[test]
    fn a_page_for_any_server_names_nothing_from_the_root() {
        let html = r#"<link href="/a.css"><a href="https://example.org/"></a><script src="/start.js"></script>"#;
        let expected = r#"<link href="./a.css"><a href="https://example.org/"></a><script src="./start.js"></script>"#;
        assert_eq!(beside(html), expected);
    }
}
