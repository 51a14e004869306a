//! Ids and randomness. An id is a UUIDv7 (RFC 9562): time first, so that ids sort by when they were made, and ids made
//! in the same millisecond, or after the clock went back, still grow. What they name is not known here.

use std::cell::Cell;

use super::{clock, window};

/// The room for counting within a millisecond: twelve bits.
const COUNTER_END: u64 = 0x1000;

thread_local! {
    /// The last id's milliseconds and counter.
    static LAST: Cell<(u64, u64)> = const { Cell::new((0, 0)) };
}

/// A new id, greater than every earlier one of this page.
pub fn uuid_v7() -> String {
    let random = random_bytes();
    let (start, tail) = (u64::from_be_bytes(random) >> 53, u64::from_be_bytes(random_bytes()) >> 2);
    let now = u64::try_from(clock::now_ms()).unwrap_or_default();
    let (millis, counter) = LAST.with(|last| {
        let next = after(last.get(), now, start);
        last.set(next);
        next
    });
    // Version 7 before the counter, variant 2 before the rest.
    let head = format!("{:012x}7{counter:03x}", millis & 0xffff_ffff_ffff);
    let rest = format!("{:016x}", tail | (0b10 << 62));
    let part = |text: &str, from: usize, to: usize| text.get(from..to).unwrap_or_default().to_owned();
    format!(
        "{}-{}-{}-{}-{}",
        part(&head, 0, 8),
        part(&head, 8, 12),
        part(&head, 12, 16),
        part(&rest, 0, 4),
        part(&rest, 4, 16)
    )
}

/// A number nobody can guess, to feed later random choices.
pub fn seed() -> u64 {
    u64::from_be_bytes(random_bytes())
}

/// The millisecond and counter that follow `last` at `now`; a new millisecond counts from `start` (eleven bits, so
/// that there is room to count).
fn after(last: (u64, u64), now: u64, start: u64) -> (u64, u64) {
    let (millis, counter) = last;
    if now > millis {
        (now, start)
    } else if counter + 1 < COUNTER_END {
        (millis, counter + 1)
    } else {
        (millis + 1, start)
    }
}

fn random_bytes() -> [u8; 8] {
    let mut bytes = [0; 8];
    let filled = window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !filled {
        bytes = js_sys::Math::random().to_bits().rotate_left(17).to_be_bytes();
    }
    bytes
}
