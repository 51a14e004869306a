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
        if file.is_dir() {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        // `routes!` takes method and path from the attribute of the handler.
        for attribute in text.split("#[utoipa::path(").skip(1) {
            let (method, rest) = attribute.trim_start().split_once(',').unwrap();
            let path = rest.split_once("path = \"").unwrap().1.split_once('"').unwrap().0;
            assert!(METHODS.contains(&method), "{}: {method}", file.display());
            found.insert((method.to_uppercase(), format!("/api/v1{path}")));
        }
        // What is not part of the contract, such as `/healthz`.
        for declaration in text.split(".route(").skip(1) {
            let (path, handlers) = declaration.trim_start().strip_prefix('"').unwrap().split_once('"').unwrap();
            let handlers = inside(handlers);
            for method in METHODS {
                if called(handlers, method) {
                    found.insert((method.to_uppercase(), path.to_owned()));
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
