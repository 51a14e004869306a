//! `cargo xtask tidy`: the rules of docs/architecture.md that a compiler cannot check. The rules are the tables below;
//! reading Rust is in rust.rs, what concerns whole files is in files.rs. Repairs nothing: it names the place and says what to do.

mod files;
mod rust;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Result, bail};

use crate::sh;

/// What the files of one folder may never name. A file can be in several rooms, and obeys them all.
struct Room {
    folder: &'static str,
    /// Folders inside it that are rooms of their own.
    without: &'static [&'static str],
    /// Paths (`crate::client` forbids what is inside it too), crates (`gloo*`: any that starts so), macros (`view!`), keywords.
    never: &'static [&'static str],
    /// Paths that are fine nevertheless.
    except: &'static [&'static str],
    instead: &'static str,
}

impl Room {
    const fn new(folder: &'static str, never: &'static [&'static str], instead: &'static str) -> Self {
        Self { folder, without: &[], never, except: &[], instead }
    }

    fn holds(&self, file: &str) -> bool {
        within(file, self.folder) && !self.without.iter().any(|folder| within(file, folder))
    }
}

const ROOMS: [Room; 15] = [
    Room::new(
        "api/src",
        &[
            "switchboard_model",
            "switchboard_server",
            "leptos*",
            "web_sys",
            "js_sys",
            "gloo*",
            "tokio",
            "axum",
            "rusqlite",
            "sqlx",
            "async",
        ],
        "the contract does no input or output and uses nothing of ours",
    ),
    Room::new(
        "model/src",
        &[
            "switchboard_server",
            "leptos*",
            "web_sys",
            "js_sys",
            "wasm_bindgen*",
            "gloo*",
            "tokio",
            "futures*",
            "async",
            "await",
            "std::time::Instant",
            "std::time::SystemTime",
            "Instant::now",
            "SystemTime::now",
            "Utc::now",
            "Local::now",
            "rand",
            "getrandom",
            "fastrand",
            "Uuid::new_v4",
            "Uuid::now_v7",
            "std::fs",
            "std::net",
            "std::thread",
            "std::env",
        ],
        "the model is pure: time, ids and answers arrive inside an Input, and what it wants done leaves as an Effect",
    ),
    Room {
        without: &["src/platform"],
        ..Room::new(
            "src",
            &["web_sys", "js_sys", "gloo*"],
            "only src/platform knows the browser: give it a function with Rust types and call that",
        )
    },
    Room::new(
        "src/platform",
        &["switchboard_model", "crate::client", "crate::store", "crate::view", "leptos*"],
        "the platform knows the browser and nothing of ours",
    ),
    Room::new(
        "src/client",
        &["switchboard_model", "crate::store", "crate::view", "leptos*"],
        "the client talks to a server through src/platform; who asks it is not its concern",
    ),
    Room::new(
        "src/store",
        &["view!", "crate::view"],
        "the store holds the one signal and performs effects; markup is in src/view",
    ),
    Room::new("src/view", &["crate::client"], "a view reads the store and dispatches intents"),
    Room {
        without: &["src/view/kit"],
        ..Room::new("src/view", &["crate::platform"], "a view reads the store and dispatches intents")
    },
    Room {
        except: &["crate::platform::observe"],
        ..Room::new(
            "src/view/kit",
            &["switchboard_api", "switchboard_model", "crate::store", "crate::platform"],
            "the kit knows no conversations: pass it plain values (of the platform it may use `observe`)",
        )
    },
    Room::new(
        "server/src",
        &["switchboard_model", "leptos*", "web_sys"],
        "the server knows the contract only; the model belongs in its tests",
    ),
    Room::new(
        "server/src/domain",
        &["rusqlite", "sqlx", "axum", "hyper", "crate::http"],
        "the domain is rules: SQL is in db, HTTP in http",
    ),
    Room::new(
        "tests/conformance/src",
        &["switchboard_server", "switchboard_model", "rusqlite", "axum"],
        "the suite knows a server by its contract alone; the reference server belongs in its tests",
    ),
    Room::new("server/src/http", &["rusqlite", "sqlx"], "all SQL is in server/src/db"),
    Room::new("server/src/live", &["rusqlite", "sqlx"], "all SQL is in server/src/db"),
    Room::new("server/src/channels", &["rusqlite", "sqlx"], "all SQL is in server/src/db"),
];

/// Crates that may depend on these alone (tests apart).
const DEPENDENCIES: [(&str, &[&str]); 2] =
    [("api/Cargo.toml", &["serde", "chrono"]), ("model/Cargo.toml", &["switchboard-api"])];

/// What they may have beside those if it is `optional`: the server turns it on.
const OPTIONAL: [(&str, &str); 1] = [("api/Cargo.toml", "utoipa")];

/// A feature that these manifests may not turn on, as the app would carry it to every browser.
const NOT_IN_THE_APP: [(&str, &str); 2] = [("Cargo.toml", "\"openapi\""), ("model/Cargo.toml", "\"openapi\"")];

/// The repository's texts by path, with `/` between folders.
type Tree = BTreeMap<String, String>;

#[derive(Debug)]
struct Finding {
    file: String,
    line: usize,
    sentence: String,
}

pub fn run() -> Result<()> {
    let tree = read_tree()?;
    let findings = check(&tree);
    for Finding { file, line, sentence } in &findings {
        eprintln!("{file}:{line}: {sentence}");
    }
    if !findings.is_empty() {
        bail!("{} to tidy up, listed above", plural(findings.len(), "place"));
    }
    println!("tidy: {} read, nothing to say", plural(tree.len(), "file"));
    Ok(())
}

/// Every text that is committed or about to be.
fn read_tree() -> Result<Tree> {
    let Some(list) =
        sh::answer(sh::command("git").args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]))
    else {
        bail!("tidy asks git which files there are, and git did not answer: install git, and run this inside a clone");
    };
    // A file that is listed but gone was deleted just now; one that is not UTF-8 is no text.
    let texts = list.split('\0').filter_map(|path| Some((path.to_owned(), fs::read_to_string(path).ok()?)));
    Ok(texts.collect())
}

fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, text) in tree {
        if file.ends_with(".rs") {
            check_rooms(file, text, &mut findings);
        }
        check_dependencies(file, text, &mut findings);
        files::check(file, text, tree, &mut findings);
    }
    let place = |finding: &Finding| (finding.file.clone(), finding.line, finding.sentence.clone());
    findings.sort_by_key(place);
    findings.dedup_by_key(|finding| place(finding));
    findings
}

fn check_rooms(file: &str, text: &str, findings: &mut Vec<Finding>) {
    let mut paths = None;
    for room in ROOMS.iter().filter(|room| room.holds(file)) {
        for path in paths.get_or_insert_with(|| rust::paths(file, text)).iter() {
            let Some(never) = room.never.iter().find(|pattern| path.is(pattern)) else { continue };
            if room.except.iter().any(|pattern| path.is(pattern)) {
                continue;
            }
            let sentence = format!("{} may not use `{}`: {}", room.folder, never.trim_end_matches('*'), room.instead);
            findings.push(Finding { file: file.to_owned(), line: path.line, sentence });
        }
    }
}

fn check_dependencies(file: &str, text: &str, findings: &mut Vec<Finding>) {
    for (_, feature) in NOT_IN_THE_APP.iter().filter(|(manifest, _)| *manifest == file) {
        let lines = text.lines().enumerate().filter(|(_, line)| line.contains(feature));
        findings.extend(lines.map(|(index, _)| {
            let sentence = format!("the app may not turn on {feature}: it is the server's, for its documents");
            Finding { file: file.to_owned(), line: index + 1, sentence }
        }));
    }
    let Some((_, allowed)) = DEPENDENCIES.iter().find(|(manifest, _)| *manifest == file) else { return };
    let mut inside = false;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        let name = if let Some(section) = line.strip_prefix('[') {
            inside = section == "dependencies]" || section.ends_with(".dependencies]");
            section.strip_prefix("dependencies.").map(|rest| rest.trim_end_matches(']'))
        } else {
            (inside && !line.is_empty() && !line.starts_with('#'))
                .then(|| line.split(['.', '=', ' ']).next().unwrap_or_default())
        };
        let optional = |name: &str| OPTIONAL.contains(&(file, name)) && line.contains("optional = true");
        if let Some(name) = name.filter(|name| !allowed.contains(name) && !optional(name)) {
            let sentence = format!(
                "this crate may depend on {} only, not on `{name}`: move what needs it to another room",
                allowed.join(" and ")
            );
            findings.push(Finding { file: file.to_owned(), line: index + 1, sentence });
        }
    }
}

fn within(file: &str, folder: &str) -> bool {
    file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/') || rest == ".rs")
}

fn plural(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
