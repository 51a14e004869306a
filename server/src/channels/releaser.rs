//! The releaser: lets held messages go when their undo window is over. What follows from that is decided in `domain`.

use std::sync::Arc;

use crate::app::App;
use crate::db;
use crate::domain::{Refusal, release};

/// Messages let go in one transaction.
const AT_ONCE: u32 = 50;

/// Works until the task is ended.
pub async fn run(app: Arc<App>) {
    let mut work = app.db.signals().work();
    loop {
        work.mark_unchanged();
        match once(&app).await {
            Ok(true) => {}
            Ok(false) => {
                let next = app.db.read(|db| db.next_held()).await.unwrap_or_else(|error: db::Error| {
                    tracing::error!(%error, "held messages could not be read");
                    Some(crate::clock::now().plus(1_000))
                });
                super::rest(&mut work, next).await;
            }
            Err(error) => {
                tracing::error!(%error, "held messages could not be let go");
                tokio::time::sleep(super::AFTER_FAILURE).await;
            }
        }
    }
}

/// Lets some messages go; whether there were any.
async fn once(app: &App) -> Result<bool, Refusal> {
    let due = app.db.read(|db| db.due_held(crate::clock::now(), AT_ONCE)).await?;
    if due.is_empty() {
        return Ok(false);
    }
    let rules = Arc::clone(&app.rules);
    app.db
        .write(move |tx| {
            for id in &due {
                release::release(tx, &rules, id)?;
            }
            Ok(true)
        })
        .await
}
