//! The conversation list: tabs, order, rows.

use switchboard_api::{
    ChannelKind, Conversation, ConversationId, ListFilter, PreviewKind, Priority, SendKind, SortKey, StatusKind, Tab,
    TabCounts, TabKey, Timestamp, View,
};

use crate::model::Model;
use crate::route::Route;
use crate::select::{PresentView, StatusView, company};

/// A tab over the list.
#[derive(Clone, Debug, PartialEq)]
pub struct TabView {
    /// Its key.
    pub key: TabKey,
    /// Its label, as the server declares it.
    pub label: String,
    /// Its address.
    pub href: String,
    /// How many conversations it holds, where that is known: of a narrowed list only the one shown is counted.
    pub count: Option<u64>,
    /// Whether the list shows it.
    pub current: bool,
}

/// The list as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct ListSummary {
    /// How far it has come.
    pub state: ListState,
    /// How many conversations it holds, loaded or not.
    pub total: u64,
    /// How many of them are loaded, and how many come before those.
    pub loaded: usize,
    /// See `loaded`.
    pub before: usize,
    /// Whether only conversations with unread messages are shown.
    pub unread_only: bool,
    /// The address with that filter switched.
    pub unread_toggle_href: String,
    /// Grows when the list shows something else entirely (another view or tab): scroll back to the top.
    pub generation: u64,
}

/// How far a list has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListState {
    /// Nothing to show yet.
    Loading,
    /// Could not be loaded; [`Intent::Reload`](crate::Intent::Reload) asks again.
    Failed,
    /// Its length is known, and some of its rows (perhaps there are none).
    Loaded,
}

/// Rows of the list, as far as they are loaded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowsView {
    /// The place of the first.
    pub from: usize,
    /// Which conversations they are.
    pub ids: Vec<ConversationId>,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct RowView {
    /// Which conversation.
    pub id: ConversationId,
    /// Its address.
    pub href: String,
    /// The contact's name, or address when nobody has named them.
    pub title: String,
    /// The channel's kind.
    pub channel: ChannelKind,
    /// The newest message or note.
    pub preview: Option<PreviewView>,
    /// Whether the contact has ever written, so that there is something to be unread.
    pub has_inbound: bool,
    /// When that was.
    pub at: Timestamp,
    /// How many messages the caller has not read.
    pub unread: u64,
    /// What its status means.
    pub status: StatusKind,
    /// That status's label.
    pub status_label: String,
    /// Its priority.
    pub priority: Option<Priority>,
    /// Whether it is the one that is open.
    pub current: bool,
    /// Colleagues who are there now.
    pub company: Vec<PresentView>,
}

/// The newest message or note in brief.
#[derive(Clone, Debug, PartialEq)]
pub struct PreviewView {
    /// Whether a draft of the caller's is shown instead.
    pub draft: bool,
    /// Who wrote to whom.
    pub kind: PreviewKind,
    /// The text, on one line.
    pub text: String,
    /// The colleague who wrote it; `None` for the contact and for the caller.
    pub author: Option<String>,
    /// The caller wrote it.
    pub mine: bool,
}

/// The tabs.
pub fn tabs(model: &Model) -> Vec<TabView> {
    let (Some(session), Route::Space { space, filter, .. }) = (&model.session, &model.route) else {
        return Vec::new();
    };
    let counts = counts(model, filter);
    let narrowed = model.lists.get(filter).filter(|list| counts.is_none() && list.is_loaded());
    let tab = |tab: &Tab| {
        let target = ListFilter { tab: tab.key.clone(), ..filter.clone() };
        TabView {
            key: tab.key.clone(),
            label: tab.label.clone(),
            href: Route::list(space.clone(), target).to_string(),
            count: match counts {
                Some(counts) => Some(counts.tabs.get(&tab.key).copied().unwrap_or_default()),
                None => narrowed.filter(|_| filter.tab == tab.key).map(|list| list.total(None)),
            },
            current: filter.tab == tab.key,
        }
    };
    session.workflow.tabs.iter().map(tab).collect()
}

/// The numbers that are kept up to date for a list, where there are some.
fn counts<'m>(model: &'m Model, filter: &ListFilter) -> Option<&'m TabCounts> {
    let of = |team| ListFilter { team, sort: filter.sort, ..ListFilter::new(filter.view, filter.tab.clone()) };
    match &filter.team {
        _ if *filter != of(filter.team.clone()) => None,
        Some(team) => model.counts.teams.get(team).filter(|_| filter.view == View::All),
        None => model.counts.views.get(&filter.view),
    }
}

/// The address of the list with no conversation open.
pub fn list_href(model: &Model) -> String {
    model.route.with_conversation(None).to_string()
}

