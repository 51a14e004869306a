//! One row of the list: who, where, what they wrote last, when, and how much of it is unread. The row is a link.

use leptos::ev::{MouseEvent, PointerEvent};

use switchboard_api::{ConversationId, PreviewKind};
use switchboard_model::select::{self, RowView};

use super::row_menu::row_menu;
use crate::derived::{Derived, State};
use crate::store::{local, use_store};
use crate::view::kit::avatar::{avatar, live_avatar};
use crate::view::kit::badge::badge;
use crate::view::kit::element::{El, el};
use crate::view::kit::icon::{self, icon, live_icon};
use crate::view::kit::virtual_list::Place;
use crate::view::selection::use_selection;
use crate::view::{glyphs, text};

type Row = Derived<Option<RowView>>;

const MOST_FACES: usize = 2;

/// The row of the conversation with this id, which may become another one's; empty for the moment in which a conversation is
/// no longer known.
pub fn conversation_row(key: State<String>, place: Place) -> El {
    let id = Derived::new(move || key.with(|key| ConversationId::from(key.as_str())));
    let row: Row = use_store().select(move |model| id.with(|id| select::row(model, id)));
    let title = Derived::new(move || read(row, |row| row.title.clone()).unwrap_or_default());
    let unread = move || read(row, |row| row.unread).unwrap_or_default();
    let current = move || read(row, |row| row.current).unwrap_or_default();
    let glyph = move || read(row, |row| glyphs::channel(row.channel)).unwrap_or(icon::MESSAGE_CIRCLE);
    let selection = use_selection();
    let selected = Derived::new(move || id.with(|id| selection.has(id)));
    let link = el("a.conversation-row-link")
        .on("click", move |event: &MouseEvent| id.with_untracked(|id| selection.pressed(id, event)))
        .on("pointerdown", move |event: &PointerEvent| id.with_untracked(|id| selection.touched(id, event)))
        .on("pointerup", move |_: &PointerEvent| selection.let_go())
        .on("pointercancel", move |_: &PointerEvent| selection.let_go())
        .on("contextmenu", move |event: &MouseEvent| selection.menu_wanted(event))
        .live("id", move || key.with(|key| format!("row-{key}")))
        .live("href", move || read(row, |row| local::link(&row.href)))
        .live("aria-label", move || {
            read(row, |row| text::selectable(text::row(&row.title, row.channel, row.unread), selected.get()))
        })
        .live("aria-current", move || current().then_some("true"))
        .live("aria-description", move || {
            read(row, |row| text::company(&row.company)).filter(|company| !company.is_empty())
        })
        .live("tabindex", move || if place.tab_stop.get() { "0" } else { "-1" })
        .children([
            el("span.conversation-row-face")
                .child(live_avatar(move || title.get()))
                .child(el("span.channel-mark").child(live_icon(glyph)))
                .child(el("span.conversation-row-check").child(icon(icon::CHECK))),
            el("span.conversation-row-name").child(el("bdi").says(move || title.get())),
            time(row),
            preview(row),
            el("span.conversation-row-badge").child(company(row)).child(badge(unread)),
        ]);
    el("div.conversation-row")
        .live("data-current", current)
        .live("data-selected", move || selected.get())
        .live("data-unread", move || unread() > 0)
        .child(link)
        .children(row_menu(id, title, place.tab_stop))
}

fn time(row: Row) -> El {
    let store = use_store();
    el("time.conversation-row-time")
        .live("datetime", move || read(row, |row| local::datetime(row.at)))
        .live("title", move || read(row, |row| local::full_time(row.at)))
        .says(move || {
            let today = store.today();
            read(row, |row| local::list_time(row.at, today))
        })
}

fn preview(row: Row) -> El {
    let is = move |what: fn(&select::PreviewView) -> bool| {
        move || read(row, |row| row.preview.as_ref().is_some_and(what)).unwrap_or_default()
    };
    let lead = move || read(row, |row| row.preview.as_ref().and_then(text::preview_lead));
    let writing = move || read(row, |row| text::writing(&row.company)).flatten();
    let line = move || writing().or_else(|| read(row, |row| row.preview.as_ref().map(|it| it.text.clone())).flatten());
    el("span.conversation-row-preview")
        .live("data-note", is(|preview| preview.kind == PreviewKind::Note))
        .live("data-writing", move || writing().map(|_| "true"))
        .child(
            el("span.conversation-row-lead")
                .live("data-draft", is(|preview| preview.draft))
                .says(move || lead().filter(|_| writing().is_none())),
        )
        .child(el("bdi").says(line))
}

/// The faces of colleagues who are there.
fn company(row: Row) -> El {
    let company = Derived::new(move || read(row, |row| row.company.clone()).unwrap_or_default());
    el("span.conversation-row-company").swap(
        move || company.get(),
        |company| {
            let faces = company.iter().take(MOST_FACES).map(|present| avatar(&present.name));
            (!company.is_empty()).then(|| el("span").attr("title", text::company(&company)).children(faces))
        },
    )
}

fn read<T>(row: Row, read: impl FnOnce(&RowView) -> T) -> Option<T> {
    row.with(|row| row.as_ref().map(read))
}
