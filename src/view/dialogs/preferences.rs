//! How the desk looks and behaves for this agent, on this device. Each choice takes effect at once; there is nothing to save.

use switchboard_api::requests::UNDO_WINDOWS;
use switchboard_model::select;

use super::Dialogs;
use crate::derived::State;
use crate::store::{notices, use_store};
use crate::view::colours::use_colours;
use crate::view::density::use_density;
use crate::view::enter::use_enter;
use crate::view::kit::button::{Weight, button};
use crate::view::kit::checklist::check;
use crate::view::kit::element::{El, el};
use crate::view::kit::segments::segments;
use crate::view::text;

/// The dialog's content.
pub fn preferences(dialogs: Dialogs) -> El {
    let sections = [
        section(text::LOOKS, [colours(), rows()]),
        section(text::WRITING, [enter(), undo()]),
        section(text::NOTIFICATIONS, [notifications(), sound()])
            .child(el("p.preference-hint").text(text::NOTICES_HINT)),
        section(text::KEYBOARD, [single_keys(dialogs)]),
    ];
    let scrolled = el("div.dialog-scroll preferences").children(sections);
    el("div.dialog-content").child(scrolled)
}

fn section(title: &'static str, choices: impl IntoIterator<Item = El>) -> El {
    el("section.preference-group").child(el("h3").text(title)).children(choices)
}

fn row(words: &'static str, control: El) -> El {
    el("div.preference").child(el("span.preference-name").text(words)).child(control)
}

fn colours() -> El {
    let colours = use_colours();
    row(text::THEME, segments(text::THEME, text::THEMES, move || colours.place(), move |place| colours.choose(place)))
}

fn rows() -> El {
    let density = use_density();
    let chosen = move || Some(usize::from(density.is_compact()));
    let choose = move |place| density.choose(place == 1);
    row(text::DENSITY, segments(text::DENSITY, [text::COMFORTABLE, text::COMPACT], chosen, choose))
}

fn enter() -> El {
    let enter = use_enter();
    let chosen = move || Some(usize::from(!enter.sends()));
    let choose = move |place| enter.choose(place == 0);
    row(text::ENTER, segments(text::ENTER, text::ENTERS, chosen, choose))
}

fn undo() -> El {
    let store = use_store();
    let window = store.select(select::undo_window);
    let chosen = move || UNDO_WINDOWS.iter().position(|it| *it == window.get());
    let choose = move |place| store.choose_undo_window(UNDO_WINDOWS.get(place).copied());
    row(text::UNDO_WINDOW, segments(text::UNDO_WINDOW, text::UNDO_WINDOWS, chosen, choose))
}

fn notifications() -> El {
    let store = use_store();
    let on = State::new(notices::are_wanted());
    let turn = move || store.want_notifications(!on.get_untracked(), move |now| on.set(now));
    let test = move || store.test_notification(text::NOTIFICATION_TEST);
    tested(check(text::DESKTOP, move || on.get(), turn), text::TEST_NOTIFICATION, test)
}

fn sound() -> El {
    let on = State::new(notices::sound_is_wanted());
    let turn = move || {
        on.update(|on| *on = !*on);
        notices::want_sound(on.get_untracked());
    };
    tested(check(text::SOUND, move || on.get(), turn), text::TEST_SOUND, notices::test_sound)
}

fn tested(check: El, name: &'static str, test: impl Fn() + 'static) -> El {
    let test = button(Weight::Normal, test).attr("aria-label", name).text(text::TEST);
    el("div.preference").child(check).child(test)
}

fn single_keys(dialogs: Dialogs) -> El {
    let show = button(Weight::Normal, move || {
        dialogs.preferences.set(false);
        dialogs.shortcuts.set(true);
    });
    el("div.preference").child(super::shortcuts::single_keys()).child(show.text(text::SHORTCUTS))
}
