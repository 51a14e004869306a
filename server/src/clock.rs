//! The server's clock and its dice: the only reads of the time, of random bytes and of fresh ids. No rules here.

use switchboard_api::Timestamp;

/// Now.
pub fn now() -> Timestamp {
    Timestamp::from_millis(chrono::Utc::now().timestamp_millis())
}

/// A new id; ids made later sort later.
pub fn id<T: From<String>>() -> T {
    T::from(uuid::Uuid::now_v7().to_string())
}

/// Random bytes from the operating system, or an error when it has none.
pub fn random<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// A number from `low` up to but without `high`, for delays and choices.
pub fn between(low: i64, high: i64) -> i64 {
    let span = high.saturating_sub(low).max(1).unsigned_abs();
    let dice = random::<8>().map_or(0, u64::from_le_bytes);
    low.saturating_add(i64::try_from(dice % span).unwrap_or(0))
}
