//! The rail: space, views, teams, account. Where a link leads and what it counts comes with its view value.

mod account;
mod link;
mod spaces;
mod teams;

use switchboard_api::View;
use switchboard_model::select::{self, NavView};

use super::kit::element::{El, Handle, el};
use super::panes::{self, ids, use_panes};
use super::{glyphs, text};
use crate::derived::Derived;
use crate::store::use_store;
use account::account_menu;
use link::{LinkView, rail_link};
use spaces::space_switcher;
use teams::teams;

/// The leftmost pane.
pub fn rail() -> El {
    let panes = use_panes();
    let nav = use_store().select(select::nav);
    let pane = Handle::new();
    panes::focus_when_pulled_out(panes.rail, pane);
    let views = Derived::new(move || read(nav, |nav| nav.views.iter().map(|link| link.view.to_string()).collect()));
    let view = move |key: String| {
        let view = View::parse(&key).unwrap_or(View::All);
        rail_link(glyphs::view(view), Derived::new(move || read(nav, |nav| view_link(nav, view))))
    };
    let views = el("ul.rail-group").attr("role", "list").each(move || views.get(), view);
    el("nav.rail").attr("id", ids::RAIL).attr("aria-label", text::VIEWS).attr("tabindex", "-1").known(pane).children([
        space_switcher(nav),
        el("div.rail-scroll").child(views).child(teams(nav)),
        account_menu(nav),
    ])
}

/// Something of the rail's value; nothing before the session is known.
fn read<T: Default>(nav: Derived<Option<NavView>>, read: impl FnOnce(&NavView) -> T) -> T {
    nav.with(|nav| nav.as_ref().map(read).unwrap_or_default())
}

fn view_link(nav: &NavView, view: View) -> LinkView {
    let found = nav.views.iter().find(|link| link.view == view);
    let link = |link: &select::ViewLink| LinkView {
        label: text::view(view).to_owned(),
        href: link.href.clone(),
        unread: link.unread,
        current: link.current,
    };
    found.map(link).unwrap_or_default()
}
