//! Contacts: recognising the person behind a number, making and correcting their record. A name that changes is told in
//! all their conversations.

use switchboard_api::contact::{
    Contact, ContactAnswer, ContactLookup, ContactPatch, FieldChange, MAX_COMPANY, MAX_EMAIL, MAX_NAME, MAX_NOTES,
    NewContact,
};
use switchboard_api::{
    AgentId, ChannelKind, ContactId, ContactSummary, ConversationList, FieldError, SenderProfileId, Sort, SortKey,
    SpaceId, Viewer,
};

use super::compose::Recipient;
use super::edit::Edit;
use super::{Refusal, access, text};
use crate::clock;
use crate::db::events::{ContactPayload, Scope};
use crate::db::lists;
use crate::db::{Snapshot, Tx};
use crate::phone;

/// One contact.
pub fn one(db: &Snapshot<'_>, agent: &AgentId, id: &ContactId) -> Result<Contact, Refusal> {
    Ok(access::contact(db, agent, id)?.1)
}

/// A page of the conversations with a contact, and where the next one begins.
pub fn conversations(
    db: &Snapshot<'_>,
    agent: &AgentId,
    id: &ContactId,
    after: Option<&SortKey>,
    limit: u32,
) -> Result<(ConversationList, Option<SortKey>), Refusal> {
    let (viewer, contact) = access::contact(db, agent, id)?;
    let mut page = db.conversations_with(&viewer, &contact, after, limit + 1)?;
    let next = lists::cut(&mut page.items, limit, Sort::Newest);
    Ok((page, next))
}

/// Whose number it is, as far as the caller may know, and which conversation a message of the profile would go into.
pub fn lookup(
    db: &Snapshot<'_>,
    agent: &AgentId,
    space: &SpaceId,
    number: &str,
    profile: Option<&SenderProfileId>,
) -> Result<ContactLookup, Refusal> {
    let viewer = access::viewer(db, agent, space)?;
    let to = profile.map(|profile| Recipient::read(db, space, profile, "phone", number)).transpose()?;
    let phone = match &to {
        Some(to) => to.phone.clone(),
        None => read_phone(db, space, number)?,
    };
    let known = db.contact_by_phone(space, &phone.e164)?;
    let there = match (&to, &known) {
        (Some(to), Some(known)) => to.conversation(db, &viewer, known)?,
        _ => None,
    };
    let contact = visible(db, &viewer, known)?;
    let row = there.map(|conversation| db.row(conversation, agent)).transpose()?;
    Ok(ContactLookup { phone: phone.e164, country: phone.country, contact, row })
}

/// Makes a contact.
pub fn create(tx: &mut Tx<'_>, agent: &AgentId, space: &SpaceId, new: &NewContact) -> Result<ContactAnswer, Refusal> {
    let viewer = access::viewer(tx, agent, space)?;
    let contact = Contact {
        id: clock::id(),
        version: 1,
        space: space.clone(),
        name: accepted(tx, space, Field::Name, new.name.as_deref())?,
        company: accepted(tx, space, Field::Company, new.company.as_deref())?,
        email: accepted(tx, space, Field::Email, new.email.as_deref())?,
        phone: accepted(tx, space, Field::Phone, new.phone.as_deref())?,
        notes: accepted(tx, space, Field::Notes, new.notes.as_deref())?,
        addresses: Vec::new(),
    };
    if contact.name.is_none() && contact.email.is_none() && contact.phone.is_none() {
        return Err(Refusal::field("name", "Give a name, an email address or a phone number."));
    }
    free(tx, &viewer, &contact)?;
    tx.save_contact(&contact)?;
    Ok(ContactAnswer { contact })
}

/// Corrects a contact, whole or not at all, and not where somebody corrected the same field meanwhile.
pub fn patch(tx: &mut Tx<'_>, agent: &AgentId, id: &ContactId, patch: &ContactPatch) -> Result<ContactAnswer, Refusal> {
    let (viewer, before) = access::contact(tx, agent, id)?;
    let mut now = before.clone();
    let fields: [(Field, &Option<FieldChange>, &mut Option<String>); 5] = [
        (Field::Name, &patch.name, &mut now.name),
        (Field::Company, &patch.company, &mut now.company),
        (Field::Email, &patch.email, &mut now.email),
        (Field::Phone, &patch.phone, &mut now.phone),
        (Field::Notes, &patch.notes, &mut now.notes),
    ];
    let mut conflicts = Vec::new();
    for (field, change, value) in fields {
        let Some(change) = change.as_ref().filter(|change| change.to != *value) else { continue };
        let to = accepted(tx, &before.space, field, change.to.as_deref())?;
        if to == *value {
            continue;
        }
        if change.from.as_deref().filter(|from| !from.is_empty()) == value.as_deref() {
            *value = to;
        } else {
            let detail = "Somebody changed this meanwhile. Compare it with what is there now.".to_owned();
            conflicts.push(FieldError { field: field.key().to_owned(), detail });
        }
    }
    if !conflicts.is_empty() {
        return Err(Refusal::ContactChanged { contact: Box::new(before), conflicts });
    }
    if now == before {
        return Ok(ContactAnswer { contact: now });
    }
    if now.phone != before.phone {
        free(tx, &viewer, &now)?;
    }
    now.version += 1;
    tx.save_contact(&now)?;
    if (&now.name, &now.company) != (&before.name, &before.company) {
        rename(tx, Some(agent), id)?;
    }
    tell(tx, Some(agent), id)?;
    Ok(ContactAnswer { contact: now })
}

