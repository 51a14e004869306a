//! How the reference server is broken: for every check at least one thing that a real server could do wrong. They are
//! grouped as the checks are; how they get between server and suite is in `proxy`.

mod changes;
mod events;
mod lists;
mod live;
mod messages;
mod records;
pub mod smaller;
mod spaces;
mod writes;

use std::sync::LazyLock;

use serde_json::Value;

use crate::proxy::{Exchange, Fate};

/// One thing that goes wrong.
pub struct Mutation {
    /// The check that must notice; for smaller servers none, as they concern all.
    pub check: &'static str,
    /// What the server does.
    pub what: &'static str,
    /// Part of the sentence that the check says about it.
    pub told: &'static str,
    /// How it comes to be.
    pub how: Break,
}

/// What is changed on the way.
pub enum Break {
    /// An answer over HTTP.
    Answer(fn(&mut Exchange<'_>)),
    /// A frame of the live connection.
    Frame(fn(&mut Value) -> Fate),
    /// Code and reason at its end; nothing where it does not end.
    End(fn(u16) -> Option<(u16, String)>),
}

/// All of them.
pub static MUTATIONS: LazyLock<Vec<Mutation>> = LazyLock::new(|| {
    let groups = [
        records::mutations(),
        spaces::mutations(),
        lists::mutations(),
        writes::mutations(),
        changes::mutations(),
        messages::mutations(),
        events::mutations(),
        live::mutations(),
    ];
    groups.into_iter().flatten().collect()
});

fn answer(check: &'static str, what: &'static str, told: &'static str, how: fn(&mut Exchange<'_>)) -> Mutation {
    Mutation { check, what, told, how: Break::Answer(how) }
}

fn frame(check: &'static str, what: &'static str, told: &'static str, how: fn(&mut Value) -> Fate) -> Mutation {
    Mutation { check, what, told, how: Break::Frame(how) }
}

fn end(check: &'static str, what: &'static str, told: &'static str, how: fn(u16) -> Option<(u16, String)>) -> Mutation {
    Mutation { check, what, told, how: Break::End(how) }
}

/// Adds to a number inside the value, where it is.
fn add(value: &mut Value, place: &str, more: i64) {
    if let Some(number) = value.pointer_mut(place) {
        *number = (number.as_i64().unwrap() + more).into();
    }
}

/// Puts another value in place of one that is there.
fn put(value: &mut Value, place: &str, other: impl Into<Value>) {
    if let Some(there) = value.pointer_mut(place) {
        *there = other.into();
    }
}

/// A list inside the value; an empty one where there is none.
fn list<'v>(value: &'v mut Value, place: &str) -> &'v mut Vec<Value> {
    match value.pointer_mut(place) {
        Some(Value::Array(list)) => list,
        _ => Box::leak(Box::default()),
    }
}

impl Exchange<'_> {
    /// Whether this was asked: method, and how the path ends before its query.
    fn is(&self, method: &str, end: &str) -> bool {
        self.method == method && self.path.split('?').next().unwrap().ends_with(end)
    }

    /// Whether a conversation is being changed.
    fn patches(&self) -> bool {
        self.method == "PATCH" && self.path.starts_with("/conversations/")
    }

    /// Answers a refusal as if it had been done.
    fn grant(&mut self) {
        (self.status, self.body) = (200, serde_json::json!({}));
    }

    /// How often this was called with the same word, from 1.
    fn times(&mut self, word: &str) -> u64 {
        let times = self.memory.get(word).and_then(Value::as_u64).unwrap_or(0) + 1;
        self.memory.insert(word.to_owned(), times.into());
        times
    }
}
