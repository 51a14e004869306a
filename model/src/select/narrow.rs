//! How the list is narrowed and in which order it is: what is active, what could be, and where each leads. Words are not
//! chosen here.

use switchboard_api::{Assignee, ListFilter, Priority, Sort, View};

use crate::model::Model;
use crate::route::Route;

/// Something that narrows the list, or changes its order.
#[derive(Clone, Debug, PartialEq)]
pub struct ChipView {
    /// What it is.
    pub what: Narrowing,
    /// The address of the list without it.
    pub without: String,
}

/// By what a list can be narrowed, in the order of chips.
#[derive(Clone, Debug, PartialEq)]
pub enum Narrowing {
    /// A team, by its name.
    Team(String),
    /// A tag, by its name.
    Tag(String),
    /// A channel account, by its label.
    Channel(String),
    /// How urgent.
    Priority(Priority),
    /// Who owns it; `None` for nobody.
    Assignee(Option<String>),
    /// Only unread.
    Unread,
    /// The order.
    Sort(Sort),
}

/// A field that a list can be narrowed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Its tags.
    Tag,
    /// Its channel account.
    Channel,
    /// Its priority.
    Priority,
    /// Who owns it.
    Assignee,
}

/// Why a list is empty, and the address of one that holds more.
#[derive(Clone, Debug, PartialEq)]
pub enum Emptiness {
    /// Nothing fits what it is narrowed by.
    Narrowed {
        /// The same list with nothing narrowed.
        whole: String,
    },
    /// Everything has been read.
    Read {
        /// The same list with what has been read.
        all: String,
    },
    /// Nothing has one of the tab's statuses.
    Tab {
        /// The same list whatever the status.
        all: String,
    },
    /// There is nothing in the view.
    View(View),
}

/// Why the list shown is empty, if it is.
pub fn emptiness(model: &Model) -> Option<Emptiness> {
    let filter = model.route.filter()?;
    let usual = crate::route::default_filter(filter.view);
    let like = |other: ListFilter| ListFilter { team: filter.team.clone(), sort: filter.sort, ..other };
    let whole = like(ListFilter::new(filter.view, filter.tab.clone()));
    Some(if *filter == whole && filter.tab == usual.tab {
        Emptiness::View(filter.view)
    } else if *filter == whole {
        let first = model.session.as_ref()?.workflow.tabs.first()?;
        match first.key == filter.tab {
            true => Emptiness::View(filter.view),
            false => Emptiness::Tab { all: href(model, like(ListFilter::new(filter.view, first.key.clone()))) },
        }
    } else if *filter == (ListFilter { unread_only: true, ..whole.clone() }) {
        Emptiness::Read { all: href(model, whole) }
    } else {
        Emptiness::Narrowed { whole: href(model, whole) }
    })
}

/// The order of the list shown.
pub fn sort(model: &Model) -> Sort {
    model.route.filter().map(|filter| filter.sort).unwrap_or_default()
}

/// The list shown, in another order.
pub fn sorted(model: &Model, sort: Sort) -> Option<Route> {
    Some(model.route.with_filter(ListFilter { sort, ..model.route.filter()?.clone() }))
}

/// What is active.
pub fn chips(model: &Model) -> Vec<ChipView> {
    let Some(filter) = model.route.filter() else { return Vec::new() };
    let team = filter.team.as_ref().map(|id| Narrowing::Team(model.team_name(id)));
    let tag = filter.tag.as_ref().map(|id| Narrowing::Tag(model.tag_name(id)));
    let channel = filter.channel.as_ref();
    let channel = channel.map(|id| model.channel(id).map_or_else(|| id.to_string(), |channel| channel.label.clone()));
    let assignee = filter.assignee.as_ref().map(|assignee| match assignee {
        Assignee::Nobody => None,
        Assignee::Agent(agent) => Some(model.agent_name(agent)),
    });
    let sort = Some(filter.sort).filter(|sort| *sort != Sort::default());
    let mut chips = Vec::new();
    let mut chip = |what: Option<Narrowing>, clear: fn(&mut ListFilter)| {
        if let Some(what) = what {
            let mut without = filter.clone();
            clear(&mut without);
            chips.push(ChipView { what, without: href(model, without) });
        }
    };
    chip(team, |filter| filter.team = None);
    chip(tag, |filter| filter.tag = None);
    chip(channel.map(Narrowing::Channel), |filter| filter.channel = None);
    chip(filter.priority.map(Narrowing::Priority), |filter| filter.priority = None);
    chip(assignee.map(Narrowing::Assignee), |filter| filter.assignee = None);
    chip(filter.unread_only.then_some(Narrowing::Unread), |filter| filter.unread_only = false);
    chip(sort.map(Narrowing::Sort), |filter| filter.sort = Sort::default());
    chips
}

/// The address of the list with nothing narrowed, in the usual order.
pub fn whole_list_href(model: &Model) -> Option<String> {
    let filter = model.route.filter()?;
    Some(href(model, ListFilter::new(filter.view, filter.tab.clone())))
}

/// What may be in a field, by key and name, as far as the server says so.
pub fn field_options(model: &Model, field: Field) -> Vec<(String, String)> {
    let Some(session) = &model.session else { return Vec::new() };
    let mut options = Vec::new();
    let mut add = |id: &str, name: &str| options.push((id.to_owned(), name.to_owned()));
    match field {
        Field::Tag => session.tags.iter().for_each(|tag| add(tag.id.as_str(), &tag.name)),
        Field::Channel => session.channels.iter().for_each(|channel| add(channel.id.as_str(), &channel.label)),
        Field::Assignee => session.agents.iter().for_each(|agent| add(agent.id.as_str(), &agent.name)),
        Field::Priority => {}
    }
    options
}

/// The key of what is in a field; empty when it may be anything.
pub fn field_chosen(model: &Model, field: Field) -> String {
    let Some(filter) = model.route.filter() else { return String::new() };
    let key = match field {
        Field::Tag => filter.tag.as_ref().map(|tag| tag.as_str()),
        Field::Channel => filter.channel.as_ref().map(|channel| channel.as_str()),
        Field::Assignee => filter.assignee.as_ref().map(Assignee::as_str),
        Field::Priority => filter.priority.map(Priority::as_str),
    };
    key.unwrap_or_default().to_owned()
}

/// The list with this in the field, or anything when the key is empty.
pub fn narrowed(model: &Model, field: Field, key: &str) -> Option<Route> {
    let mut filter = model.route.filter()?.clone();
    let key = Some(key).filter(|key| !key.is_empty());
    match field {
        Field::Tag => filter.tag = key.map(Into::into),
        Field::Channel => filter.channel = key.map(Into::into),
        Field::Priority => filter.priority = key.and_then(Priority::parse),
        Field::Assignee => filter.assignee = key.map(Assignee::parse),
    }
    Some(model.route.with_filter(filter))
}

/// Where another view is, in the order that the list has now.
pub(crate) fn in_same_order(model: &Model, filter: ListFilter) -> ListFilter {
    ListFilter { sort: model.route.filter().map(|shown| shown.sort).unwrap_or_default(), ..filter }
}

fn href(model: &Model, filter: ListFilter) -> String {
    model.route.with_filter(filter).to_string()
}
