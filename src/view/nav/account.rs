//! The account's menu: who is here, the colours, the way to the other preferences, the way out.

use leptos::prelude::*;
use switchboard_model::Intent;
use switchboard_model::select::NavView;

use super::read;
use crate::derived::Derived;
use crate::store::{local, use_store};
use crate::view::colours::use_colours;
use crate::view::dialogs::use_dialogs;
use crate::view::kit::avatar::live_avatar;
use crate::view::kit::element::{El, el};
use crate::view::kit::icon::{self, Glyph, icon};
use crate::view::kit::icon_button::icon_button;
use crate::view::kit::menu::{Menu, MenuItem};
use crate::view::text;

/// In the order of `text::THEMES`.
const THEMES: [(&str, Glyph); 3] = [("light", icon::SUN), ("dark", icon::MOON), ("system", icon::DEVICE_DESKTOP)];
const PREFERENCES: &str = "preferences";
const COMMANDS: &str = "commands";
const SHORTCUTS: &str = "shortcuts";
const SIGN_OUT: &str = "sign-out";

/// The button with the agent's name, and its menu.
pub fn account_menu(nav: Derived<Option<NavView>>) -> El {
    let (store, dialogs) = (use_store(), use_dialogs());
    let name = move || read(nav, |nav| nav.me.clone());
    let colours = use_colours();
    let choose = move |key: String| {
        if key == SIGN_OUT {
            store.intent(Intent::SignOut);
        } else if key == COMMANDS {
            dialogs.palette.set(true);
        } else if key == SHORTCUTS {
            dialogs.shortcuts.set(true);
        } else if key == PREFERENCES {
            dialogs.preferences.set(true);
        } else if let Some(place) = THEMES.iter().position(|(known, _)| *known == key) {
            colours.choose(place);
        }
    };
    let menu = Menu {
        name: Derived::new(move || text::account(&name())),
        look: "account",
        items: Derived::new(move || items(colours.place(), read(nav, |nav| nav.email.clone()))),
        on_choose: Callback::new(choose),
        tab_stop: Derived::new(|| true),
    };
    let begin = icon_button(icon::EDIT, text::NEW_CONVERSATION, move || dialogs.compose.set(true));
    el("div.rail-bottom")
        .children(menu.around([
            live_avatar(name),
            el("span.account-name").child(el("bdi").says(name)),
            icon(icon::SELECTOR),
        ]))
        .child(begin)
}

fn items(colours: Option<usize>, email: String) -> Vec<MenuItem> {
    let themes = THEMES.into_iter().zip(text::THEMES).enumerate();
    let themes = themes.map(|(place, ((key, glyph), label))| MenuItem {
        glyph: Some(glyph),
        checked: Some(colours == Some(place)),
        heading: (place == 0).then(|| text::THEME.to_owned()),
        ..MenuItem::new(key, label)
    });
    let plain = |glyph, key, label: &str| MenuItem { glyph: Some(glyph), ..MenuItem::new(key, label) };
    let preferences = plain(icon::ADJUSTMENTS_HORIZONTAL, PREFERENCES, text::PREFERENCES);
    let rest = [
        MenuItem { heading: Some(email), ..preferences },
        plain(icon::COMMAND, COMMANDS, text::COMMANDS),
        plain(icon::KEYBOARD, SHORTCUTS, text::SHORTCUTS),
    ];
    // Where a page around speaks for the agent, it also signs them out.
    let sign_out = (!local::is_embedded()).then(|| plain(icon::LOGOUT, SIGN_OUT, text::SIGN_OUT));
    themes.chain(rest).chain(sign_out).collect()
}
