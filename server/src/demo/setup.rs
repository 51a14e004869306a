//! The company around the conversations: teams, agents, inboxes, channels, sender profiles and tags of Wayfern, an
//! invented travel-gear shop that also rents bikes. Phone numbers are those reserved for fiction (Ofcom, BNetzA, ARCEP,
//! NANP 555-01xx); addresses are in the reserved `.example` domain.

use super::{DemoAgent, DemoChannel, DemoInbox, DemoSender, DemoSenderProfile, DemoTag, DemoTeam};

pub(super) const SPACE_NAME: &str = "Wayfern Travel Gear & Bike Hire";

pub(super) fn teams() -> Vec<DemoTeam> {
    [("support", "Support"), ("sales", "Sales"), ("success", "Success")]
        .into_iter()
        .map(|(key, name)| DemoTeam { key, name })
        .collect()
}

pub(super) fn agents() -> Vec<DemoAgent> {
    let agent =
        |key, name, email, role, teams: &[&'static str]| DemoAgent { key, name, email, role, teams: teams.to_vec() };
    vec![
        agent("ingrid", "Ingrid Halvorsen", "ingrid@wayfern.example", "admin", &["success"]),
        agent("tomas", "Tomás Ferreira", "tomas@wayfern.example", "manager", &["support", "sales", "success"]),
        agent("amara", "Amara Okafor", "amara@wayfern.example", "agent", &["support"]),
        agent("zoe", "Zoë Lindqvist", "zoe@wayfern.example", "agent", &["support", "success"]),
        agent("kenji", "Kenji Watanabe", "kenji@wayfern.example", "agent", &["sales"]),
        agent("lukasz", "Łukasz Nowak", "lukasz@wayfern.example", "agent", &["sales", "success"]),
    ]
}

pub(super) fn inboxes() -> Vec<DemoInbox> {
    [("support", "Support"), ("sales", "Sales"), ("success", "Success"), ("general", "General")]
        .into_iter()
        .map(|(key, name)| DemoInbox { key, name })
        .collect()
}

/// `key, kind, label, inbox, address`, one channel a line.
#[rustfmt::skip]
const CHANNELS: [(&str, &str, &str, &str, &str); 12] = [
    ("sms-uk", "sms", "SMS +44 7700 900018", "support", "+447700900018"),
    ("sms-us", "sms", "SMS +1 415 555 0142", "sales", "+14155550142"),
    ("wa-help", "whatsapp", "WhatsApp +44 20 7946 0018", "support", "+442079460018"),
    ("wa-sales", "whatsapp", "WhatsApp +49 30 23125 018", "sales", "+493023125018"),
    ("wa-partners", "whatsapp", "WhatsApp +33 1 99 00 01 18", "success", "+33199000118"),
    ("tg-help", "telegram", "Telegram @wayfern_help", "support", "@wayfern_help"),
    ("mail-support", "email", "support@wayfern.example", "support", "support@wayfern.example"),
    ("mail-sales", "email", "sales@wayfern.example", "sales", "sales@wayfern.example"),
    ("mail-partners", "email", "partners@wayfern.example", "success", "partners@wayfern.example"),
    ("mail-hello", "email", "hello@wayfern.example", "general", "hello@wayfern.example"),
    ("chat-site", "chat", "Website chat", "general", "https://wayfern.example"),
    ("chat-partners", "chat", "Partner portal chat", "success", "https://partners.wayfern.example"),
];

pub(super) fn channels() -> Vec<DemoChannel> {
    CHANNELS
        .into_iter()
        .map(|(key, kind, label, inbox, address)| DemoChannel { key, kind, label, inbox, address })
        .collect()
}

/// `key, name, channel, country`: what the agents see above the composer.
const PROFILES: [(&str, &str, &str, Option<&str>); 12] = [
    ("p-sms-uk", "Wayfern Help (SMS)", "sms-uk", Some("GB")),
    ("p-sms-us", "Wayfern US (SMS)", "sms-us", Some("US")),
    ("p-wa-help", "Wayfern Help (WhatsApp)", "wa-help", Some("GB")),
    ("p-wa-sales", "Wayfern Sales (WhatsApp)", "wa-sales", Some("DE")),
    ("p-wa-partners", "Wayfern Partners (WhatsApp)", "wa-partners", Some("FR")),
    ("p-tg-help", "Wayfern Help (Telegram)", "tg-help", None),
    ("p-mail-support", "Wayfern Support", "mail-support", None),
    ("p-mail-sales", "Wayfern Sales", "mail-sales", None),
    ("p-mail-partners", "Wayfern Partners", "mail-partners", None),
    ("p-mail-hello", "Wayfern", "mail-hello", None),
    ("p-chat-site", "Wayfern Live Chat", "chat-site", None),
    ("p-chat-partners", "Wayfern Partner Desk", "chat-partners", None),
];

pub(super) fn sender_profiles() -> Vec<DemoSenderProfile> {
    PROFILES
        .into_iter()
        .map(|(key, name, channel, country)| DemoSenderProfile {
            key,
            name,
            channel,
            country,
            senders: senders(channel),
        })
        .collect()
}

/// The real senders behind a profile. Only SMS has several: one per country, each with its daily limit.
fn senders(channel: &str) -> Vec<DemoSender> {
    let sender = |address, country, daily_limit| DemoSender { address, country, daily_limit };
    match channel {
        "sms-uk" => vec![
            sender("+447700900018", Some("GB"), Some(900)),
            sender("+33639980018", Some("FR"), Some(400)),
            sender("+493023125118", Some("DE"), Some(400)),
            sender("+447700900019", None, Some(250)),
        ],
        "sms-us" => {
            vec![sender("+14155550142", Some("US"), Some(500)), sender("+16135550143", Some("CA"), Some(200))]
        }
        other => CHANNELS
            .into_iter()
            .filter(|(key, ..)| *key == other)
            .map(|(_, _, _, _, address)| sender(address, None, None))
            .collect(),
    }
}

pub(super) fn tags() -> Vec<DemoTag> {
    [
        ("delivery", "Delivery", "blue"),
        ("returns", "Returns", "orange"),
        ("refund", "Refund", "red"),
        ("repair", "Repair", "teal"),
        ("rental", "Bike rental", "green"),
        ("billing", "Billing", "purple"),
        ("warranty", "Warranty", "yellow"),
        ("stock", "Stock question", "gray"),
        ("quote", "Quote", "pink"),
        ("partner", "Partner", "teal"),
        ("fleet", "Fleet", "green"),
        ("feedback", "Feedback", "yellow"),
        ("website", "Website bug", "red"),
        ("vip", "VIP", "purple"),
    ]
    .into_iter()
    .map(|(key, label, colour)| DemoTag { key, label, colour })
    .collect()
}
