//! The list of the keys that do something: each can be another one, and all that are pressed alone can be turned off.

use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent};

use crate::derived::{Derived, State};
use crate::store::local;
use crate::view::kit::button::{Weight, button};
use crate::view::kit::checklist::check;
use crate::view::kit::element::{El, el};
use crate::view::shortcuts::{self, Action, KEYS};
use crate::view::text;

/// The keys as they are now, and the action that waits for another one.
#[derive(Clone, Copy)]
struct Changing {
    keys: State<Vec<(String, Action)>>,
    asked: State<Option<Action>>,
}

/// The dialog's content.
pub fn shortcuts() -> El {
    let changing = Changing { keys: State::new(shortcuts::keys()), asked: State::new(None) };
    let rows = KEYS.map(|(_, action)| row(changing, action));
    // Scrolled by keys, too.
    let scrolled = || el("div.dialog-scroll").attr("tabindex", "0").attr("role", "group");
    let usual = move || {
        local::set_own_keys(&[]);
        changing.keys.set(shortcuts::keys());
    };
    let changed = move || changing.keys.with(|keys| keys.iter().zip(KEYS).any(|((own, _), (usual, _))| own != usual));
    el("div.dialog-content").children([
        scrolled().attr("aria-label", text::SHORTCUTS).child(el("dl.shortcut-list").children(rows)),
        el("div.dialog-section")
            .child(el("p.preference-hint").text(text::KEYS_HINT))
            .child(single_keys())
            .when(changed, move || button(Weight::Normal, usual).text(text::USUAL_KEYS)),
    ])
}

fn row(changing: Changing, action: Action) -> El {
    let keys = Derived::new(move || {
        changing.keys.with(|all| all.iter().find(|(_, each)| *each == action).map(|(keys, _)| keys.clone()))
    });
    let asked = move || changing.asked.get() == Some(action);
    let caps = move |keys: Option<String>| {
        let keys = keys.unwrap_or_default();
        el("span.shortcut-keys").children(keys.split(' ').map(|key| el("kbd").text(key)))
    };
    let shown = el("dd");
    let shown = if shortcuts::can_change(action) {
        shown.child(
            el("button")
                .attr("type", "button")
                .class("shortcut-change")
                .live("aria-label", move || text::change_key(action, &keys.get().unwrap_or_default(), asked()))
                .on("click", move |_: &MouseEvent| changing.asked.set(Some(action)))
                .on("blur", move |_: &FocusEvent| changing.asked.set(None))
                .on("keydown", move |event: &KeyboardEvent| take(changing, action, event))
                .swap(
                    move || (asked(), keys.get()),
                    move |(asked, keys)| {
                        Some(if asked { el("span.shortcut-asked").text(text::PRESS_A_KEY) } else { caps(keys) })
                    },
                ),
        )
    } else {
        shown.swap(move || keys.get(), move |keys| Some(caps(keys)))
    };
    el("div.shortcut").child(el("dt").text(text::action(action))).child(shown)
}

/// The key that an action waits for; Escape and what cannot be one ends the waiting.
fn take(changing: Changing, action: Action, event: &KeyboardEvent) {
    let modifier = matches!(event.key().as_str(), "Shift" | "Control" | "Alt" | "Meta" | "AltGraph");
    if changing.asked.get_untracked() != Some(action) || modifier || event.key() == "Tab" {
        return;
    }
    event.prevent_default();
    event.stop_propagation();
    if shortcuts::change(action, &event.key()) {
        changing.keys.set(shortcuts::keys());
    }
    changing.asked.set(None);
}

/// The switch.
pub fn single_keys() -> El {
    let on = State::new(local::single_keys());
    check(
        text::SINGLE_KEYS,
        move || on.get(),
        move || {
            on.update(|on| *on = !*on);
            local::set_single_keys(on.get_untracked());
        },
    )
}
