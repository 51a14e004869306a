//! The app's own addresses, and the links in what customers write. An address that is read is written as one that means
//! the same; a link leads to `http:`, `https:` or `mailto:` and has no character in it that cannot be seen.

use switchboard_model::Route;
use switchboard_model::link::{to_mailbox, to_page};

/// Tries one text, as an address and as a link.
pub fn one(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let parse = |text: &str| {
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        Route::parse(path, query)
    };
    if let Some(route) = parse(text) {
        let written = route.to_string();
        assert_eq!(parse(&written), Some(route), "{written}");
    }
    for link in [to_mailbox(text), to_page(text)].into_iter().flatten() {
        let address = link.address.to_ascii_lowercase();
        let fine = ["http://", "https://", "mailto:"].iter().any(|scheme| address.starts_with(scheme));
        assert!(fine && !address.chars().any(char::is_control), "{}", link.address);
        assert!(link.site.is_none_or(|site| site.is_ascii()), "{}", link.address);
    }
}
