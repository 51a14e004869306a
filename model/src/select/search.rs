//! What was found: at once among the conversations known already, then by the server. Texts come in pieces, so that what
//! was found can be marked.

use std::sync::Arc;

use switchboard_api::search::Match;
use switchboard_api::{AgentId, ChannelKind, Conversation, ConversationId, ReadPosition, Timestamp};

use crate::model::Model;

/// So many contacts are found at once.
const MOST_KNOWN: usize = 20;

/// The search; only while something is searched for.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchView {
    /// How far it has come.
    pub state: SearchState,
    /// Conversations whose contact was found.
    pub contacts: Vec<HitView>,
    /// Messages and notes that were found.
    pub messages: Vec<HitView>,
}

/// How far a search has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchState {
    /// The server has not answered yet.
    Searching,
    /// There are more messages to load.
    More,
    /// This is all.
    Complete,
    /// The server could not say; with its reason, if it gave one.
    Failed(String),
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct HitView {
    /// Unique in its group.
    pub key: String,
    /// Where it leads; the results stay beside it.
    pub href: String,
    /// The contact's name, or address when nobody has named them.
    pub title: String,
    /// The channel's kind.
    pub channel: ChannelKind,
    /// How many messages the caller has not read.
    pub unread: u64,
    /// What the status is called.
    pub status: String,
    /// When it was written, or when the conversation was last active.
    pub at: Timestamp,
    /// The colleague who wrote it; `None` for the contact and for the caller.
    pub author: Option<String>,
    /// Whether the caller wrote it.
    pub mine: bool,
    /// The text where it was found, in pieces: whether each was found.
    pub text: Vec<(String, bool)>,
    /// Whether it is the conversation (and the entry) that is open.
    pub current: bool,
}

/// What is searched for, as it was typed.
pub fn search_text(model: &Model) -> String {
    model.route.search().to_owned()
}

/// The search; `None` while nothing is searched for. `fold` makes a text comparable.
pub fn search(model: &Model, fold: &dyn Fn(&str) -> String) -> Option<SearchView> {
    if model.search.query.is_empty() {
        return None;
    }
    let next = model.search.found.as_ref().map(|found| found.next.is_some());
    let state = match (&model.search.failed, next) {
        (Some(reason), _) => SearchState::Failed(reason.clone()),
        _ if model.is_searching() => SearchState::Searching,
        (None, Some(true)) => SearchState::More,
        (None, Some(false)) => SearchState::Complete,
        (None, None) => SearchState::Searching,
    };
    let (contacts, messages) = match &model.search.found {
        Some(found) => (
            found
                .contacts
                .iter()
                .filter_map(|hit| contact(model, &hit.row.conversation.id, &hit.text, &hit.matches))
                .collect(),
            found
                .messages
                .iter()
                .filter_map(|hit| {
                    let (conversation, read) = model.effective(&hit.row.conversation.id)?;
                    let mut view = view(model, &conversation, read, hit.author.as_ref());
                    view.current &= model.route.entry() == Some(hit.position);
                    let route = model.route.with_conversation(Some(conversation.id.clone()));
                    view.href = route.with_entry(hit.position).to_string();
                    Some(HitView {
                        key: hit.entry.to_string(),
                        at: hit.at,
                        text: pieces(&hit.snippet, &hit.matches),
                        ..view
                    })
                })
                .collect(),
        ),
        None => (find_known(model, &model.search.query, fold), Vec::new()),
    };
    Some(SearchView { state, contacts, messages })
}

/// Conversations known already whose contact has all the words, the most recently active first. `fold` makes a text
/// comparable.
pub fn find_known(model: &Model, query: &str, fold: &dyn Fn(&str) -> String) -> Vec<HitView> {
    let query = fold(query);
    let words: Vec<&str> = query.split_whitespace().collect();
    let found = model.rows.keys().filter_map(|id| {
        let (conversation, _) = model.effective(id)?;
        let contact = &conversation.contact;
        let all = fold(&format!("{} {}", contact.name.as_deref().unwrap_or_default(), contact.address));
        words.iter().all(|word| all.contains(word)).then_some(conversation)
    });
    let mut first: Vec<Arc<Conversation>> = Vec::new();
    for conversation in found {
        let place = first.partition_point(|other| other.active_at >= conversation.active_at);
        first.insert(place, conversation);
        first.truncate(MOST_KNOWN);
    }
    first.iter().filter_map(|it| contact(model, &it.id, it.title(), &[])).collect()
}

fn contact(model: &Model, id: &ConversationId, text: &str, matches: &[Match]) -> Option<HitView> {
    let (conversation, read) = model.effective(id)?;
    Some(HitView { text: pieces(text, matches), ..view(model, &conversation, read, None) })
}

fn view(model: &Model, conversation: &Conversation, read: ReadPosition, author: Option<&AgentId>) -> HitView {
    let mine = model.is_me(author);
    HitView {
        key: conversation.id.to_string(),
        href: model.route.with_conversation(Some(conversation.id.clone())).to_string(),
        title: conversation.title().to_owned(),
        channel: conversation.channel_kind,
        unread: conversation.unread(read),
        status: model.status_view(&conversation.status).label,
        at: conversation.active_at,
        author: author.filter(|_| !mine).map(|author| model.agent_name(author)),
        mine,
        text: Vec::new(),
        current: model.route.conversation() == Some(&conversation.id),
    }
}

/// So many characters may stand before what was found: there is room for two lines of a narrow column.
const LEAD: usize = 36;

/// Cuts a text where something was found in it, and what comes long before it away.
fn pieces(text: &str, matches: &[Match]) -> Vec<(String, bool)> {
    let mut pieces = Vec::new();
    let (mut rest, mut at) = (text.chars(), 0);
    let mut take = |until: u32, found: bool| {
        let piece: String = rest.by_ref().take(until.saturating_sub(at) as usize).collect();
        at = at.max(until);
        if !piece.is_empty() {
            pieces.push((piece, found));
        }
    };
    for one in matches {
        take(one.start, false);
        take(one.start.saturating_add(one.length), true);
    }
    take(u32::MAX, false);
    if let [(lead, false), (_, true), ..] = &mut pieces[..]
        && let Some(surplus) = lead.chars().count().checked_sub(LEAD).filter(|surplus| *surplus > 0)
    {
        let near: String = lead.chars().skip(surplus).collect();
        // From a whole word on, in scripts that have some.
        let from = near.find(char::is_whitespace).unwrap_or_default();
        *lead = format!("…{}", near.get(from..).unwrap_or_default().trim_start());
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_where_something_was_found() {
        let of = |start, length| Match { start, length };
        let cut = |text: &str, matches: &[Match]| {
            let marked = |(piece, found): (String, bool)| if found { format!("[{piece}]") } else { piece };
            pieces(text, matches).into_iter().map(marked).collect::<String>()
        };
        assert_eq!(cut("Señor José", &[of(6, 4)]), "Señor [José]");
        assert_eq!(cut("🎈 yes", &[of(0, 1), of(2, 3)]), "[🎈] [yes]");
        assert_eq!(cut("short", &[of(3, 99), of(1, 2)]), "sho[rt]");
        assert_eq!(cut("none", &[]), "none");
        let long = "60 days from delivery, unworn. For presents we extend it: tell us the order number";
        assert_eq!(cut(long, &[of(70, 5)]), "…presents we extend it: tell us the [order] number");
        assert_eq!(cut(&"汉".repeat(50), &[of(49, 1)]), format!("…{}[汉]", "汉".repeat(36)));
        assert_eq!(cut("", &[of(0, 1)]), "");
    }
}
