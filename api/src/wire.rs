//! How tagged records are read: as one flat struct whose fields may be absent, then checked. Serde's own way of reading
//! an internally tagged enum buffers it and compiles every type inside a second time, which would be a tenth of the app's
//! download. Writing is derived, and nothing here is public.

use std::sync::Arc;

use serde::Deserialize;

use crate::contact::Contact;
use crate::conversation::{Conversation, Priority, ReadPosition};
use crate::entry::{Author, Delivery, Entry, EntryBody, Quote, TimelineEvent};
use crate::ids::{AgentId, ClientId, ConversationId, EntryId, TagId, TeamId};
use crate::list::Counts;
use crate::live::{Change, LiveEvent, Present, ServerFrame};
use crate::requests::{Command, ConversationPatch, SendRequest};
use crate::session::Tag;
use crate::time::Timestamp;

const MISSING: &str = "a field that belongs to this kind is missing";
const UNKNOWN: &str = "unknown kind";

fn need<T>(field: Option<T>) -> Result<T, &'static str> {
    field.ok_or(MISSING)
}

#[derive(Deserialize)]
pub(crate) struct AuthorWire {
    by: String,
    id: Option<AgentId>,
}

impl TryFrom<AuthorWire> for Author {
    type Error = &'static str;

    fn try_from(wire: AuthorWire) -> Result<Self, Self::Error> {
        Ok(match wire.by.as_str() {
            "contact" => Self::Contact,
            "agent" => Self::Agent { id: need(wire.id)? },
            "system" => Self::System,
            _ => return Err(UNKNOWN),
        })
    }
}

#[derive(Deserialize)]
pub(crate) struct EntryBodyWire {
    kind: String,
    text: Option<Arc<str>>,
    client_id: Option<ClientId>,
    delivery: Option<Delivery>,
    #[serde(default)]
    mentions: Vec<AgentId>,
    event: Option<TimelineEvent>,
}

impl TryFrom<EntryBodyWire> for EntryBody {
    type Error = &'static str;

    fn try_from(wire: EntryBodyWire) -> Result<Self, Self::Error> {
        let EntryBodyWire { text, client_id, mentions, .. } = wire;
        Ok(match wire.kind.as_str() {
            "inbound" => Self::Inbound { text: need(text)? },
            "outbound" => Self::Outbound { text: need(text)?, client_id, delivery: need(wire.delivery)? },
            "note" => Self::Note { text: need(text)?, client_id, mentions },
            "event" => Self::Event { event: need(wire.event)? },
            _ => return Err(UNKNOWN),
        })
    }
}

#[derive(Deserialize)]
pub(crate) struct DeliveryWire {
    state: String,
    until: Option<Timestamp>,
    code: Option<String>,
    reason: Option<String>,
}

impl TryFrom<DeliveryWire> for Delivery {
    type Error = &'static str;

    fn try_from(wire: DeliveryWire) -> Result<Self, Self::Error> {
        Ok(match wire.state.as_str() {
            "held" => Self::Held { until: need(wire.until)? },
            "queued" => Self::Queued,
            "sent" => Self::Sent,
            "delivered" => Self::Delivered,
            "read" => Self::Read,
            "failed" => Self::Failed { code: need(wire.code)?, reason: need(wire.reason)? },
            "undone" => Self::Undone,
            _ => return Err(UNKNOWN),
        })
    }
}

#[derive(Deserialize)]
pub(crate) struct TimelineEventWire {
    event: String,
    from: Option<Arc<str>>,
    to: Option<Arc<str>>,
    agent: Option<AgentId>,
    team: Option<TeamId>,
    tag: Option<TagId>,
}

impl TryFrom<TimelineEventWire> for TimelineEvent {
    type Error = &'static str;

    fn try_from(wire: TimelineEventWire) -> Result<Self, Self::Error> {
        let TimelineEventWire { from, to, agent, team, tag, .. } = wire;
        let priority = |key: Option<Arc<str>>| key.map(|key| Priority::parse(&key).ok_or(UNKNOWN)).transpose();
        Ok(match wire.event.as_str() {
            "status_changed" => Self::StatusChanged { from: (*need(from)?).into(), to: (*need(to)?).into() },
            "agent_assigned" => Self::AgentAssigned { agent: need(agent)? },
            "agent_unassigned" => Self::AgentUnassigned { agent: need(agent)? },
            "team_assigned" => Self::TeamAssigned { team: need(team)? },
            "team_unassigned" => Self::TeamUnassigned { team: need(team)? },
            "tag_added" => Self::TagAdded { tag: need(tag)? },
            "tag_removed" => Self::TagRemoved { tag: need(tag)? },
            "priority_changed" => Self::PriorityChanged { from: priority(from)?, to: priority(to)? },
            _ => return Err(UNKNOWN),
        })
    }
}

