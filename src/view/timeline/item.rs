//! One line of the timeline, whatever it is. It keeps its element from the first echo of a message to the server's copy.

use switchboard_model::select::ItemBody;

use super::bubble::{Written, bubble};
use super::event::event;
use super::messages::Log;
use crate::derived::Derived;
use crate::view::kit::element::{El, el};
use crate::view::text;

/// The item with this key. What kind of line it is does not change.
pub fn timeline_item(key: String, log: Log) -> El {
    let (own, line) = (key.clone(), key.clone());
    let meant = move || log.target.with(|target| target.as_ref() == Some(&own)).then_some("true");
    let body = Derived::new(move || log.thread.with(|thread| thread.body(&line).cloned()));
    match body.get_untracked() {
        Some(ItemBody::Bubble { author, kind, mine, quote, .. }) => {
            bubble(Written { key, author, kind, mine, quote }, body, log).live("aria-current", meant)
        }
        Some(ItemBody::Event { actor, event: what, at }) => event(actor.as_deref(), &what, at),
        Some(ItemBody::UnreadDivider) => el("p.unread-divider").child(el("span").text(text::NEW_MESSAGES)),
        Some(ItemBody::Day(_)) | None => el("p"),
    }
}
