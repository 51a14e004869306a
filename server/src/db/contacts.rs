//! Contacts and their addresses: finding the person behind an address, remembering new ones, storing what is corrected.
//! No rules here.

use rusqlite::{OptionalExtension, Transaction, params, params_from_iter};
use switchboard_api::{
    ChannelId, ChannelKind, Contact, ContactAddress, ContactId, ContactSummary, ConversationList, Role, Row, SortKey,
    SpaceId, Viewer,
};

use super::codec::{self, stored};
use super::conditions::{Conditions, text};
use super::{Result, Snapshot, Tx};
use crate::phone;

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

    /// The contact whose phone this is: who wrote from the number or was written to, or else whose record names it.
    pub fn contact_by_phone(&self, space: &SpaceId, number: &str) -> Result<Option<ContactId>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT contact, 1 AS place FROM contact_addresses WHERE space = ?1 AND kind IN ('sms', 'whatsapp') AND address = ?2
             UNION ALL SELECT id, 2 FROM contacts WHERE space = ?1 AND phone = ?2 ORDER BY 2, 1 LIMIT 1",
        )?;
        let found = statement.query_row([space.as_str(), number], |row| row.get::<_, String>(0));
        Ok(found.optional()?.map(ContactId::from))
    }

    /// The whole record, whoever may see it.
    pub fn contact(&self, id: &ContactId) -> Result<Option<Contact>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT id, version, space, name, company, email, phone, notes FROM contacts WHERE id = ?",
        )?;
        let found = statement.query_row([id.as_str()], |row| {
            Ok(Contact {
                id: row.get::<_, String>(0)?.into(),
                version: codec::number(row, 1)?,
                space: row.get::<_, String>(2)?.into(),
                name: row.get(3)?,
                company: row.get(4)?,
                email: row.get(5)?,
                phone: row.get(6)?,
                notes: row.get(7)?,
                addresses: Vec::new(),
            })
        });
        let Some(mut contact) = found.optional()? else { return Ok(None) };
        let mut statement = self
            .conn
            .prepare_cached("SELECT kind, address FROM contact_addresses WHERE contact = ? ORDER BY kind, address")?;
        let rows = statement.query_map([id.as_str()], |row| {
            Ok(ContactAddress { kind: codec::channel_kind(row, 0)?, address: row.get(1)? })
        })?;
        contact.addresses = rows.collect::<rusqlite::Result<_>>()?;
        Ok(Some(contact))
    }

    /// Whether the viewer may see the contact: all of the space for admins and managers; for agents those with whom they
    /// may see a conversation, and those with whom there is none.
    pub fn may_see_contact(&self, viewer: &Viewer, contact: &Contact) -> Result<bool> {
        if matches!(viewer.role, Role::Admin | Role::Manager) {
            return Ok(true);
        }
        let mut conditions = Conditions::visible(&contact.space, viewer);
        conditions.and("c.contact = ?", [text(contact.id.as_str())]);
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM conversations c WHERE {})
               OR NOT EXISTS (SELECT 1 FROM conversations c WHERE c.contact = ?)",
            conditions.sql()
        );
        let mut values = conditions.into_values();
        values.push(text(contact.id.as_str()));
        Ok(self.conn.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?)
    }

    /// Up to `limit` conversations with the contact that the viewer may see, the most recently active first. The total
    /// counts all of those.
    pub fn conversations_with(
        &self,
        viewer: &Viewer,
        contact: &Contact,
        after: Option<&SortKey>,
        limit: u32,
    ) -> Result<ConversationList> {
        let with = || {
            let mut conditions = Conditions::visible(&contact.space, viewer);
            conditions.and("c.contact = ?", [text(contact.id.as_str())]);
            conditions
        };
        let items: Vec<Row> = self.rows(with(), viewer, after, limit)?;
        let (total, seq) = self.total(&with(), &contact.space, viewer)?;
        Ok(ConversationList { items, next: None, offset: after.is_none().then_some(0), total, seq })
    }

    /// The most recently active conversation with the contact on the channel that the viewer may see and that is neither
    /// spam nor thrown away.
    pub fn latest_with(
        &self,
        viewer: &Viewer,
        space: &SpaceId,
        contact: &ContactId,
        channel: &ChannelId,
    ) -> Result<Option<Row>> {
        let mut conditions = Conditions::visible(space, viewer);
        conditions.and("c.contact = ? AND c.channel = ?", [text(contact.as_str()), text(channel.as_str())]);
        // The plus keeps SQLite from walking through the space's inbox instead of the contact's few conversations.
        conditions.and("+c.folder = 'inbox'", []);
        Ok(self.rows(conditions, viewer, None, 1)?.pop())
    }

    /// The language the contact writes in, BCP 47, where known.
    pub fn contact_locale(&self, contact: &ContactId) -> Result<Option<String>> {
        let mut statement = self.conn.prepare_cached("SELECT locale FROM contacts WHERE id = ?")?;
        Ok(statement.query_row([contact.as_str()], |row| row.get(0)).optional()?.flatten())
    }
}

