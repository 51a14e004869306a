//! Whom the suite writes to: phone numbers that ring nowhere, and the conversations that it begins with them. What it does in
//! those conversations is for the checks to say.

use std::sync::PoisonError;

use reqwest::Method;
use serde_json::json;
use switchboard_api::{ChannelId, ComposeAnswer, ContactLookup, ConversationId, Problem, SenderProfile};
use uuid::Uuid;

use crate::check::{Stop, skipped};
use crate::desk::{Desk, escaped};
use crate::http::{Answer, new_id};

/// A number for messages that really leave. It is never drawn.
pub const NOWHERE: &str = "+447700900018";
/// The longest window of all, so that there is time to take back what was sent.
const LONGEST_WINDOW_S: u32 = 30;
/// As many numbers are tried before it is said that there is no new one.
const DRAWS: usize = 60;
/// Refusals that say nothing but that the space's senders cannot write now.
const NO_SENDER: [&str; 2] = ["/problems/country-not-served", "/problems/sender-limit-reached"];

/// One of the thousand British numbers that are kept for fiction, 07700 900000 to 900999; each as likely as the others.
pub fn any_number() -> String {
    loop {
        // The last bits are random, more than enough of them.
        let number = format!("+447700900{:03}", Uuid::now_v7().as_u128() % 1_000);
        if number != NOWHERE {
            return number;
        }
    }
}

/// The answer to a message, where there was a sender for it.
pub fn sendable(answer: Answer) -> Result<Answer, Stop> {
    if [409, 422].contains(&answer.status)
        && let Ok(problem) = answer.body::<Problem>()
        && NO_SENDER.contains(&problem.kind.as_str())
    {
        return skipped(format!("Nothing can be sent now: {}", problem.detail));
    }
    Ok(answer)
}

impl Desk {
    /// A number that nobody has here, as far as the server tells.
    pub async fn new_number(&self) -> Result<String, Stop> {
        for _ in 0..DRAWS {
            let number = any_number();
            let new = self.drawn.lock().unwrap_or_else(PoisonError::into_inner).insert(number.clone());
            if new && !self.is_known(&number).await? {
                return Ok(number);
            }
        }
        skipped(format!(
            "{DRAWS} of the 1,000 numbers kept for fiction were tried, and somebody has each of them here."
        ))
    }

    async fn is_known(&self, number: &str) -> Result<bool, Stop> {
        let path = format!("/spaces/{}/contacts?phone={}", self.space(), escaped(number));
        let answer = self.one().get(&path).await?;
        Ok(answer.status == 200 && answer.body::<ContactLookup>()?.contact.is_some())
    }

    /// A profile that writes to phone numbers, of this channel if one is given.
    pub fn profile(&self, channel: Option<&str>) -> Result<&SenderProfile, Stop> {
        let phones = |id: &ChannelId| {
            self.session.channels.iter().any(|channel| channel.id == *id && channel.kind.takes_phone_numbers())
        };
        let wanted = |id: &ChannelId| channel.is_none_or(|channel| id.as_str() == channel) && phones(id);
        match self.session.sender_profiles.iter().find(|profile| wanted(&profile.channel)) {
            Some(profile) => Ok(profile),
            None => skipped(match channel {
                Some(channel) => format!("There is no sender profile of channel {channel} for phone numbers."),
                None => "There is no sender profile for phone numbers to write first with.".to_owned(),
            }),
        }
    }

    /// Writes to a number as a profile, with this window.
    pub async fn compose(&self, profile: &SenderProfile, to: &str, window: u32) -> Result<ComposeAnswer, Stop> {
        let body = json!({
            "client_id": new_id(), "sender_profile": profile.id, "to": to, "text": "A check of the contract.",
            "undo_window_s": window,
        });
        let path = format!("/spaces/{}/conversations", self.space());
        sendable(self.one().write(Method::POST, &path, &body).await?)?.ok()
    }

    /// A conversation that nobody else knows of, without messages where the server can take them back.
    pub async fn begin(&self) -> Result<ConversationId, Stop> {
        let profile = self.profile(None)?;
        let begun = self.compose(profile, &self.new_number().await?, LONGEST_WINDOW_S).await?;
        self.take_back(begun.entry.id.as_str()).await?;
        Ok(begun.row.conversation.id.clone())
    }

    /// Takes back what nobody is to get, where the server can do that.
    pub async fn take_back(&self, message: &str) -> Result<(), Stop> {
        if self.can("undo") {
            self.undo(message).await?;
        }
        Ok(())
    }

    /// The conversation that checks share which add to it and do not mind what others have added. Where messages cannot be
    /// taken back it is one that is there, so that nothing is sent without need.
    pub async fn conversation(&self) -> Result<&ConversationId, Stop> {
        self.shared_conversation
            .get_or_try_init(|| async {
                let known = if self.can("undo") { None } else { self.known().await? };
                if let Some(id) = known {
                    return Ok(id);
                }
                match self.begin().await {
                    Err(Stop::Skipped(why)) => match self.known().await? {
                        Some(id) => Ok(id),
                        None => skipped(format!("There is no conversation, and none can be begun: {why}")),
                    },
                    begun => begun,
                }
            })
            .await
    }

    /// A conversation that is there.
    async fn known(&self) -> Result<Option<ConversationId>, Stop> {
        let page = self.list("view=all&tab=all&limit=1").await?;
        Ok(page.items.first().map(|row| row.conversation.id.clone()))
    }
}
