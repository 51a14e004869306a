//! The rules, area by area, in the order in which they are checked. Each is one function beside its name, its reason and
//! the place where it is written down.

mod changing;
mod connection;
mod contacts;
mod events;
mod lists;
mod live;
mod membership;
mod reading;
mod repeating;
mod search;
mod sending;
mod session;
mod spaces;
mod stamps;
mod timeline;
mod together;
mod webhooks;
mod writing;

use std::sync::LazyLock;

use crate::check::Check;

/// Every check.
pub fn all() -> &'static [&'static Check] {
    static ALL: LazyLock<Vec<&'static Check>> = LazyLock::new(|| {
        let areas: [&'static [Check]; 18] = [
            &session::CHECKS,
            &spaces::CHECKS,
            &lists::CHECKS,
            &membership::CHECKS,
            &timeline::CHECKS,
            &writing::CHECKS,
            &repeating::CHECKS,
            &changing::CHECKS,
            &sending::CHECKS,
            &reading::CHECKS,
            &contacts::CHECKS,
            &search::CHECKS,
            &webhooks::CHECKS,
            &events::CHECKS,
            &stamps::CHECKS,
            &together::CHECKS,
            &live::CHECKS,
            &connection::CHECKS,
        ];
        areas.into_iter().flatten().collect()
    });
    &ALL
}