/// The list as a whole; `None` outside a space.
pub fn list_summary(model: &Model) -> Option<ListSummary> {
    let Route::Space { space, filter, .. } = &model.route else { return None };
    let list = model.lists.get(filter)?;
    let counted = counts(model, filter).and_then(|counts| counts.tabs.get(&filter.tab)).copied();
    let toggled = ListFilter { unread_only: !filter.unread_only, ..filter.clone() };
    Some(ListSummary {
        state: match (list.is_loaded(), list.failed) {
            (true, _) => ListState::Loaded,
            (false, true) => ListState::Failed,
            (false, false) => ListState::Loading,
        },
        total: list.total(counted),
        loaded: list.len(),
        before: list.before(),
        unread_only: filter.unread_only,
        unread_toggle_href: Route::list(space.clone(), toggled).to_string(),
        generation: model.lists.generation,
    })
}

/// Those of the rows `from..to` that are loaded.
pub fn rows_shown(model: &Model, from: usize, to: usize) -> RowsView {
    let Some(list) = model.route.filter().and_then(|filter| model.lists.get(filter)) else {
        return RowsView::default();
    };
    let (from, ids) = list.slice(from, to);
    RowsView { from, ids: ids.cloned().collect() }
}

/// Whether the core has to hear that these rows are looked at now.
pub fn rows_matter(model: &Model, from: usize, to: usize) -> bool {
    let list = model.route.filter().and_then(|filter| model.lists.get(filter));
    list.is_some_and(|list| list.is_news(from, to))
}

/// All that is loaded of the list, in order.
pub fn list_ids(model: &Model) -> Vec<ConversationId> {
    let list = model.route.filter().and_then(|filter| model.lists.get(filter));
    list.map(|list| list.all().cloned().collect()).unwrap_or_default()
}

/// One row; `None` when the conversation is not known (any more).
pub fn row(model: &Model, id: &ConversationId) -> Option<RowView> {
    let (conversation, read) = model.effective(id)?;
    let status = model.status_view(&conversation.status);
    let current = model.route.conversation() == Some(id);
    Some(RowView {
        id: id.clone(),
        href: model.route.with_conversation(Some(id.clone())).to_string(),
        title: conversation.title().to_owned(),
        channel: conversation.channel_kind,
        preview: preview(model, &conversation, current),
        has_inbound: conversation.inbound > 0,
        at: conversation.active_at,
        unread: conversation.unread(read),
        status: status.kind,
        status_label: status.label,
        priority: conversation.priority,
        current,
        company: company(model, id),
    })
}

/// The statuses a conversation may be given, in the order of menus.
pub fn status_choices(model: &Model, id: &ConversationId) -> Vec<StatusView> {
    let (Some(session), Some((conversation, _))) = (&model.session, model.effective(id)) else { return Vec::new() };
    session.workflow.choices(&conversation.status).map(|status| model.status_view(&status.key)).collect()
}

/// The statuses that at least one of these conversations may be given.
pub fn status_choices_of(model: &Model, ids: &[ConversationId]) -> Vec<StatusView> {
    let any: Vec<_> = ids.iter().flat_map(|id| status_choices(model, id)).map(|choice| choice.key).collect();
    let statuses = model.session.iter().flat_map(|session| &session.workflow.statuses);
    statuses.filter(|status| any.contains(&status.key)).map(|status| model.status_view(&status.key)).collect()
}

/// The status that finishes a conversation for good, if it may be given: the last of those that mean done.
pub fn closing_status(model: &Model, id: &ConversationId) -> Option<StatusView> {
    status_choices(model, id).into_iter().rfind(|choice| choice.kind == StatusKind::Done)
}

/// The address of the conversation `by` places further down the list than the open one (up when negative); from none, of
/// the first.
pub fn neighbour(model: &Model, by: isize) -> Option<Route> {
    let filter = model.route.filter()?;
    let list = model.lists.get(filter)?;
    let open = model.route.conversation().and_then(|id| model.effective(id));
    let next = match open {
        Some((conversation, read)) => {
            list.neighbour(&SortKey::of(filter.sort, &conversation, conversation.unread(read)), by)?
        }
        None => list.all().next()?,
    };
    Some(model.route.with_conversation(Some(next.clone())))
}

/// The newest message, or the caller's draft in a conversation that is not open.
fn preview(model: &Model, conversation: &Conversation, current: bool) -> Option<PreviewView> {
    let draft = model.drafts.text(&conversation.id, SendKind::Message);
    if !current && !draft.trim().is_empty() {
        let text = draft.split_whitespace().collect::<Vec<_>>().join(" ");
        return Some(PreviewView { draft: true, kind: PreviewKind::Outbound, text, author: None, mine: true });
    }
    let last = conversation.last.as_ref()?;
    let mine = model.is_me(last.author.as_ref());
    let author = last.author.as_ref().filter(|_| !mine).map(|author| model.agent_name(author));
    Some(PreviewView { draft: false, kind: last.kind, text: last.text.to_string(), author, mine })
}
