//! The sentences that counts, names and states enter.

use switchboard_api::sms::Segments;
use switchboard_api::{ChannelKind, Priority, Problem, SendKind, View};
use switchboard_model::Copied;
use switchboard_model::select::{
    ConnectionState, ConnectionView, PreviewView, RecipientView, SignInError, ToastKind, UndoView,
};

use super::*;

/// The button that makes a tag.
pub fn create_tag(name: &str) -> String {
    format!("Create the tag “{name}”")
}

/// The button that takes a tag away that is not made yet.
pub fn without_tag(name: &str) -> String {
    format!("Without the tag {name}")
}

/// What a view is called.
pub fn view(view: View) -> &'static str {
    match view {
        View::Inbox => "Inbox",
        View::Assigned => "Assigned to me",
        View::All => "All conversations",
        View::Open => "Open",
        View::Automated => "Automated",
        View::Mentions => "Mentions",
        View::Following => "Following",
        View::Snoozed => "Snoozed",
        View::Closed => "Closed",
        View::Spam => "Spam",
        View::Trash => "Trash",
    }
}

/// What a channel's kind is called.
pub fn channel(kind: ChannelKind) -> &'static str {
    match kind {
        ChannelKind::Sms => "SMS",
        ChannelKind::Whatsapp => "WhatsApp",
        ChannelKind::Telegram => "Telegram",
        ChannelKind::Email => "Email",
        ChannelKind::Chat => "Live chat",
    }
}

/// What a priority is called.
pub fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => "Low",
        Priority::Medium => "Medium",
        Priority::High => "High",
        Priority::Urgent => "Urgent",
    }
}

/// The field for the contact's address on a channel.
pub fn address(kind: ChannelKind) -> &'static str {
    match kind {
        ChannelKind::Sms | ChannelKind::Whatsapp => "Phone",
        ChannelKind::Telegram => "Telegram",
        ChannelKind::Email => "Email",
        ChannelKind::Chat => "Visitor",
    }
}

/// The page's title.
pub fn page_title(app: &str, contact: Option<&str>, unread: u64) -> String {
    let unread = if unread == 0 { String::new() } else { format!("({unread}) ") };
    match contact {
        Some(contact) => format!("{unread}{contact} – {app}"),
        None => format!("{unread}{app}"),
    }
}

/// The name of the space switcher.
pub fn space(name: &str) -> String {
    format!("Space: {name}")
}

/// The name of the account's menu.
pub fn account(name: &str) -> String {
    format!("Account: {name}")
}

/// The name of a link or tab with a count that is shown beside it.
pub fn counted(name: &str, count: u64) -> String {
    if count == 0 { name.to_owned() } else { format!("{name} {count}") }
}

/// The name of a link in the rail.
pub fn with_unread(name: &str, unread: u64) -> String {
    if unread == 0 { name.to_owned() } else { format!("{name}, {unread} unread") }
}

/// The name of a row's link.
pub fn row(contact: &str, channel_kind: ChannelKind, unread: u64) -> String {
    with_unread(&format!("{contact}, {}", channel(channel_kind)), unread)
}

/// After the count in a badge, for assistive technology.
pub fn unread(unread: u64) -> String {
    if unread == 0 { String::new() } else { format!("{unread} unread") }
}

/// What a search found: contacts and messages, and whether there are more of these.
pub fn found((contacts, messages): (usize, usize), more: bool) -> String {
    let contacts = if contacts == 1 { "1 contact".to_owned() } else { format!("{contacts} contacts") };
    let more = if more { " or more" } else { "" };
    let messages = if messages == 1 { "1 message".to_owned() } else { format!("{messages}{more} messages") };
    format!("{contacts}, {messages}")
}

/// Before what a colleague wrote.
pub fn said_by(name: &str) -> String {
    format!("{}:", first_name(name))
}

/// How the conversation of something found stands.
pub fn hit_status(channel_kind: ChannelKind, status: &str) -> String {
    format!("{} · {status}", channel(channel_kind))
}

/// The name of something in a list that can be selected.
pub fn selectable(name: String, selected: bool) -> String {
    if selected { format!("{name}, selected") } else { name }
}

/// How many conversations are selected.
pub fn selected(count: usize) -> String {
    format!("{count} selected")
}

/// The name of a row's menu.
pub fn actions(contact: &str) -> String {
    format!("Actions for {contact}")
}

/// The name of the status menu.
pub fn status(label: &str) -> String {
    format!("Status: {label}")
}

/// What stands before the text in a row.
pub fn preview_lead(preview: &PreviewView) -> Option<String> {
    match &preview.author {
        _ if preview.draft => Some(DRAFT.to_owned()),
        _ if preview.mine => Some(YOU.to_owned()),
        Some(author) => Some(said_by(author)),
        None => None,
    }
}

/// The first word of a name.
pub(super) fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

/// The bar beside Undo.
pub fn undo(undo: &UndoView) -> String {
    match &undo.elsewhere {
        None => "Sending…".to_owned(),
        Some(contact) => format!("Sending… to {contact}"),
    }
}

