//! Copying to the clipboard. What became of it goes to the core, which tells the agent.

use switchboard_model::{Copied, Intent};

use super::Store;
use crate::platform::{page, task};

impl Store {
    /// Copies a message's text.
    pub fn copy_text(self, text: String) {
        self.copy(text, Copied::Text);
    }

    /// Copies the link to one of the app's addresses.
    pub fn copy_link(self, address: &str) {
        self.copy(page::whole_address(address), Copied::Link);
    }

    fn copy(self, text: String, what: Copied) {
        task::spawn(async move {
            let copied = page::copy(&text).await;
            self.intent(Intent::Copied(if copied { what } else { Copied::Nothing }));
        });
    }
}
