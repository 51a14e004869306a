//! Tidy on small inputs: a few files in, the findings out as `file:line rule` words. Nothing is read from disk.

use super::*;

const OPENING: &str = "//! A file of the tests, with a sentence that is long enough.\n";

/// Checks `files` (Rust gets a proper opening, so its own text starts at line 2) and compares where findings are.
#[track_caller]
fn check_files(files: &[(&str, &str)], expected: &[&str]) {
    let tree = files.iter().map(|(file, text)| {
        let opening = if file.ends_with(".rs") { OPENING } else { "" };
        ((*file).to_owned(), format!("{opening}{text}"))
    });
    let found = check(&tree.collect());
    let places: Vec<String> = found.iter().map(|finding| format!("{}:{}", finding.file, finding.line)).collect();
    assert_eq!(places, expected, "{found:#?}");
}

#[track_caller]
fn forbidden(file: &str, line: &str) {
    check_files(&[(file, line)], &[&format!("{file}:2")]);
}

#[track_caller]
fn fine(file: &str, text: &str) {
    check_files(&[(file, text)], &[]);
}

#[test]
fn the_browser_is_named_in_platform_only() {
    fine("src/platform/fetch.rs", "use web_sys::Window; use gloo_net::http::Request;");
    for line in [
        "use web_sys::Window;",
        "use js_sys;",
        "use gloo_timers::callback::Timeout;",
        "fn f(w: web_sys::Window) {}",
        "use leptos::web_sys::Event;",
    ] {
        forbidden("src/store/run.rs", line);
        forbidden("src/app.rs", line);
    }
    fine("src/view/list/row.rs", "// web_sys::Window\nconst A: &str = \"web_sys::Window\"; /* js_sys::Date */");
    fine("src/view/list/row.rs", "fn f(gloo: u8) -> u8 { gloo }");
}

#[test]
fn rooms_of_the_app_keep_apart() {
    forbidden("src/client/native/mod.rs", "use leptos::prelude::*;");
    forbidden("src/platform/clock.rs", "use switchboard_model::Input;");
    forbidden("src/platform/clock.rs", "use crate::{app, store::Store};");
    forbidden("src/client/http.rs", "fn f() { crate::view::text::of(1); }");
    forbidden("src/view/list/row.rs", "use crate::{client::{self, Error}};");
    forbidden("src/view/list/row.rs", "use super::super::super::client::Error;");
    forbidden("src/view/list/mod.rs", "use super::super::platform;");
    fine("src/view/list/row.rs", "use super::client::Name; use self::platform::X; use crate::store::client;");
    forbidden("src/store/mod.rs", "fn f() -> impl IntoView { view! { <p/> } }");
    fine("src/store/mod.rs", "use leptos::prelude::*; fn view(view: u8) -> bool { view != 1 }");
    fine("src/client/http.rs", "use crate::platform::fetch; use switchboard_api::Session;");
}

#[test]
fn the_kit_observes_and_knows_no_domain() {
    fine(
        "src/view/kit/menu.rs",
        "use crate::platform::observe; use crate::platform::observe::size; use leptos::prelude::*;",
    );
    forbidden("src/view/kit/menu.rs", "use crate::platform::fetch;");
    forbidden("src/view/kit/menu.rs", "use crate::store::Store;");
    forbidden("src/view/kit/menu.rs", "use switchboard_api::Conversation;");
    forbidden("src/view/list/row.rs", "use crate::platform::observe;");
}

#[test]
fn the_model_is_pure() {
    for line in [
        "async fn f() {}",
        "fn f() { g().await }",
        "fn f() { chrono::Utc::now(); }",
        "use std::time::Instant;",
        "use rand::Rng;",
        "use std::{collections::BTreeMap, time::SystemTime as T};",
    ] {
        forbidden("model/src/outbox.rs", line);
    }
    fine(
        "model/src/outbox.rs",
        "use std::time::Duration; fn f(rand: u8) -> &'static str { if rand == b'\\'' { r#\"async \" fn\"# } else { \"\\\"await\" } }",
    );
}

