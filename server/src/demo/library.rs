//! The shelves of scenes, and which of them has been played least. Chooses; does not perform.

use super::rng::Rng;
use super::screenplay::{Scene, scenes};
use super::{
    fragments_partner, fragments_tour, scenes_latin, scenes_orders, scenes_rental, scenes_sales, scenes_scripts,
    scenes_short,
};

/// What a scene is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shelf {
    /// A whole story that the customer begins; may be cut anywhere.
    Story,
    /// A first message nobody has answered.
    Opener,
    /// We write first.
    Outreach,
    Spam,
    Trash,
    Bot,
}

/// A scene and how often it has been on.
#[derive(Debug)]
pub(super) struct Book {
    pub(super) shelf: Shelf,
    pub(super) lang: &'static str,
    pub(super) scene: Scene,
    played: usize,
    last_played: usize,
}

/// All scenes.
#[derive(Debug)]
pub(super) struct Library {
    books: Vec<Book>,
    performances: usize,
}

#[rustfmt::skip]
const SHELVES: &[(Shelf, &str, &str)] = &[
    (Shelf::Story, "en", scenes_orders::ORDERS),
    (Shelf::Story, "en", scenes_rental::RENTAL),
    (Shelf::Story, "en", scenes_sales::SALES),
    (Shelf::Outreach, "en", scenes_sales::OUTREACH),
    (Shelf::Opener, "en", scenes_short::OPENERS),
    (Shelf::Spam, "en", scenes_short::SPAM),
    (Shelf::Trash, "en", scenes_short::TRASH),
    (Shelf::Bot, "en", scenes_short::BOT),
    (Shelf::Story, "es", scenes_latin::SPANISH),
    (Shelf::Story, "de", scenes_latin::GERMAN),
    (Shelf::Story, "fr", scenes_latin::FRENCH),
    (Shelf::Story, "pt", scenes_latin::PORTUGUESE),
    (Shelf::Story, "pl", scenes_latin::POLISH),
    (Shelf::Story, "tr", scenes_latin::TURKISH),
    (Shelf::Story, "uk", scenes_scripts::UKRAINIAN),
    (Shelf::Story, "ar", scenes_scripts::ARABIC),
    (Shelf::Story, "he", scenes_scripts::HEBREW),
    (Shelf::Story, "hi", scenes_scripts::HINDI),
    (Shelf::Story, "ja", scenes_scripts::JAPANESE),
    (Shelf::Story, "zh", scenes_scripts::CHINESE),
];

impl Library {
    /// Every shelf, nothing played yet.
    pub(super) fn open() -> Self {
        let books = SHELVES
            .iter()
            .flat_map(|&(shelf, lang, text)| {
                scenes(text).into_iter().map(move |scene| Book { shelf, lang, scene, played: 0, last_played: 0 })
            })
            .collect();
        Self { books, performances: 0 }
    }

    /// The scene of that shelf and language that was played least, and longest ago.
    pub(super) fn take(&mut self, shelf: Shelf, lang: &str, rng: &mut Rng) -> Option<Scene> {
        self.performances = self.performances.saturating_add(1);
        let book = self
            .books
            .iter_mut()
            .filter(|book| book.shelf == shelf && book.lang == lang)
            .min_by_key(|book| (book.played, book.last_played / 8, rng.below(1_000)))?;
        book.played = book.played.saturating_add(1);
        book.last_played = self.performances;
        Some(book.scene.clone())
    }
}

/// The two stores of fragments for long threads.
pub(super) fn fragments(partner: bool) -> Vec<Scene> {
    scenes(if partner { fragments_partner::PARTNER } else { fragments_tour::TOUR })
}

#[cfg(test)]
pub(super) fn all_texts() -> Vec<&'static str> {
    let fragments = [fragments_partner::PARTNER, fragments_tour::TOUR];
    SHELVES.iter().map(|(_, _, text)| *text).chain(fragments).collect()
}
