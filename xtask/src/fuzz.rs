//! `cargo xtask fuzz`: libFuzzer on everything that reads bytes from outside (tests/fuzz says what that is, and what must
//! hold). It needs neither a nightly compiler nor cargo-fuzz: what LLVM counts is turned on by flags that are stable.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::args::FuzzOptions;
use crate::sh;

/// Seconds for each target in the tests; found by chance is found on the way, looked for with `cargo xtask fuzz`.
pub const BRIEFLY: u32 = 12;
/// The folders of a target: where it begins (committed), and what it found to be worth going on from.
const SEEDS: &str = "tests/fuzz/seeds";
const CORPUS: &str = "target/fuzz/corpus";
/// Inputs that broke something.
const FINDINGS: &str = "target/fuzz/findings";

/// What makes the compiler count which ways the code goes, as cargo-fuzz gives it; check what it takes for granted; and not take
/// long about it.
const COUNTED: [&str; 7] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cdebug-assertions=on",
    "-Copt-level=1",
];

pub fn run(options: &FuzzOptions) -> Result<()> {
    let targets = chosen(&options.only)?;
    let programs = build()?;
    for target in targets {
        sh::say(format_args!("Fuzzing {target} for {} s", options.seconds));
        fuzz(&programs.join(&target), &target, options.seconds)?;
    }
    Ok(())
}

/// All targets, each of which has a folder of seeds, or those that were named.
fn chosen(only: &[String]) -> Result<Vec<String>> {
    let folders = fs::read_dir(SEEDS).with_context(|| format!("cannot read {SEEDS}"))?;
    let mut targets: Vec<String> =
        folders.map(|folder| Ok(folder?.file_name().to_string_lossy().into_owned())).collect::<Result<_>>()?;
    targets.sort();
    if let Some(unknown) = only.iter().find(|name| !targets.contains(name)) {
        bail!("there is no target `{unknown}`: the targets are {}", targets.join(", "));
    }
    targets.retain(|target| only.is_empty() || only.contains(target));
    Ok(targets)
}

/// Gives the folder with the programs. As the target is named, build scripts and macros are compiled without the flags, and are
/// the server's own.
fn build() -> Result<PathBuf> {
    sh::say("Building the fuzz targets (the first time about 6 minutes on two cores, later only what changed)");
    let Some(host) = sh::answer(sh::command("rustc").arg("--print").arg("host-tuple")) else {
        bail!("`rustc --print host-tuple` did not answer: install Rust with rustup");
    };
    let mut cargo = sh::command("cargo");
    cargo.args(["build", "--profile", "server", "-p", "switchboard-fuzz", "--features", "libfuzzer", "--bins"]);
    cargo.args(["--target", &host]).env("CARGO_ENCODED_RUSTFLAGS", COUNTED.join("\u{1f}"));
    sh::run(&mut cargo, "the fuzz targets do not build, for the reason above; they need a C++ compiler (c++)")?;
    Ok(sh::target().join(host).join("server"))
}

fn fuzz(program: &Path, target: &str, seconds: u32) -> Result<()> {
    let (corpus, findings) = (format!("{CORPUS}/{target}"), format!("{FINDINGS}/{target}/"));
    for folder in [&corpus, &findings] {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {folder}"))?;
    }
    let log = format!("target/fuzz/{target}.log");
    let mut command = sh::command(program);
    command.args([format!("-max_total_time={seconds}"), format!("-artifact_prefix={findings}")]);
    command.args(["-max_len=16384", "-timeout=25", "-rss_limit_mb=4096"]);
    command.args([corpus, format!("{SEEDS}/{target}")]);
    command.stdout(File::create(&log)?).stderr(File::options().append(true).open(&log)?);
    let status = command.status().with_context(|| format!("cannot start {}", program.display()))?;
    let told = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
    if !status.success() {
        let last: Vec<&str> = told.lines().rev().take(40).collect();
        last.iter().rev().for_each(|line| eprintln!("{line}"));
        bail!(
            "{target} found an input that breaks it, kept in {findings}: `{} FILE` tries it alone; when it is mended, \
             the input becomes a seed in {SEEDS}/{target}",
            program.display()
        );
    }
    println!("{}", told.lines().rev().find(|line| line.starts_with("Done")).unwrap_or("Done"));
    Ok(())
}
