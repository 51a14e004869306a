//! The forms about people: whom to write to first, a contact to correct, and the conversations with somebody.

use switchboard_api::{ChannelKind, ContactId, ConversationId, Timestamp};

use crate::model::Model;
pub use crate::people::Wish;

/// How far a form has come that the server answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FormState {
    /// It waits for the agent.
    #[default]
    Open,
    /// It waits for the server.
    Busy,
    /// The server said no.
    Refused {
        /// To which field, when it is about one.
        field: Option<String>,
        /// A sentence.
        sentence: String,
    },
    /// Whether the server did it is not known; asking for the same again does it once.
    Unheard,
    /// The server did it.
    Done,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// Whom a first message goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecipientView {
    /// Their number, E.164.
    pub phone: String,
    /// Their name, when they are known and have one.
    pub name: Option<String>,
    /// There is a conversation already, into which the message goes.
    pub known: bool,
}

/// The aliases that can write to a phone number, and the teams.
pub fn compose_options(model: &Model) -> (Vec<OptionView>, Vec<OptionView>) {
    let Some(session) = &model.session else { return (Vec::new(), Vec::new()) };
    let reaches = |channel| model.channel(channel).is_some_and(|channel| channel.kind.takes_phone_numbers());
    let senders = session.sender_profiles.iter().filter(|profile| reaches(&profile.channel));
    let option = |id: &str, name: &str| OptionView { id: id.to_owned(), name: name.to_owned() };
    (
        senders.map(|profile| option(profile.id.as_str(), &profile.name)).collect(),
        session.teams.iter().map(|team| option(team.id.as_str(), &team.name)).collect(),
    )
}

/// How far the new conversation has come.
pub fn compose_state(model: &Model) -> FormState {
    if model.is_composing() { FormState::Busy } else { model.people.compose.clone() }
}

/// To whom something outside of the desk last asked to write.
pub fn wish(model: &Model) -> Option<Wish> {
    model.people.wish.clone()
}

/// Whom it goes to, once that is known.
pub fn recipient(model: &Model) -> Option<RecipientView> {
    let found = model.people.recipient.as_ref()?;
    Some(RecipientView {
        phone: found.phone.clone(),
        name: found.contact.as_ref().and_then(|contact| contact.name.clone()),
        known: found.row.is_some(),
    })
}

/// A contact's record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactView {
    /// Whose.
    pub id: ContactId,
    /// Name, company, email, phone and notes; empty where nothing is known.
    pub fields: [String; 5],
}

/// The open conversation's contact.
pub fn contact_id(model: &Model) -> Option<ContactId> {
    let (conversation, _) = model.effective(model.route.conversation()?)?;
    Some(conversation.contact.id.clone())
}

/// The contact to be corrected, once loaded.
pub fn contact(model: &Model) -> Option<ContactView> {
    let contact = model.people.contact(model.people.corrected.as_ref()?)?;
    let fields = [&contact.name, &contact.company, &contact.email, &contact.phone, &contact.notes];
    Some(ContactView { id: contact.id.clone(), fields: fields.map(|field| field.clone().unwrap_or_default()) })
}

/// How far the correction has come.
pub fn contact_state(model: &Model) -> FormState {
    if model.is_correcting() { FormState::Busy } else { model.people.correction.clone() }
}

/// Another conversation with the same contact.
#[derive(Clone, Debug, PartialEq)]
pub struct PastView {
    /// Which.
    pub id: ConversationId,
    /// Where it leads.
    pub href: String,
    /// The channel's kind.
    pub channel: ChannelKind,
    /// What the status is called.
    pub status: String,
    /// When it was last active.
    pub at: Timestamp,
    /// Its newest message, for a line.
    pub text: String,
}

/// The other conversations with the open one's contact; `None` until they are loaded.
pub fn history(model: &Model) -> Option<Vec<PastView>> {
    let contact = contact_id(model)?;
    let (_, ids) = model.people.history.as_ref().filter(|(of, _)| *of == contact)?;
    let past = |id: &ConversationId| {
        let (conversation, _) = model.effective(id)?;
        Some(PastView {
            id: id.clone(),
            href: model.route.with_conversation(Some(id.clone())).to_string(),
            channel: conversation.channel_kind,
            status: model.status_view(&conversation.status).label,
            at: conversation.active_at,
            text: conversation.last.as_ref().map(|last| last.text.to_string()).unwrap_or_default(),
        })
    };
    Some(ids.iter().filter(|id| Some(*id) != model.route.conversation()).filter_map(past).collect())
}
