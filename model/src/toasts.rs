//! Toasts: short messages that wait until the agent dismisses them or they have been read long enough. Their words are
//! not chosen here.

use switchboard_api::Timestamp;

use crate::select::{Toast, ToastKind};

const SHOWN_MS: i64 = 8_000;
/// What names several conversations takes longer to read.
const LIST_SHOWN_MS: i64 = 60_000;
const MOST: usize = 3;

/// The toasts that are shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Toasts {
    shown: Vec<Toast>,
    until: Vec<(u64, Timestamp)>,
    next: u64,
}

impl Toasts {
    pub(crate) fn all(&self) -> &[Toast] {
        &self.shown
    }

    /// Shows a toast, once however often it is repeated, and drops the oldest when there are too many.
    pub(crate) fn show(&mut self, now: Timestamp, kind: ToastKind) {
        let batch = |kind: &ToastKind| match kind {
            ToastKind::NotAllChanged { batch, .. } => Some(*batch),
            _ => None,
        };
        let (same, shown_ms) = (batch(&kind), if batch(&kind).is_some() { LIST_SHOWN_MS } else { SHOWN_MS });
        self.shown.retain(|toast| toast.kind != kind && (same.is_none() || batch(&toast.kind) != same));
        self.next += 1;
        self.shown.push(Toast { id: self.next, kind });
        self.until.push((self.next, now.plus(shown_ms)));
        if self.shown.len() > MOST {
            self.shown.remove(0);
        }
    }

    pub(crate) fn dismiss(&mut self, id: u64) {
        self.shown.retain(|toast| toast.id != id);
    }

    /// Drops what has been shown long enough, and says when to look again.
    pub(crate) fn expire(&mut self, now: Timestamp) -> Option<Timestamp> {
        self.until.retain(|(_, until)| *until > now);
        self.shown.retain(|toast| self.until.iter().any(|(id, _)| *id == toast.id));
        self.until.iter().map(|(_, until)| *until).min()
    }
}
