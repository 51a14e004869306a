//! The kit: parts that know nothing of conversations. They take plain values and callbacks; all keyboard patterns of the
//! ARIA practices live here, none of the product's words do.

pub mod avatar;
pub mod badge;
pub mod button;
pub mod checklist;
pub mod dialog;
pub mod disclosure;
pub mod element;
pub mod focus;
pub mod form;
pub mod geometry;
pub mod icon;
pub mod icon_button;
pub mod ident;
pub mod menu;
pub mod notice;
pub mod popover;
pub mod search_field;
pub mod segments;
pub mod skeleton;
pub mod tabs;
pub mod virtual_list;
