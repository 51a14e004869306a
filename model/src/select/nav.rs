//! The left rail: spaces, views and teams, with their addresses and unread numbers. Labels are not chosen here.

use switchboard_api::{AgentId, ListFilter, Space, TeamId, View};

use crate::model::Model;
use crate::route::{Route, default_filter};
use crate::select::narrow::in_same_order;

/// The rail.
#[derive(Clone, Debug, PartialEq)]
pub struct NavView {
    /// The current space.
    pub space: Space,
    /// All spaces.
    pub spaces: Vec<Space>,
    /// The caller's name.
    pub me: String,
    /// The caller's address.
    pub email: String,
    /// The views.
    pub views: Vec<ViewLink>,
    /// The teams.
    pub teams: Vec<TeamLink>,
}

/// A link to a view.
#[derive(Clone, Debug, PartialEq)]
pub struct ViewLink {
    /// Which.
    pub view: View,
    /// Its address.
    pub href: String,
    /// How many of its conversations have unread messages.
    pub unread: u64,
    /// Whether the list shows it.
    pub current: bool,
}

/// A link to a team.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamLink {
    /// Which.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// Its address.
    pub href: String,
    /// How many of its conversations have unread messages.
    pub unread: u64,
    /// Whether the list shows it.
    pub current: bool,
}

/// The caller.
pub fn me(model: &Model) -> Option<AgentId> {
    model.session.as_ref().map(|session| session.me.id.clone())
}

/// How many conversations with unread messages concern the caller: their own, and those that wait for somebody.
pub fn unread_of_mine(model: &Model) -> u64 {
    let unread = |view| model.counts.views.get(&view).map_or(0, |counts| counts.unread);
    unread(View::Inbox) + unread(View::Assigned)
}

/// Where a view is, if this space has it.
pub fn view_route(model: &Model, view: View) -> Option<Route> {
    let session = model.session.as_ref().filter(|session| session.views.contains(&view))?;
    Some(Route::list(session.space.clone(), in_same_order(model, default_filter(view))))
}

/// A place that is named from outside, by its space, its view and its conversation. What is empty is as it is now; `None`
/// when there is no such view or nobody is here.
pub fn place(model: &Model, space: &str, view: &str, conversation: &str) -> Option<Route> {
    let session = model.session.as_ref()?;
    let here = if space.is_empty() { session.space.clone() } else { space.into() };
    let same_space = model.route.in_space() == Some(&here);
    let route = match (view, same_space) {
        ("", true) => model.route.clone(),
        ("", false) => Route::space(here),
        (view, _) => Route::list(here, default_filter(View::parse(view)?)),
    };
    let conversation = Some(conversation).filter(|id| !id.is_empty()).map(Into::into);
    Some(if conversation.is_some() { route.with_conversation(conversation) } else { route })
}

/// The rail; `None` before the session is known.
pub fn nav(model: &Model) -> Option<NavView> {
    let session = model.session.as_ref()?;
    let shown = model.route.filter();
    let href = |filter| Route::list(session.space.clone(), in_same_order(model, filter)).to_string();
    let views = session.views.iter().map(|&view| ViewLink {
        view,
        href: href(default_filter(view)),
        unread: model.counts.views.get(&view).map_or(0, |counts| counts.unread),
        current: shown.is_some_and(|shown| shown.view == view && shown.team.is_none()),
    });
    let teams = session.teams.iter().map(|team| TeamLink {
        id: team.id.clone(),
        name: team.name.clone(),
        href: href(ListFilter { team: Some(team.id.clone()), ..default_filter(View::All) }),
        unread: model.counts.teams.get(&team.id).map_or(0, |counts| counts.unread),
        current: shown.is_some_and(|shown| shown.team.as_ref() == Some(&team.id)),
    });
    Some(NavView {
        space: session.spaces.iter().find(|space| space.id == session.space)?.clone(),
        spaces: session.spaces.clone(),
        me: session.me.name.clone(),
        email: session.me.email.clone(),
        views: views.collect(),
        teams: teams.collect(),
    })
}
