//! The header of the open conversation: with whom, over what, who is involved, its status, and the way to its details.

use leptos::prelude::*;
use switchboard_model::select::{self, ThreadHeader};

use super::people::people;
use crate::derived::{Derived, whenever};
use crate::store::use_store;
use crate::view::kit::avatar::live_avatar;
use crate::view::kit::element::{El, Handle, el};
use crate::view::kit::focus::{after_drawing, catch_focus, focus_id};
use crate::view::kit::icon::{self, icon, live_icon};
use crate::view::kit::icon_button::icon_button;
use crate::view::kit::menu::Menu;
use crate::view::panes::{ids, use_panes};
use crate::view::status::status_items;
use crate::view::{glyphs, text};

type Header = Derived<Option<ThreadHeader>>;

/// The header.
pub fn thread_header() -> El {
    let panes = use_panes();
    let heading = Handle::new();
    let header: Header = use_store().select(select::thread_header);
    let title = move || read(header, |header| header.title.clone()).unwrap_or_default();
    let glyph = move || read(header, |header| glyphs::channel(header.channel)).unwrap_or(icon::MESSAGE_CIRCLE);
    // On a phone the link that was pressed is gone now.
    whenever(move || catch_focus(heading));
    let face =
        el("span.thread-header-face").child(live_avatar(title)).child(el("span.channel-mark").child(live_icon(glyph)));
    let channel = el("bdi").says(move || read(header, |header| header.channel_label.clone()));
    let address = move || read(header, |header| header.address.clone());
    let who = el("div.thread-header-who")
        .child(el("h2").attr("tabindex", "-1").known(heading).child(el("bdi").says(title)))
        .child(el("p").children([
            el("span.thread-header-line").children([channel, el("bdi.thread-header-address").says(address)]),
            company(header),
        ]));
    let details = icon_button(icon::LAYOUT_SIDEBAR_RIGHT, text::DETAILS, move || {
        panes.details.update(|open| *open = !*open);
    })
    .attr("id", ids::DETAILS_BUTTON)
    .live("aria-expanded", move || panes.details.get());
    el("header.thread-header").children([
        back_to_list(),
        face,
        who,
        people(header),
        status_menu(header),
        el("span.thread-header-details").child(details),
    ])
}

/// Colleagues who are here, too. The composer is described by it; it does not speak up by itself.
fn company(header: Header) -> El {
    let words = move || read(header, |header| text::company(&header.company));
    let writes = move || read(header, |header| text::writing(&header.company).is_some());
    el("bdi.thread-header-company")
        .attr("id", ids::COMPANY)
        .live("data-writing", writes)
        .live("title", words)
        .says(words)
}

/// The status, and a menu of those it may be given.
fn status_menu(header: Header) -> El {
    let store = use_store();
    let label = move || read(header, |header| header.status.label.clone()).unwrap_or_default();
    let glyph = move || read(header, |header| glyphs::status(header.status.kind)).unwrap_or(icon::PROGRESS);
    let choose = move |key: String| {
        if let Some(id) = store.peek(select::open) {
            store.set_status(id, key.into());
        }
    };
    let menu = Menu {
        name: Derived::new(move || text::status(&label())),
        look: "status-button",
        items: Derived::new(move || status_items(read(header, |header| header.choices.clone()).unwrap_or_default())),
        on_choose: Callback::new(choose),
        tab_stop: Derived::new(|| true),
    };
    el("span.status-menu")
        .live("data-hue", move || read(header, |header| glyphs::status_hue(header.status.kind)))
        .children(menu.around([live_icon(glyph), el("span").says(label), icon(icon::CHEVRON_DOWN)]))
}

/// On a phone, from the conversation to the list.
pub fn back_to_list() -> El {
    let store = use_store();
    let back = move || {
        let row = store.peek(select::open).map_or_else(String::new, |id| format!("row-{id}"));
        store.go(&store.peek(select::list_href));
        // Two frames: one for the route, one for the list to be there.
        after_drawing(move || {
            after_drawing(move || {
                if !focus_id(&row) {
                    focus_id(ids::LIST);
                }
            });
        });
    };
    el("span.back-to-list").child(icon_button(icon::ARROW_LEFT, text::BACK, back))
}

fn read<T>(header: Header, read: impl FnOnce(&ThreadHeader) -> T) -> Option<T> {
    header.with(|header| header.as_ref().map(read))
}
