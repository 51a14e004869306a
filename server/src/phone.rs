//! Phone numbers: reads what people write and gives the one form by which numbers are compared, stored and sent (E.164).
//! Pure; the numbering plans of the world come from `rlibphonenumber`, which is named here alone.
//!
//! A number is taken when its length is right in its country. Whether a range has been handed out is not asked: that
//! changes faster than programs are updated, and only the network knows in the end.

use rlibphonenumber::{NumberLengthType, ParseError, PhoneNumber, Region, ValidationError};
use switchboard_api::compose::MAX_PHONE;

/// A phone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// `+`, the country's code and the rest, without anything between.
    pub e164: String,
    /// The country it belongs to, ISO 3166; `None` for numbers of no country.
    pub country: Option<String>,
}

/// Why a text is no phone number that can be written to. The sentences are for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There is nothing.
    #[error("Write a phone number, for example +44 20 7946 0018.")]
    Blank,
    /// Letters, or too much of anything.
    #[error("This is not a phone number. Write only its digits, for example +44 20 7946 0018.")]
    NotANumber,
    /// A national number of an unknown country, or a code that no country has.
    #[error("Write the number with + and the code of its country, for example +44 20 7946 0018.")]
    WhichCountry,
    /// Digits are missing.
    #[error("The number is too short. Compare it digit by digit.")]
    TooShort,
    /// There are digits too many.
    #[error("The number is too long. Compare it digit by digit.")]
    TooLong,
    /// No number of the country has so many digits.
    #[error("No number of this country has so many digits. Compare it digit by digit.")]
    WrongLength,
}

/// Reads a number that is written with `+` and the country's code, or as it is written in `country`.
pub fn read(text: &str, country: Option<&str>) -> Result<Phone, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Fault::Blank);
    }
    // Letters would be read as on the keys of a telephone, and `#` and `;` begin what is dialled after the number.
    let strange = |c: char| c.is_alphabetic() || c.is_control() || matches!(c, '#' | ';' | '*' | ',');
    if text.chars().count() > MAX_PHONE || text.chars().any(strange) {
        return Err(Fault::NotANumber);
    }
    let home = country.and_then(|code| Region::from_code(code).ok());
    let number = PhoneNumber::parse(text, home).map_err(|error| match error {
        ParseError::InvalidCountryCode => Fault::WhichCountry,
        ParseError::NotANumber(_) => Fault::NotANumber,
        ParseError::TooShortAfterIdd | ParseError::TooShortNsn => Fault::TooShort,
        ParseError::TooLongNsn => Fault::TooLong,
    })?;
    match number.is_possible_with_reason() {
        Ok(NumberLengthType::IsPossible) => {}
        Ok(NumberLengthType::IsPossibleLocalOnly) | Err(ValidationError::TooShort) => return Err(Fault::TooShort),
        Err(ValidationError::TooLong) => return Err(Fault::TooLong),
        Err(ValidationError::InvalidCountryCode) => return Err(Fault::WhichCountry),
        Err(ValidationError::InvalidLength) => return Err(Fault::WrongLength),
    }
    // Numbers that nobody has been given yet say only which countries share their code; its main one then stands for them.
    let region = number
        .get_region_code()
        .or_else(|| rlibphonenumber::PHONE_NUMBER_UTIL.get_region_for_country_code(number.country_code));
    let country = region.filter(|region| *region != Region::World).map(|region| region.as_region_str().to_string());
    Ok(Phone { e164: number.to_string(), country })
}

/// The form by which an address on a phone's channel is compared: E.164 where it is an international number, and as it
/// is otherwise.
pub fn canonical(address: &str) -> String {
    read(address, None).map_or_else(|_| address.to_owned(), |phone| phone.e164)
}

