//! What becomes a link and what stays text: a table of protocols and spellings, and texts at random.

use linkify::{LinkFinder, LinkKind};
use proptest::prelude::*;

use crate::link::{Link, to_mailbox, to_page};

/// The links of a text, as the timeline makes them.
fn links(text: &str) -> Vec<Link> {
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    let found = finder.links(text).filter_map(|link| match link.kind() {
        LinkKind::Email => to_mailbox(link.as_str()),
        LinkKind::Url => to_page(link.as_str()),
        _ => None,
    });
    found.collect()
}

fn addresses(text: &str) -> Vec<String> {
    links(text).into_iter().map(|link| link.address).collect()
}

/// Protocols that a browser or the system may act on.
const PROTOCOLS: [&str; 62] = [
    "javascript",
    "JAVASCRIPT",
    "JaVaScRiPt",
    "jscript",
    "livescript",
    "mocha",
    "vbscript",
    "VBScript",
    "vbs",
    "data",
    "DATA",
    "blob",
    "about",
    "view-source",
    "file",
    "filesystem",
    "ftp",
    "ftps",
    "sftp",
    "ssh",
    "telnet",
    "gopher",
    "news",
    "nntp",
    "irc",
    "ldap",
    "ldaps",
    "dict",
    "jar",
    "mhtml",
    "mk",
    "res",
    "ms-its",
    "its",
    "feed",
    "chrome",
    "chrome-extension",
    "moz-extension",
    "resource",
    "opera",
    "wyciwyg",
    "ws",
    "wss",
    "intent",
    "android-app",
    "market",
    "itms",
    "itms-services",
    "ms-settings",
    "ms-word",
    "ms-msdt",
    "search-ms",
    "steam",
    "slack",
    "zoommtg",
    "tel",
    "sms",
    "skype",
    "magnet",
    "bitcoin",
    "urn",
    "httpx",
];

#[test]
fn no_protocol_but_the_webs_is_a_link() {
    let mut cases = 0;
    for protocol in PROTOCOLS {
        for text in [
            format!("{protocol}:alert(1)"),
            format!("{protocol}://example.org/%0aalert(1)"),
            format!("{protocol}://www.example.org/"),
            format!("{protocol}:\t//alert(1)"),
            format!("\u{1}{protocol}:alert(1)"),
            format!("see {protocol}:text/html;base64,PHNjcmlwdD4="),
        ] {
            cases += 1;
            let unsafe_ones: Vec<_> = addresses(&text)
                .into_iter()
                .filter(|address| !address.starts_with("https://") && !address.starts_with("http://"))
                .collect();
            assert!(unsafe_ones.is_empty(), "{text:?}: {unsafe_ones:?}");
            assert!(!addresses(&text).iter().any(|address| address.contains(protocol)), "{text:?}");
        }
    }
    assert!(cases >= 300, "{cases}");
}

#[test]
fn what_hides_where_it_leads_stays_text() {
    for text in [
        "https://bank.example@evil.example/",
        "https://bank.example:pass@evil.example/",
        "http://user@evil.example",
        "https://evil.example\\@bank.example",
        "https:\\\\evil.example",
        "https://bank\u{2024}example/",
        "https://bank．example",
        "https://bank。example",
        "https://ｅｘａｍｐｌｅ.org",
        "https://𝐞𝐱𝐚𝐦𝐩𝐥𝐞.org",
        "https://ⓔxample.org",
        "https://exa\u{ad}mple.org",
        "https://exa\u{200b}mple.org/",
        "https://example.org/\u{202e}gpj.exe",
        "https://example.org/\u{2066}x",
        "https://p\u{430}ypal.example",
        "https://\u{3b1}pple.example",
        "https://xn--a\u{430}.example",
        "https://goo%67le.example",
        "https://example.org:80a/",
        "https://.example",
        "https://",
        "http:///example.org",
        "https:example.org",
        "www.",
        "www..example",
        "node.js",
        "a.b",
        "@example.org",
    ] {
        let bad: Vec<_> = addresses(text).into_iter().filter(|address| address.starts_with("http")).collect();
        // Where a part of it is an address of its own, that one is as it looks.
        let whole = text.split_whitespace().next().unwrap_or_default();
        assert!(bad.iter().all(|address| *address != whole && !address.contains('@')), "{text:?}: {bad:?}");
    }
    for text in [
        "a?subject=x&bcc=b@example.org",
        "a%0abcc:b@example.org",
        "a#b@example.org",
        "a/b@example.org",
        "a@exämple.org",
    ] {
        assert!(!addresses(text).iter().any(|address| address.contains(['?', '%', '#', '/'])), "{text:?}");
    }
}

