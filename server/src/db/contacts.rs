//! Contacts and their addresses: finding the person behind an address, remembering new ones. No rules here.

use rusqlite::{OptionalExtension, params};
use switchboard_api::{ChannelKind, ContactId, ContactSummary, SpaceId};

use super::{Result, Snapshot, Tx};

impl Snapshot<'_> {
    /// The contact with this address on this kind of channel.
    pub fn contact_at(&self, space: &SpaceId, kind: ChannelKind, address: &str) -> Result<Option<ContactSummary>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT p.id, p.name, a.address, p.company FROM contact_addresses a JOIN contacts p ON p.id = a.contact
             WHERE a.space = ? AND a.kind = ? AND a.address = ?",
        )?;
        let found = statement.query_row([space.as_str(), kind.as_str(), address], |row| {
            Ok(ContactSummary {
                id: row.get::<_, String>(0)?.into(),
                name: row.get::<_, Option<String>>(1)?.map(Into::into),
                address: row.get::<_, String>(2)?.into(),
                company: row.get::<_, Option<String>>(3)?.map(Into::into),
            })
        });
        Ok(found.optional()?)
    }

    /// The language the contact writes in, BCP 47, where known.
    pub fn contact_locale(&self, contact: &ContactId) -> Result<Option<String>> {
        let mut statement = self.conn.prepare_cached("SELECT locale FROM contacts WHERE id = ?")?;
        Ok(statement.query_row([contact.as_str()], |row| row.get(0)).optional()?.flatten())
    }
}

impl Tx<'_> {
    /// Adds a contact with one address.
    pub fn insert_contact(&mut self, space: &SpaceId, kind: ChannelKind, contact: &ContactSummary) -> Result<()> {
        self.conn
            .prepare_cached("INSERT OR IGNORE INTO contacts (id, space, name, company) VALUES (?, ?, ?, ?)")?
            .execute(params![
                contact.id.as_str(),
                space.as_str(),
                contact.name.as_deref(),
                contact.company.as_deref()
            ])?;
        self.conn
            .prepare_cached(
                "INSERT OR IGNORE INTO contact_addresses (space, kind, address, contact) VALUES (?, ?, ?, ?)",
            )?
            .execute([space.as_str(), kind.as_str(), &contact.address, contact.id.as_str()])?;
        Ok(())
    }

    /// Gives a contact the name that has become known.
    pub fn name_contact(&mut self, contact: &ContactId, name: &str) -> Result<()> {
        self.conn.prepare_cached("UPDATE contacts SET name = ? WHERE id = ?")?.execute([name, contact.as_str()])?;
        self.index_contact(contact)
    }
}
