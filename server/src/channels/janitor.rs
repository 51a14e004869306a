//! The janitor: forgets what has served its time (old events, answers to keys, sign-ins, records, limits).

use std::sync::Arc;
use std::time::Duration;

use crate::app::App;
use crate::db;

const EVERY: Duration = Duration::from_secs(15 * 60);
/// A client that was offline this long no longer repeats what it asked.
const ANSWERS_MS: i64 = 7 * 24 * 60 * 60 * 1_000;
/// Who did what is looked up for a year.
const AUDIT_MS: i64 = 366 * 24 * 60 * 60 * 1_000;

/// Works until the task is ended.
pub async fn run(app: Arc<App>) {
    let mut rounds = tokio::time::interval(EVERY);
    loop {
        rounds.tick().await;
        app.limits.tidy();
        let (log_ms, log_events) = (app.config.log_ms, app.config.log_events);
        let tidied = app
            .db
            .write(move |tx| {
                let now = tx.now();
                tx.prune_log(now.plus(-log_ms), log_events)?;
                tx.prune_answers(now.plus(-ANSWERS_MS))?;
                tx.prune_audit(now.plus(-AUDIT_MS))?;
                tx.prune_sessions()
            })
            .await;
        if let Err(error) = tidied {
            let error: db::Error = error;
            tracing::error!(%error, "old rows could not be removed");
        }
    }
}