#[test]
fn plain_addresses_are_links() {
    for (text, address) in [
        ("https://example.org", "https://example.org"),
        ("HTTPS://Example.org/A", "HTTPS://Example.org/A"),
        ("http://example.org:8080/a?b=c#d", "http://example.org:8080/a?b=c#d"),
        ("www.example.org/x", "https://www.example.org/x"),
        ("https://example.org/ä/日本?q=ü", "https://example.org/ä/日本?q=ü"),
        ("https://example.org/javascript:alert(1)", "https://example.org/javascript:alert(1)"),
        ("https://example.org/?to=https://evil.example@x", "https://example.org/?to=https://evil.example@x"),
        ("https://127.0.0.1:3000/a_(b)", "https://127.0.0.1:3000/a_(b)"),
        ("a.b-c+d_e@example.org", "mailto:a.b-c+d_e@example.org"),
    ] {
        assert_eq!(addresses(text), [address], "{text}");
        assert!(links(text).iter().all(|link| link.site.is_none()), "{text}");
    }
}

#[test]
fn sites_in_other_letters_are_told_in_plain_ones() {
    // The examples of RFC 3492 and of names in use.
    for (host, plain) in [
        ("bücher.example", "xn--bcher-kva.example"),
        ("BÜCHER.example", "xn--bcher-kva.example"),
        ("münchen.de", "xn--mnchen-3ya.de"),
        ("пример.рф", "xn--e1afmkfd.xn--p1ai"),
        ("аррӏе.com", "xn--80ak6aa92e.com"),
        ("例え.テスト", "xn--r8jz45g.xn--zckzah"),
        ("παράδειγμα.gr", "xn--hxajbheg2az3al.gr"),
        ("他们为什么不说中文.cn", "xn--ihqwcrb4cv8a8dqg056pqjye.cn"),
        ("ليهمابتكلموشعربي.eg", "xn--mgbcah9ar9a4efegftvvn.eg"),
    ] {
        let link = to_page(&format!("https://{host}/x")).unwrap();
        assert_eq!(link.site.as_deref(), Some(plain), "{host}");
    }
}

#[test]
fn a_public_list_of_attacks_leads_nowhere() {
    let corpus: Vec<String> = serde_json::from_str(include_str!("../../../tests/corpus/xss.json")).unwrap();
    assert!(corpus.len() > 4_000, "{}", corpus.len());
    for text in corpus {
        for link in links(&text) {
            let address = link.address.to_ascii_lowercase();
            assert!(
                ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme)),
                "{text:?}: {link:?}"
            );
            let site =
                address.split("://").nth(1).unwrap_or_default().split(['/', '?', '#']).next().unwrap_or_default();
            assert!(!site.contains(['@', '\\', '%']), "{text:?}: {link:?}");
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_written_links_lead_to_the_web_or_a_mailbox(
        text in prop_oneof![
            any::<String>(),
            "(https?://|www\\.|javascript:|data:|[a-z]{1,6}://|mailto:)?[a-zA-Z0-9.@:/\\\\%#?&=\\-\u{202e}\u{430}é \\[\\]\"'<>]{0,60}",
        ],
    ) {
        for link in links(&text) {
            let known = ["https://", "http://", "mailto:"].iter().any(|scheme| link.address.to_ascii_lowercase().starts_with(scheme));
            prop_assert!(known, "{:?}", link);
            prop_assert!(!link.address.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\'), "{:?}", link);
            prop_assert!(link.site.as_deref().is_none_or(str::is_ascii), "{:?}", link);
            let written = link.address.trim_start_matches("mailto:");
            prop_assert!(text.contains(written) || text.contains(written.trim_start_matches("https://")), "{:?}", link);
        }
    }
}
