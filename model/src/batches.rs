//! Changes to several conversations at once. Each is a command of its own, safe on the device and sent when it can be; what
//! was not done, and why, is told together.

use switchboard_api::{ClientId, Command, ConversationId, ConversationPatch, Problem, StatusKey};

use crate::model::Model;
use crate::select::{self, LeftView, ToastKind};

/// The changes that are not settled yet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Batches {
    open: Vec<Batch>,
    made: u64,
}

#[derive(Clone, Debug)]
struct Batch {
    id: u64,
    all: usize,
    ops: Vec<ClientId>,
    left: Vec<LeftView>,
}

impl Model {
    /// Changes several alike.
    pub(crate) fn change_all(&mut self, changes: Vec<(ConversationId, ClientId)>, patch: &ConversationPatch) {
        if *patch != ConversationPatch::default() {
            self.begin_batch(changes.len(), &changes, Vec::new());
            for (conversation, op) in changes {
                self.push_op(op, Command::Patch { conversation, patch: patch.clone() });
            }
        }
    }

    /// Changes the status of those that may have it.
    pub(crate) fn set_status_of(&mut self, changes: Vec<(ConversationId, ClientId)>, status: &StatusKey) {
        let all = changes.len();
        let (may, may_not): (Vec<_>, Vec<_>) = changes
            .into_iter()
            .partition(|(id, _)| select::status_choices(self, id).iter().any(|choice| choice.key == *status));
        let left = may_not.iter().map(|(id, _)| LeftView { title: self.title(id), problem: None }).collect();
        self.begin_batch(all, &may, left);
        for (conversation, op) in may {
            self.set_status(conversation, status.clone(), op);
        }
    }

    /// Notes that a change of several was refused; `false` when it was one by itself.
    pub(crate) fn left_in_batch(&mut self, op: &ClientId, conversation: &ConversationId, problem: &Problem) -> bool {
        let left = LeftView { title: self.title(conversation), problem: Some(problem.clone()) };
        let Some(index) = self.batches.open.iter().position(|batch| batch.ops.contains(op)) else { return false };
        if let Some(batch) = self.batches.open.get_mut(index) {
            batch.left.push(left);
        }
        self.tell_batch(index);
        true
    }

    fn begin_batch(&mut self, all: usize, changes: &[(ConversationId, ClientId)], left: Vec<LeftView>) {
        let outbox = &self.outbox;
        self.batches.open.retain(|batch| batch.ops.iter().any(|op| outbox.get(op).is_some()));
        if all < 2 && left.is_empty() {
            return;
        }
        self.batches.made += 1;
        let ops = changes.iter().map(|(_, op)| op.clone()).collect();
        self.batches.open.push(Batch { id: self.batches.made, all, ops, left });
        self.tell_batch(self.batches.open.len() - 1);
    }

    fn tell_batch(&mut self, index: usize) {
        if let Some(batch) = self.batches.open.get(index).filter(|batch| !batch.left.is_empty()) {
            let kind = ToastKind::NotAllChanged { batch: batch.id, all: batch.all, left: batch.left.clone() };
            self.toasts.show(self.now, kind);
        }
    }

    fn title(&self, id: &ConversationId) -> String {
        self.rows.get(id).map(|row| row.conversation.title().to_owned()).unwrap_or_default()
    }
}
