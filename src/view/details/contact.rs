//! What is known of the contact, and over what and since when they write.

use switchboard_model::select::DetailsView;

use super::facts::fact;
use super::{Details, read};
use crate::store::local;
use crate::view::kit::element::{El, el};
use crate::view::text;

/// The list of facts.
pub fn contact(details: Details) -> El {
    let of = move |get: fn(&DetailsView) -> Option<String>| move || read(details, get).flatten();
    let address = move || read(details, |details| text::address(details.channel)).unwrap_or_default();
    el("dl.facts").children([
        fact(|| text::NAME, of(|details| details.name.clone()), text::NO_NAME),
        fact(address, of(|details| Some(details.address.clone())), ""),
        known(text::EMAIL, details, |details| &details.email),
        known(text::PHONE, details, |details| &details.phone),
        known(text::NOTES, details, |details| &details.notes),
        fact(|| text::COMPANY, of(|details| details.company.clone()), text::NO_COMPANY),
        fact(|| text::CHANNEL, of(|details| Some(details.channel_label.clone())), ""),
        fact(|| text::INBOX, of(|details| Some(details.inbox.clone())), ""),
        fact(|| text::SINCE, of(|details| Some(local::full_time(details.since))), ""),
    ])
}

/// A fact that is left out where nothing is known.
fn known(term: &'static str, details: Details, get: fn(&DetailsView) -> &Option<String>) -> El {
    let value = move || read(details, |details| get(details).clone()).flatten();
    fact(move || term, value, "").live("hidden", move || value().is_none().then_some(""))
}
