//! Contacts: recognised by their number, corrected field by field, never over what somebody else has corrected.

use reqwest::Method;
use serde_json::{Value, json};
use switchboard_api::{Contact, ContactAnswer, ContactLookup, ConversationList};

use crate::check::{Check, Stop, check, ensure, skipped};
use crate::desk::{Desk, escaped};
use crate::http::Answer;

pub const CHECKS: [Check; 4] = [
    check!(
        "contacts.corrected",
        "contacts.md#correcting-one",
        "Two people who correct different fields must both succeed, and see it in the record.",
        corrected
    ),
    check!(
        "contacts.conflict",
        "contacts.md#correcting-one",
        "Whoever corrects what somebody else has just corrected must be told, with the record as it is.",
        conflict
    ),
    check!(
        "contacts.found",
        "contacts.md#recognising-a-number",
        "A customer who is known by their number must not become a second person.",
        found
    ),
    check!(
        "contacts.conversations",
        "contacts.md",
        "Who answers a customer must see what was written before.",
        conversations
    ),
];

/// Skips what a server without contacts does not offer: it has none for a conversation that is there.
pub async fn offered(desk: &Desk) -> Result<(), Stop> {
    let contact = desk.row(desk.conversation().await?).await?.conversation.contact.id.clone();
    taken(desk.one().get(&format!("/contacts/{contact}")).await?).map(drop)
}

/// The answer, where the server has such a request at all.
pub fn taken(answer: Answer) -> Result<Answer, Stop> {
    if [404, 405].contains(&answer.status) {
        return skipped(format!("{} is not offered.", answer.asked));
    }
    Ok(answer)
}

async fn made(desk: &Desk, body: Value) -> Result<Contact, Stop> {
    offered(desk).await?;
    let path = format!("/spaces/{}/contacts", desk.space());
    Ok(taken(desk.one().write(Method::POST, &path, &body).await?)?.ok::<ContactAnswer>()?.contact)
}

async fn patched(desk: &Desk, path: &str, patch: &Value) -> Result<Answer, Stop> {
    taken(desk.one().write(Method::PATCH, path, patch).await?)
}

async fn corrected(desk: &Desk) -> Result<(), Stop> {
    let contact = made(desk, json!({ "name": "Ada Check", "company": "Checks" })).await?;
    let path = format!("/contacts/{}", contact.id);
    let name = json!({ "name": { "from": "Ada Check", "to": "Ada B. Check" } });
    let named = patched(desk, &path, &name).await?.ok::<ContactAnswer>()?.contact;
    ensure!(
        named.version > contact.version,
        "The version was {} and is {} after a correction.",
        contact.version,
        named.version
    );
    // By somebody who saw the contact before the name was corrected.
    let company = json!({ "company": { "from": "Checks", "to": null } });
    let both = patched(desk, &path, &company).await?.ok::<ContactAnswer>()?.contact;
    let is = (both.name.as_deref(), both.company.as_deref());
    ensure!(is == (Some("Ada B. Check"), None), "After both corrections name and company are {is:?}.");
    let read: Contact = desk.one().read(&path).await?;
    ensure!(read == both, "GET has another contact than the answer to correcting it.");
    Ok(())
}

async fn conflict(desk: &Desk) -> Result<(), Stop> {
    let contact = made(desk, json!({ "name": "Bo Check", "notes": "First." })).await?;
    let path = format!("/contacts/{}", contact.id);
    let patch = json!({ "notes": { "from": "First.", "to": "Second." } });
    let now = patched(desk, &path, &patch).await?.ok::<ContactAnswer>()?.contact;
    let late = json!({ "notes": { "from": "First.", "to": "Third." }, "name": { "from": "Bo Check", "to": "Bob" } });
    let refused = patched(desk, &path, &late).await?;
    let problem = refused.refused(&[409])?;
    ensure!(problem.errors.iter().any(|error| error.field == "notes"), "The conflict does not name the field `notes`.");
    let told = refused.body::<Value>()?.get("contact").cloned().unwrap_or_default();
    ensure!(
        serde_json::from_value::<Contact>(told).is_ok_and(|told| told == now),
        "409 did not come with the contact as it is."
    );
    let read: Contact = desk.one().read(&path).await?;
    ensure!(read == now, "A correction that was refused was done in part.");
    Ok(())
}

async fn found(desk: &Desk) -> Result<(), Stop> {
    let number = desk.new_number().await?;
    let contact = made(desk, json!({ "name": "Cy Check", "phone": number })).await?;
    let path = format!("/spaces/{}/contacts?phone={}", desk.space(), escaped(&number));
    let lookup: ContactLookup = taken(desk.one().get(&path).await?)?.ok()?;
    ensure!(lookup.phone == number, "{number} is recognised as {}.", lookup.phone);
    let known = lookup.contact.map(|contact| contact.id);
    ensure!(
        known.as_ref() == Some(&contact.id),
        "{number} is of contact {}, and is recognised as {known:?}.",
        contact.id
    );
    let again = json!({ "name": "Somebody else", "phone": number });
    desk.one().write(Method::POST, &format!("/spaces/{}/contacts", desk.space()), &again).await?.refused(&[409])?;
    let strange = format!("/spaces/{}/contacts?phone=nonsense", desk.space());
    desk.one().get(&strange).await?.refused(&[422])?;
    Ok(())
}

async fn conversations(desk: &Desk) -> Result<(), Stop> {
    offered(desk).await?;
    let id = desk.conversation().await?;
    let contact = desk.row(id).await?.conversation.contact.id.clone();
    let answer = taken(desk.one().get(&format!("/contacts/{contact}/conversations")).await?)?;
    let list: ConversationList = answer.ok()?;
    let ids: Vec<_> = list.items.iter().map(|row| &row.conversation.id).collect();
    ensure!(ids.contains(&id), "The conversations with the contact of {id} are {ids:?}.");
    let foreign = list.items.iter().find(|row| row.conversation.contact.id != contact);
    ensure!(foreign.is_none(), "Among the conversations with {contact} is one with somebody else.");
    Ok(())
}