/// The country an address belongs to, if it is an international number.
pub fn country(address: &str) -> Option<String> {
    read(address, None).ok()?.country
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(text: &str, country: Option<&str>) -> String {
        match read(text, country) {
            Ok(phone) => format!("{} {}", phone.e164, phone.country.unwrap_or_default()),
            Err(fault) => format!("{fault:?}"),
        }
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, country, expected) in [
            ("+44 20 7946 0018", None, "+442079460018 GB"),
            ("020 7946 0018", Some("GB"), "+442079460018 GB"),
            ("(020) 7946-0018", Some("GB"), "+442079460018 GB"),
            ("00 44 20 7946 0018", Some("DE"), "+442079460018 GB"),
            ("+44 (0)20 7946 0018", None, "+442079460018 GB"),
            ("\u{202a}+44 7700 900123\u{202c}", None, "+447700900123 GB"),
            ("07700 900123", Some("GB"), "+447700900123 GB"),
            ("(415) 555-0142", Some("US"), "+14155550142 US"),
            ("011 44 20 7946 0018", Some("US"), "+442079460018 GB"),
            ("+1 613 555 0143", None, "+16135550143 CA"),
            ("+33 6 39 98 00 18", None, "+33639980018 FR"),
            ("+49 30 23125 018", None, "+493023125018 DE"),
            ("+870 773 111 632", None, "+870773111632 "),
            ("\u{ff0b}４４ ２０ ７９４６ ００１８", None, "+442079460018 GB"),
            ("٠٢٠٧٩٤٦٠٠١٨", Some("GB"), "+442079460018 GB"),
        ] {
            assert_eq!(told(text, country), expected, "{text}");
        }
    }

    #[test]
    fn what_is_none_is_refused_with_a_reason() {
        for (text, country, expected) in [
            ("", None, "Blank"),
            (" \n", Some("GB"), "Blank"),
            ("020 7946 0018", None, "WhichCountry"),
            ("020 7946 0018", Some("XX"), "WhichCountry"),
            ("+999 123 456 789", None, "WhichCountry"),
            ("+1 555 0111", Some("US"), "TooShort"),
            ("+44 20 7946", None, "TooShort"),
            ("+1 415 555 0142 0000", None, "TooLong"),
            ("1-800-FLOWERS", Some("US"), "NotANumber"),
            ("ada@example.org", Some("US"), "NotANumber"),
            ("+44 20 7946 0018;ext=5", None, "NotANumber"),
            ("+44 20 7946 0018 x5", None, "NotANumber"),
            ("+", None, "NotANumber"),
            ("-----", Some("GB"), "NotANumber"),
            ("+1 (415", None, "TooShort"),
            (&"1".repeat(41), Some("GB"), "NotANumber"),
            (&"1".repeat(40), Some("GB"), "TooLong"),
        ] {
            assert_eq!(told(text, country), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_gets_an_answer_and_an_answer_stays_what_it_is(
            text in "[+0-9０-９٠-٩ ().\u{202a}/x~tel:-]{0,24}|\\PC{0,44}",
            home in proptest::option::of(proptest::sample::select(vec!["GB", "US", "IT", "AR", "MX", "001", "ZZ"])),
        ) {
            if let Ok(phone) = read(&text, home) {
                prop_assert!(phone.e164.starts_with('+') && phone.e164.chars().skip(1).all(|c| c.is_ascii_digit()));
                prop_assert!(phone.e164.len() <= 18, "{}", phone.e164);
                prop_assert_eq!(canonical(&phone.e164), phone.e164.clone());
                prop_assert_eq!(read(&phone.e164, Some("JP")), Ok(phone));
            }
        }
    }

    #[test]
    fn addresses_keep_what_is_no_number() {
        assert_eq!(canonical("+44 (0)7700 900-123"), "+447700900123");
        assert_eq!(canonical("+15550111"), "+15550111");
        assert_eq!(canonical("@ada"), "@ada");
        assert_eq!((country("+44 7700 900123").as_deref(), country("@ada")), (Some("GB"), None));
    }
}
