//! The emoji menu: by group or by a few letters, the last ones first, in the tone of skin that was chosen. It is put where the
//! caret is.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;

use crate::derived::{Derived, State};
use crate::store::emoji::{self, Emoji, Group, TONES};
use crate::store::local;
use crate::view::kit::element::{El, Handle, el};
use crate::view::kit::focus::{Step, focus, insert, step};
use crate::view::kit::icon;
use crate::view::kit::popover::{Panel, popover};
use crate::view::kit::search_field::search_field;
use crate::view::text;

/// How many stand in a row; style/composer/emoji.css says the same.
const COLUMNS: usize = 8;
const MOST_FOUND: usize = 64;
/// Shows the tones.
const HAND: &str = "✋";

/// What was fetched: nothing yet, nothing at all, or the groups.
pub type Fetched = State<Option<Option<Vec<Group>>>>;

/// The button and the menu; `field` gets what is chosen.
pub fn emoji_menu(field: Handle, fetched: Fetched) -> [El; 2] {
    popover(icon::MOOD_SMILE, text::EMOJI, move |panel| content(panel, field, fetched))
}

fn content(panel: Panel, field: Handle, fetched: Fetched) -> El {
    if fetched.with_untracked(|fetched| !matches!(fetched, Some(Some(_)))) {
        fetched.set(None);
        emoji::load(move |groups| fetched.set(Some(groups)));
    }
    let (query, group) = (State::new(String::new()), State::new(0));
    let tone = State::new(emoji::tone());
    let choose = Callback::new(move |sign: String| {
        emoji::remember(&sign);
        panel.close();
        focus(field);
        insert(field, &sign);
    });
    let shown = Derived::new(move || fetched.with(|fetched| signs(fetched.as_ref()?.as_ref()?, query, group, tone)));
    let first = move || {
        if let Some((sign, _)) = shown.with_untracked(|shown| shown.as_ref().and_then(|all| all.first().cloned())) {
            choose.run(sign);
        }
    };
    let grid = Handle::new();
    el("div.emoji-menu").children([
        search_field(text::SEARCH_EMOJI, query, first),
        el("div.emoji-groups").swap(
            move || fetched.with(|fetched| fetched.clone().flatten().unwrap_or_default()),
            move |groups| Some(group_buttons(&groups, query, group)),
        ),
        el("div.emoji-scroll").known(grid).on("keydown", move |event: &KeyboardEvent| move_focus(grid, event)).swap(
            move || (shown.get(), fetched.with(|fetched| matches!(fetched, Some(None)))),
            move |(shown, failed)| {
                Some(match shown {
                    None if failed => el("p.emoji-none").text(text::EMOJI_FAILED),
                    None => el("p.emoji-none").text(text::LOADING),
                    Some(shown) if shown.is_empty() => el("p.emoji-none").text(text::NO_EMOJI),
                    Some(shown) => el("div.emoji-grid").children(shown.into_iter().map(|it| sign(it, choose))),
                })
            },
        ),
        tones(tone),
    ])
}

/// What the grid shows: what is found, or the last ones and a group.
fn signs(
    groups: &[Group],
    query: State<String>,
    group: State<usize>,
    tone: State<&'static str>,
) -> Option<Vec<(String, String)>> {
    let with_name = |emoji: &Emoji| (emoji.with_tone(tone.get()), emoji.name.clone());
    let wanted = local::fold(query.get().trim());
    let all = || groups.iter().flat_map(|group| &group.emoji);
    if !wanted.is_empty() {
        let found = all().filter(|emoji| emoji.fits(&wanted));
        let (called, like): (Vec<_>, Vec<_>) = found.partition(|emoji| emoji.is_called(&wanted));
        return Some(called.into_iter().chain(like).take(MOST_FOUND).map(with_name).collect());
    }
    Some(match group.get().checked_sub(1) {
        None => {
            let recent = emoji::recent();
            let more = common(groups).map(with_name).filter(|(sign, _)| !recent.contains(sign));
            let name =
                |sign: &String| all().find(|emoji| emoji.is(sign)).map_or_else(String::new, |it| it.name.clone());
            recent.iter().map(|sign| (sign.clone(), name(sign))).chain(more).collect()
        }
        Some(index) => groups.get(index)?.emoji.iter().map(with_name).collect(),
    })
}

/// Where nothing was chosen yet, something to begin with.
fn common(groups: &[Group]) -> impl Iterator<Item = &Emoji> {
    groups.iter().take(2).flat_map(|group| group.emoji.iter().take(3 * COLUMNS))
}

fn sign((sign, name): (String, String), choose: Callback<String>) -> El {
    let own = sign.clone();
    el("button")
        .attr("type", "button")
        .class("emoji")
        .attr("title", &name)
        .attr("aria-label", name)
        .on("click", move |_: &MouseEvent| choose.run(own.clone()))
        .text(sign)
}

/// The last ones, then each group by its first sign.
fn group_buttons(groups: &[Group], query: State<String>, chosen: State<usize>) -> El {
    let recent = (text::RECENT_EMOJI.to_owned(), "🕘".to_owned());
    let groups = groups.iter().filter_map(|group| Some((group.name.clone(), group.emoji.first()?.sign.clone())));
    let button = move |(index, (name, sign)): (usize, (String, String))| {
        el("button")
            .attr("type", "button")
            .class("emoji")
            .attr("title", &name)
            .attr("aria-label", name)
            .live("aria-pressed", move || chosen.get() == index && query.with(String::is_empty))
            .on("click", move |_: &MouseEvent| {
                query.set(String::new());
                chosen.set(index);
            })
            .text(sign)
    };
    el("div.emoji-grid").children([recent].into_iter().chain(groups).enumerate().map(button))
}

fn tones(chosen: State<&'static str>) -> El {
    let button = move |(index, tone): (usize, &'static str)| {
        el("button")
            .attr("type", "button")
            .class("emoji")
            .attr("aria-label", text::TONES.get(index).copied().unwrap_or_default())
            .live("aria-pressed", move || chosen.get() == tone)
            .on("click", move |_: &MouseEvent| {
                emoji::set_tone(tone);
                chosen.set(tone);
            })
            .text(format!("{HAND}{tone}"))
    };
    let group = el("div.emoji-tones").attr("role", "group").attr("aria-label", text::SKIN_TONE);
    group.children(TONES.into_iter().enumerate().map(button))
}

fn move_focus(grid: Handle, event: &KeyboardEvent) {
    let (to, times) = match event.key().as_str() {
        "ArrowRight" => (Step::Next, 1),
        "ArrowLeft" => (Step::Previous, 1),
        "ArrowDown" => (Step::Next, COLUMNS),
        "ArrowUp" => (Step::Previous, COLUMNS),
        _ => return,
    };
    event.prevent_default();
    for _ in 0..times {
        grid.read(|grid| step(grid, ".emoji", to));
    }
}
