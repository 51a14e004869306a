//! The bounds of search: pages, strange input, how often, and files from before there was an index.

use reqwest::Method;
use serde_json::{Value, json};

use crate::search::texts;
use crate::support::{TestApp, fixture};

#[tokio::test]
async fn messages_come_in_pages_newest_first() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    for number in 0..25 {
        app.customer("+15550111", &format!("m{number}"), &format!("ping {number}")).await;
    }
    let (mut seen, mut cursor, mut pages) = (Vec::new(), String::new(), 0);
    loop {
        let page = ada.ask("ping", &format!("&limit=7&cursor={cursor}")).await.ok();
        let hits = page["messages"].as_array().unwrap();
        seen.extend(hits.iter().map(|hit| hit["snippet"].as_str().unwrap().to_owned()));
        // What arrives meanwhile does not move the pages.
        app.customer("+15550111", &format!("later{}", seen.len()), "ping later").await;
        pages += 1;
        match page["next"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen, (0..25).rev().map(|number| format!("ping {number}")).collect::<Vec<_>>());
    assert_eq!(pages, 4);
    let page = ada.ask("555", "&limit=1").await.ok();
    assert_eq!(page["contacts"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn late_messages_stand_where_they_belong_in_time() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    app.customer("+15550111", "m1", "drum now").await;
    for (id, at) in [("m2", "2024-05-05T10:00:00Z"), ("m3", "0001-01-01T00:00:00Z"), ("m4", "2025-05-05T10:00:00Z")] {
        let body = json!({ "id": id, "from": { "address": "+15550111" }, "text": format!("drum {id}"), "at": at });
        assert_eq!(app.hook("/hooks/hook-sms/messages", &body.to_string()).await.status, 200);
    }
    assert_eq!(texts(&ada.search("drum").await), ["drum now", "drum m4", "drum m2", "drum m3"]);
    assert_eq!(texts(&ada.search("drum after:2024-05-05 before:2024-05-06").await), ["drum m2"]);
    assert_eq!(texts(&ada.search("drum before:2024-05-05").await), ["drum m3"]);
}

#[tokio::test]
async fn any_input_gets_an_answer_or_a_sentence() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    app.customer("+15550111", "m1", "hello near a b").await;
    let mut corpus: Vec<String> = [
        "\"",
        "\"\"",
        "\"\"\"",
        "*",
        "a*",
        "*a",
        "^a",
        "-a",
        "+",
        "()",
        "(a",
        "a)",
        "NEAR(",
        "NEAR(a b, 5)",
        "a NEAR b",
        "AND",
        "OR",
        "NOT",
        "a AND",
        "a OR OR b",
        "NOT a",
        "col:",
        "text:a",
        "name:\"x\"",
        "search_messages:a",
        "{text}:a",
        "- {a b}:c",
        "\0",
        "a\0b",
        "\u{feff}",
        "\u{202e}abc",
        "👍🏽",
        "👨‍👩‍👧‍👦",
        "\u{301}",
        "e\u{301}",
        "\\",
        "'",
        "''",
        "';",
        "`",
        "%",
        "_",
        "%00",
        "..",
        "' OR '1'='1",
        "1' OR 1=1--",
        "'; DROP TABLE entries; --",
        "\" OR 1=1 --",
        "1 UNION SELECT password FROM agents",
        "') OR ('1'='1",
        "1; ATTACH DATABASE 'x' AS y",
        "\" MATCH \"",
        "a' || randomblob(1000000000) || '",
        "0x31",
        "1e309",
        "-1",
        "9223372036854775808",
        "00000000000000000000",
        "tag:'; DROP TABLE tags;--",
        "tag:\"",
        "from:",
        "from:\"\"",
        "from:*",
        "from:\" OR 1=1",
        "channel:\0",
        "assignee:' OR 1=1",
        "is:",
        "is:is:",
        "before:0000-00-00",
        "before:9999-12-31",
        "after:0000-01-01",
        "after:-001-01-01",
        "before:2026-13-01",
        "after:99999-01-01",
        ":::",
        "a:b:c",
        "tag:tag:tag:",
        "<script>",
        "{}",
        "[]",
        "null",
        "$1",
        "?1",
        ":1",
        "@1",
        "ﷺ",
        "İ",
        "ß",
        "﷽",
        "\u{d7ff}\u{e000}",
        "𒐫",
        "\r\n\t",
        "   ",
    ]
    .map(str::to_owned)
    .into();
    corpus.push("a".repeat(200));
    corpus.push("\"".repeat(200));
    corpus.push("a ".repeat(100));
    corpus.push("東".repeat(200));
    corpus.push("tag:a ".repeat(33));
    corpus.push("1".repeat(200));
    corpus.push("(".repeat(200));
    corpus.push("a OR ".repeat(40));
    for q in &corpus {
        let answer = ada.ask(q, "").await;
        assert!(matches!(answer.status, 200 | 422), "{q:?}: {}", answer.body);
        assert_eq!(answer.status == 422, q.trim().is_empty(), "{q:?}");
    }
    for q in ["x".repeat(201), "x ".repeat(5_000), "東".repeat(201)] {
        let answer = ada.ask(&q, "").await;
        answer.is_problem(422, "invalid");
        assert_eq!(answer.body["errors"][0]["detail"], "Shorten the search: at most 200 characters are allowed.");
    }
    for more in ["&limit=0", "&limit=51", "&limit=x", "&cursor=x", "&cursor=AAAA", "&sort=up", "&q=b"] {
        ada.ask("a", more).await.is_problem(422, "invalid");
    }
    for more in ["&cursor=AAAAAAAAAAA", "&cursor=f_________8", "&cursor=gAAAAAAAAAA", "&limit=50"] {
        assert_eq!(ada.ask("a", more).await.status, 200, "{more}");
    }
    ada.get("/spaces/home/search").await.is_problem(422, "invalid");
    ada.write(Method::POST, "/spaces/home/search?q=a", None, "").await.is_problem(405, "wrong-method");
    // Nothing of it was done.
    assert_eq!(texts(&ada.search("hello").await), ["hello near a b"]);
    assert_eq!(texts(&ada.search("\"near a b\"").await).len(), 1);
}

#[tokio::test]
async fn searches_are_limited() {
    let app = TestApp::start_with(|config| config.searches_per_minute = 3).await;
    let ada = app.agent("ada").await;
    for _ in 0..3 {
        ada.ask("a", "").await.ok();
    }
    let answer = ada.ask("a", "").await;
    answer.is_problem(429, "too-many");
    assert!(answer.header("retry-after").parse::<u64>().unwrap() >= 1);
    app.agent("al").await.ask("a", "").await.ok();
}

#[tokio::test]
async fn what_was_written_before_there_was_an_index_is_found() {
    let mut app = TestApp::start().await;
    app.customer("+15550111", "m1", "an old message").await;
    app.end().await;
    // The file as it was before the second step of the schema.
    app.sql(crate::support::BEFORE_PEOPLE);
    app.sql(
        "DROP TABLE search_messages; DROP TABLE search_contacts; DROP TABLE search_numbers; DROP TABLE search_message_places;
         DROP TABLE search_contact_places; DROP TRIGGER spaces_search; DROP TABLE search_spaces; PRAGMA user_version = 1;",
    );
    let app = app.restart().await;
    let ada = app.agent("ada").await;
    assert_eq!(texts(&ada.search("old").await), ["an old message"]);
    assert_eq!(texts(&ada.search("secret").await), ["secret text"]);
    assert_eq!(ada.search("carla").await.contacts.len(), 2);
    assert_eq!(ada.addresses("0111").await, ["+15550111"]);
    let raw: Value = ada.ask("old", "").await.ok();
    assert!(!raw.to_string().contains(fixture::SECRET));
}
