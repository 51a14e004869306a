//! Reads JSON into the contract's types, in few bytes of program. `serde_json` reads faster and explains better, but in
//! the browser its reader is the largest single part of the app: it is made anew for every type, each time able to read
//! records also from arrays and to quote what it found. Writing JSON is left to `serde_json`.
//!
//! It accepts what RFC 8259 calls JSON, 64 levels deep; a number that is not whole is read as nothing. Enums are
//! read from strings only, as the contract writes them (api/src/wire.rs reads what carries more).

mod lexer;

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Expected, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
};
use serde::{Deserializer, forward_to_deserialize_any};

use lexer::Reader;

type Read<T> = Result<T, Failed>;

/// Where a text is not what it should be; never what was found there, which may be private.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Error {
    /// The byte before which it was noticed.
    at: usize,
}

/// Something was wrong where the reader stands. Empty, because every type's reading passes it on in dozens of places.
#[derive(Clone, Copy, Debug)]
struct Failed;

/// The value that the text is.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    let mut reader = Reader::new(text);
    let value = T::deserialize(&mut reader);
    let whole = value.and_then(|value| reader.end().map(|()| value));
    whole.map_err(|Failed| Error { at: reader.at })
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Failed;

    fn deserialize_any<V: de::Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.peek() {
            b'"' => self.deserialize_str(visitor),
            b'{' => self.deserialize_map(visitor),
            b'[' => self.deserialize_seq(visitor),
            b't' | b'f' => self.deserialize_bool(visitor),
            b'n' => self.deserialize_unit(visitor),
            _ => {
                let text = self.number()?;
                if let Ok(value) = text.parse() {
                    return visitor.visit_u64(value);
                }
                // `-0` is not one of the whole numbers.
                if let Some(value) = text.parse().ok().filter(|value| *value != 0) {
                    return visitor.visit_i64(value);
                }
                // The contract has no fractions, so only fields that nobody knows hold one; the tables for reading them
                // would be a tenth of the program's data.
                visitor.visit_unit()
            }
        }
    }

    fn deserialize_u64<V: de::Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let Ok(value) = self.number()?.parse() else { return Err(Failed) };
        visitor.visit_u64(value)
    }

    fn deserialize_i64<V: de::Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let Ok(value) = self.number()?.parse() else { return Err(Failed) };
        visitor.visit_i64(value)
    }

    fn deserialize_u16<V: de::Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_u32<V: de::Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_bool<V: de::Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let value = self.boolean()?;
        visitor.visit_bool(value)
    }

    fn deserialize_str<V: de::Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let text = self.string()?;
        visitor.visit_str(text)
    }

    fn deserialize_string<V: de::Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: de::Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: de::Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if self.word("null") { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: de::Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.null()?;
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: de::Visitor<'de>>(self, _name: &'static str, visitor: V) -> Read<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: de::Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deeper(b'[')?;
        visitor.visit_seq(Elements { reader: self, first: true })
    }

    fn deserialize_map<V: de::Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deeper(b'{')?;
        visitor.visit_map(Elements { reader: self, first: true })
    }

    fn deserialize_struct<V: de::Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: de::Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        let text = self.string()?;
        let variant: StrDeserializer<'_, Failed> = text.into_deserializer();
        visitor.visit_enum(variant)
    }

    fn deserialize_ignored_any<V: de::Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.skip()?;
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i128 u8 u128 f32 f64 char bytes byte_buf unit_struct tuple tuple_struct
    }
}

/// The elements of an array, or the fields of an object.
struct Elements<'a, 'de> {
    reader: &'a mut Reader<'de>,
    first: bool,
}

impl<'de> SeqAccess<'de> for Elements<'_, 'de> {
    type Error = Failed;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        if self.reader.more(&mut self.first, b']')? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }
}

impl<'de> MapAccess<'de> for Elements<'_, 'de> {
    type Error = Failed;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        if !self.reader.more(&mut self.first, b'}')? {
            return Ok(None);
        }
        if self.reader.peek() != b'"' {
            return Err(Failed);
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Read<V::Value> {
        self.reader.colon()?;
        seed.deserialize(&mut *self.reader)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not the JSON of the contract (before byte {})", self.at)
    }
}

impl std::error::Error for Error {}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the JSON of the contract")
    }
}

impl std::error::Error for Failed {}

impl de::Error for Failed {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }
}
