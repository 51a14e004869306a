//! Signatures of the webhook channel, and the one clock that they need.

use std::time::{SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::check::Stop;

/// Seconds since 1970.
pub fn now_s() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map(|since| since.as_secs()).unwrap_or_default()
}

/// The value of the signature's header.
pub fn signature(secret: &str, timestamp: &str, body: &str) -> Result<String, Stop> {
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes());
    let mut mac = mac.map_err(|_| Stop::Skipped("The channel's secret cannot be used as a key.".to_owned()))?;
    for part in [timestamp, ".", body] {
        mac.update(part.as_bytes());
    }
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("v1={hex}"))
}
