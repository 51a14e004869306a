//! The account's menu: who is here, how the desk looks, the way out. The look is this browser's alone.

use leptos::prelude::*;
use switchboard_model::Intent;
use switchboard_model::select::NavView;

use super::read;
use crate::derived::Derived;
use crate::store::local::{self, Theme};
use crate::store::{notices, use_store};
use crate::view::density::use_density;
use crate::view::dialogs::use_dialogs;
use crate::view::kit::avatar::live_avatar;
use crate::view::kit::element::{El, el};
use crate::view::kit::icon::{self, Glyph, icon};
use crate::view::kit::icon_button::icon_button;
use crate::view::kit::menu::{Menu, MenuItem};
use crate::view::text;

const THEMES: [(Theme, &str, &str, Glyph); 3] = [
    (Theme::Light, "light", text::THEME_LIGHT, icon::SUN),
    (Theme::Dark, "dark", text::THEME_DARK, icon::MOON),
    (Theme::System, "system", text::THEME_SYSTEM, icon::DEVICE_DESKTOP),
];
const DENSITIES: [(bool, &str, &str, Glyph); 2] = [
    (false, "comfortable", text::COMFORTABLE, icon::BASELINE_DENSITY_MEDIUM),
    (true, "compact", text::COMPACT, icon::BASELINE_DENSITY_SMALL),
];
const NOTIFICATIONS: [(bool, &str, &str, Glyph); 2] =
    [(true, "notify", text::ON, icon::BELL), (false, "quiet", text::OFF, icon::BELL_OFF)];
const SHORTCUTS: &str = "shortcuts";
const SIGN_OUT: &str = "sign-out";

/// The button with the agent's name, and its menu.
pub fn account_menu(nav: Derived<Option<NavView>>) -> El {
    let (store, dialogs) = (use_store(), use_dialogs());
    let name = move || read(nav, |nav| nav.me.clone());
    let notified = RwSignal::new(notices::are_wanted());
    let (theme, density) = (RwSignal::new(local::theme()), use_density());
    let choose = move |key: String| {
        if key == SIGN_OUT {
            store.intent(Intent::SignOut);
        } else if key == SHORTCUTS {
            dialogs.shortcuts.set(true);
        } else if let Some((chosen, ..)) = THEMES.into_iter().find(|(_, known, ..)| *known == key) {
            local::set_theme(chosen);
            theme.set(chosen);
        } else if let Some((compact, ..)) = DENSITIES.into_iter().find(|(_, known, ..)| *known == key) {
            density.choose(compact);
        } else if let Some((wanted, ..)) = NOTIFICATIONS.into_iter().find(|(_, known, ..)| *known == key) {
            store.want_notifications(wanted, text::NOTIFICATIONS_ON, move |on| notified.set(on));
        }
    };
    let menu = Menu {
        name: Derived::new(move || text::account(&name())),
        look: "account",
        items: Derived::new(move || {
            items(theme.get(), density.is_compact(), notified.get(), read(nav, |nav| nav.email.clone()))
        }),
        on_choose: Callback::new(choose),
        tab_stop: Derived::new(|| true),
    };
    let begin = icon_button(icon::EDIT, text::NEW_CONVERSATION, move || dialogs.compose.set(true));
    el("div")
        .class("rail-bottom")
        .children(menu.around([
            live_avatar(name),
            el("span").class("account-name").child(el("bdi").says(name)),
            icon(icon::SELECTOR),
        ]))
        .child(begin)
}

fn items(theme: Theme, compact: bool, notified: bool, email: String) -> Vec<MenuItem> {
    let sign_out = MenuItem { glyph: Some(icon::LOGOUT), ..MenuItem::new(SIGN_OUT, text::SIGN_OUT) };
    let shortcuts =
        MenuItem { glyph: Some(icon::KEYBOARD), heading: Some(email), ..MenuItem::new(SHORTCUTS, text::SHORTCUTS) };
    let looks = choices(text::THEME, &THEMES, theme).chain(choices(text::DENSITY, &DENSITIES, compact));
    let looks = looks.chain(choices(text::NOTIFICATIONS, &NOTIFICATIONS, notified));
    looks.chain([shortcuts, sign_out]).collect()
}

/// A group of which one is chosen.
fn choices<T: Copy + PartialEq>(
    title: &'static str,
    group: &[(T, &'static str, &'static str, Glyph)],
    chosen: T,
) -> impl Iterator<Item = MenuItem> {
    group.iter().enumerate().map(move |(index, (value, key, label, glyph))| MenuItem {
        glyph: Some(*glyph),
        checked: Some(*value == chosen),
        heading: (index == 0).then(|| title.to_owned()),
        ..MenuItem::new(*key, *label)
    })
}
