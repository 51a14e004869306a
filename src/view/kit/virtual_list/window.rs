//! Which rows of a long list are worth having in the document. Pure arithmetic; it is also compiled and tested natively
//! (tests/window.rs). Measuring the screen is not done here.

/// Rows kept ready above and below what is visible.
const AHEAD: usize = 8;
/// Never more than this many at once, however tall the screen.
const MOST: usize = 60;

/// The rows `from..to`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The first row.
    pub from: usize,
    /// The row after the last.
    pub to: usize,
}

/// The rows to have for a list of `count` rows of height `row`, scrolled by `scroll` in a box of height `viewport`.
pub fn window(scroll: f64, viewport: f64, row: f64, count: usize) -> Window {
    let visible = rows(viewport, row) + 1;
    let last_first = count.saturating_sub(visible.min(count));
    let first = rows(scroll, row).min(last_first);
    let ahead = AHEAD.min(MOST.saturating_sub(visible) / 2);
    let from = first.saturating_sub(ahead);
    Window { from, to: (first + visible + ahead).min(from + MOST).min(count) }
}

/// The rows there are, `keys` from the place `from` on, with the one that has the focus when it is elsewhere, at its own end,
/// so that the focus survives scrolling and loading.
pub fn with_kept<K: Clone + PartialEq>(from: usize, keys: Vec<K>, kept: Option<(K, usize)>) -> Vec<(K, usize)> {
    let mut rows: Vec<(K, usize)> = keys.into_iter().zip(from..).collect();
    if let Some((key, index)) = kept
        && !rows.iter().any(|(row, _)| *row == key)
    {
        // Among them it would be there if it still belonged to the list.
        if index < from {
            rows.insert(0, (key, index));
        } else if index >= from + rows.len() {
            rows.push((key, index));
        }
    }
    rows
}

fn rows(length: f64, row: f64) -> usize {
    if row > 0.0 && length > 0.0 { (length / row) as usize } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_of_a_long_list() {
        assert_eq!(window(0.0, 640.0, 64.0, 1_000_000), Window { from: 0, to: 19 });
    }

    #[test]
    fn everything_visible_is_there_and_never_more_than_sixty() {
        for count in [0, 1, 7, 59, 60, 61, 5_000, 1_000_000] {
            for viewport in [0.0, 300.0, 800.0, 2_500.0] {
                for step in 0..200 {
                    let most = (count as f64 * 64.0 - viewport).max(0.0);
                    let scroll = most * f64::from(step) / 199.0;
                    let Window { from, to } = window(scroll, viewport, 64.0, count);
                    assert!(from <= to && to <= count && to - from <= MOST);
                    assert!(from as f64 * 64.0 <= scroll, "nothing is missing above");
                    assert!(to == count || to as f64 * 64.0 >= scroll + viewport, "nothing is missing below");
                }
            }
        }
    }

    #[test]
    fn overscrolled_and_shrunk_lists_show_their_end() {
        assert_eq!(window(1e9, 640.0, 64.0, 100).to, 100);
        assert_eq!(window(-80.0, 640.0, 64.0, 100).from, 0);
        assert_eq!(window(6_400.0, 640.0, 64.0, 3), Window { from: 0, to: 3 });
    }

    #[test]
    fn the_focused_row_is_kept_outside_and_not_doubled_inside() {
        let shown = |kept| with_kept(10, vec!["a", "b", "c"], Some(kept));
        assert_eq!(shown(("b", 11)).len(), 3);
        assert_eq!(shown(("x", 2)).first(), Some(&("x", 2)));
        assert_eq!(shown(("x", 40)).last(), Some(&("x", 40)));
        assert_eq!(shown(("x", 11)).len(), 3, "it has left the list");
        assert_eq!(with_kept(0, Vec::new(), Some(("x", 3))), [("x", 3)], "others are being loaded");
    }
}
