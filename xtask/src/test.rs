//! `cargo xtask test`: the stages that a change must pass, cheapest first, with one line each at the end.
//! A stage only calls the tool that knows; what is checked is in the tests, the lints and tidy.

use std::cell::OnceCell;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::args::{FuzzOptions, TestOptions};
use crate::browser::{self, Browser};
use crate::{deps, dist, fuzz, npm, run, sh, size, tidy, tools};

struct Stage {
    name: &'static str,
    why: &'static str,
    run: fn(&Desk) -> Result<()>,
}

const STAGES: [Stage; 9] = [
    Stage { name: "fmt", why: "one way to lay out Rust", run: fmt },
    Stage { name: "clippy", why: "lints for every crate, and for the app as the browser compiles it", run: clippy },
    Stage {
        name: "tidy",
        why: "the house rules: who may use whom, how files open, how long they get",
        run: |_| tidy::run(),
    },
    Stage {
        name: "deps",
        why: "every package from its registry, under a licence we may use, without known advisories",
        run: |_| deps::run(),
    },
    Stage { name: "native", why: "unit, property and server tests, which need no browser", run: native },
    Stage { name: "fuzz", why: "bytes at random for everything that reads them, briefly (tests/fuzz)", run: fuzz },
    Stage { name: "dom", why: "components in a real browser (tests/dom)", run: dom },
    Stage { name: "build", why: "the optimised app within its size budget, and the server", run: build },
    Stage {
        name: "journeys",
        why: "people's ways through the app, in a browser against the real server (tests/e2e)",
        run: journeys,
    },
];

const WASM: &str = "wasm32-unknown-unknown";
const E2E: &str = "tests/e2e";

/// What several stages need and only the first of them gets.
#[derive(Default)]
struct Desk {
    browser: OnceCell<Browser>,
}

impl Desk {
    fn browser(&self) -> Result<&Browser> {
        if let Some(browser) = self.browser.get() {
            return Ok(browser);
        }
        let browser = browser::ensure()?;
        Ok(self.browser.get_or_init(|| browser))
    }
}

enum Outcome {
    Passed(Duration),
    Failed(Duration, String),
    NotRun,
}

/// The error is about the command; a stage that failed is in the summary and the exit code.
pub fn run(options: &TestOptions) -> Result<ExitCode> {
    let stages = chosen(&options.only)?;
    let desk = Desk::default();
    let mut outcomes = Vec::new();
    let mut stop = false;
    for stage in stages {
        let outcome = if stop { Outcome::NotRun } else { perform(stage, &desk) };
        stop |= matches!(outcome, Outcome::Failed(..)) && !options.keep_going;
        outcomes.push((stage.name, outcome));
    }
    Ok(summarise(&outcomes))
}

fn chosen(only: &[String]) -> Result<Vec<&'static Stage>> {
    let names = STAGES.map(|stage| stage.name);
    if let Some(unknown) = only.iter().find(|name| !names.contains(&name.as_str())) {
        bail!("there is no stage `{unknown}`: the stages are {}", names.join(", "));
    }
    Ok(STAGES.iter().filter(|stage| only.is_empty() || only.iter().any(|name| name == stage.name)).collect())
}

fn perform(stage: &Stage, desk: &Desk) -> Outcome {
    sh::say(format_args!("{}: {}", stage.name, stage.why));
    let start = Instant::now();
    match (stage.run)(desk) {
        Ok(()) => Outcome::Passed(start.elapsed()),
        Err(error) => {
            let sentence = format!("{error:#}");
            eprintln!("\n✗ {}: {sentence}", stage.name);
            Outcome::Failed(start.elapsed(), sentence)
        }
    }
}

