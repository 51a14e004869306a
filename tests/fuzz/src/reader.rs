//! The app's own reader of JSON beside `serde_json`: what both read is the same; what one of them refuses the other refuses, but
//! for what src/client/json says of itself.

use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde_json::Value;
use switchboard_api::{ConversationList, Problem, SearchPage, SendAnswer, ServerFrame, Session, Timeline};

// The app is compiled for the browser alone; its reader needs none.
#[path = "../../../src/client/json/mod.rs"]
mod json;

/// Deeper texts are refused by the app's.
const LEVELS: usize = 64;

/// Tries one text.
pub fn one(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (ours, theirs) = (json::read::<Value>(text), serde_json::from_str::<Value>(text));
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => assert_eq!(rounded(ours), rounded(theirs), "{text:?}"),
        (Ok(_), Err(error)) => assert!(error.to_string().contains("out of range"), "{text:?}: {error}"),
        (Err(error), Ok(theirs)) => assert!(depth(&theirs) > LEVELS, "{text:?}: {error}"),
        (Err(_), Err(_)) => {}
    }
    same::<Session>(text);
    same::<ConversationList>(text);
    same::<Timeline>(text);
    same::<SearchPage>(text);
    same::<ServerFrame>(text);
    same::<SendAnswer>(text);
    same::<Problem>(text);
}

/// `serde_json` reads records from arrays, too, so it may read more.
fn same<T: DeserializeOwned + PartialEq + Debug>(text: &str) {
    if let (Ok(ours), Ok(theirs)) = (json::read::<T>(text), serde_json::from_str::<T>(text)) {
        assert_eq!(ours, theirs, "{text:?}");
    }
}

/// A number that is not whole is nothing.
fn rounded(value: Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => Value::Null,
        Value::Array(all) => all.into_iter().map(rounded).collect(),
        Value::Object(all) => all.into_iter().map(|(key, value)| (key, rounded(value))).collect(),
        other => other,
    }
}

fn depth(value: &Value) -> usize {
    let inside = match value {
        Value::Array(all) => all.iter().map(depth).max(),
        Value::Object(all) => all.values().map(depth).max(),
        _ => return 0,
    };
    1 + inside.unwrap_or_default()
}
