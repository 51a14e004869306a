//! A text with its web and email addresses made into links, which open beside the app. Everything else, and every other kind
//! of address, stays text.

use linkify::{LinkFinder, LinkKind};

use crate::view::kit::element::{El, el};

/// The text.
pub fn linked(text: &str) -> El {
    let mut finder = LinkFinder::new();
    // `www.example.com` is an address, too.
    finder.url_must_have_scheme(false);
    finder.spans(text).fold(el("span"), |whole, span| {
        let said = span.as_str();
        match span.kind().and_then(|kind| address(kind, said)) {
            Some(address) => whole.child(link(&address).text(said)),
            None => whole.text(said),
        }
    })
}

fn link(address: &str) -> El {
    el("a").attr("href", address).attr("target", "_blank").attr("rel", "noopener noreferrer nofollow")
}

/// Where a link leads, when it is safe to follow: never to `javascript:` and the like. A word with a dot in it is no link.
fn address(kind: &LinkKind, said: &str) -> Option<String> {
    let begins = |start: &str| said.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    match kind {
        LinkKind::Email => Some(format!("mailto:{said}")),
        LinkKind::Url if begins("https://") || begins("http://") => Some(said.to_owned()),
        LinkKind::Url if begins("www.") => Some(format!("https://{said}")),
        _ => None,
    }
}
