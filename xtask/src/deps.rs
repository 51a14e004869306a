//! What we build on: every package comes from its registry with a checksum, under a licence that we may use, is none of
//! those we keep out, and none with a known advisory. What is known of packages is in `advisories`.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context as _, Result, bail};

use crate::{advisories, sh};

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Licences that ask for no more than to be named (MPL: and to keep changes to its own files open).
const LICENCES: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "NCSA",
    "Unicode-3.0",
    "Zlib",
];

/// Packages that must not come in, and what there is instead.
const KEPT_OUT: [(&str, &str); 6] = [
    ("openssl-sys", "TLS is rustls"),
    ("native-tls", "TLS is rustls"),
    ("git2", "nothing here speaks git"),
    ("ansi_term", "it is unmaintained"),
    ("atty", "it is unmaintained: `std::io::IsTerminal`"),
    ("serde_yaml", "it is unmaintained, and nothing here is YAML"),
];

/// The folders with a lock file of npm.
pub const NPM_FOLDERS: [&str; 2] = ["tests/e2e", "xtask/npm"];
const TARGETS: [&[&str]; 2] = [&["--workspace"], &["-p", "switchboard", "--target", "wasm32-unknown-unknown"]];

pub fn run() -> Result<()> {
    let lock = fs::read_to_string("Cargo.lock").context("cannot read Cargo.lock")?;
    let crates = crates(&lock);
    let mut findings: Vec<String> = crates.iter().flat_map(about_crate).collect();
    let manifest = fs::read_to_string("Cargo.toml").context("cannot read Cargo.toml")?;
    if manifest.lines().any(|line| line.starts_with("[patch") || line.starts_with("[replace")) {
        findings.push("Cargo.toml patches packages: use what the registry has".to_owned());
    }
    let mut seen = BTreeSet::new();
    for target in TARGETS {
        let mut cargo = sh::command("cargo");
        cargo.args(["tree", "--locked", "--quiet", "--edges", "all", "--prefix", "none", "--format", "{p}|{l}"]);
        let Some(tree) = sh::answer(cargo.args(target)) else {
            bail!("`cargo tree` did not answer: run `cargo tree --locked` to see why");
        };
        seen.extend(tree.lines().map(|line| line.trim_end_matches(" (*)").to_owned()));
    }
    findings.extend(seen.iter().filter_map(|line| licence(line)));
    let locks = NPM_FOLDERS.map(|folder| format!("{folder}/package-lock.json"));
    let locks: Vec<String> = locks
        .iter()
        .map(|lock| fs::read_to_string(lock).with_context(|| format!("cannot read {lock}")))
        .collect::<Result<_>>()?;
    let npm: Vec<Package<'_>> = locks.iter().flat_map(|lock| npm(lock)).collect();
    findings.extend(npm.iter().filter_map(about_npm));
    let crates: Vec<Package<'_>> = crates.into_iter().filter(|package| package.source.is_some()).collect();
    let known = advisories::about(&crates, &npm)?;
    findings.extend(known.findings);
    for note in &known.notes {
        println!("note: {note}");
    }
    for finding in &findings {
        eprintln!("{finding}");
    }
    if !findings.is_empty() {
        bail!("what is listed above cannot be built on");
    }
    println!(
        "deps: {} crates and {} packages of npm, from their registries, under known licences, with no known advisory",
        crates.len(),
        npm.len()
    );
    Ok(())
}

/// A package, as a lock file names it.
pub struct Package<'l> {
    pub name: &'l str,
    pub version: &'l str,
    /// Where it comes from, where that is said. Of crates, ours have none.
    pub source: Option<&'l str>,
    pub has_checksum: bool,
}

/// The packages of Cargo.lock.
pub fn crates(lock: &str) -> Vec<Package<'_>> {
    lock.split("[[package]]").skip(1).map(package).collect()
}

fn package(text: &str) -> Package<'_> {
    let field = |name: &str| {
        let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = \""));
        value.and_then(|value| value.strip_suffix('"'))
    };
    let (name, version) = (field("name").unwrap_or("?"), field("version").unwrap_or("?"));
    Package { name, version, source: field("source"), has_checksum: field("checksum").is_some() }
}

/// The packages of a lock file of npm. Links to folders have no version.
fn npm(lock: &str) -> Vec<Package<'_>> {
    let mut packages: Vec<Package<'_>> = Vec::new();
    let mut inside = false;
    for line in lock.lines().map(str::trim) {
        let field = |name: &str| line.strip_prefix(name)?.split('"').nth(1);
        if let Some(path) = line.strip_suffix("\": {").and_then(|line| line.strip_prefix("\"node_modules/")) {
            let name = path.rsplit("node_modules/").next().unwrap_or(path);
            packages.push(Package { name, version: "?", source: None, has_checksum: false });
            inside = true;
        } else if inside && let Some(package) = packages.last_mut() {
            if let Some(version) = field("\"version\":") {
                package.version = version;
            }
            package.source = package.source.or(field("\"resolved\":"));
            package.has_checksum |= field("\"integrity\":").is_some_and(|sum| sum.starts_with("sha512-"));
            inside = line != "}" && line != "},";
        }
    }
    packages
}

