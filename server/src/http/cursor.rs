//! Cursors: where a page ends, as clients carry it to the next request, who need not know what is in it. They name a place and
//! not a number of pages, so they stay good while things move. Which places there are is decided by each list.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use switchboard_api::{Sort, SortKey, Timestamp};

/// A place in the order of a list.
pub fn of_key(after: &SortKey) -> String {
    let (sort, rank, at, id) = (after.sort(), after.rank(), after.active_at().millis(), after.id());
    BASE64_URL_SAFE_NO_PAD.encode(format!("{sort} {rank} {at} {id}"))
}

/// What [`of_key`] wrote.
pub fn read_key(text: &str) -> Option<SortKey> {
    let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    let mut parts = text.splitn(4, ' ');
    let (sort, rank, at) = (Sort::parse(parts.next()?)?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some(SortKey::new(sort, rank, Timestamp::from_millis(at), parts.next()?.into()))
}

/// A place that is a number.
pub fn of_number(after: i64) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(after.to_be_bytes())
}

/// What [`of_number`] wrote.
pub fn read_number(text: &str) -> Option<i64> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
    Some(i64::from_be_bytes(bytes.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_was_written_is_read(
            number: i64, sort in prop::sample::select(Sort::ALL.to_vec()), rank: i64, at: i64, id in "[a-z0-9 é-]{0,20}",
        ) {
            prop_assert_eq!(read_number(&of_number(number)), Some(number));
            let key = SortKey::new(sort, rank, Timestamp::from_millis(at), id.into());
            prop_assert_eq!(read_key(&of_key(&key)), Some(key));
        }

        #[test]
        fn anything_else_is_read_or_refused(text in "\\PC{0,40}|[A-Za-z0-9_=-]{0,60}", bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            for text in [text, BASE64_URL_SAFE_NO_PAD.encode(bytes)] {
                let _ = (read_key(&text), read_number(&text));
            }
        }
    }
}
