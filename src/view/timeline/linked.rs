//! A text with its web and email addresses made into links, which open beside the app. Everything else, and every other kind
//! of address, stays text.

use linkify::{LinkFinder, LinkKind};
use switchboard_model::link::{Link, to_mailbox, to_page};

use crate::view::kit::element::{El, el};

/// The element with the text in it.
pub fn linked(into: El, text: &str) -> El {
    let mut finder = LinkFinder::new();
    // `www.example.com` is an address, too.
    finder.url_must_have_scheme(false);
    finder.spans(text).fold(into, |whole, span| {
        let said = span.as_str();
        let found = match span.kind() {
            Some(LinkKind::Email) => to_mailbox(said),
            Some(LinkKind::Url) => to_page(said),
            _ => None,
        };
        match found {
            Some(found) => whole.child(link(&found).text(said)),
            None => whole.text(said),
        }
    })
}

fn link(link: &Link) -> El {
    let made = el("a").attr("href", &link.address).attr("target", "_blank").attr("rel", "noopener noreferrer ugc");
    match &link.site {
        Some(site) => made.attr("title", site),
        None => made,
    }
}
