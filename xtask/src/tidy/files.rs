//! Rules for whole files: how they open, how long they get, that style/ mirrors src/view, and that no test is switched
//! off or waits for a guess. Who may use whom is not here.

use super::{Finding, Tree, rust};

const LONGEST: usize = 400;
/// A sentence, not a label.
const SHORTEST_OPENING: usize = 40;
const COUNTED: [&str; 7] = [".rs", ".ts", ".tsx", ".js", ".mjs", ".css", ".sql"];
/// Style sheets that belong to no component.
const SHARED_STYLES: [&str; 4] = ["style/main.css", "style/reset.css", "style/tokens.css", "style/base.css"];

/// What a test may not contain, and what to do.
const NOT_IN_TESTS: [(&str, &str); 7] = [
    ("test.only", "every journey runs: take `.only` away"),
    ("test.skip", "a test that does not run proves nothing: repair it or delete it"),
    ("test.fixme", "a test that does not run proves nothing: repair it or delete it"),
    ("describe.only", "every journey runs: take `.only` away"),
    ("describe.skip", "a test that does not run proves nothing: repair it or delete it"),
    ("waitForTimeout", "time is a guess: wait for what should be seen (`expect(…).toBeVisible()`)"),
    ("#[ignore", "a test that does not run proves nothing: repair it or delete it"),
];

/// What code of the pages may not contain. The browser would refuse it, too: the policy allows no Trusted Types.
const NOT_ON_PAGES: [&str; 12] = [
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "inner_html",
    "outer_html",
    "insert_adjacent_html",
    "srcdoc",
    "DOMParser",
    "createContextualFragment",
    "document.write",
    "new Function",
    "eval(",
];

pub fn check(file: &str, text: &str, tree: &Tree, findings: &mut Vec<Finding>) {
    if text.lines().next().is_some_and(|line| line.contains("@generated")) {
        return;
    }
    let mut say = |line: usize, sentence: String| findings.push(Finding { file: file.to_owned(), line, sentence });
    let lines = text.lines().count();
    if lines > LONGEST && COUNTED.iter().any(|kind| file.ends_with(kind)) {
        say(LONGEST + 1, format!("{lines} lines, more than {LONGEST}: move one of its concerns to a file of its own"));
    }
    if file.ends_with(".rs") && opening(text) < SHORTEST_OPENING {
        say(
            1,
            format!(
                "open the file with `//!` and at least {SHORTEST_OPENING} characters: what happens here and what does not"
            ),
        );
    }
    if file.ends_with(".css") {
        check_style(file, tree, &mut say);
    }
    if is_of_pages(file) {
        let code = rust::without_comments_and_strings(text);
        for (index, line) in code.lines().enumerate() {
            for what in NOT_ON_PAGES.iter().filter(|what| line.contains(**what)) {
                say(index + 1, format!("`{what}` makes markup or code out of text: make elements and set their text"));
            }
        }
    }
    if file.ends_with(".rs") || (file.starts_with("tests/") && file.ends_with(".ts")) {
        let code = rust::without_comments_and_strings(text);
        for (index, line) in code.lines().enumerate() {
            for (_, advice) in NOT_IN_TESTS.iter().filter(|(what, _)| line.contains(what)) {
                say(index + 1, (*advice).to_owned());
            }
        }
    }
}

/// Whether it is code that runs in the browser.
fn is_of_pages(file: &str) -> bool {
    (file.starts_with("src/") && file.ends_with(".rs")) || (file.starts_with("public/") && file.ends_with(".js"))
}

/// How much the file says about itself before anything else.
fn opening(text: &str) -> usize {
    let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
    lines.map(|line| line.trim().chars().count()).sum()
}

fn check_style(file: &str, tree: &Tree, say: &mut impl FnMut(usize, String)) {
    let Some(component) = file.strip_prefix("style/").and_then(|name| name.strip_suffix(".css")) else { return };
    if !SHARED_STYLES.contains(&file) {
        let homes = [format!("src/view/{component}.rs"), format!("src/view/{component}/mod.rs")];
        if !homes.iter().any(|home| tree.contains_key(home)) {
            say(
                1,
                format!(
                    "there is no src/view/{component}.rs: a style sheet has the path of its component, so move or rename it"
                ),
            );
        }
    }
    let imported = tree.iter().any(|(other, text)| {
        other.starts_with("style/")
            && text.lines().any(|line| imports(other, line).is_some_and(|target| target == file))
    });
    if file != "style/main.css" && !imported {
        say(1, "no style sheet imports this one: add it to style/main.css, or delete it".to_owned());
    }
}

/// The sheet that a line `@import "./kit/button.css" layer(kit);` of `from` means.
fn imports(from: &str, line: &str) -> Option<String> {
    let target = line.trim_start().strip_prefix("@import")?.split(['"', '\'']).nth(1)?;
    let mut path: Vec<&str> = from.split('/').collect();
    path.pop();
    for step in target.split('/') {
        match step {
            "." => {}
            ".." => drop(path.pop()),
            name => path.push(name),
        }
    }
    Some(path.join("/"))
}
