//! Every question of the Inbox API: which path, which body, which answer. Asking them is in `question`.

use serde::Serialize;
use switchboard_api::{
    Assignee, ChannelId, ClientId, Command, ComposeAnswer, ComposeRequest, Contact, ContactAnswer, ContactId,
    ContactLookup, ContactPatch, ConversationId, ConversationList, EventsPage, ListFilter, LoginAnswer, LoginRequest,
    PatchAnswer, Priority, ReadAnswer, ReadRequest, SearchPage, SendAnswer, SenderProfileId, Session, Sort, SpaceId,
    TagId, TeamId, Timeline, UndoAnswer,
};

use super::question::Question;
use crate::platform::fetch::encode;

/// Which part of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The newest entries.
    Latest,
    /// The entries just before this position.
    Before(u64),
    /// The entries just after this position.
    After(u64),
    /// The entry at this position, with those on both sides of it.
    Around(u64),
}

/// What a write was answered with, by its kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Done {
    /// To sending and retrying.
    Sent(SendAnswer),
    /// To undoing.
    Undone(UndoAnswer),
    /// To patching a conversation.
    Patched(PatchAnswer),
    /// To moving the read position.
    Read(ReadAnswer),
}

/// `{}`, for writes that say everything by their path.
#[derive(Serialize)]
struct Nothing {}

/// Signs in: by a cookie, which the browser keeps, or by a token.
pub fn login(request: &LoginRequest) -> Question<LoginAnswer> {
    Question::write("POST", "/login".to_owned(), request)
}

/// Signs out.
pub fn logout() -> Question<()> {
    Question::write("POST", "/logout".to_owned(), &Nothing {}).silent(|| ())
}

/// Who is asking, and what is in this space (`None`: the first one).
pub fn session(space: Option<SpaceId>) -> Question<Session> {
    let path = match &space {
        Some(space) => format!("/session?space={}", encode(space.as_str())),
        None => "/session".to_owned(),
    };
    Question::get(path)
}

/// A page of a list, after the first `offset` of its conversations.
pub fn list(space: &SpaceId, filter: &ListFilter, offset: u64, limit: u32) -> Question<ConversationList> {
    let (space, view, tab) = (encode(space.as_str()), filter.view.as_str(), encode(filter.tab.as_str()));
    let mut path = format!("/spaces/{space}/conversations?view={view}&tab={tab}&limit={limit}");
    if offset > 0 {
        path.push_str(&format!("&offset={offset}"));
    }
    let narrowed = [
        ("team", filter.team.as_ref().map(TeamId::as_str)),
        ("tag", filter.tag.as_ref().map(TagId::as_str)),
        ("channel", filter.channel.as_ref().map(ChannelId::as_str)),
        ("priority", filter.priority.map(Priority::as_str)),
        ("assignee", filter.assignee.as_ref().map(Assignee::as_str)),
        ("unread", filter.unread_only.then_some("true")),
        ("sort", Some(filter.sort.as_str()).filter(|_| filter.sort != Sort::default())),
    ];
    for (name, value) in narrowed {
        if let Some(value) = value {
            path.push_str(&format!("&{name}={}", encode(value)));
        }
    }
    Question::get(path)
}

/// What is found for a text.
pub fn search(space: &SpaceId, query: &str, cursor: Option<&str>) -> Question<SearchPage> {
    let mut path = format!("/spaces/{}/search?q={}", encode(space.as_str()), encode(query));
    if let Some(cursor) = cursor {
        path.push_str("&cursor=");
        path.push_str(&encode(cursor));
    }
    Question::get(path)
}

/// Whose a phone number is, for one who wants to write to it.
pub fn recipient(space: &SpaceId, profile: &SenderProfileId, phone: &str) -> Question<ContactLookup> {
    let (space, profile, phone) = (encode(space.as_str()), encode(profile.as_str()), encode(phone));
    Question::get(format!("/spaces/{space}/contacts?phone={phone}&sender_profile={profile}"))
}

/// The first message to somebody.
pub fn compose(space: &SpaceId, request: &ComposeRequest) -> Question<ComposeAnswer> {
    let path = format!("/spaces/{}/conversations", encode(space.as_str()));
    Question::write("POST", path, request).with_key(&request.client_id)
}

/// A contact's record.
pub fn contact(id: &ContactId) -> Question<Contact> {
    Question::get(format!("/contacts/{}", encode(id.as_str())))
}

/// Corrects a contact.
pub fn save_contact(id: &ContactId, patch: &ContactPatch, key: &ClientId) -> Question<Contact> {
    let question: Question<ContactAnswer> =
        Question::write("PATCH", format!("/contacts/{}", encode(id.as_str())), patch).with_key(key);
    question.map(|answer| answer.contact)
}

/// The newest conversations with a contact.
pub fn history(id: &ContactId) -> Question<ConversationList> {
    Question::get(format!("/contacts/{}/conversations", encode(id.as_str())))
}

/// A page of a timeline.
pub fn timeline(conversation: &ConversationId, page: Page, limit: u32) -> Question<Timeline> {
    let (name, position) = match page {
        Page::Latest => ("", 0),
        Page::Before(position) => ("&before=", position),
        Page::After(position) => ("&after=", position),
        Page::Around(position) => ("&around=", position),
    };
    let mut path = format!("/conversations/{}/timeline?limit={limit}{name}", encode(conversation.as_str()));
    if !name.is_empty() {
        path.push_str(&position.to_string());
    }
    Question::get(path)
}

/// What happened in a space after an event: the live connection's twin.
pub fn events(space: &SpaceId, after: u64) -> Question<EventsPage> {
    Question::get(format!("/spaces/{}/events?after={after}", encode(space.as_str())))
}

fn mark_read(conversation: &str, body: &ReadRequest) -> Question<Done> {
    Question::write("PUT", format!("/conversations/{conversation}/read"), body).map(Done::Read)
}

/// A write. Repeating it with the same key does it once.
pub fn command(key: &ClientId, command: &Command) -> Question<Done> {
    let conversation = encode(command.conversation().as_str());
    let question = match command {
        Command::Send { request, .. } => {
            Question::write("POST", format!("/conversations/{conversation}/messages"), request).map(Done::Sent)
        }
        Command::Undo { entry, .. } => {
            Question::write("POST", format!("/messages/{}/undo", encode(entry.as_str())), &Nothing {}).map(Done::Undone)
        }
        Command::Retry { entry, .. } => {
            Question::write("POST", format!("/messages/{}/retry", encode(entry.as_str())), &Nothing {}).map(Done::Sent)
        }
        Command::Patch { patch, .. } => {
            Question::write("PATCH", format!("/conversations/{conversation}"), patch).map(Done::Patched)
        }
        Command::Read { read, .. } => {
            mark_read(&conversation, &ReadRequest { position: Some(read.position), inbound: None })
        }
        Command::MarkUnread { inbound, .. } => {
            mark_read(&conversation, &ReadRequest { position: None, inbound: Some(*inbound) })
        }
    };
    question.with_key(key)
}
