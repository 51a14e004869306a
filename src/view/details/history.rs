//! The other conversations with the same contact. They are asked for once somebody wants to see them.

use switchboard_model::Intent;
use switchboard_model::select::{self, PastView};

use crate::derived::{Derived, State, whenever};
use crate::store::{local, use_store};
use crate::view::kit::element::{El, el};
use crate::view::kit::icon::icon;
use crate::view::{glyphs, text};

/// The list; `open` says whether it is looked at.
pub fn history(open: State<bool>) -> El {
    let store = use_store();
    let contact = store.select(select::contact_id);
    let past = store.select(select::history);
    whenever(move || {
        if let Some(contact) = contact.get().filter(|_| open.get()) {
            store.intent(Intent::OpenHistory(contact));
        }
    });
    let keys =
        Derived::new(move || past.with(|past| past.iter().flatten().map(|one| one.id.to_string()).collect::<Vec<_>>()));
    let none = Derived::new(move || past.with(|past| past.as_ref().map(Vec::is_empty)));
    let entry = move |key: String| {
        entry(Derived::new(move || past.with(|past| past.iter().flatten().find(|one| one.id.as_str() == key).cloned())))
    };
    el("div")
        .swap(
            move || none.get(),
            |none| match none {
                None => Some(el("p.tags-none").text(text::LOADING)),
                Some(true) => Some(el("p.tags-none").text(text::NO_HISTORY)),
                Some(false) => None,
            },
        )
        .child(el("ul.history").attr("role", "list").each(move || keys.get(), entry))
}

fn entry(past: Derived<Option<PastView>>) -> El {
    let store = use_store();
    let read = move |read: fn(&PastView) -> String| move || past.with(|past| past.as_ref().map(read));
    let glyph = past.with_untracked(|past| past.as_ref().map(|past| icon(glyphs::channel(past.channel))));
    let time = move || past.with(|past| past.as_ref().map(|past| local::list_time(past.at, store.today())));
    let link = el("a.history-link").live("href", read(|past| local::link(&past.href))).children(glyph).children([
        el("span.history-text").child(el("bdi").says(read(|past| past.text.clone()))),
        el("time").says(time),
        el("span.history-status").says(read(|past| text::hit_status(past.channel, &past.status))),
    ]);
    el("li").child(link)
}
