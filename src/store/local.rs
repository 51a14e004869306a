//! What the browser knows of the agent's clock, calendar, language and taste, for views, which never name the platform.
//! Words such as "Today" are not chosen here.

use switchboard_api::Timestamp;

use crate::platform::{choices, clock, config, host, intl, look, page, theme};

pub use crate::platform::theme::Theme;

/// The number of the day a time falls on in the agent's own calendar. Pass it to `select::thread`.
pub fn day_of(at: Timestamp) -> i64 {
    intl::local_day(at.millis())
}

/// The number of the current day; follow `Store::today` instead where the screen should turn at midnight.
pub fn today() -> i64 {
    intl::local_day(clock::now_ms())
}

/// The device's clock.
pub fn now() -> Timestamp {
    Timestamp::from_millis(clock::now_ms())
}

/// As short as a list wants it: today `14:05`, in the last six days `Tue`, this year `3 Mar`, else `3 Mar 2024`.
/// `today` is `Store::today`.
pub fn list_time(at: Timestamp, today: i64) -> String {
    intl::list_time(at.millis(), today)
}

/// The time of day of a message: `14:05`.
pub fn message_time(at: Timestamp) -> String {
    intl::time(at.millis())
}

/// A day in words: `Tuesday, 3 March`, with the year when it is not this one (the order is the language's).
pub fn day_label(at: Timestamp) -> String {
    intl::day(at.millis())
}

/// Date and time in full, for tooltips: `Tuesday, 3 March 2026 at 14:05`.
pub fn full_time(at: Timestamp) -> String {
    intl::full(at.millis())
}

/// For the `datetime` attribute of `<time>`: RFC 3339.
pub fn datetime(at: Timestamp) -> String {
    at.to_string()
}

/// A text as it is compared with what is typed in search: without case and accents.
pub fn fold(text: &str) -> String {
    intl::fold(text)
}

/// A count with the separators of the agent's language.
pub fn count(value: u64) -> String {
    intl::count(value)
}

const SINGLE_KEYS: &str = "switchboard-single-keys";

/// Whether single keys do something on this device; they do unless the agent turned them off.
pub fn single_keys() -> bool {
    choices::kept(SINGLE_KEYS).as_deref() != Some("off")
}

/// Turns the single keys on or off.
pub fn set_single_keys(on: bool) {
    choices::keep(SINGLE_KEYS, (!on).then_some("off"));
}

const OWN_KEYS: &str = "switchboard-keys";

/// Keys that the agent chose on this device in the place of others: which, and which instead.
pub fn own_keys() -> Vec<(String, String)> {
    let kept = choices::kept(OWN_KEYS).unwrap_or_default();
    kept.lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(usual, own)| (usual.to_owned(), own.to_owned()))
        .collect()
}

/// Keeps them, or forgets them all.
pub fn set_own_keys(keys: &[(&str, String)]) {
    let lines: Vec<_> = keys.iter().map(|(usual, own)| format!("{usual}\t{own}")).collect();
    choices::keep(OWN_KEYS, (!lines.is_empty()).then(|| lines.join("\n")).as_deref());
}

const UNDO_WINDOW: &str = "switchboard-undo-window";

/// The undo window that was chosen on this device, in seconds.
pub(super) fn undo_window() -> Option<u32> {
    choices::kept(UNDO_WINDOW)?.parse().ok()
}

pub(super) fn set_undo_window(seconds: Option<u32>) {
    choices::keep(UNDO_WINDOW, seconds.map(|seconds| seconds.to_string()).as_deref());
}

const ENTER: &str = "switchboard-enter";

/// Whether Enter sends on this device; it does unless the agent wants it to begin a new line.
pub fn enter_sends() -> bool {
    choices::kept(ENTER).as_deref() != Some("breaks")
}

/// Lets Enter send, or begin a new line.
pub fn set_enter_sends(sends: bool) {
    choices::keep(ENTER, (!sends).then_some("breaks"));
}

const DENSITY: &str = "switchboard-density";
const COMPACT: &str = "compact";

/// Whether rows are compact on this device.
pub fn compact() -> bool {
    choices::kept(DENSITY).as_deref() == Some(COMPACT)
}

/// Makes rows compact, or no longer, now and after a reload.
pub fn set_compact(compact: bool) {
    choices::keep(DENSITY, compact.then_some(COMPACT));
    show_density();
}

/// Shows the rows as they were chosen.
pub fn show_density() {
    choices::show("data-density", compact().then_some(COMPACT));
}

/// The agent's choice of colours.
pub fn theme() -> Theme {
    theme::chosen()
}

/// Shows the page in these colours, now and after a reload.
pub fn set_theme(theme: Theme) {
    theme::choose(theme);
}

/// What the house calls the app, and the address of its picture, where it has its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brand {
    /// The name.
    pub name: Option<String>,
    /// The picture.
    pub logo: Option<String>,
}

const BRAND: &str = "switchboard-brand";

/// The brand as it was told last.
pub fn brand() -> Brand {
    Brand { name: choices::kept(BRAND), logo: None }
}

/// The brand, where whoever serves the page tells it this time.
pub async fn told_brand() -> Option<Brand> {
    let config::Settings { name, logo, .. } = config::settings().await;
    name.as_ref()?;
    choices::keep(BRAND, name.as_deref());
    Some(Brand { name, logo })
}

/// Whether another page shows the app in a frame and speaks for the agent.
pub fn is_embedded() -> bool {
    host::is_there()
}

/// The page's own origin.
pub fn origin() -> String {
    page::origin()
}

/// One of the app's addresses as a link names it.
pub fn link(address: &str) -> String {
    format!("{}{address}", config::addresses())
}

/// Wears the colours, font and radius of the page around; what cannot be one is as usual.
pub fn wear(accent: &str, surface: &str, font: &str, radius: &str) {
    for (name, colour) in [("accent", accent), ("surface", surface)] {
        let worn = look::set(&format!("--host-{name}"), "color", colour);
        choices::show(&format!("data-{name}"), worn.then_some("host"));
    }
    look::set("--font", "font-family", font);
    look::set("--radius-control", "border-radius", radius);
}

/// Speaks of times and numbers as this language does; nothing changes for none.
pub fn speak(tag: &str) {
    if !tag.is_empty() && intl::speak(tag) {
        look::set_language(tag);
    }
}

/// Shows all panes, or those that the page around leaves room for.
pub fn lay_out(layout: &str) {
    choices::show("data-layout", ["list-thread", "thread"].into_iter().find(|known| *known == layout));
}
