//! What we build on: every package comes from its registry with a checksum, under a licence that we may use, and is none
//! of those we keep out. Known advisories are not asked for here, as they are not in the registries: see docs/security.md.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context as _, Result, bail};

use crate::sh;

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Licences that ask for no more than to be named (MPL: and to keep changes to its own files open).
const LICENCES: [&str; 12] = [
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

const NPM_LOCKS: [&str; 2] = ["tests/e2e/package-lock.json", "xtask/npm/package-lock.json"];
const TARGETS: [&[&str]; 2] = [&["--workspace"], &["-p", "switchboard", "--target", "wasm32-unknown-unknown"]];

pub fn run() -> Result<()> {
    let mut findings = crates(&fs::read_to_string("Cargo.lock").context("cannot read Cargo.lock")?);
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
    for lock in NPM_LOCKS {
        let text = fs::read_to_string(lock).with_context(|| format!("cannot read {lock}"))?;
        findings.extend(npm(&text).into_iter().map(|finding| format!("{lock}: {finding}")));
    }
    for finding in &findings {
        eprintln!("{finding}");
    }
    if !findings.is_empty() {
        bail!("what is listed above cannot be built on");
    }
    println!("deps: {} crates in use, all from the registry and under known licences", seen.len());
    Ok(())
}

/// What is wrong with the packages of Cargo.lock.
fn crates(lock: &str) -> Vec<String> {
    let mut findings = Vec::new();
    for package in lock.split("[[package]]").skip(1) {
        let field = |name: &str| {
            package.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = \"")?.strip_suffix('"'))
        };
        let name = field("name").unwrap_or("a package without a name");
        match field("source") {
            // Ours.
            None => {}
            Some(REGISTRY) if field("checksum").is_some() => {}
            Some(REGISTRY) => findings.push(format!("{name} has no checksum in Cargo.lock")),
            Some(source) => findings.push(format!("{name} comes from {source}: use what the registry has")),
        }
        let kept_out = KEPT_OUT.iter().find(|(kept_out, _)| *kept_out == name);
        findings.extend(kept_out.map(|(name, instead)| format!("{name} is kept out: {instead}")));
    }
    findings
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

/// What is wrong with the packages of a lock file of npm: each has a checksum, and none says where it is to be had, so
/// that the registry decides.
fn npm(lock: &str) -> Vec<String> {
    let mut findings = Vec::new();
    let mut package: Option<(&str, bool)> = None;
    for line in lock.lines() {
        let line = line.trim();
        if let Some(name) = line.strip_prefix("\"node_modules/").and_then(|rest| rest.strip_suffix("\": {")) {
            package = Some((name, false));
        } else if line.starts_with("\"integrity\": \"sha512-") {
            package = package.map(|(name, _)| (name, true));
        } else if line.starts_with("\"resolved\":") || line.starts_with("\"link\": true") {
            let name = package.map_or("a package", |(name, _)| name);
            findings.push(format!("{name} names its own source: take `resolved` out"));
        } else if (line == "}" || line == "},")
            && let Some((name, false)) = package.take()
        {
            findings.push(format!("{name} has no checksum"));
        }
    }
    findings
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
        let lock = |source: &str, rest: &str| format!("[[package]]\nname = \"x\"\nversion = \"1.0.0\"\n{source}{rest}");
        let registry = format!("source = \"{REGISTRY}\"\n");
        assert!(crates(&lock(&registry, "checksum = \"00\"\n")).is_empty());
        assert!(crates(&lock("", "")).is_empty());
        assert_eq!(crates(&lock(&registry, "")).len(), 1);
        assert_eq!(crates(&lock("source = \"git+https://example.org/x\"\n", "")).len(), 1);
        assert_eq!(crates(&lock("", "").replace("\"x\"", "\"openssl-sys\"")).len(), 1);
        let good = "{\n\"node_modules/a\": {\n\"version\": \"1\",\n\"integrity\": \"sha512-x\"\n},\n";
        assert!(npm(good).is_empty());
        assert_eq!(npm(&good.replace("sha512", "sha1")), ["a has no checksum"]);
        assert_eq!(npm(&good.replace("\"version\": \"1\"", "\"resolved\": \"https://x\"")).len(), 1);
    }
}