#[derive(Deserialize)]
pub(crate) struct ChangeWire {
    kind: String,
    conversation: Option<Arc<Conversation>>,
    #[serde(default)]
    entries: Vec<Entry>,
    read: Option<ReadPosition>,
    id: Option<ConversationId>,
    tags: Option<Vec<Tag>>,
    contact: Option<Box<Contact>>,
}

impl TryFrom<ChangeWire> for Change {
    type Error = &'static str;

    fn try_from(wire: ChangeWire) -> Result<Self, Self::Error> {
        let ChangeWire { conversation, entries, read, id, .. } = wire;
        Ok(match wire.kind.as_str() {
            "conversation_changed" => {
                Self::ConversationChanged { conversation: need(conversation)?, entries, read: need(read)? }
            }
            "conversation_hidden" => Self::ConversationHidden { id: need(id)? },
            "read_moved" => Self::ReadMoved { id: need(id)?, read: need(read)? },
            "tags_changed" => Self::TagsChanged { tags: need(wire.tags)? },
            "contact_changed" => Self::ContactChanged { contact: need(wire.contact)? },
            _ => return Err(UNKNOWN),
        })
    }
}

#[derive(Deserialize)]
pub(crate) struct ServerFrameWire {
    t: String,
    seq: Option<u64>,
    prev: Option<u64>,
    at: Option<Timestamp>,
    actor: Option<AgentId>,
    change: Option<Change>,
    counts: Option<Counts>,
    now: Option<Timestamp>,
    conversation: Option<ConversationId>,
    agents: Option<Vec<Present>>,
}

impl TryFrom<ServerFrameWire> for ServerFrame {
    type Error = &'static str;

    fn try_from(wire: ServerFrameWire) -> Result<Self, Self::Error> {
        Ok(match wire.t.as_str() {
            "ready" => Self::Ready { seq: need(wire.seq)? },
            "reset" => Self::Reset,
            "event" => Self::Event(LiveEvent {
                seq: need(wire.seq)?,
                prev: need(wire.prev)?,
                at: need(wire.at)?,
                actor: wire.actor,
                change: need(wire.change)?,
            }),
            "counts" => Self::Counts { counts: need(wire.counts)? },
            "ping" => Self::Ping { now: need(wire.now)? },
            "presence" => Self::Presence { conversation: need(wire.conversation)?, agents: need(wire.agents)? },
            _ => return Err(UNKNOWN),
        })
    }
}

#[derive(Deserialize)]
pub(crate) struct CommandWire {
    #[serde(rename = "do")]
    kind: String,
    conversation: ConversationId,
    request: Option<SendRequest>,
    quote: Option<Box<Quote>>,
    entry: Option<EntryId>,
    patch: Option<ConversationPatch>,
    read: Option<ReadPosition>,
    inbound: Option<u64>,
}

impl TryFrom<CommandWire> for Command {
    type Error = &'static str;

