//! How much room the rows of lists take: comfortable, or compact, as the agent chose on this device.

use leptos::prelude::*;

use crate::store::{Store, use_store};

/// The choice.
#[derive(Clone, Copy)]
pub struct Density(Store);

impl Density {
    /// The choice; provided to the desk.
    pub fn provide() {
        provide_context(Self(use_store()));
    }

    /// Whether rows are compact, following it.
    pub fn is_compact(self) -> bool {
        self.0.is_compact()
    }

    /// Keeps another choice.
    pub fn choose(self, compact: bool) {
        self.0.set_compact(compact);
    }

    /// A row's height in CSS pixels, following it; `--row-height` in style/ says the same.
    pub fn row_height(self) -> f64 {
        if self.is_compact() { 48.0 } else { 64.0 }
    }
}

/// The desk's density.
pub fn use_density() -> Density {
    expect_context()
}
