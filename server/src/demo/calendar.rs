//! When things happen: how old each conversation is, and on which minute of a working day a message falls. All times are
//! milliseconds since 1970 in UTC; "now" is given, there is no clock here.

use super::rng::Rng;

pub(super) const MINUTE: i64 = 60_000;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// How long before now the `index`th newest of `count` conversations saw its last entry. Dense in the last two days,
/// thin towards three months.
pub(super) fn age_ms(index: usize, count: usize, rng: &mut Rng) -> i64 {
    let place = as_i64(index) * 1_000 / as_i64(count.max(1));
    let (low, high) = match place {
        ..30 => (3 * MINUTE, 70 * MINUTE),
        30..110 => (70 * MINUTE, 8 * HOUR),
        110..340 => (8 * HOUR, 2 * DAY),
        340..650 => (2 * DAY, 14 * DAY),
        _ => (14 * DAY, 88 * DAY),
    };
    let (from, to) = match place {
        ..30 => (0, 30),
        30..110 => (30, 110),
        110..340 => (110, 340),
        340..650 => (340, 650),
        _ => (650, 1_000),
    };
    let step = (high - low) / (to - from);
    low + step * (place - from) + rng.range(0, step * 3 + 1)
}

/// Whose hours count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hours {
    /// Customers: awake.
    Awake,
    /// Agents: Monday to Saturday, opening hours.
    Working,
    /// Machines: always.
    Always,
}

/// `at`, or the nearest earlier moment inside `hours`. The last three hours before `now` always count: whoever tries
/// the demo at night is at work too.
pub(super) fn at_or_before(at: i64, hours: Hours, now: i64, rng: &mut Rng) -> i64 {
    let (opens, closes) = match hours {
        Hours::Always => return at,
        Hours::Awake => (6 * HOUR, 22 * HOUR),
        Hours::Working => (7 * HOUR + 30 * MINUTE, 18 * HOUR + 30 * MINUTE),
    };
    if at > now - 3 * HOUR {
        return at;
    }
    let mut midnight = at - at.rem_euclid(DAY);
    let mut moment = at;
    if moment - midnight < opens {
        midnight -= DAY;
        moment = midnight + closes - rng.range(MINUTE, 5 * HOUR);
    } else if moment - midnight > closes {
        moment = midnight + closes - rng.range(MINUTE, 5 * HOUR);
    }
    if hours == Hours::Working && is_sunday(midnight) {
        moment -= DAY;
    }
    moment
}

/// 1970-01-01 was a Thursday, so day 3 was a Sunday.
fn is_sunday(at: i64) -> bool {
    at.div_euclid(DAY).rem_euclid(7) == 3
}

fn as_i64(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
