//! Something that was found: whose conversation, where in it, and what of it fits. It is a link.

use switchboard_model::select::HitView;

use crate::derived::Derived;
use crate::store::{local, use_store};
use crate::view::kit::avatar::live_avatar;
use crate::view::kit::badge::badge;
use crate::view::kit::element::{El, el};
use crate::view::kit::icon::{self, live_icon};
use crate::view::{glyphs, text};

/// What is found together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Conversations, by their contact.
    Contacts,
    /// Messages and notes, by what they say.
    Messages,
}

impl Group {
    /// Over the group.
    pub fn title(self) -> &'static str {
        match self {
            Self::Contacts => text::CONTACTS,
            Self::Messages => text::MESSAGES,
        }
    }
}

/// The hit with this key.
pub fn hit(key: String, group: Group, hits: Derived<Vec<HitView>>) -> El {
    let hit = Derived::new(move || hits.with(|hits| hits.iter().find(|hit| hit.key == key).cloned()));
    let title = Derived::new(move || read(hit, |hit| hit.title.clone()).unwrap_or_default());
    let unread = move || read(hit, |hit| hit.unread).unwrap_or_default();
    let glyph = move || read(hit, |hit| glyphs::channel(hit.channel)).unwrap_or(icon::MESSAGE_CIRCLE);
    let face = el("span.search-hit-face")
        .child(live_avatar(move || title.get()))
        .child(el("span.channel-mark").child(live_icon(glyph)));
    let link = el("a.search-hit")
        .live("href", move || read(hit, |hit| local::link(&hit.href)))
        .live("aria-current", move || read(hit, |hit| hit.current).unwrap_or_default().then_some("true"))
        .child(face)
        .child(el("span.search-hit-main").swap(move || hit.get(), move |hit| hit.map(|hit| words(hit, group))))
        .child(
            el("span.search-hit-side")
                .child(time(hit))
                .child(badge(unread))
                .child(el("span.visually-hidden").says(move || text::unread(unread()))),
        );
    el("li").child(link)
}

/// Who, what was found, and how the conversation stands.
fn words(hit: HitView, group: Group) -> El {
    let by_name = group == Group::Contacts && joined(&hit.text) == hit.title;
    let name = el("bdi.search-hit-name");
    let name = if by_name { marked(name, &hit.text) } else { name.text(&hit.title) };
    let said = (!by_name).then(|| {
        let who = if hit.mine { Some(text::YOU.to_owned()) } else { hit.author.as_deref().map(text::said_by) };
        let who = who.map(|who| el("span.search-hit-lead").text(who));
        el("span.search-hit-text").children(who).child(marked(el("bdi"), &hit.text))
    });
    let stands = el("span.search-hit-status").text(text::hit_status(hit.channel, &hit.status));
    el("span").child(name).children(said).child(stands)
}

fn joined(pieces: &[(String, bool)]) -> String {
    pieces.iter().map(|(piece, _)| piece.as_str()).collect()
}

/// The pieces, those that were found marked.
fn marked(into: El, pieces: &[(String, bool)]) -> El {
    pieces
        .iter()
        .fold(into, |into, (piece, found)| if *found { into.child(el("mark").text(piece)) } else { into.text(piece) })
}

fn time(hit: Derived<Option<HitView>>) -> El {
    let store = use_store();
    el("time")
        .live("datetime", move || read(hit, |hit| local::datetime(hit.at)))
        .live("title", move || read(hit, |hit| local::full_time(hit.at)))
        .says(move || {
            let today = store.today();
            read(hit, |hit| local::list_time(hit.at, today))
        })
}

fn read<T>(hit: Derived<Option<HitView>>, read: impl FnOnce(&HitView) -> T) -> Option<T> {
    hit.with(|hit| hit.as_ref().map(read))
}
