//! Which sender a message goes out by: one that serves the recipient's country and has messages left today. Agents choose
//! profiles and never see senders. What is taken is kept with the message, and given back when it is taken back.

use switchboard_api::{Conversation, SenderProfileId, Timestamp};

use super::Refusal;
use crate::db::Snapshot;
use crate::db::senders::Sender;
use crate::phone;

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// The day that a message of this time counts towards; days begin at midnight UTC.
pub fn day(at: Timestamp) -> i64 {
    at.millis().div_euclid(DAY_MS)
}

/// The profile's sender for a recipient in this country; `None` when the profile has none, and the provider chooses.
/// Whoever was written by `last` is written by that sender again while it has messages left; otherwise senders of the
/// country come before those for everybody.
pub fn choose(
    db: &Snapshot<'_>,
    profile: &SenderProfileId,
    country: Option<&str>,
    last: Option<i64>,
    now: Timestamp,
) -> Result<Option<i64>, Refusal> {
    let mut senders = db.senders(profile)?;
    if senders.is_empty() {
        return Ok(None);
    }
    senders.retain(|sender| sender.country.is_none() || sender.country.as_deref() == country);
    if senders.is_empty() {
        return Err(Refusal::CountryNotServed(country.map(str::to_owned)));
    }
    senders.sort_by_key(|sender| (Some(sender.id) != last, sender.country.is_none()));
    for Sender { id, daily_limit, .. } in senders {
        let room = match daily_limit {
            Some(limit) => db.sent_by(id, day(now))? < limit,
            None => true,
        };
        if room {
            return Ok(Some(id));
        }
    }
    Err(Refusal::SenderLimit)
}

/// The sender for another message in the conversation. Where the profile has none for this customer the provider chooses:
/// who has written to us gets an answer.
pub fn for_reply(db: &Snapshot<'_>, conversation: &Conversation, now: Timestamp) -> Result<Option<i64>, Refusal> {
    let Some(profile) = &conversation.sender_profile else { return Ok(None) };
    let country = phone::country(&conversation.contact.address);
    match choose(db, profile, country.as_deref(), db.last_sender(&conversation.id)?, now) {
        Err(Refusal::CountryNotServed(_)) => Ok(None),
        chosen => chosen,
    }
}