#[test]
fn sql_stays_in_db() {
    forbidden("server/src/http/login.rs", "use rusqlite::Connection;");
    forbidden("server/src/domain.rs", "use axum::Json;");
    forbidden("server/src/app.rs", "use switchboard_model::Model;");
    fine("server/src/db/mod.rs", "use rusqlite::Connection;");
    fine("server/tests/agreement.rs", "use switchboard_model::Model;");
}

#[test]
fn pure_crates_have_few_dependencies() {
    let manifest = "[package]\nname = \"x\"\n[dependencies]\n# why\nswitchboard-api.workspace = true\nuuid = \"1\"\n\n[dev-dependencies]\nproptest = \"1\"\n[dependencies.rand]\nversion = \"1\"\n";
    check_files(&[("model/Cargo.toml", manifest)], &["model/Cargo.toml:6", "model/Cargo.toml:10"]);
    check_files(&[("server/Cargo.toml", manifest)], &[]);
}

#[test]
fn what_the_contract_has_beside_them_is_optional_and_never_in_the_app() {
    let manifest = |line: &str| format!("[dependencies]\nserde = \"1\"\n{line}\n");
    let optional = manifest("utoipa = { workspace = true, optional = true }");
    check_files(&[("api/Cargo.toml", &optional)], &[]);
    check_files(&[("model/Cargo.toml", &optional)], &["model/Cargo.toml:2", "model/Cargo.toml:3"]);
    check_files(&[("api/Cargo.toml", &manifest("utoipa.workspace = true"))], &["api/Cargo.toml:3"]);
    let turned_on = manifest("switchboard-api = { workspace = true, features = [\"openapi\"] }");
    check_files(&[("Cargo.toml", &turned_on), ("server/Cargo.toml", &turned_on)], &["Cargo.toml:3"]);
}

#[test]
fn a_file_says_what_it_is() {
    let tree = Tree::from([("xtask/src/a.rs".to_owned(), "//! Too short.\nfn f() {}\n".to_owned())]);
    assert_eq!(check(&tree).len(), 1);
    let tree = Tree::from([("xtask/src/a.rs".to_owned(), format!("{}fn f() {{}}\n", OPENING))]);
    assert_eq!(check(&tree).len(), 0);
}

#[test]
fn a_file_ends_at_400_lines() {
    let long = "a\n".repeat(401);
    check_files(&[("tests/e2e/journeys/a.ts", &long), ("README.md", &long)], &["tests/e2e/journeys/a.ts:401"]);
    check_files(&[("tests/e2e/gen.ts", &format!("// @generated\n{long}"))], &[]);
}

#[test]
fn styles_mirror_views() {
    let main = "@layer kit, view;\n@import \"./base.css\" layer(base);\n@import './list/row.css' layer(view);\n@import \"./kit/menu.css\" layer(kit);\n";
    let views = [("src/view/list/row.rs", ""), ("src/view/kit/menu/mod.rs", "")];
    let styles =
        [("style/main.css", main), ("style/base.css", ""), ("style/list/row.css", ""), ("style/kit/menu.css", "")];
    check_files(&[views.as_slice(), styles.as_slice()].concat(), &[]);
    check_files(&styles, &["style/kit/menu.css:1", "style/list/row.css:1"]);
    check_files(&[("style/main.css", ""), ("style/tokens.css", "")], &["style/tokens.css:1"]);
}

#[test]
fn no_text_becomes_markup() {
    forbidden("src/platform/page.rs", "fn f(e: Element) { e.set_inner_html(\"<b>\"); }");
    fine("src/platform/page.rs", "// not innerHTML\nfn f() -> &'static str { \"innerHTML\" }");
    check_files(
        &[("public/start.js", "a();\nb.innerHTML = c;\neval(d);\n")],
        &["public/start.js:2", "public/start.js:3"],
    );
    fine("tests/dom/a.rs", "fn f() { eval(\"1\"); }");
}

#[test]
fn no_test_is_switched_off() {
    let journey = "test('a', async () => {});\ntest.skip('b', f);\n// test.only\nawait page.waitForTimeout(5);\n";
    check_files(&[("tests/e2e/journeys/a.ts", journey)], &["tests/e2e/journeys/a.ts:2", "tests/e2e/journeys/a.ts:4"]);
    forbidden("server/tests/a.rs", "#[ignore = \"slow\"]");
    fine("server/tests/a.rs", "// #[ignore]");
}
