//! Contacts: the people at the other end, whole, and how they are found, made and corrected. The summary that
//! conversations carry is `conversation::ContactSummary`.

use serde::{Deserialize, Serialize};

use crate::channel::ChannelKind;
use crate::conversation::Row;
use crate::ids::{ContactId, SpaceId};

/// The longest name, in Unicode scalar values.
pub const MAX_NAME: usize = 200;
/// The longest company, in Unicode scalar values.
pub const MAX_COMPANY: usize = 200;
/// The longest email address, in Unicode scalar values.
pub const MAX_EMAIL: usize = 254;
/// The longest notes, in Unicode scalar values.
pub const MAX_NOTES: usize = 5_000;

/// A person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    /// Their id.
    pub id: ContactId,
    /// Grows with every change of this record.
    pub version: u64,
    /// The space they are known in.
    pub space: SpaceId,
    /// Their name, once known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where they work, once known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// Their email address, in lower case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Their phone number, E.164 unless a provider wrote it otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// What colleagues should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// The addresses they have been written to or have written from. These cannot be edited.
    #[serde(default)]
    pub addresses: Vec<ContactAddress>,
}

/// Where a contact is reached on one kind of channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactAddress {
    /// Which kind.
    pub kind: ChannelKind,
    /// Phone number, email address or handle.
    pub address: String,
}

/// `POST /spaces/{space}/contacts`. At least one of name, email and phone must be given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewContact {
    /// Their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where they work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// Their email address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Their phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// What colleagues should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
}

/// `PATCH /contacts/{id}`. Absent fields stay as they are; each given one says what the writer saw, so that two people
/// who correct different fields at the same time lose nothing and two who correct the same one are told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ContactPatch {
    /// Their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<FieldChange>,
    /// Where they work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<FieldChange>,
    /// Their email address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<FieldChange>,
    /// Their phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<FieldChange>,
    /// What colleagues should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<FieldChange>,
}

/// A field as it was seen and as it shall be; absent or `null` means empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FieldChange {
    /// What the writer saw.
    #[serde(default)]
    pub from: Option<String>,
    /// What it shall be.
    #[serde(default)]
    pub to: Option<String>,
}

/// The answer to creating and to correcting a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactAnswer {
    /// The contact as stored.
    pub contact: Contact,
}

/// The answer to `GET /spaces/{space}/contacts?phone=`: whose number it is, before anything is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactLookup {
    /// The number, E.164.
    pub phone: String,
    /// The country it belongs to, ISO 3166; absent for numbers of no country, such as satellite phones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Whose it is, if that is known and the caller may see them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// With `sender_profile`: the conversation that a message would go into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<Row>,
}
