//! The sentences about lists: their orders, what narrows them, why one is empty, and what became of changes to several.

use switchboard_api::{Sort, View};
use switchboard_model::select::{Emptiness, Field, LeftView, Narrowing};

use super::*;

/// What an order is called.
pub fn sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Newest => "Newest",
        Sort::Oldest => "Oldest",
        Sort::Waiting => "Waiting longest",
        Sort::Priority => "Priority",
        Sort::Unread => "Unread first",
    }
}

/// The name of the menu of orders.
pub fn sorted(by: Sort) -> String {
    format!("Sort: {}", sort(by))
}

/// What a field that narrows lists is called.
pub fn field(field: Field) -> &'static str {
    match field {
        Field::Tag => "Tag",
        Field::Channel => CHANNEL,
        Field::Priority => PRIORITY,
        Field::Assignee => "Assignee",
    }
}

/// What narrows a list, on its chip.
pub fn narrowing(what: &Narrowing) -> String {
    let named = |name: &str, value: &str| format!("{name}: {value}");
    match what {
        Narrowing::Team(team) => named(TEAM, team),
        Narrowing::Tag(tag) => named(field(Field::Tag), tag),
        Narrowing::Channel(channel) => named(CHANNEL, channel),
        Narrowing::Priority(by) => named(PRIORITY, priority(*by)),
        Narrowing::Assignee(agent) => named(field(Field::Assignee), agent.as_deref().unwrap_or(NOBODY_OWNS)),
        Narrowing::Unread => UNREAD.to_owned(),
        Narrowing::Sort(by) => sorted(*by),
    }
}

/// The name of the button that takes a chip away.
pub fn remove_filter(chip: &str) -> String {
    format!("Remove filter {chip}")
}

/// Why a list is empty.
pub fn emptiness(why: &Emptiness) -> Words {
    match why {
        Emptiness::Narrowed { .. } => NOTHING_FITS,
        Emptiness::Read { .. } => NOTHING_UNREAD,
        Emptiness::Tab { .. } => NO_SUCH_STATUS,
        Emptiness::View(view) => match view {
            View::Inbox => INBOX_EMPTY,
            View::Assigned => NOTHING_ASSIGNED,
            View::All | View::Open => NOTHING_HERE,
            View::Automated => NOTHING_AUTOMATED,
            View::Mentions => NOT_MENTIONED,
            View::Following => NOT_FOLLOWING,
            View::Snoozed => NOTHING_SNOOZED,
            View::Closed => NOTHING_CLOSED,
            View::Spam => NO_SPAM,
            View::Trash => TRASH_EMPTY,
        },
    }
}

/// How many of several were not changed.
pub fn not_all_changed(all: usize, left: usize) -> String {
    if left == 1 {
        format!("1 of {all} conversations was not changed.")
    } else {
        format!("{left} of {all} conversations were not changed.")
    }
}

/// One that was not changed, and why.
pub fn left(left: &LeftView) -> String {
    let why = left.problem.as_ref().map_or("Its status does not allow that.", reason);
    format!("{}: {why}", left.title)
}
