//! The first moments: the core starts, what the device kept comes back, and the page's own events begin to flow in.
//! What any of it means is not decided here.

use switchboard_model::{Input, Intent};

use super::{Store, local, rows};
use crate::platform::clock::Alarm;
use crate::platform::storage::{self, Kept, Refused};
use crate::platform::{ids, page, task};

const DATABASE: &str = "switchboard";
/// The first screen does not wait longer than this for what the device kept.
const FIRST_SCREEN_MS: i64 = 500;
/// A database that does not open in this time counts as broken, until it opens after all.
const PATIENCE_MS: i64 = 3_000;

impl Store {
    /// Starts the core and everything that feeds it. Once per page.
    pub fn start(self) {
        let keeper = self.shell().keeper.clone();
        keeper.on_failure(move || self.dispatch(Input::StorageFailed));
        self.dispatch(Input::Started { seed: ids::seed() });
        self.intent(Intent::SetUndoWindow(local::undo_window()));
        if !page::is_online() {
            self.dispatch(Input::Online(false));
        }
        let looked_at = move |attention| {
            self.note_attention(attention);
            self.dispatch(Input::Attention(attention));
        };
        looked_at(page::has_attention());
        page::on_online(move |online| self.dispatch(Input::Online(online)));
        page::on_attention(looked_at);
        page::on_leaving(move || keeper.write_drafts());
        task::spawn(self.restore());
        task::spawn(async move {
            if let Some(brand) = local::told_brand().await {
                self.brand.set(brand);
            }
        });
    }

    async fn restore(self) {
        let keeper = self.shell().keeper.clone();
        let first_screen = Alarm::after(FIRST_SCREEN_MS, move || self.ready.set(true));
        let patience = {
            let keeper = keeper.clone();
            Alarm::after(PATIENCE_MS, move || keeper.opened(None))
        };
        let opened = async {
            let kept = storage::open(DATABASE).await?;
            self.read_back(&kept).await?;
            Ok::<_, Refused>(kept)
        };
        let opened = opened.await;
        drop(patience);
        drop(first_screen);
        match opened {
            Ok(kept) => {
                keeper.opened(Some(kept.clone()));
                self.ready.set(true);
                self.watch_tabs(&kept).await;
            }
            Err(Refused) => {
                keeper.opened(None);
                keeper.tell_failure();
                self.ready.set(true);
            }
        }
    }

    /// Hands the drafts to the core.
    async fn read_back(self, kept: &Kept) -> Result<(), Refused> {
        let drafts = kept.read(rows::DRAFTS).await?;
        let stored: Vec<_> = drafts.iter().filter_map(|(_, text)| rows::read_draft(text)).collect();
        if !stored.is_empty() {
            self.dispatch(Input::Restored(stored));
        }
        Ok(())
    }
}