/// What is wrong with where a crate comes from, or with using it at all.
fn about_crate(package: &Package<'_>) -> Vec<String> {
    let mut findings = Vec::new();
    let name = package.name;
    match package.source {
        // Ours.
        None => {}
        Some(REGISTRY) if package.has_checksum => {}
        Some(REGISTRY) => findings.push(format!("{name} has no checksum in Cargo.lock")),
        Some(source) => findings.push(format!("{name} comes from {source}: use what the registry has")),
    }
    let kept_out = KEPT_OUT.iter().find(|(kept_out, _)| *kept_out == name);
    findings.extend(kept_out.map(|(name, instead)| format!("{name} is kept out: {instead}")));
    findings
}

/// What is wrong with where a package of npm comes from: each has a checksum, and none says where it is to be had, so
/// that the registry decides.
fn about_npm(package: &Package<'_>) -> Option<String> {
    let name = package.name;
    if package.source.is_some() {
        return Some(format!("{name} names its own source: take `resolved` out"));
    }
    (!package.has_checksum).then(|| format!("{name} has no checksum"))
}

/// What is wrong with a line `name v1.2.3 (…)|MIT OR Apache-2.0`.
fn licence(line: &str) -> Option<String> {
    let (package, expression) = line.rsplit_once('|')?;
    (!may_use(expression))
        .then(|| format!("{package} is under `{expression}`, which is not one of the licences in xtask/src/deps.rs"))
}

/// Whether a licence expression (SPDX; `/` is an older way to write `OR`) leaves a choice that is fine.
fn may_use(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ");
    any_of(&expression)
}

fn any_of(expression: &str) -> bool {
    parts(expression, " OR ").into_iter().any(|choice| {
        parts(choice, " AND ").into_iter().all(|part| {
            let part = part.trim();
            match part.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
                Some(inner) => any_of(inner),
                None => LICENCES.contains(&part),
            }
        })
    })
}

/// The text between separators that stand in no parentheses.
fn parts<'e>(expression: &'e str, separator: &str) -> Vec<&'e str> {
    let (mut found, mut open, mut from) = (Vec::new(), 0_u32, 0);
    for (at, letter) in expression.char_indices() {
        match letter {
            '(' => open += 1,
            ')' => open = open.saturating_sub(1),
            _ if open == 0 && at >= from && expression.get(at..).is_some_and(|rest| rest.starts_with(separator)) => {
                found.extend(expression.get(from..at));
                from = at + separator.len();
            }
            _ => {}
        }
    }
    found.extend(expression.get(from..));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_read_as_expressions() {
        for fine in ["MIT", "MIT OR Apache-2.0", "MIT/Apache-2.0", "GPL-3.0 OR MIT", "(MIT OR GPL-2.0) AND Unicode-3.0"]
        {
            assert!(may_use(fine), "{fine}");
        }
        for other in
            ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Apache-2.0) AND AGPL-3.0", "SSPL-1.0 OR BUSL-1.1", "MITX"]
        {
            assert!(!may_use(other), "{other}");
        }
        assert!(licence("x v1.0.0|GPL-3.0").is_some_and(|finding| finding.contains("x v1.0.0")));
    }

    #[test]
    fn sources_and_checksums_are_looked_at() {
        let findings = |source: &str, rest: &str| {
            let lock = format!("[[package]]\nname = \"x\"\nversion = \"1.0.0\"\n{source}{rest}");
            crates(&lock).iter().flat_map(about_crate).count()
        };
        let registry = format!("source = \"{REGISTRY}\"\n");
        assert_eq!(findings(&registry, "checksum = \"00\"\n"), 0);
        assert_eq!(findings("", ""), 0);
        assert_eq!(findings(&registry, ""), 1);
        assert_eq!(findings("source = \"git+https://example.org/x\"\n", ""), 1);
        assert_eq!(crates("[[package]]\nname = \"openssl-sys\"").iter().flat_map(about_crate).count(), 1);
        let good = "\"node_modules/a/node_modules/@b/c\": {\n\"version\": \"1.2.3\",\n\"integrity\": \"sha512-x\"\n},\n\"version\": \"9\"";
        let package = &npm(good)[0];
        assert_eq!((package.name, package.version, about_npm(package)), ("@b/c", "1.2.3", None));
        assert_eq!(about_npm(&npm(&good.replace("sha512", "sha1"))[0]), Some("@b/c has no checksum".to_owned()));
        let elsewhere = good.replace("\"version\": \"1", "\"resolved\": \"https://x\",\n\"version\": \"1");
        assert!(about_npm(&npm(&elsewhere)[0]).is_some());
    }
}
