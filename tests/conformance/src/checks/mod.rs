//! The rules, area by area, in the order in which they are checked. Each is one function beside its name, its reason and
//! the place where it is written down.

mod changing;
mod contacts;
mod events;
mod lists;
mod live;
mod reading;
mod search;
mod sending;
mod session;
mod spaces;
mod timeline;
mod webhooks;
mod writing;

use std::sync::LazyLock;

use crate::check::Check;

/// Every check.
pub fn all() -> &'static [&'static Check] {
    static ALL: LazyLock<Vec<&'static Check>> = LazyLock::new(|| {
        let areas: [&'static [Check]; 13] = [
            &session::CHECKS,
            &spaces::CHECKS,
            &lists::CHECKS,
            &timeline::CHECKS,
            &writing::CHECKS,
            &changing::CHECKS,
            &sending::CHECKS,
            &reading::CHECKS,
            &contacts::CHECKS,
            &search::CHECKS,
            &webhooks::CHECKS,
            &events::CHECKS,
            &live::CHECKS,
        ];
        areas.into_iter().flatten().collect()
    });
    &ALL
}
