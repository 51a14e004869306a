//! Light, dark, or as the system has it: kept on the device, and shown by an attribute of the page's root element.
//! The colours themselves are in style/.

use super::choices;

const KEY: &str = "switchboard-theme";
const ATTRIBUTE: &str = "data-theme";

/// A choice of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    const fn as_str(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// What the agent chose on this device.
pub fn chosen() -> Theme {
    let kept = choices::kept(KEY);
    [Theme::Light, Theme::Dark].into_iter().find(|theme| theme.as_str() == kept.as_deref()).unwrap_or_default()
}

/// Keeps the choice and shows it. Where nothing can be kept it holds until the page is left.
pub fn choose(theme: Theme) {
    choices::keep(KEY, theme.as_str());
    show(theme);
}

/// Shows the colours by `data-theme` on the root element; without it the system decides.
pub fn show(theme: Theme) {
    choices::show(ATTRIBUTE, theme.as_str());
}
