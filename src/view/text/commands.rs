//! What can be done by a key or from the palette, in words.

use switchboard_api::View;
use switchboard_model::Route;
use switchboard_model::select::NavView;

use super::*;
use crate::view::shortcuts::{Action, KEYS};

/// What a key does.
pub fn action(action: Action) -> String {
    let words = match action {
        Action::Next => "Next conversation",
        Action::Previous => "Previous conversation",
        Action::Reply => REPLY,
        Action::Note => INTERNAL_NOTE,
        Action::Close => "Close the conversation",
        Action::Assign => EDIT_ASSIGNMENT,
        Action::AssignToMe => "Assign to me, or no longer",
        Action::Tag => EDIT_TAGS,
        Action::Unread => MARK_UNREAD,
        Action::Find => SEARCH,
        Action::Select => "Select, or no longer",
        Action::Begin => NEW_CONVERSATION,
        Action::Commands => COMMANDS,
        Action::Help => SHORTCUTS,
        Action::Preferences => PREFERENCES,
        Action::Go(to) => return go_to(view(to)),
    };
    words.to_owned()
}

/// The button that gives an action another key.
pub fn change_key(it: Action, keys: &str, asked: bool) -> String {
    let it = action(it);
    if asked { format!("Press a key for {it}") } else { format!("{it}: {keys}. Change the key") }
}

fn go_to(place: &str) -> String {
    format!("Go to {place}")
}

/// Where one can go for which there is no key: a command and the address of each.
pub fn places(nav: Option<NavView>) -> Vec<(String, String)> {
    let Some(NavView { space: here, spaces, views, teams, .. }) = nav else { return Vec::new() };
    let has_key = |to: View| KEYS.iter().any(|(_, action)| *action == Action::Go(to));
    let views = views.into_iter().filter(|link| !has_key(link.view)).map(|link| (go_to(view(link.view)), link.href));
    let teams = teams.into_iter().map(|team| (go_to(&team.name), team.href));
    let spaces = spaces.into_iter().filter(|it| it.id != here.id);
    let spaces = spaces.map(|it| (space(&it.name), Route::space(it.id).to_string()));
    views.chain(teams).chain(spaces).collect()
}

/// A command that changes the status.
pub fn set_status(label: &str) -> String {
    format!("{SET_STATUS} {label}")
}
