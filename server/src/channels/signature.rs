//! Signatures of webhooks: HMAC-SHA256 over timestamp and body, made and compared in constant time.

use axum::http::HeaderMap;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use switchboard_api::Timestamp;
use switchboard_api::hooks::{SIGNATURE_HEADER, TIMESTAMP_HEADER, TOLERANCE_S};

/// The signature header's value for a body signed at `timestamp` (Unix seconds, as in its header).
pub fn sign(secret: &str, timestamp: &str, body: &[u8]) -> String {
    // HMAC takes keys of every length, so there is no error to handle; an empty code would fit nothing.
    let code = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map(|mut mac| {
        mac.update(timestamp.as_bytes());
        mac.update(b".");
        mac.update(body);
        mac.finalize().into_bytes().to_vec()
    });
    let hex: String = code.unwrap_or_default().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("v1={hex}")
}

/// Whether the headers sign the body with the secret, near enough to `now`. Without a secret the same work is done and
/// the answer is no.
pub fn verify(secret: Option<&str>, headers: &HeaderMap, body: &[u8], now: Timestamp) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let timestamp = text(TIMESTAMP_HEADER);
    let expected = sign(secret.unwrap_or("nobody's secret"), timestamp, body);
    let given = text(SIGNATURE_HEADER);
    let fits: bool = expected.as_bytes().ct_eq(given.as_bytes()).into();
    let seconds = now.millis().div_euclid(1_000);
    let fresh = timestamp.parse::<i64>().is_ok_and(|at| at.abs_diff(seconds) <= TOLERANCE_S.unsigned_abs());
    fits && fresh && secret.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_as_openssl_does() {
        // printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac secret
        let signed = sign("secret", "1700000000", b"{\"a\":1}");
        assert_eq!(signed, "v1=49f24e537407743fa4a0242bb63b94b9a47ee99cbbe071ccd8a22550ae411686");
    }

    #[test]
    fn refuses_old_and_foreign_signatures() {
        let now = Timestamp::from_millis(1_700_000_000_000);
        let fits = |secret: Option<&str>, at: i64, sent: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(TIMESTAMP_HEADER, at.into());
            headers.insert(SIGNATURE_HEADER, sign("secret", &at.to_string(), b"body").parse().unwrap());
            verify(secret, &headers, sent.as_bytes(), now)
        };
        assert!(fits(Some("secret"), 1_700_000_300, "body"));
        assert!(fits(Some("secret"), 1_699_999_700, "body"));
        assert!(!fits(Some("secret"), 1_700_000_301, "body"));
        assert!(!fits(Some("secret"), 1_699_999_699, "body"));
        assert!(!fits(Some("other"), 1_700_000_000, "body"));
        assert!(!fits(Some("secret"), 1_700_000_000, "Body"));
        assert!(!fits(None, 1_700_000_000, "body"));
        assert!(!verify(Some("secret"), &HeaderMap::new(), b"body", now));
    }
}
