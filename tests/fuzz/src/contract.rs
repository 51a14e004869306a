//! Every body and frame of the contract, in both directions: a text is read or refused, and what was read is written so
//! that it is read as the same. The text of a search is read whatever it is.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use switchboard_api::compose::{ComposeAnswer, ComposeRequest};
use switchboard_api::contact::{ContactAnswer, ContactLookup};
use switchboard_api::hooks::{InboundHook, OutboundHook, StatusHook};
use switchboard_api::search::query::Query;
use switchboard_api::{
    AuditPage, BulkAnswer, BulkRequest, ClientFrame, ContactPatch, ConversationList, ConversationPatch,
    EmbedTokenRequest, EventsPage, LoginRequest, MemberPatch, Members, NewApiKey, NewContact, PasswordRequest,
    PatchAnswer, Problem, ReadAnswer, ReadRequest, SearchPage, SendAnswer, SendRequest, ServerFrame, Session, Timeline,
    UndoAnswer,
};

/// Tries one text.
pub fn one(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let _any = Query::parse(text);

    // What the server reads.
    same::<LoginRequest>(text);
    same::<PasswordRequest>(text);
    same::<SendRequest>(text);
    same::<ConversationPatch>(text);
    same::<BulkRequest>(text);
    same::<ReadRequest>(text);
    same::<ComposeRequest>(text);
    same::<NewContact>(text);
    same::<ContactPatch>(text);
    same::<MemberPatch>(text);
    same::<NewApiKey>(text);
    same::<EmbedTokenRequest>(text);
    same::<InboundHook>(text);
    same::<StatusHook>(text);
    same::<ClientFrame>(text);

    // What the app reads, and what providers do.
    same::<Session>(text);
    same::<ConversationList>(text);
    same::<Timeline>(text);
    same::<SearchPage>(text);
    same::<EventsPage>(text);
    same::<ServerFrame>(text);
    same::<SendAnswer>(text);
    same::<UndoAnswer>(text);
    same::<PatchAnswer>(text);
    same::<ReadAnswer>(text);
    same::<ComposeAnswer>(text);
    same::<ContactAnswer>(text);
    same::<ContactLookup>(text);
    same::<BulkAnswer>(text);
    same::<Members>(text);
    same::<AuditPage>(text);
    same::<Problem>(text);
    same::<OutboundHook>(text);
}

fn same<T: Serialize + DeserializeOwned + PartialEq + Debug>(text: &str) {
    let Ok(value) = serde_json::from_str::<T>(text) else { return };
    let written = serde_json::to_string(&value).expect("what was read can be written");
    let again: T = serde_json::from_str(&written).expect("what was written can be read");
    assert_eq!(again, value, "{written}");
}
