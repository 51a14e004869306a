//! The grammar of JSON (RFC 8259): where strings, numbers and brackets begin and end. Which types they become is not
//! known here.

use super::{Failed, Read};

const DEEPEST: u32 = 64;

/// A place in a text.
pub(super) struct Reader<'de> {
    text: &'de str,
    pub(super) at: usize,
    depth: u32,
    /// The last string that had escapes, without them.
    unescaped: String,
}

impl<'de> Reader<'de> {
    pub(super) fn new(text: &'de str) -> Self {
        Self { text, at: 0, depth: 0, unescaped: String::new() }
    }

    /// The next byte that is no white space; it stays.
    pub(super) fn peek(&mut self) -> u8 {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let blank = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).count();
        self.at += blank;
        // A zero byte is in no JSON outside strings, and not even in them.
        rest.get(blank).copied().unwrap_or_default()
    }

    fn take(&mut self, wanted: u8) -> bool {
        let found = self.peek() == wanted;
        self.at += usize::from(found);
        found
    }

    pub(super) fn word(&mut self, word: &str) -> bool {
        self.peek();
        let found = self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word));
        self.at += if found { word.len() } else { 0 };
        found
    }

    pub(super) fn end(&mut self) -> Read<()> {
        if self.peek() == 0 && self.at == self.text.len() { Ok(()) } else { Err(Failed) }
    }

    pub(super) fn deeper(&mut self, opening: u8) -> Read<()> {
        if !self.take(opening) {
            return Err(Failed);
        }
        self.depth += 1;
        if self.depth > DEEPEST { Err(Failed) } else { Ok(()) }
    }

    /// Whether another element follows; takes the comma before it, or the closing bracket.
    pub(super) fn more(&mut self, first: &mut bool, closing: u8) -> Read<bool> {
        if self.take(closing) {
            self.depth -= 1;
            return Ok(false);
        }
        if !std::mem::take(first) && !self.take(b',') {
            return Err(Failed);
        }
        Ok(true)
    }

    pub(super) fn colon(&mut self) -> Read<()> {
        if self.take(b':') { Ok(()) } else { Err(Failed) }
    }

    pub(super) fn string(&mut self) -> Read<&str> {
        if !self.take(b'"') {
            return Err(Failed);
        }
        let start = self.at;
        let mut escaped = false;
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let Some(length) = rest.bytes().position(|byte| byte == b'"' || byte == b'\\' || byte < b' ') else {
                return Err(Failed);
            };
            let plain = rest.get(..length).unwrap_or_default();
            self.at += length + 1;
            match rest.as_bytes().get(length) {
                Some(b'"') if !escaped => return Ok(self.text.get(start..start + length).unwrap_or_default()),
                Some(b'"') => {
                    self.unescaped.push_str(plain);
                    return Ok(&self.unescaped);
                }
                Some(b'\\') => {
                    if !escaped {
                        self.unescaped.clear();
                        escaped = true;
                    }
                    self.unescaped.push_str(plain);
                    let character = self.escape()?;
                    self.unescaped.push(character);
                }
                _ => return Err(Failed),
            }
        }
    }

    fn escape(&mut self) -> Read<char> {
        let byte = self.text.as_bytes().get(self.at).copied().unwrap_or_default();
        self.at += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.hex()?;
                let low = if (0xD800..0xDC00).contains(&unit) && self.text_follows("\\u") { self.hex()? } else { 0 };
                let code = match low {
                    0xDC00..0xE000 => 0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00),
                    0 => unit,
                    _ => 0xD800,
                };
                return char::from_u32(code).map_or_else(|| Err(Failed), Ok);
            }
            _ => return Err(Failed),
        })
    }

    fn text_follows(&mut self, text: &str) -> bool {
        let found = self.text.get(self.at..).is_some_and(|rest| rest.starts_with(text));
        self.at += if found { text.len() } else { 0 };
        found
    }

    fn hex(&mut self) -> Read<u32> {
        let digits = self.text.get(self.at..self.at + 4).filter(|four| four.bytes().all(|c| c.is_ascii_hexdigit()));
        self.at += 4;
        digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).map_or_else(|| Err(Failed), Ok)
    }

    /// A number's text, by the grammar: `-`, digits without a leading zero, a fraction, an exponent.
    pub(super) fn number(&mut self) -> Read<&'de str> {
        self.peek();
        let start = self.at;
        let byte = |at: usize| self.text.as_bytes().get(at).copied().unwrap_or_default();
        let digits = |at: usize| (at..).take_while(|at| byte(*at).is_ascii_digit()).count();
        let mut at = start + usize::from(byte(start) == b'-');
        let whole = digits(at);
        let mut good = whole == 1 || (whole > 1 && byte(at) != b'0');
        at += whole;
        if byte(at) == b'.' {
            let fraction = digits(at + 1);
            good &= fraction > 0;
            at += 1 + fraction;
        }
        if matches!(byte(at), b'e' | b'E') {
            at += 1 + usize::from(matches!(byte(at + 1), b'+' | b'-'));
            let exponent = digits(at);
            good &= exponent > 0;
            at += exponent;
        }
        self.at = at;
        if good { Ok(self.text.get(start..at).unwrap_or_default()) } else { Err(Failed) }
    }

    /// Passes over a value of any kind.
    pub(super) fn skip(&mut self) -> Read<()> {
        match self.peek() {
            b'"' => self.string().map(|_| ()),
            opening @ (b'{' | b'[') => {
                self.deeper(opening)?;
                let (closing, mut first) = (opening + 2, true);
                while self.more(&mut first, closing)? {
                    if opening == b'{' {
                        self.string()?;
                        self.colon()?;
                    }
                    self.skip()?;
                }
                Ok(())
            }
            b't' | b'f' => self.boolean().map(drop),
            b'n' => self.null(),
            _ => self.number().map(drop),
        }
    }

    pub(super) fn boolean(&mut self) -> Read<bool> {
        if self.word("true") {
            return Ok(true);
        }
        if self.word("false") { Ok(false) } else { Err(Failed) }
    }

    pub(super) fn null(&mut self) -> Read<()> {
        if self.word("null") { Ok(()) } else { Err(Failed) }
    }
}
