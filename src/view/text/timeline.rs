//! The sentences of the timeline: what its lines are called and say.

use switchboard_api::{Delivery, Priority, SendKind};
use switchboard_model::select::{AuthorView, BubbleState, EventView};

use super::{INTERNAL_NOTE, TO_NEWEST, priority};

/// The name of a bubble, for assistive technology.
pub fn bubble(author: &AuthorView, kind: SendKind, time: &str) -> String {
    let (AuthorView::Contact(name) | AuthorView::Agent(name)) = author;
    match kind {
        SendKind::Message => format!("{name}, {time}"),
        SendKind::Note => format!("{INTERNAL_NOTE}, {name}, {time}"),
    }
}

/// The name of a message's menu.
pub fn message_menu(author: &AuthorView, kind: SendKind, time: &str) -> String {
    let (AuthorView::Contact(name) | AuthorView::Agent(name)) = author;
    match kind {
        SendKind::Message => format!("Actions for message from {name}, {time}"),
        SendKind::Note => format!("Actions for note from {name}, {time}"),
    }
}

/// What is over the ways out for a message that failed.
pub fn failed(reason: &str) -> String {
    format!("Failed: {reason}")
}

/// Whom a message answers, for assistive technology.
pub fn answers(author: &str, text: &str) -> String {
    format!("Answers {author}: {text}")
}

/// How far a message has come.
pub fn delivery(state: &BubbleState) -> String {
    match state {
        BubbleState::Sending => "Sending…".to_owned(),
        BubbleState::Refused { reason, .. } => failed(reason),
        BubbleState::Delivery { delivery, .. } => match delivery {
            Delivery::Held { .. } | Delivery::Queued => "Sending…".to_owned(),
            Delivery::Sent => "Sent".to_owned(),
            Delivery::Delivered => "Delivered".to_owned(),
            Delivery::Read => "Read".to_owned(),
            Delivery::Failed { reason, .. } => failed(reason),
            Delivery::Undone => "Taken back".to_owned(),
        },
    }
}

/// What happened, as a sentence.
pub fn event(actor: Option<&str>, event: &EventView) -> String {
    match (actor, event) {
        (Some(actor), EventView::Status { to, .. }) => format!("{actor} set the status to {to}"),
        (None, EventView::Status { to, .. }) => format!("Status changed to {to}"),
        (Some(actor), EventView::Agent { name, added: true, .. }) if actor == name => format!("{actor} took this"),
        (Some(actor), EventView::Agent { name, added: true, .. }) => format!("{actor} assigned this to {name}"),
        (None, EventView::Agent { name, added: true, .. }) => format!("Assigned to {name}"),
        (Some(actor), EventView::Agent { name, .. }) if actor == name => format!("{actor} let this go"),
        (Some(actor), EventView::Agent { name, .. }) => format!("{actor} unassigned {name}"),
        (None, EventView::Agent { name, .. }) => format!("{name} unassigned"),
        (Some(actor), EventView::Team { name, added: true }) => format!("{actor} gave this to the team {name}"),
        (None, EventView::Team { name, added: true }) => format!("Given to the team {name}"),
        (Some(actor), EventView::Team { name, .. }) => format!("{actor} took this from the team {name}"),
        (None, EventView::Team { name, .. }) => format!("Taken from the team {name}"),
        (Some(actor), EventView::Tag { name, added: true }) => format!("{actor} added the tag {name}"),
        (None, EventView::Tag { name, added: true }) => format!("Tag {name} added"),
        (Some(actor), EventView::Tag { name, .. }) => format!("{actor} removed the tag {name}"),
        (None, EventView::Tag { name, .. }) => format!("Tag {name} removed"),
        (actor, EventView::Priority { to }) => priority_event(actor, *to),
    }
}

fn priority_event(actor: Option<&str>, to: Option<Priority>) -> String {
    match (actor, to) {
        (Some(actor), Some(to)) => format!("{actor} set the priority to {}", priority(to)),
        (None, Some(to)) => format!("Priority set to {}", priority(to)),
        (Some(actor), None) => format!("{actor} cleared the priority"),
        (None, None) => "Priority cleared".to_owned(),
    }
}

/// A day's label; `ago` counts the days since.
pub fn day(ago: i64, label: String) -> String {
    match ago {
        0 => "Today".to_owned(),
        1 => "Yesterday".to_owned(),
        _ => label,
    }
}

/// The pill over a timeline that is not at its end.
pub fn newest(count: usize) -> String {
    match count {
        0 => TO_NEWEST.to_owned(),
        1 => "1 new message".to_owned(),
        count => format!("{count} new messages"),
    }
}
