//! Who owns the conversation: agents and teams, any number of each; and how urgent it is.

use switchboard_api::Priority;
use switchboard_model::select::DetailsView;

use super::{Details, read};
use crate::derived::Derived;
use crate::view::kit::avatar::avatar;
use crate::view::kit::element::{El, el};
use crate::view::kit::icon::{self, icon};
use crate::view::{glyphs, text};

/// Agents, teams, priority.
pub fn assignment(details: Details) -> El {
    let agent = |name: &str| avatar(name);
    let team = |_: &str| el("span.owner-icon").child(icon(icon::USERS));
    let priority = Derived::new(move || read(details, |details| details.priority).flatten());
    el("dl.owners").children([
        group(text::AGENTS, details, |details| details.agents.clone(), agent, text::NOBODY),
        group(text::TEAMS, details, |details| details.teams.clone(), team, text::NO_TEAM),
        el("div.owners-group")
            .child(el("dt").text(text::PRIORITY))
            .swap(move || priority.get(), |priority| Some(priority.map_or_else(|| none(text::NO_PRIORITY), urgency))),
    ])
}

fn group(
    term: &'static str,
    details: Details,
    names: fn(&DetailsView) -> Vec<String>,
    face: fn(&str) -> El,
    nobody: &'static str,
) -> El {
    let names = Derived::new(move || read(details, names).unwrap_or_default());
    let owner = move |name: String| el("dd.owner").child(face(&name)).child(el("bdi").text(name));
    el("div.owners-group")
        .child(el("dt").text(term))
        .each(move || names.get(), owner)
        .when(move || names.with(Vec::is_empty), move || none(nobody))
}

fn none(words: &'static str) -> El {
    el("dd.owner").attr("data-none", "true").text(words)
}

fn urgency(priority: Priority) -> El {
    el("dd.owner")
        .attr("data-hue", glyphs::priority_hue(priority))
        .child(el("span.owner-icon").child(icon(icon::FLAG)))
        .child(el("span").text(text::priority(priority)))
}
