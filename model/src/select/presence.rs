//! Colleagues who are at a conversation now. How that is said is not chosen here.

use switchboard_api::{ConversationId, Doing};

use crate::model::Model;

/// A colleague who is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresentView {
    /// Their name.
    pub name: String,
    /// What they do.
    pub doing: Doing,
}

/// Who else is at the conversation: who writes to the customer first, then who writes a note, then who looks.
pub fn company(model: &Model, id: &ConversationId) -> Vec<PresentView> {
    let there = model.presence.company(id);
    let order = [Doing::Replying, Doing::Noting, Doing::Viewing].into_iter();
    let others =
        order.flat_map(|doing| there.iter().filter(move |it| it.doing == doing && !model.is_me(Some(&it.agent))));
    let company = others.map(|present| PresentView { name: model.agent_name(&present.agent), doing: present.doing });
    company.filter(|present| !present.name.is_empty()).collect()
}
