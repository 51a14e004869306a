//! Known advisories about the packages that are built on. What is known is a file beside this (`advisories.txt`), so that
//! the tests need no network and say the same everywhere; `cargo xtask advisories CLONE` brings it up to date. What is wrong
//! with a package apart from its advisories is for `deps` to say.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use semver::{Version, VersionReq};

use crate::deps::{self, Package};
use crate::sh;

const FILE: &str = "xtask/advisories.txt";
/// What stands before the name of a package of npm.
const NPM: &str = "npm:";
/// What stands before the names of the crates that were looked up.
const LOOKED_UP: &str = "looked up:";
/// Kinds of advisories that are about something that can go wrong. The others say that nobody looks after a package.
const GRAVE: [&str; 2] = ["vulnerability", "unsound"];

/// One advisory, as a line of the file has it: `package | id | kind | versions that are fine | title`.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Advisory {
    package: String,
    id: String,
    kind: String,
    fine: Vec<String>,
    title: String,
}

/// What the file says.
#[derive(Default)]
struct Known {
    /// The crates that were looked up.
    looked_up: BTreeSet<String>,
    /// By package.
    advisories: BTreeMap<String, Vec<Advisory>>,
}

/// What is known of the packages that are used.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Sentences about what must not be used.
    pub findings: Vec<String>,
    /// Sentences about what should be known.
    pub notes: Vec<String>,
}

/// What is known of these packages, crates and those of npm.
pub fn about(crates: &[Package<'_>], npm: &[Package<'_>]) -> Result<Answer> {
    let text = fs::read_to_string(FILE).with_context(|| format!("cannot read {FILE}"))?;
    held_against(&read(&text)?, crates, npm)
}

fn held_against(known: &Known, crates: &[Package<'_>], npm: &[Package<'_>]) -> Result<Answer> {
    let mut answer = Answer::default();
    let crates = crates.iter().map(|package| (package.name.to_owned(), package.version));
    let npm = npm.iter().map(|package| (format!("{NPM}{}", package.name), package.version));
    let mut new = BTreeSet::new();
    for (name, version) in crates.chain(npm) {
        let parsed: Version = version.parse().with_context(|| format!("{name} has the version `{version}`"))?;
        for advisory in known.advisories.get(&name).into_iter().flatten() {
            if is_fine(advisory, &parsed)? {
                continue;
            }
            let Advisory { id, kind, title, .. } = advisory;
            let sentence = format!("{name} {version}: {id} ({kind}): {title}");
            let grave = GRAVE.contains(&kind.as_str());
            if grave { &mut answer.findings } else { &mut answer.notes }.push(sentence);
        }
        if !name.starts_with(NPM) && !known.looked_up.contains(&name) {
            new.insert(name);
        }
    }
    if !new.is_empty() {
        let names: Vec<String> = new.into_iter().collect();
        let names = names.join(", ");
        answer.notes.push(format!("nobody has looked up yet what is known of {names}: `cargo xtask advisories`"));
    }
    Ok(answer)
}

