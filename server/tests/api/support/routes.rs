//! The routes that the server declares, read out of its source: what no table in a test can forget.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const METHODS: [&str; 6] = ["get", "post", "put", "patch", "delete", "any"];

/// Method and path of every route, such as `("GET", "/api/v1/session")`.
pub fn declared() -> BTreeSet<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http");
    let mut found = BTreeSet::new();
    for file in fs::read_dir(folder).unwrap() {
        let file = file.unwrap().path();
        let text = fs::read_to_string(&file).unwrap();
        // In `mod.rs` the resources are put together: what is named there stands outside of `/api/v1`.
        let prefix = if file.ends_with("mod.rs") { "" } else { "/api/v1" };
        for declaration in text.split(".route(").skip(1) {
            let (path, handlers) = declaration.trim_start().strip_prefix('"').unwrap().split_once('"').unwrap();
            let handlers = inside(handlers);
            for method in METHODS {
                if called(handlers, method) {
                    found.insert((method.to_uppercase(), format!("{prefix}{path}")));
                }
            }
        }
    }
    found
}

/// The text up to the parenthesis that closes the call it is in.
fn inside(text: &str) -> &str {
    let mut open = 1;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return &text[..at];
        }
    }
    text
}

/// Whether the function is called in the text, under whatever path.
fn called(text: &str, function: &str) -> bool {
    let call = format!("{function}(");
    text.match_indices(&call)
        .any(|(at, _)| !text[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_'))
}