impl Tx<'_> {
    /// Adds a contact with one address, or that address to a contact who is there; whether they are new. A record that names
    /// no phone or email yet takes it from there.
    pub fn insert_contact(&mut self, space: &SpaceId, kind: ChannelKind, contact: &ContactSummary) -> Result<bool> {
        let (id, address) = (contact.id.as_str(), &*contact.address);
        let new = self
            .conn
            .prepare_cached("INSERT OR IGNORE INTO contacts (id, space, name, company) VALUES (?, ?, ?, ?)")?
            .execute(params![id, space.as_str(), contact.name.as_deref(), contact.company.as_deref()])?
            > 0;
        if !new {
            self.conn.prepare_cached("UPDATE contacts SET version = version + 1 WHERE id = ?")?.execute([id])?;
        }
        self.conn
            .prepare_cached(
                "INSERT OR IGNORE INTO contact_addresses (space, kind, address, contact) VALUES (?, ?, ?, ?)",
            )?
            .execute([space.as_str(), kind.as_str(), address, id])?;
        let known = match kind {
            ChannelKind::Sms | ChannelKind::Whatsapp => {
                "UPDATE contacts SET phone = ?, version = version + 1 WHERE id = ? AND phone IS NULL"
            }
            ChannelKind::Email => "UPDATE contacts SET email = ?, version = version + 1 WHERE id = ? AND email IS NULL",
            ChannelKind::Telegram | ChannelKind::Chat => return Ok(new),
        };
        self.conn.prepare_cached(known)?.execute([address, id])?;
        Ok(new)
    }

    /// Stores a contact, new or changed, as it is now; and under the name they have now they are found.
    pub fn save_contact(&mut self, contact: &Contact) -> Result<()> {
        self.conn
            .prepare_cached(
                "INSERT INTO contacts (id, version, space, name, company, email, phone, notes) VALUES (?,?,?,?,?,?,?,?)
                 ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name,
                   company = excluded.company, email = excluded.email, phone = excluded.phone, notes = excluded.notes",
            )?
            .execute(params![
                contact.id.as_str(),
                stored(contact.version),
                contact.space.as_str(),
                contact.name,
                contact.company,
                contact.email,
                contact.phone,
                contact.notes,
            ])?;
        self.index_contact(&contact.id)
    }

    /// Gives a contact the name that has become known.
    pub fn name_contact(&mut self, contact: &ContactId, name: &str) -> Result<()> {
        self.conn
            .prepare_cached("UPDATE contacts SET name = ?, version = version + 1 WHERE id = ?")?
            .execute([name, contact.as_str()])?;
        self.index_contact(contact)
    }
}

/// Writes the numbers of a file from before contacts had any in the form by which they are compared.
pub(super) fn unify_phones(tx: &Transaction<'_>) -> Result<()> {
    let mut statement = tx.prepare("SELECT id, phone FROM contacts WHERE phone IS NOT NULL")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut update = tx.prepare("UPDATE contacts SET phone = ? WHERE id = ?")?;
    for (id, written) in rows.collect::<rusqlite::Result<Vec<(String, String)>>>()? {
        let unified = phone::canonical(&written);
        if unified != written {
            update.execute([unified, id])?;
        }
    }
    Ok(())
}