/// Tells in all conversations with the contact what they are called now.
pub(super) fn rename(tx: &mut Tx<'_>, actor: Option<&AgentId>, contact: &ContactId) -> Result<(), Refusal> {
    for conversation in tx.conversations_of(contact)? {
        Edit::of(conversation).store(tx, actor)?;
    }
    Ok(())
}

/// Tells everybody who may see the contact what is known of them now.
pub(super) fn tell(tx: &mut Tx<'_>, actor: Option<&AgentId>, id: &ContactId) -> Result<(), Refusal> {
    let Some(contact) = tx.contact(id)? else { return Ok(()) };
    let mut scopes: Vec<Scope> = Vec::new();
    for scope in tx.conversations_of(id)?.iter().map(Scope::of) {
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    tx.append_contact(actor, &ContactPayload { contact, scopes })?;
    Ok(())
}

/// The person at this address, who becomes known with it if nobody was. A phone number is one person's, whatever channel
/// they use it on and however it is written.
pub(super) fn reached(
    tx: &mut Tx<'_>,
    space: &SpaceId,
    kind: ChannelKind,
    address: &str,
) -> Result<ContactSummary, Refusal> {
    if let Some(known) = tx.contact_at(space, kind, address)? {
        return Ok(known);
    }
    let mut contact = ContactSummary { id: clock::id(), name: None, address: address.into(), company: None };
    if kind.takes_phone_numbers() {
        contact.address = phone::canonical(address).into();
        let known = tx.contact_by_phone(space, &contact.address)?.map(|id| tx.contact(&id)).transpose()?.flatten();
        if let Some(Contact { id, name, company, .. }) = known {
            contact = ContactSummary { id, name: name.map(Into::into), company: company.map(Into::into), ..contact };
        }
    }
    if !tx.insert_contact(space, kind, &contact)? {
        tell(tx, None, &contact.id)?;
    }
    Ok(contact)
}

fn read_phone(db: &Snapshot<'_>, space: &SpaceId, number: &str) -> Result<phone::Phone, Refusal> {
    let home = db.home_country(space)?;
    phone::read(number, home.as_deref()).map_err(|fault| Refusal::NotAPhoneNumber { field: "phone", fault })
}

fn visible(db: &Snapshot<'_>, viewer: &Viewer, id: Option<ContactId>) -> Result<Option<Contact>, Refusal> {
    let contact = id.map(|id| db.contact(&id)).transpose()?.flatten();
    Ok(match contact {
        Some(contact) if db.may_see_contact(viewer, &contact)? => Some(contact),
        _ => None,
    })
}

/// Refuses a number that is somebody else's already.
fn free(db: &Snapshot<'_>, viewer: &Viewer, contact: &Contact) -> Result<(), Refusal> {
    let Some(phone) = &contact.phone else { return Ok(()) };
    match db.contact_by_phone(&contact.space, phone)?.filter(|other| *other != contact.id) {
        Some(other) => Err(Refusal::ContactExists(visible(db, viewer, Some(other))?.map(Box::new))),
        None => Ok(()),
    }
}

/// What can be corrected.
#[derive(Clone, Copy, Debug)]
enum Field {
    Name,
    Company,
    Email,
    Phone,
    Notes,
}

impl Field {
    fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Company => "company",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Notes => "notes",
        }
    }
}

/// The value as it is stored; blank is none.
fn accepted(db: &Snapshot<'_>, space: &SpaceId, field: Field, value: Option<&str>) -> Result<Option<String>, Refusal> {
    let (most, value) = match (field, value) {
        (_, None) => return Ok(None),
        (Field::Notes, Some(value)) => (MAX_NOTES, text::clean(value)),
        (Field::Name, Some(value)) => (MAX_NAME, text::line(value, usize::MAX).unwrap_or_default()),
        (Field::Company, Some(value)) => (MAX_COMPANY, text::line(value, usize::MAX).unwrap_or_default()),
        (Field::Email, Some(value)) => (MAX_EMAIL, value.trim().to_lowercase()),
        (Field::Phone, Some(value)) => (usize::MAX, value.trim().to_owned()),
    };
    if value.is_empty() {
        return Ok(None);
    }
    if value.chars().count() > most {
        return Err(Refusal::field(field.key(), format!("Shorten it: at most {most} characters are allowed.")));
    }
    match field {
        Field::Email if !is_email(&value) => {
            Err(Refusal::field("email", "Write an email address, for example ada@example.org."))
        }
        Field::Phone => Ok(Some(read_phone(db, space, &value)?.e164)),
        _ => Ok(Some(value)),
    }
}

/// Whether this looks like an address; only a mail that arrives proves more.
fn is_email(text: &str) -> bool {
    let strange = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';' | '"');
    match text.split_once('@') {
        Some((name, host)) => {
            !name.is_empty()
                && host.split('.').all(|part| !part.is_empty())
                && !host.contains('@')
                && !text.chars().any(strange)
        }
        None => false,
    }
}
