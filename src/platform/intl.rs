//! Times, days and numbers in the agent's own language and time zone, by the browser's `Intl`. Formatters are made once:
//! making one costs a hundred times as much as using it. Words such as "Today" are not chosen here.

use js_sys::{Array, Date, Function, Intl, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::clock;

const DAY_MS: i64 = 86_400_000;

/// How to write a point in time: the options of `Intl.DateTimeFormat`.
type Style = &'static [(&'static str, &'static str)];

const TIME: Style = &[("timeStyle", "short")];
const WEEKDAY: Style = &[("weekday", "short")];
const DAY_MONTH: Style = &[("day", "numeric"), ("month", "short")];
const DATE: Style = &[("day", "numeric"), ("month", "short"), ("year", "numeric")];
const LONG_DAY: Style = &[("weekday", "long"), ("day", "numeric"), ("month", "long")];
const LONG_DATE: Style = &[("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")];
const FULL: Style = &[("dateStyle", "full"), ("timeStyle", "short")];

thread_local! {
    /// The language in which times and numbers are written; the browser's when empty. Formatters are made once, so it is
    /// chosen before.
    static LANGUAGE: Array = Array::new();
    static TIME_FORMAT: Function = date_format(TIME);
    static WEEKDAY_FORMAT: Function = date_format(WEEKDAY);
    static DAY_MONTH_FORMAT: Function = date_format(DAY_MONTH);
    static DATE_FORMAT: Function = date_format(DATE);
    static LONG_DAY_FORMAT: Function = date_format(LONG_DAY);
    static LONG_DATE_FORMAT: Function = date_format(LONG_DATE);
    static FULL_FORMAT: Function = date_format(FULL);
    static COUNT_FORMAT: Function = Intl::NumberFormat::new(&language(), &Object::new()).format();
}

/// Writes times and numbers in this language (a BCP 47 tag) from now on, where none were written before. Whether it is one.
pub fn speak(tag: &str) -> bool {
    let canonical = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"getCanonicalLocales".into()))
        .and_then(|function| function.dyn_into::<Function>())
        // It throws for what is no language tag.
        .and_then(|function| function.call1(&JsValue::UNDEFINED, &tag.into()));
    let Ok(tags) = canonical else { return false };
    LANGUAGE.with(|language| {
        language.set_length(0);
        language.push(&Array::from(&tags).get(0));
    });
    true
}

fn language() -> Array {
    LANGUAGE.with(Clone::clone)
}

/// The number of the day, counted from 1970, that a time falls on in the agent's own calendar.
pub fn local_day(ms: i64) -> i64 {
    let offset_ms = date(ms).get_timezone_offset() as i64 * 60_000;
    (ms - offset_ms).div_euclid(DAY_MS)
}

/// As short as a list wants it: today the time, in the six days before the weekday, this year the day, else the date.
pub fn list_time(ms: i64, today: i64) -> String {
    match today - local_day(ms) {
        0 => time(ms),
        1..=6 => written(&WEEKDAY_FORMAT, ms),
        _ if this_year(ms) => written(&DAY_MONTH_FORMAT, ms),
        _ => written(&DATE_FORMAT, ms),
    }
}

/// A text without case and accents, by the browser's own tables.
pub fn fold(text: &str) -> String {
    let bare = JsString::from(text).normalize("NFD").to_lower_case();
    String::from(bare).chars().filter(|char| !matches!(char, '\u{300}'..='\u{36f}')).collect()
}

/// The time of day.
pub fn time(ms: i64) -> String {
    written(&TIME_FORMAT, ms)
}

/// The weekday and day, with the year when it is not this one.
pub fn day(ms: i64) -> String {
    written(if this_year(ms) { &LONG_DAY_FORMAT } else { &LONG_DATE_FORMAT }, ms)
}

/// Date and time in full.
pub fn full(ms: i64) -> String {
    written(&FULL_FORMAT, ms)
}

/// A number with separators.
pub fn count(value: u64) -> String {
    COUNT_FORMAT.with(|format| applied(format, &JsValue::from_f64(value as f64)))
}

fn date_format(style: Style) -> Function {
    let options = Object::new();
    for (name, value) in style {
        // Setting a property of an object of our own cannot fail.
        let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    Intl::DateTimeFormat::new(&language(), &options).format()
}

fn written(format: &'static std::thread::LocalKey<Function>, ms: i64) -> String {
    format.with(|format| applied(format, &date(ms)))
}

/// Fails only for times outside the calendar, which then read as nothing.
fn applied(format: &Function, value: &JsValue) -> String {
    format.call1(&JsValue::UNDEFINED, value).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn this_year(ms: i64) -> bool {
    date(ms).get_full_year() == date(clock::now_ms()).get_full_year()
}

fn date(ms: i64) -> Date {
    Date::new(&JsValue::from_f64(ms as f64))
}
