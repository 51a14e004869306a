//! The OpenAPI document beside what is really served and written down: the checked-in copy, the routes, the pages of
//! docs/api. Whether answers fit their schemas is found out by a fuzzer (docs/api/README.md).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use reqwest::Method;
use serde_json::Value;

use crate::support::{Answer, TestApp};

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn document() -> Value {
    serde_json::from_str(&switchboard_server::openapi().unwrap()).unwrap()
}

/// `GET /session` for every operation.
fn operations(document: &Value) -> BTreeSet<(String, String)> {
    let paths = document["paths"].as_object().unwrap();
    let all = paths.iter().flat_map(|(path, item)| {
        let methods = METHODS.into_iter().filter(|method| item.get(method).is_some());
        methods.map(|method| (method.to_uppercase(), path.clone()))
    });
    all.collect()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root().join(folder)).unwrap() {
        let path = entry.unwrap().path();
        if path.to_str().unwrap().ends_with(ending) {
            found.push(path);
        }
    }
    found
}

#[test]
fn the_document_is_checked_in_as_the_code_has_it() {
    let same = read("docs/api/openapi.json") == switchboard_server::openapi().unwrap();
    assert!(same, "docs/api/openapi.json is not what the code says: run `cargo xtask openapi` and commit it");
}

#[test]
fn every_route_of_the_api_is_made_with_its_documentation() {
    // A router does not tell its routes. What `routes!` adds is documented; `.route(` would not be.
    for file in files("server/src/http", ".rs") {
        let text = std::fs::read_to_string(&file).unwrap();
        let by_hand: Vec<&str> = text.lines().filter(|line| line.contains(".route(")).map(str::trim).collect();
        let expected: &[&str] = if file.ends_with("mod.rs") {
            &[
                ".route(\"/api\", axum::routing::any(unknown))",
                ".route(\"/api/{*rest}\", axum::routing::any(unknown))",
                ".route(\"/healthz\", get(health))",
            ]
        } else {
            &[]
        };
        assert_eq!(by_hand, expected, "{}: add routes with `routes!` (docs/development.md)", file.display());
    }
}

#[tokio::test]
async fn what_is_documented_is_served_and_nothing_else_at_its_address() {
    let app = TestApp::start().await;
    let operations = operations(&document());
    for path in operations.iter().map(|(_, path)| path) {
        for method in METHODS.map(str::to_uppercase) {
            let address = app.url(&path.replace(['{', '}'], ""));
            let request = app.http.request(Method::from_bytes(method.as_bytes()).unwrap(), address);
            let answer = Answer::of(request.header("origin", "http://elsewhere.example")).await;
            let documented = operations.contains(&(method.clone(), path.clone()));
            assert_eq!(answer.status != 405, documented, "{method} {path}: {}", answer.status);
            assert_ne!(answer.status, 404, "{method} {path} is not served");
        }
    }
}

#[test]
fn every_operation_says_what_it_is_and_how_it_ends() {
    let document = document();
    let mut ids = BTreeSet::new();
    for (method, path) in operations(&document) {
        let operation = &document["paths"][&path][method.to_lowercase()];
        let text = |field: &str| operation[field].as_str().unwrap_or_default().to_owned();
        assert!(text("summary").len() > 5, "{method} {path} has no summary: write a doc comment");
        assert!(ids.insert(text("operationId")), "{method} {path}: operation_id is used twice");
        let tag = operation["tags"][0].as_str().unwrap();
        let tags = document["tags"].as_array().unwrap();
        assert!(tags.iter().any(|known| known["name"] == tag), "{method} {path}: tag {tag} is not described");
        for (status, answer) in operation["responses"].as_object().unwrap() {
            let answer = match answer["$ref"].as_str() {
                Some(place) => document.pointer(place.trim_start_matches('#')).unwrap(),
                None => answer,
            };
            let about = answer["description"].as_str().unwrap_or_default();
            assert!(!about.is_empty(), "{method} {path} {status} has no description");
            if status.starts_with(['4', '5']) {
                assert!(answer["content"]["application/problem+json"].is_object(), "{method} {path} {status}");
                assert!(about.contains('`'), "{method} {path} {status} does not name its problem: {about}");
            }
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    fn visit(value: &Value, document: &Value) {
        match value {
            Value::Object(fields) => {
                if let Some(place) = fields.get("$ref").and_then(Value::as_str) {
                    assert!(document.pointer(place.trim_start_matches('#')).is_some(), "{place}");
                }
                fields.values().for_each(|value| visit(value, document));
            }
            Value::Array(items) => items.iter().for_each(|value| visit(value, document)),
            _ => {}
        }
    }
    let document = document();
    visit(&document, &document);
}

#[test]
fn absent_fields_are_left_out_as_the_document_says() {
    // It takes `null` away from optional fields of answers, so they must not be written as `null`.
    let files = [files("api/src", ".rs"), files("api/src/search", ".rs")].concat();
    for file in files.iter().filter(|file| !file.ends_with("wire.rs")) {
        let text = std::fs::read_to_string(file).unwrap();
        let (mut about, mut on_the_wire) = (String::new(), false);
        for line in text.lines().map(str::trim) {
            if line.starts_with("#[") || line.starts_with("///") {
                about += line;
                continue;
            }
            if line.ends_with('{') && (line.contains("struct ") || line.contains("enum ")) {
                on_the_wire = about.contains("openapi") && !line.contains("FieldChange");
            }
            let optional = line.contains(": Option<") && line.ends_with(',') && !line.contains('(');
            let said = about.contains("skip_serializing_if") || about.contains("schema(required)");
            assert!(!optional || !on_the_wire || said, "{}: {line} would be null: skip it", file.display());
            about.clear();
        }
    }
}

/// `GET /conversations/{id}` for everything in a page that looks like a request: a method and a path, between
/// backticks or at the beginning of one.
fn requests(page: &str) -> BTreeSet<(String, String)> {
    let code = page.split('`').skip(1).step_by(2);
    let requests = code.filter_map(|code| {
        let mut words = code.split_whitespace();
        let (method, path) = (words.next()?, words.next()?.split(['?', '=']).next()?);
        let is = METHODS.iter().any(|known| known.to_uppercase() == method) && path.starts_with('/');
        is.then(|| (method.to_owned(), path.trim_start_matches("/api/v1").to_owned()))
    });
    requests.collect()
}

/// Paths with their ids named alike.
fn plain((method, path): &(String, String)) -> (String, String) {
    let parts = path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part });
    (method.clone(), parts.collect::<Vec<_>>().join("/"))
}

#[test]
fn pages_and_document_speak_of_the_same_requests() {
    let documented: BTreeSet<_> = operations(&document()).iter().map(plain).collect();
    let mut described = BTreeSet::new();
    for page in files("docs/api", ".md") {
        for request in requests(&std::fs::read_to_string(&page).unwrap()) {
            let request = plain(&request);
            assert!(documented.contains(&request), "{}: there is no {request:?}", page.display());
            described.insert(request);
        }
    }
    let missing: Vec<_> = documented.difference(&described).collect();
    assert!(missing.is_empty(), "no page of docs/api describes {missing:?}");
}
