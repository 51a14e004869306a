//! Confining a request to one space: whoever comes with a token of one space is a member of no other, whatever is asked for
//! and whichever id is named. Which requests are confined is decided in `http`.

use std::cell::RefCell;

use switchboard_api::SpaceId;

use super::Snapshot;

tokio::task_local! {
    static WITHIN: RefCell<Option<SpaceId>>;
}

/// The task cannot be confined: it was not begun with [`confinable`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a request that should be confined to a space cannot be")]
pub struct Unconfinable;

/// Runs a request that may turn out to be confined to one space.
pub async fn confinable<F: Future>(request: F) -> F::Output {
    WITHIN.scope(RefCell::default(), request).await
}

/// From here on, everything that this request reads or writes is within the space.
pub fn confine(space: SpaceId) -> Result<(), Unconfinable> {
    WITHIN.try_with(|within| within.replace(Some(space))).map(drop).map_err(|_| Unconfinable)
}

/// The space that the current request is confined to.
pub(super) fn current() -> Option<SpaceId> {
    WITHIN.try_with(|within| within.borrow().clone()).ok().flatten()
}

impl Snapshot<'_> {
    /// Whether membership of the space may be seen here.
    pub(super) fn reaches(&self, space: &SpaceId) -> bool {
        self.within.as_ref().is_none_or(|within| within == space)
    }
}
