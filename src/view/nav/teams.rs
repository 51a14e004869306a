//! The teams of the rail: the first six, the rest behind "More". Whose teams these are is not decided here.

use leptos::ev::MouseEvent;

use switchboard_model::select::NavView;

use super::link::{LinkView, rail_link};
use super::read;
use crate::derived::{Derived, State};
use crate::view::kit::element::{El, el};
use crate::view::kit::icon::{self, icon};
use crate::view::text;

const FIRST: usize = 6;

/// The group, empty when there is no team.
pub fn teams(nav: Derived<Option<NavView>>) -> El {
    let all = State::new(false);
    let count = move || read(nav, |nav| nav.teams.len());
    let keys = Derived::new(move || {
        let most = if all.get() { usize::MAX } else { FIRST };
        read(nav, |nav| nav.teams.iter().take(most).map(|team| team.id.to_string()).collect())
    });
    let team = move |key: String| rail_link(icon::USERS, Derived::new(move || read(nav, |nav| team_link(nav, &key))));
    let more = move || {
        el("button")
            .attr("type", "button")
            .class("rail-more")
            .live("aria-expanded", move || all.get())
            .on("click", move |_: &MouseEvent| all.update(|all| *all = !*all))
            .child(icon(icon::CHEVRON_DOWN))
            .child(el("span").says(move || if all.get() { text::FEWER } else { text::MORE }))
    };
    el("div")
        .attr("role", "group")
        .attr("aria-labelledby", "rail-teams")
        .live("hidden", move || (count() == 0).then_some(""))
        .child(el("h2.rail-heading").attr("id", "rail-teams").text(text::TEAMS))
        .child(el("ul.rail-group").attr("role", "list").each(move || keys.get(), team))
        .when(move || count() > FIRST, more)
}

fn team_link(nav: &NavView, key: &str) -> LinkView {
    let found = nav.teams.iter().find(|team| team.id.as_str() == key);
    let link = found.map(|team| LinkView {
        label: team.name.clone(),
        href: team.href.clone(),
        unread: team.unread,
        current: team.current,
    });
    link.unwrap_or_default()
}
