//! How what a device keeps is written down: `op/TAB/ID` for unconfirmed commands, `draft/AGENT/CONVERSATION/KIND` for
//! texts being written, both as JSON. When to write or read them is decided elsewhere.

use serde::{Deserialize, Serialize};
use switchboard_api::{AgentId, ClientId, Command, ConversationId, Quote, SendKind, Timestamp};
use switchboard_model::route::encode;
use switchboard_model::{Draft, Op, Stored};

use crate::client::json;

/// All drafts.
pub const DRAFTS: &str = "draft/";
/// All commands, of all tabs.
pub const OPS: &str = "op/";

#[derive(Serialize, Deserialize)]
struct OpRow {
    id: ClientId,
    agent: AgentId,
    at: Timestamp,
    command: Command,
}

#[derive(Serialize, Deserialize)]
struct DraftRow {
    agent: AgentId,
    conversation: ConversationId,
    kind: SendKind,
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quote: Option<Box<Quote>>,
}

/// Where the commands of a tab are.
pub fn ops_of(tab: &str) -> String {
    format!("{OPS}{tab}/")
}

/// Where a command of a tab is.
pub fn op_key(tab: &str, id: &ClientId) -> String {
    format!("{OPS}{tab}/{}", encode(id.as_str()))
}

/// The tab that a command's key names.
pub fn tab_of(key: &str) -> Option<&str> {
    key.strip_prefix(OPS)?.split_once('/').map(|(tab, _)| tab)
}

/// Where a draft is.
pub fn draft_key(agent: &AgentId, conversation: &ConversationId, kind: SendKind) -> String {
    let kind = match kind {
        SendKind::Message => "message",
        SendKind::Note => "note",
    };
    format!("{DRAFTS}{}/{}/{kind}", encode(agent.as_str()), encode(conversation.as_str()))
}

/// A command as text.
pub fn write_op(op: Op) -> Option<String> {
    let Op { id, agent, at, command } = op;
    serde_json::to_string(&OpRow { id, agent, at, command }).ok()
}

/// A draft as text.
pub fn write_draft(agent: AgentId, draft: Draft) -> Option<String> {
    let Draft { conversation, kind, text, quote } = draft;
    serde_json::to_string(&DraftRow { agent, conversation, kind, text, quote }).ok()
}

/// The command in a text; `None` when another version of the app wrote it and we cannot read it.
pub fn read_op(text: &str) -> Option<Op> {
    let OpRow { id, agent, at, command } = json::read(text).ok()?;
    Some(Op { id, agent, at, command })
}

/// The draft in a text; `None` as with commands.
pub fn read_draft(text: &str) -> Option<Stored> {
    let DraftRow { agent, conversation, kind, text, quote } = json::read(text).ok()?;
    Some(Stored::Draft(agent, Draft { conversation, kind, text, quote }))
}
