//! Several tabs share one device. Each holds a lock while it lives; when one is gone, by crash or reload, exactly one of
//! the others takes over the commands it left unconfirmed. Sending them is the core's affair, and their idempotency keys
//! see to it that nothing is done twice.

use switchboard_model::{Input, Stored};

use super::{Store, rows};
use crate::platform::storage::{Kept, Refused, Write};
use crate::platform::{locks, tabs, task};

const LOCK: &str = "switchboard-tab-";
const CHANNEL: &str = "switchboard-tabs";

impl Store {
    /// Shows the others that this tab lives, and waits for the end of each of them: of those alive now, those that
    /// left commands, and those still to come.
    pub(super) async fn watch_tabs(self, kept: &Kept) {
        let keeper = self.shell().keeper.clone();
        locks::hold(&format!("{LOCK}{}", keeper.tab())).await;
        tabs::listen(CHANNEL, move |tab| self.watch_tab(tab));
        tabs::say(CHANNEL, keeper.tab());
        let alive = locks::held().await;
        // Read last: a tab that died meanwhile is among the living or has left its commands, or both.
        let left = kept.read(rows::OPS).await.unwrap_or_default();
        let alive = alive.iter().filter_map(|lock| lock.strip_prefix(LOCK));
        for tab in left.iter().filter_map(|(key, _)| rows::tab_of(key)).chain(alive) {
            self.watch_tab(tab.to_owned());
        }
    }

    fn watch_tab(self, tab: String) {
        let shell = self.shell();
        if tab == shell.keeper.tab() || shell.watched.borrow().contains(&tab) {
            return;
        }
        shell.watched.borrow_mut().push(tab.clone());
        let lock = format!("{LOCK}{tab}");
        let left = tab.clone();
        if !locks::when_free(&lock, move || self.take_over(left)) {
            // Without locks nobody can tell who lives. Two tabs may then send the same command: the server does it once.
            task::spawn(self.take_over(tab));
        }
    }

    async fn take_over(self, tab: String) {
        // On failure they stay where they are, for the next start.
        let Ok(ops) = self.adopt(&tab).await else { return };
        if !ops.is_empty() {
            self.dispatch(Input::Restored(ops));
        }
    }

    /// Moves a tab's commands to this one, in one transaction.
    async fn adopt(self, tab: &str) -> Result<Vec<Stored>, Refused> {
        let keeper = self.shell().keeper.clone();
        let kept = keeper.kept().ok_or(Refused)?;
        let mut write = Write::default();
        let mut ops = Vec::new();
        for (key, text) in kept.read(&rows::ops_of(tab)).await? {
            // Written by another version of the app: left for it.
            let Some(op) = rows::read_op(&text) else { continue };
            write.put.push((rows::op_key(keeper.tab(), &op.id), text));
            write.delete.push(key);
            ops.push(Stored::Op(op));
        }
        if !write.is_empty() {
            kept.write(&write).await?;
        }
        Ok(ops)
    }
}