/// Where the text goes, shown in the empty composer.
pub fn placeholder(kind: SendKind, channel_kind: ChannelKind) -> &'static str {
    match kind {
        SendKind::Note => "Write a note for your team",
        SendKind::Message => match channel_kind {
            ChannelKind::Sms => "Reply by SMS",
            ChannelKind::Whatsapp => "Reply on WhatsApp",
            ChannelKind::Telegram => "Reply on Telegram",
            ChannelKind::Email => "Reply by email",
            ChannelKind::Chat => "Reply in live chat",
        },
    }
}

/// What Enter does in the composer.
pub fn enter(kind: SendKind, sends: bool) -> &'static str {
    match (kind, sends) {
        (SendKind::Message, true) => "Enter sends, Shift + Enter starts a new line",
        (SendKind::Message, false) => "Ctrl or ⌘ with Enter sends",
        (SendKind::Note, true) => "Only your team sees this. Enter adds it",
        (SendKind::Note, false) => "Only your team sees this. Ctrl or ⌘ with Enter adds it",
    }
}

/// The text is longer than the channel allows.
pub fn excess(count: usize) -> String {
    if count == 1 { "1 character too many".to_owned() } else { format!("{count} characters too many") }
}

/// What is said of whom a first message goes to, beside their name.
pub fn recipient(to: &RecipientView) -> String {
    let what = if to.known { GOES_INTO } else { BEGINS_NEW };
    if to.name.is_some() { format!("{}. {what}", to.phone) } else { what.to_owned() }
}

/// What is wrong with a field, and what is there now where somebody else has written.
pub fn compared(sentence: &str, now: Option<String>) -> String {
    match now {
        Some(now) if now.is_empty() => format!("{sentence} It is empty now."),
        Some(now) => format!("{sentence} It says now: {now}"),
        None => sentence.to_owned(),
    }
}

/// How many text messages the text will be.
pub fn segments(segments: Segments) -> String {
    format!("{} SMS, {} left", segments.count, segments.left)
}

/// The connection line; empty when all is well.
pub fn connection(view: &ConnectionView) -> String {
    let sentence = match view.state {
        ConnectionState::Live if view.waiting == 0 => return String::new(),
        ConnectionState::Live => "The server is slow to confirm.",
        ConnectionState::Reconnecting => "Connection lost. Reconnecting…",
        ConnectionState::Polling => "Live updates are not possible right now. Checking every few seconds.",
        ConnectionState::Offline => "You are offline. You can go on reading and writing.",
        ConnectionState::Unreachable => "The server cannot be reached. Trying again…",
    };
    match view.waiting {
        0 => sentence.to_owned(),
        1 => format!("{sentence} 1 change waits to be sent."),
        count => format!("{sentence} {count} changes wait to be sent."),
    }
}

/// What went wrong with signing in.
pub fn sign_in_error(error: &SignInError, origin: &str) -> String {
    match error {
        SignInError::Wrong => "Email or password is wrong. Check both and try again.".to_owned(),
        SignInError::TooMany(1) => "Too many tries. Wait a second, then try again.".to_owned(),
        SignInError::TooMany(seconds) => format!("Too many tries. Wait {seconds} seconds, then try again."),
        SignInError::Unreachable => "The server cannot be reached. Check your connection and try again.".to_owned(),
        SignInError::OriginRefused => origin_refused(origin),
        SignInError::SignOutUnheard => {
            "You are signed out here, but the server could not be told. Sign in and out again before you leave this device."
                .to_owned()
        }
        SignInError::Expired => "Your session ended. Sign in again to go on where you were.".to_owned(),
        SignInError::Other(sentence) => sentence.clone(),
    }
}

/// What is in the way when the server answers, but not to pages of this origin.
pub fn origin_refused(origin: &str) -> String {
    format!(
        "The server answered, but does not allow this origin ({origin}). Ask its administrator to add it with --allow-origin."
    )
}

/// What a toast says.
pub fn toast(kind: &ToastKind) -> String {
    match kind {
        ToastKind::UndoTooLate => "Too late to undo: the message is on its way.".to_owned(),
        ToastKind::StatusRefused(problem) => format!("The status was not changed. {}", reason(problem)),
        ToastKind::NotAllChanged { all, left, .. } => not_all_changed(*all, left.len()),
        ToastKind::Refused(problem) => format!("That was not done. {}", reason(problem)),
        ToastKind::Copied(Copied::Text) => "Text copied.".to_owned(),
        ToastKind::Copied(Copied::Link) => "Link copied.".to_owned(),
        ToastKind::Copied(Copied::Nothing) => {
            "This browser does not let anything be copied here. Select the text and copy it yourself.".to_owned()
        }
        ToastKind::NotificationsRefused => {
            "This browser does not let notifications be shown. Allow them for this page in its settings, then try again."
                .to_owned()
        }
        ToastKind::NotUnderstood => {
            "The server's answer could not be understood. Reload the page to see the latest.".to_owned()
        }
        ToastKind::NothingKept => {
            "This browser keeps nothing: drafts and unsent messages are lost when you close the window.".to_owned()
        }
    }
}

/// Why the server refused something, in its words.
pub fn reason(problem: &Problem) -> &str {
    if problem.sentence().is_empty() { &problem.title } else { problem.sentence() }
}