fn summarise(outcomes: &[(&str, Outcome)]) -> ExitCode {
    println!();
    let (mut passed, mut failed) = (0, 0);
    for (name, outcome) in outcomes {
        match outcome {
            Outcome::Passed(time) => {
                passed += 1;
                println!("  {name:<9} passed  {:>7.1} s", time.as_secs_f64());
            }
            Outcome::Failed(time, sentence) => {
                failed += 1;
                println!("  {name:<9} FAILED  {:>7.1} s  {sentence}", time.as_secs_f64());
            }
            Outcome::NotRun => println!("  {name:<9} not run"),
        }
    }
    // Read by machines, as the last line.
    println!("{passed} passed, {failed} failed");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn fmt(_: &Desk) -> Result<()> {
    cargo(&["fmt", "--all", "--check"], "`cargo fmt --all` lays these files out")
}

fn clippy(_: &Desk) -> Result<()> {
    let otherwise = "clippy found what is listed above";
    cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"], otherwise)?;
    tools::wasm_target()?;
    sh::say("clippy again, for the browser: natively the app is only a stub");
    cargo(&["clippy", "-p", "switchboard", "--all-targets", "--target", WASM, "--", "-D", "warnings"], otherwise)
}

fn native(_: &Desk) -> Result<()> {
    cargo(&["test", "--workspace"], "a native test failed; it is named above")
}

fn fuzz(_: &Desk) -> Result<()> {
    fuzz::run(&FuzzOptions { only: Vec::new(), seconds: fuzz::BRIEFLY })
}

fn dom(desk: &Desk) -> Result<()> {
    tools::ensure_test_runner()?;
    let browser = desk.browser()?;
    let mut cargo = sh::command("cargo");
    cargo.args(["test", "-p", "switchboard", "--target", WASM]);
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    cargo.env("CHROMEDRIVER", &browser.driver);
    cargo.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", webdriver_settings(&browser.chrome)?);
    // The default, 20 s, is short for the first start of a browser on a busy machine.
    cargo.env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    sh::run(&mut cargo, "a DOM test failed; it is named above")
}

/// webdriver.json with the browser that was found; a driver looks for Google Chrome otherwise.
fn webdriver_settings(chrome: &Path) -> Result<std::path::PathBuf> {
    let settings = fs::read_to_string("webdriver.json").context("cannot read webdriver.json")?;
    let binary = format!("\"goog:chromeOptions\": {{\n    \"binary\": {:?},", chrome.display().to_string());
    let file = Path::new("target/web/webdriver.json");
    fs::create_dir_all("target/web")?;
    fs::write(file, settings.replacen("\"goog:chromeOptions\": {", &binary, 1))?;
    Ok(std::path::absolute(file)?)
}

fn build(_: &Desk) -> Result<()> {
    let dist = dist::build()?;
    size::check(&dist)?;
    run::build_server().map(drop)
}

fn journeys(desk: &Desk) -> Result<()> {
    let browser = desk.browser()?;
    npm::install(Path::new(E2E), Path::new(E2E), "Playwright and axe (they drive and examine the browser)")?;
    let dist = dist::build()?;
    let server = run::build_server()?;
    let mut playwright = sh::command("npx");
    playwright.args(["--no-install", "playwright", "test"]).current_dir(E2E);
    playwright.env("CHROME", &browser.chrome).env("SWITCHBOARD_SERVER", server).env("SWITCHBOARD_DIST", dist);
    sh::run(
        &mut playwright,
        "a journey failed; `npx playwright show-report report` in tests/e2e shows what the browser saw",
    )
}

fn cargo(arguments: &[&str], otherwise: &str) -> Result<()> {
    sh::run(sh::command("cargo").args(arguments), otherwise)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_chooses_and_refuses_what_is_not_there() {
        let names = |only: &[&str]| -> Result<Vec<&str>> {
            let only: Vec<String> = only.iter().map(|name| (*name).to_owned()).collect();
            Ok(chosen(&only)?.iter().map(|stage| stage.name).collect())
        };
        assert_eq!(names(&["tidy", "fmt"]).unwrap(), ["fmt", "tidy"]);
        assert_eq!(names(&[]).unwrap().len(), STAGES.len());
        assert!(names(&["speed"]).is_err());
    }
}
