//! Writing to somebody first: who the number belongs to, which conversation the message goes into, who sends it. From
//! there on it is a message like any other (`send`). Taking it back leaves the conversation, empty, to be written into.

use switchboard_api::compose::{ComposeAnswer, ComposeRequest};
use switchboard_api::{
    AgentId, ContactId, ContactSummary, Conversation, Entry, EntryBody, SenderProfile, SenderProfileId, SpaceId,
    StatusKind, TeamId, Viewer,
};

use super::edit::Edit;
use super::send::{self, Draft};
use super::{Refusal, Rules, access, contacts, inbound, senders, text};
use crate::clock;
use crate::db::channels::Account;
use crate::db::{Snapshot, Tx};
use crate::phone::{self, Phone};

/// Whom a message goes to, and over what.
pub(super) struct Recipient {
    profile: SenderProfile,
    channel: Account,
    /// The number.
    pub(super) phone: Phone,
}

impl Recipient {
    /// Reads the number as the profile's people write it; `field` is where it was given.
    pub(super) fn read(
        db: &Snapshot<'_>,
        space: &SpaceId,
        profile: &SenderProfileId,
        field: &'static str,
        number: &str,
    ) -> Result<Self, Refusal> {
        let unknown = || Refusal::field("sender_profile", "Use one of the sender profiles that the session names.");
        let profile = db.sender_profile(space, profile)?.ok_or_else(unknown)?;
        let channel = db.channel(&profile.channel)?.ok_or_else(unknown)?;
        if !channel.kind.takes_phone_numbers() {
            return Err(Refusal::NoPhoneChannel);
        }
        let phone = phone::read(number, profile.country.as_deref())
            .map_err(|fault| Refusal::NotAPhoneNumber { field, fault })?;
        Ok(Self { profile, channel, phone })
    }

    /// The conversation with the contact that a message goes into, of those that the viewer may see: the most recently
    /// active one on the channel that is neither spam nor thrown away.
    pub(super) fn conversation(
        &self,
        db: &Snapshot<'_>,
        viewer: &Viewer,
        contact: &ContactId,
    ) -> Result<Option<Conversation>, Refusal> {
        let row = db.latest_with(viewer, &self.channel.space, contact, &self.channel.id)?;
        Ok(row.map(|row| (*row.conversation).clone()))
    }
}

/// Writes the first message to a number, or another one where there is a conversation already; once, however often it is
/// asked for.
pub fn compose(
    tx: &mut Tx<'_>,
    rules: &Rules,
    agent: &AgentId,
    space: &SpaceId,
    request: &ComposeRequest,
) -> Result<ComposeAnswer, Refusal> {
    let viewer = access::viewer(tx, agent, space)?;
    send::check_client_id(&request.client_id)?;
    let to = Recipient::read(tx, space, &request.sender_profile, "to", &request.to)?;
    if let Some(entry) = tx.entry_by_client(agent, &request.client_id)? {
        return repeated(tx, agent, entry, &to, request);
    }
    let words = text::accepted(&request.text, usize::try_from(to.channel.max_length).unwrap_or(usize::MAX))?;
    let team = known_team(tx, space, request.team.as_ref())?;
    let contact = contacts::reached(tx, space, to.channel.kind, &to.phone.e164)?;
    let there = to.conversation(tx, &viewer, &contact.id)?;
    let last = match &there {
        Some(conversation) => tx.last_sender(&conversation.id)?,
        None => None,
    };
    let sender = senders::choose(tx, &to.profile.id, to.phone.country.as_deref(), last, tx.now())?;
    let reused = there.is_some();
    let profile = Some(to.profile.id.clone());
    let edit = match there {
        Some(conversation) => Edit::of(Conversation { sender_profile: profile, ..conversation }),
        None => Edit::new(fresh(tx, rules, &to, contact, team, &viewer)),
    };
    let (client_id, undo_window_s) = (&request.client_id, request.undo_window_s);
    let draft = Draft { client_id, words, undo_window_s, sender, answers: None };
    let (entry, conversation) = send::message(tx, rules, agent, edit, draft)?;
    Ok(ComposeAnswer { row: tx.row((*conversation).clone(), agent)?, entry, reused })
}

fn known_team(tx: &Tx<'_>, space: &SpaceId, team: Option<&TeamId>) -> Result<Option<TeamId>, Refusal> {
    match team {
        Some(team) if !tx.team_ids(space)?.contains(team) => {
            Err(Refusal::field("team", format!("There is no team {team} in this space.")))
        }
        team => Ok(team.cloned()),
    }
}

/// A conversation that we begin. Whoever begins one for a team that is not theirs owns it from the start: they could not
/// see what they write otherwise.
fn fresh(
    tx: &Tx<'_>,
    rules: &Rules,
    to: &Recipient,
    contact: ContactSummary,
    team: Option<TeamId>,
    viewer: &Viewer,
) -> Conversation {
    let first = rules.workflow.statuses.iter().find(|status| status.kind == StatusKind::Unanswered);
    let begun = inbound::fresh(rules, &to.channel, contact, tx.now());
    let mut begun = Conversation {
        id: clock::id(),
        sender_profile: Some(to.profile.id.clone()),
        status: first.map_or(begun.status, |first| first.key.clone()),
        teams: team.into_iter().collect(),
        ..begun
    };
    if !viewer.may_see(&begun) {
        begun.assignees.push(viewer.agent.clone());
    }
    begun
}

/// The answer for a message that was written before under this client id, unless it was another one. The first entry of a
/// conversation that we began is the message it began with.
fn repeated(
    tx: &Tx<'_>,
    agent: &AgentId,
    entry: Entry,
    to: &Recipient,
    request: &ComposeRequest,
) -> Result<ComposeAnswer, Refusal> {
    let (_, conversation) = access::conversation(tx, agent, &entry.conversation)?;
    let same_words = match &entry.body {
        EntryBody::Outbound { text, .. } => entry.is_undone() || **text == *text::clean(&request.text),
        _ => false,
    };
    let same_number = phone::canonical(&conversation.contact.address) == to.phone.e164;
    if !same_words || !same_number || conversation.channel != to.channel.id {
        return Err(Refusal::ClientIdReused);
    }
    let reused = entry.position > 1;
    Ok(ComposeAnswer { row: tx.row(conversation, agent)?, entry, reused })
}
