//! The entries of a menu of statuses, the same in a row's menu and in the header's. Which there are, the core says.

use switchboard_model::select::StatusView;

use super::kit::menu::MenuItem;
use super::{glyphs, text};

/// One entry per status, under one heading.
pub fn status_items(choices: Vec<StatusView>) -> Vec<MenuItem> {
    let entry = |(index, choice): (usize, StatusView)| MenuItem {
        glyph: Some(glyphs::status(choice.kind)),
        heading: (index == 0).then(|| text::SET_STATUS.to_owned()),
        ..MenuItem::new(choice.key.as_str(), choice.label)
    };
    choices.into_iter().enumerate().map(entry).collect()
}
