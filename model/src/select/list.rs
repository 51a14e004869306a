//! The conversation list: tabs, order, rows.

use switchboard_api::{
    ChannelKind, Conversation, ConversationId, ListFilter, PreviewKind, Priority, SendKind, StatusKind, Tab, TabKey,
    Timestamp,
};

use crate::model::{Model, Purpose};
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
    /// How many conversations it holds.
    pub count: u64,
    /// Whether the list shows it.
    pub current: bool,
}

/// The list as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct ListSummary {
    /// How far it has come.
    pub state: ListState,
    /// How many rows there are to show.
    pub len: usize,
    /// How many conversations the server says there are; at least `len`.
    pub total: u64,
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
    /// Rows are there, and more will come when asked for.
    More,
    /// Rows are there, and more are on their way.
    LoadingMore,
    /// All rows are there (perhaps none).
    Complete,
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
    let counts = match &filter.team {
        Some(team) => model.counts.teams.get(team),
        None => model.counts.views.get(&filter.view),
    };
    let tab = |tab: &Tab| {
        let target = ListFilter { tab: tab.key.clone(), ..filter.clone() };
        TabView {
            key: tab.key.clone(),
            label: tab.label.clone(),
            href: Route::list(space.clone(), target).to_string(),
            count: counts.and_then(|counts| counts.tabs.get(&tab.key)).copied().unwrap_or_default(),
            current: filter.tab == tab.key,
        }
    };
    session.workflow.tabs.iter().map(tab).collect()
}

/// The address of the list with no conversation open.
pub fn list_href(model: &Model) -> String {
    model.route.with_conversation(None).to_string()
}

/// The list as a whole; `None` outside a space.
pub fn list_summary(model: &Model) -> Option<ListSummary> {
    let Route::Space { space, filter, .. } = &model.route else { return None };
    let list = model.lists.get(filter)?;
    let asking = |first| model.is_asking(&Purpose::List { filter: filter.clone(), first });
    let state = match (list.is_loaded(), list.failed, list.next()) {
        (false, true, _) => ListState::Failed,
        (false, false, _) => ListState::Loading,
        (true, _, Some(_)) if asking(false) => ListState::LoadingMore,
        (true, _, Some(_)) => ListState::More,
        (true, _, None) => ListState::Complete,
    };
    // A page tells the length at the time it was made; the tab's count is kept up to date, where there is one.
    let counted = tabs(model).into_iter().find(|tab| tab.current && !filter.unread_only).map(|tab| tab.count);
    let shown = list.len() as u64;
    let total = if list.next().is_some() { counted.unwrap_or_else(|| list.total()).max(shown) } else { shown };
    let toggled = ListFilter { unread_only: !filter.unread_only, ..filter.clone() };
    Some(ListSummary {
        state,
        len: list.len(),
        total,
        unread_only: filter.unread_only,
        unread_toggle_href: Route::list(space.clone(), toggled).to_string(),
        generation: model.lists.generation,
    })
}

/// The ids of the rows `from..to`, in order.
pub fn list_ids(model: &Model, from: usize, to: usize) -> Vec<ConversationId> {
    let list = model.route.filter().and_then(|filter| model.lists.get(filter));
    list.map(|list| list.ids(from, to).cloned().collect()).unwrap_or_default()
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
    let ids = list_ids(model, 0, usize::MAX);
    let open = model.route.conversation();
    let next = match open.and_then(|open| ids.iter().position(|id| id == open)) {
        Some(place) => place.checked_add_signed(by)?,
        None => 0,
    };
    Some(model.route.with_conversation(Some(ids.get(next)?.clone())))
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
