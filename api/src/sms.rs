//! How many segments a text message takes: what providers send one by one and charge for. By 3GPP TS 23.038 and 23.040.

/// The basic characters of the GSM 7-bit alphabet, a septet each.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§\
                     ¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Those that take two septets.
const EXTENDED: &str = "\u{c}^{}\\[~]|€";

/// How a text travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segments {
    /// How many segments there are; 0 for no text.
    pub count: usize,
    /// How much more fits into the last one: septets, or UTF-16 code units where a character is outside the GSM alphabet.
    pub left: usize,
}

/// The segments of a text. One alone has room for 160 septets or 70 code units; each of several for 153 or 67, as the rest
/// says how they belong together. No character is cut in two.
pub fn segments(text: &str) -> Segments {
    let septets = text.chars().map(septets).collect::<Option<Vec<_>>>();
    let (sizes, alone, each) = match septets {
        Some(sizes) => (sizes, 160, 153),
        None => (text.chars().map(char::len_utf16).collect(), 70, 67),
    };
    let whole: usize = sizes.iter().sum();
    if whole <= alone {
        return Segments { count: usize::from(whole > 0), left: alone - whole };
    }
    let (mut count, mut used) = (1, 0);
    for size in sizes {
        if used + size > each {
            (count, used) = (count + 1, 0);
        }
        used += size;
    }
    Segments { count, left: each - used }
}

/// What a character takes in the GSM alphabet; `None` when it is not in it.
fn septets(letter: char) -> Option<usize> {
    if BASIC.contains(letter) { Some(1) } else { EXTENDED.contains(letter).then_some(2) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (usize, usize) {
        let Segments { count, left } = segments(text);
        (count, left)
    }

    #[test]
    fn the_alphabet_decides_how_much_fits() {
        assert_eq!(BASIC.chars().count(), 127);
        assert_eq!(of(""), (0, 160));
        assert_eq!(of(&"a".repeat(160)), (1, 0));
        assert_eq!(of(&"a".repeat(161)), (2, 153 * 2 - 161));
        assert_eq!(of(&"a".repeat(307)), (3, 152));
        assert_eq!(of("é{€}"), (1, 160 - 7));
        assert_eq!(of(&"я".repeat(70)), (1, 0));
        assert_eq!(of(&"я".repeat(71)), (2, 67 * 2 - 71));
        // One character outside of it is enough.
        assert_eq!(of(&format!("{}’", "a".repeat(70))), (2, 67 * 2 - 71));
    }

    #[test]
    fn no_character_is_cut_in_two() {
        // Both 153rd septets stay free.
        assert_eq!(of(&format!("{}€{}€", "a".repeat(152), "a".repeat(151))), (3, 151));
        assert_eq!(of(&"🎈".repeat(36)), (2, 67 - 6));
        assert_eq!(of(&"🎈".repeat(35)), (1, 0));
    }
}
