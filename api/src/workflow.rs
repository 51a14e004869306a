//! Statuses, the transitions agents may make, and the tabs. The server declares them; the rules about them are here.

use serde::{Deserialize, Serialize};

use crate::ids::{StatusKey, TabKey};

/// The statuses of a space and what may be done with them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Workflow {
    /// All statuses, in the order of menus.
    pub statuses: Vec<Status>,
    /// What agents may change by hand.
    pub transitions: Vec<Transition>,
    /// The tabs over the list, in their order.
    pub tabs: Vec<Tab>,
}

/// One status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Status {
    /// Its key.
    pub key: StatusKey,
    /// What people read.
    pub label: String,
    /// What it means to the program.
    pub kind: StatusKind,
}

/// What a status means, whatever it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StatusKind {
    /// Arrived; nobody has handled it.
    New,
    /// We wrote first; the contact has not answered.
    Unanswered,
    /// Being worked on.
    Active,
    /// Waiting for the customer or someone else.
    Waiting,
    /// Hidden until a time.
    Snoozed,
    /// Handled.
    Done,
}

/// A change of status that agents may make by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Transition {
    /// From here …
    pub from: StatusKey,
    /// … to there.
    pub to: StatusKey,
}

/// A tab over the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tab {
    /// Its key.
    pub key: TabKey,
    /// What people read.
    pub label: String,
    /// The statuses it shows.
    pub statuses: Vec<StatusKey>,
}

impl Workflow {
    /// The reference set of product and server: seven statuses, four tabs; nothing goes back to `new` or `unanswered`.
    /// Snoozing needs a time, so it is not a plain transition.
    pub fn reference() -> Self {
        let status = |key: &str, label: &str, kind| Status { key: key.into(), label: label.into(), kind };
        let statuses = vec![
            status("new", "New", StatusKind::New),
            status("unanswered", "Unanswered", StatusKind::Unanswered),
            status("open", "Open", StatusKind::Active),
            status("pending", "Pending", StatusKind::Waiting),
            status("snoozed", "Snoozed", StatusKind::Snoozed),
            status("resolved", "Resolved", StatusKind::Done),
            status("closed", "Closed", StatusKind::Done),
        ];
        let by_hand = ["open", "pending", "resolved", "closed"];
        let transitions = statuses
            .iter()
            .flat_map(|from| {
                by_hand
                    .iter()
                    .filter(|to| **to != from.key.as_str())
                    .map(|to| Transition { from: from.key.clone(), to: (*to).into() })
            })
            .collect();
        let tab = |key: &str, label: &str, keys: &[&str]| Tab {
            key: key.into(),
            label: label.into(),
            statuses: keys.iter().map(|key| (*key).into()).collect(),
        };
        let tabs = vec![
            tab("all", "All", &["new", "unanswered", "open", "pending", "snoozed", "resolved", "closed"]),
            tab("active", "Active", &["new", "open", "pending"]),
            tab("unanswered", "Unanswered", &["unanswered"]),
            tab("closed", "Closed", &["resolved", "closed"]),
        ];
        Self { statuses, transitions, tabs }
    }

    /// The status with this key.
    pub fn status(&self, key: &StatusKey) -> Option<&Status> {
        self.statuses.iter().find(|status| status.key == *key)
    }

    /// What the status with this key means.
    pub fn kind(&self, key: &StatusKey) -> Option<StatusKind> {
        self.status(key).map(|status| status.kind)
    }

    /// Whether an agent may change `from` into `to` by hand.
    pub fn allows(&self, from: &StatusKey, to: &StatusKey) -> bool {
        self.transitions.iter().any(|transition| transition.from == *from && transition.to == *to)
    }

    /// The statuses an agent may choose when the conversation is at `from`, in the order of menus.
    pub fn choices<'a>(&'a self, from: &'a StatusKey) -> impl Iterator<Item = &'a Status> {
        self.statuses.iter().filter(move |status| self.allows(from, &status.key))
    }

    /// The tab with this key.
    pub fn tab(&self, key: &TabKey) -> Option<&Tab> {
        self.tabs.iter().find(|tab| tab.key == *key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_goes_back_to_new_or_unanswered_by_hand() {
        let workflow = Workflow::reference();
        for from in &workflow.statuses {
            for to in workflow.choices(&from.key) {
                assert!(!matches!(to.kind, StatusKind::New | StatusKind::Unanswered | StatusKind::Snoozed));
                assert_ne!(from.key, to.key);
            }
        }
    }
}