    fn try_from(wire: CommandWire) -> Result<Self, Self::Error> {
        let CommandWire { conversation, request, entry, patch, read, .. } = wire;
        Ok(match wire.kind.as_str() {
            "send" => Self::Send { conversation, request: need(request)?, quote: wire.quote },
            "undo" => Self::Undo { conversation, entry: need(entry)? },
            "retry" => Self::Retry { conversation, entry: need(entry)? },
            "patch" => Self::Patch { conversation, patch: need(patch)? },
            "read" => Self::Read { conversation, read: need(read)? },
            "mark_unread" => Self::MarkUnread { conversation, inbound: need(wire.inbound)? },
            _ => return Err(UNKNOWN),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::StatusKey;
    use crate::live::Doing;

    /// Writing is derived and reading is not, so they could drift apart.
    #[track_caller]
    fn returns<T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(values: Vec<T>) {
        for value in values {
            let json = serde_json::to_string(&value).unwrap();
            assert_eq!(serde_json::from_str::<T>(&json).unwrap(), value, "{json}");
        }
    }

    #[test]
    fn what_is_written_is_read_as_the_same() {
        let (agent, at) = (AgentId::from("ann"), Timestamp::from_millis(1_772_357_400_007));
        let (open, closed) = (StatusKey::from("open"), StatusKey::from("closed"));
        returns(vec![Author::Contact, Author::System, Author::Agent { id: agent.clone() }]);
        let failed = Delivery::Failed { code: "unreachable".to_owned(), reason: "No such number.".to_owned() };
        let deliveries = vec![
            Delivery::Held { until: at },
            Delivery::Queued,
            Delivery::Sent,
            Delivery::Delivered,
            Delivery::Read,
            failed,
            Delivery::Undone,
        ];
        returns(deliveries.clone());
        let events = vec![
            TimelineEvent::StatusChanged { from: open, to: closed },
            TimelineEvent::AgentAssigned { agent: agent.clone() },
            TimelineEvent::AgentUnassigned { agent: agent.clone() },
            TimelineEvent::TeamAssigned { team: "t".into() },
            TimelineEvent::TeamUnassigned { team: "t".into() },
            TimelineEvent::TagAdded { tag: "vip".into() },
            TimelineEvent::TagRemoved { tag: "vip".into() },
            TimelineEvent::PriorityChanged { from: None, to: Some(Priority::High) },
        ];
        returns(events.clone());
        let client_id = Some(ClientId::from("c"));
        let mut bodies = vec![
            EntryBody::Inbound { text: "Hi".into() },
            EntryBody::Note { text: "psst".into(), client_id: client_id.clone(), mentions: vec![agent] },
        ];
        bodies.extend(events.into_iter().map(|event| EntryBody::Event { event }));
        bodies.extend(deliveries.into_iter().map(|delivery| EntryBody::Outbound {
            text: "Hello".into(),
            client_id: client_id.clone(),
            delivery,
        }));
        returns(bodies);
        let read = ReadPosition { position: 3, inbound: 2 };
        let request = SendRequest {
            client_id: "c".into(),
            kind: crate::requests::SendKind::Note,
            text: "Hi".to_owned(),
            undo_window_s: None,
            reply_to: Some("e".into()),
        };
        let quote = Quote { entry: "e".into(), position: 3, author: Author::Contact, text: "Hello?".into() };
        let (conversation, entry) = (|| "x".into(), || "e".into());
        let patch = ConversationPatch {
            status: Some("open".into()),
            priority: Some(None),
            assign: vec!["al".into()],
            create_tags: vec!["vip".to_owned()],
            ..ConversationPatch::default()
        };
        returns(vec![
            Command::Send { conversation: conversation(), request: request.clone(), quote: None },
            Command::Send { conversation: conversation(), request, quote: Some(quote.into()) },
            Command::Undo { conversation: conversation(), entry: entry() },
            Command::Retry { conversation: conversation(), entry: entry() },
            Command::Patch { conversation: conversation(), patch: ConversationPatch::default() },
            Command::Patch { conversation: conversation(), patch },
            Command::Read { conversation: conversation(), read },
            Command::MarkUnread { conversation: conversation(), inbound: 4 },
        ]);
        let tag = Tag { id: "vip".into(), name: "VIP".to_owned(), color: "teal".to_owned() };
        let contact = Contact {
            id: "p".into(),
            version: 2,
            space: "s".into(),
            name: Some("Ada".to_owned()),
            company: None,
            email: None,
            phone: None,
            notes: None,
            addresses: Vec::new(),
        };
        let changes = vec![
            Change::ConversationHidden { id: "x".into() },
            Change::ReadMoved { id: "x".into(), read },
            Change::TagsChanged { tags: vec![tag] },
            Change::ContactChanged { contact: Box::new(contact) },
        ];
        returns(changes.clone());
        let mut frames = vec![
            ServerFrame::Ready { seq: 4 },
            ServerFrame::Reset,
            ServerFrame::Counts { counts: Counts::default() },
            ServerFrame::Ping { now: at },
            ServerFrame::Presence { conversation: "x".into(), agents: Vec::new() },
            ServerFrame::Presence {
                conversation: "x".into(),
                agents: [Doing::Viewing, Doing::Noting, Doing::Replying]
                    .map(|doing| Present { agent: "al".into(), doing })
                    .to_vec(),
            },
        ];
        frames.extend(
            changes
                .into_iter()
                .map(|change| ServerFrame::Event(LiveEvent { seq: 5, prev: 3, at, actor: None, change })),
        );
        returns(frames);
    }

    #[test]
    fn the_tag_may_come_last_and_nothing_may_be_missing() {
        let read = |json| serde_json::from_str::<Delivery>(json);
        assert_eq!(read(r#"{"code":"x","reason":"y","state":"failed"}"#).unwrap().as_str(), "failed");
        assert!(read(r#"{"state":"failed","code":"x"}"#).is_err());
        assert!(read(r#"{"state":"teleported"}"#).is_err());
    }
}
