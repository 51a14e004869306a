//! The provider's side of the webhook channel, where the suite is given one: customers who write, and reports of how far
//! messages have come.

use reqwest::Method;
use serde_json::json;
use switchboard_api::hooks::{SIGNATURE_HEADER, TIMESTAMP_HEADER};

use crate::check::{Stop, skipped};
use crate::desk::Desk;
use crate::http::Answer;
use crate::sign::{now_s, signature};

impl Desk {
    /// A customer writes over the webhook channel; the answer as it came.
    pub async fn inbound(&self, id: &str, from: &str, text: &str) -> Result<Answer, Stop> {
        self.hook("messages", &json!({ "id": id, "from": { "address": from }, "text": text })).await
    }

    /// A signed post of the provider.
    pub async fn hook(&self, what: &str, body: &serde_json::Value) -> Result<Answer, Stop> {
        let (_, secret) = self.channel()?;
        let (body, timestamp) = (body.to_string(), now_s());
        self.signed(what, &body, &timestamp.to_string(), &signature(secret, &timestamp.to_string(), &body)?).await
    }

    /// A post of the provider with this timestamp and signature.
    pub async fn signed(&self, what: &str, body: &str, timestamp: &str, signature: &str) -> Result<Answer, Stop> {
        let (channel, _) = self.channel()?;
        let headers = [(TIMESTAMP_HEADER, timestamp), (SIGNATURE_HEADER, signature)];
        let path = format!("/hooks/{channel}/{what}");
        self.with(None).write_raw(Method::POST, &path, &headers, "application/json", body).await
    }

    /// Id and secret of the webhook channel.
    pub fn channel(&self) -> Result<(&str, &str), Stop> {
        match &self.target.channel {
            Some((id, secret)) => Ok((id, secret)),
            None => skipped("It needs a customer: give --channel and --secret of a webhook channel."),
        }
    }
}