fn is_fine(advisory: &Advisory, version: &Version) -> Result<bool> {
    for range in &advisory.fine {
        let parsed: VersionReq =
            range.parse().with_context(|| format!("{} has the versions `{range}`", advisory.id))?;
        if parsed.matches(version) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn read(text: &str) -> Result<Known> {
    let mut known = Known::default();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(names) = line.strip_prefix(LOOKED_UP) {
            known.looked_up.extend(names.split_whitespace().map(str::to_owned));
            continue;
        }
        let parts: Vec<String> = line.splitn(5, '|').map(|part| part.trim().to_owned()).collect();
        let Ok([package, id, kind, fine, title]) = <[String; 5]>::try_from(parts) else {
            bail!("{FILE} has a line that is no advisory: {line}");
        };
        let fine = fine.split(';').map(|range| range.trim().to_owned()).filter(|range| !range.is_empty()).collect();
        known.advisories.entry(package.clone()).or_default().push(Advisory { package, id, kind, fine, title });
    }
    Ok(known)
}

/// `cargo xtask advisories CLONE`: writes what a clone of RustSec's database has about the crates of Cargo.lock, keeps what the
/// file has about packages of npm, and asks npm about those.
pub fn update(clone: &Path) -> Result<()> {
    let lock = fs::read_to_string("Cargo.lock").context("cannot read Cargo.lock")?;
    let names: BTreeSet<&str> = deps::crates(&lock).iter().filter(|it| it.source.is_some()).map(|it| it.name).collect();
    let (mut advisories, mut newest) = (Vec::new(), String::new());
    for name in &names {
        let Ok(files) = fs::read_dir(clone.join("crates").join(name)) else { continue };
        for file in files {
            let text = fs::read_to_string(file?.path())?;
            let Some((advisory, date)) = published(&text) else { continue };
            newest = newest.max(date);
            advisories.push(advisory);
        }
    }
    if advisories.is_empty() {
        bail!("{} has nothing on any crate: give a clone of https://github.com/rustsec/advisory-db", clone.display());
    }
    advisories.sort();
    let before = fs::read_to_string(FILE).unwrap_or_default();
    let mut text = format!(
        "# Known advisories about what is built on; of the crates the newest is of {newest}. `cargo xtask advisories CLONE` writes the
# crates' from a clone of https://github.com/rustsec/advisory-db; those of npm packages are written by hand, from
# https://github.com/advisories.\n#\n# package | advisory | kind | versions that are fine | title\n\n"
    );
    for Advisory { package, id, kind, fine, title } in &advisories {
        text += &format!("{package} | {id} | {kind} | {} | {title}\n", fine.join("; "));
    }
    text += "\n";
    before.lines().filter(|line| line.starts_with(NPM)).for_each(|line| text += &format!("{line}\n"));
    text += "\n";
    let names: Vec<&str> = names.into_iter().collect();
    names.chunks(8).for_each(|chunk| text += &format!("{LOOKED_UP} {}\n", chunk.join(" ")));
    fs::write(FILE, text).with_context(|| format!("cannot write {FILE}"))?;
    println!(
        "{} advisories about crates are in {FILE}; `cargo xtask test --only deps` holds them against the locks",
        advisories.len()
    );
    for folder in deps::NPM_FOLDERS {
        sh::say(format_args!("Asking npm about {folder}"));
        sh::run(
            sh::command("npm").arg("audit").current_dir(folder),
            "npm knows something, or its registry does not tell; see above",
        )?;
    }
    Ok(())
}

/// An advisory as RustSec publishes it, TOML above its text, and its date; nothing when it has been withdrawn or has no
/// number yet.
fn published(text: &str) -> Option<(Advisory, String)> {
    let (toml, rest) = text.split_once("```toml")?.1.split_once("```")?;
    let value = |name: &str| {
        let line = toml.lines().find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix('='))?;
        Some(line.split('"').nth(1)?.to_owned())
    };
    let ranges = |name: &str| {
        let list = toml.split_once(&format!("\n{name} = [")).and_then(|(_, rest)| rest.split_once(']'));
        list.into_iter().flat_map(|(list, _)| list.split('"').skip(1).step_by(2)).map(str::to_owned)
    };
    let id = value("id").filter(|id| !id.contains("-0000"))?;
    if value("withdrawn").is_some() {
        return None;
    }
    let advisory = Advisory {
        package: value("package")?,
        id,
        kind: value("informational").unwrap_or_else(|| "vulnerability".to_owned()),
        fine: ranges("patched").chain(ranges("unaffected")).collect(),
        title: rest.lines().find_map(|line| line.strip_prefix("# "))?.to_owned(),
    };
    Some((advisory, value("date")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLISHED: &str = "```toml\n[advisory]\nid = \"RUSTSEC-2026-0098\"\npackage = \"rustls-webpki\"\ndate = \"2026-04-14\"\n
[versions]\npatched = [\n    \">= 0.103.12, < 0.104.0-alpha.1\",\n    \">= 0.104.0-alpha.6\",\n]\nunaffected = [\"< 0.50\"]\n```\n
# Names were accepted\n\nAnd more.";

    #[test]
    fn what_is_published_is_read() {
        let (advisory, date) = published(PUBLISHED).unwrap();
        assert_eq!(date, "2026-04-14");
        let line = "rustls-webpki | RUSTSEC-2026-0098 | vulnerability | >= 0.103.12, < 0.104.0-alpha.1; >= 0.104.0-alpha.6; < 0.50 | Names were accepted";
        assert_eq!(read(line).unwrap().advisories["rustls-webpki"], [advisory]);
        assert!(published(&PUBLISHED.replace("date", "withdrawn = \"2026-05-01\"\ndate")).is_none());
        assert!(published(&PUBLISHED.replace("2026-0098", "0000-0000")).is_none());
        assert!(published("no advisory").is_none());
    }

    #[test]
    fn only_versions_outside_all_ranges_are_found() {
        let advisory = published(PUBLISHED).unwrap().0;
        let fine = |version: &str| is_fine(&advisory, &version.parse().unwrap()).unwrap();
        for version in ["0.103.12", "0.103.16", "0.104.1", "0.49.9"] {
            assert!(fine(version), "{version}");
        }
        for version in ["0.103.11", "0.50.0", "0.104.0-alpha.2"] {
            assert!(!fine(version), "{version}");
        }
    }

    #[test]
    fn what_is_grave_is_found_and_the_rest_is_told() {
        let known = read(
            "a | R-1 | unsound | >= 2 | Bad\na | R-2 | unmaintained | | Alone\nnpm:b | G-1 | vulnerability | < 1; > 2 | Open\nlooked up: a",
        );
        let package = |name, version| Package { name, version, source: None, has_checksum: true };
        let answer = held_against(
            &known.unwrap(),
            &[package("a", "1.9.0"), package("b", "1.5.0")],
            &[package("b", "1.5.0"), package("a", "1.0.0")],
        );
        let Answer { findings, notes } = answer.unwrap();
        assert_eq!(findings, ["a 1.9.0: R-1 (unsound): Bad", "npm:b 1.5.0: G-1 (vulnerability): Open"]);
        assert_eq!(notes.len(), 2, "{notes:?}");
        assert!(notes[0].contains("R-2") && notes[1].contains("of b:"), "{notes:?}");
    }

    #[test]
    fn other_lines_are_refused() {
        assert!(read("esbuild | GHSA-67mh-4wv8-2f99").is_err());
        assert!(read("# only words\n\nlooked up: anyhow axum").unwrap().looked_up.contains("axum"));
    }
}
