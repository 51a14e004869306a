//! One line of the timeline, whatever it is. It keeps its element from the first echo of a message to the server's copy.

use switchboard_model::select::ItemBody;

use super::bubble::bubble;
use super::days::Indexed;
use super::event::event;
use crate::derived::Derived;
use crate::view::kit::element::{El, el};
use crate::view::text;

/// The item with this key. What kind of line it is does not change. `target` is the key of the one that a link led to.
pub fn timeline_item(key: String, thread: Derived<Indexed>, target: Derived<Option<String>>) -> El {
    let own = key.clone();
    let meant = move || target.with(|target| target.as_ref() == Some(&own)).then_some("true");
    let body = Derived::new(move || thread.with(|thread| thread.body(&key).cloned()));
    match body.get_untracked() {
        Some(ItemBody::Bubble { author, kind, mine, .. }) => {
            bubble(author, kind, mine, body).live("aria-current", meant)
        }
        Some(ItemBody::Event { actor, event: what, at }) => event(actor.as_deref(), &what, at),
        Some(ItemBody::UnreadDivider) => el("p").class("unread-divider").child(el("span").text(text::NEW_MESSAGES)),
        Some(ItemBody::Day(_)) | None => el("p"),
    }
}
