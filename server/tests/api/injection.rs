//! Texts that are meant to be taken for something else: SQL, the syntax of the search index, paths, headers, templates. Some
//! five hundred of them, in every place that takes text; the server never fails, and answers as to any other text.

use reqwest::Method;
use serde_json::json;

use crate::support::{Agent, TestApp};

/// What is put around the beginnings below to leave the place they stand in.
const LEAVINGS: [&str; 8] = ["", "'", "\"", "`", "')", "'))", "\\'", "%27"];
/// Beginnings of what an attacker would like to be run.
const ATTACKS: [&str; 40] = [
    " OR 1=1--",
    " OR 'a'='a",
    " AND 1=2 UNION SELECT 1,2,3--",
    " UNION SELECT id, email, password FROM agents--",
    " UNION ALL SELECT NULL, NULL, NULL, NULL--",
    "; DROP TABLE entries;--",
    "; DELETE FROM sessions; --",
    "; UPDATE members SET role='admin'--",
    "; ATTACH DATABASE '/tmp/x' AS y;--",
    "; PRAGMA writable_schema=1;--",
    " AND randomblob(500000000)--",
    " AND (SELECT count(*) FROM sqlite_master)>0--",
    " AND load_extension('x')--",
    " || (SELECT hex(token) FROM sessions) || ",
    " LIKE '%'--",
    " GLOB '*",
    " COLLATE NOCASE--",
    " ORDER BY 99--",
    " LIMIT 1 OFFSET 1--",
    " HAVING 1=1--",
    " GROUP BY 1--",
    " IN (SELECT password FROM agents)--",
    " BETWEEN 0 AND 9--",
    " IS NOT NULL--",
    " AND SLEEP(5)--",
    " WAITFOR DELAY '0:0:5'--",
    " AND pg_sleep(5)--",
    "/*!50000UNION*//*!50000SELECT*/1",
    "/**/OR/**/1=1",
    "\0 OR 1=1",
    " NEAR(a b, 2)",
    " AND NOT a OR b",
    "* OR text:secret",
    "^a + b - c : {d}",
    "{text name}: secret",
    "../../../../etc/passwd",
    "\r\nSet-Cookie: a=b\r\n\r\n",
    "${jndi:ldap://127.0.0.1/a}",
    "{{7*7}}<%= 7*7 %>#{7*7}",
    "|| cat /etc/passwd; $(id) `id`",
];
/// Values of parameters and parts of paths that are no words.
const ODD: [&str; 24] = [
    "",
    " ",
    ".",
    "..",
    "/",
    "\\",
    "%",
    "%00",
    "%2e%2e%2f",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "\u{fffd}",
    "-1",
    "0",
    "1e309",
    "NaN",
    "9223372036854775808",
    "null",
    "true",
    "[]",
    "{}",
    "[object Object]",
    "é👍🏽ﷺ",
];

fn corpus() -> Vec<String> {
    let wrapped = LEAVINGS.into_iter().flat_map(|leaving| ATTACKS.map(|attack| format!("secret{leaving}{attack}")));
    let doubled = ATTACKS.iter().map(|attack| attack.replace(' ', "/**/"));
    let quoted = ATTACKS.iter().map(|attack| format!("\"{attack}\""));
    let operators = ["tag:", "from:", "channel:", "assignee:"];
    let filtered = operators.into_iter().flat_map(|operator| ATTACKS.map(|attack| format!("{operator}{attack}")));
    wrapped.chain(doubled).chain(quoted).chain(filtered).chain(ODD.map(str::to_owned)).collect()
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02x}")).collect()
}

/// Asks and checks that the server did not fail, and tells nothing of how it works.
async fn ask(agent: &Agent, path: &str) -> u16 {
    let answer = agent.get(path).await;
    let text = String::from_utf8_lossy(&answer.raw).to_lowercase();
    assert!(answer.status < 500, "{path}: {text}");
    for tells in ["sqlite", "syntax error", "fts5", "no such table", "no such column", "panicked", "argon2id", "src/"] {
        // It may repeat what was asked, which is in the address.
        assert!(!text.contains(tells) || answer.status == 200, "{path}: {text}");
    }
    answer.status
}

#[tokio::test]
async fn five_hundred_injections_are_only_text() {
    let corpus = corpus();
    assert!(corpus.len() >= 500, "{}", corpus.len());
    let app = TestApp::start().await;
    let al = app.agent("al").await;
    let seen = app.customer("+15550111", "m1", "hello").await;
    for text in &corpus {
        let word = encoded(text);
        let status = ask(&al, &format!("/spaces/home/search?q={word}")).await;
        // Blank ones are refused; none finds what belongs to another team.
        assert!(matches!(status, 200 | 422), "{text:?}: {status}");
        let found = al.get(&format!("/spaces/home/search?q={word}")).await.body;
        assert!(!found.to_string().contains("sales-only"), "{text:?}");
    }
    for (number, text) in corpus.iter().enumerate() {
        let word = encoded(text);
        // Each in one of the other places in turn.
        let path = match number % 12 {
            0 => format!("/spaces/home/conversations?view={word}"),
            1 => format!("/spaces/home/conversations?tab={word}"),
            2 => format!("/spaces/home/conversations?team={word}"),
            3 => format!("/spaces/home/conversations?cursor={word}"),
            4 => format!("/spaces/home/conversations?limit={word}&unread={word}"),
            5 => format!("/spaces/{word}/conversations"),
            6 => format!("/conversations/{word}/timeline?before={word}"),
            7 => format!("/contacts/{word}"),
            8 => format!("/spaces/home/contacts?phone={word}&sender_profile={word}"),
            9 => format!("/session?space={word}"),
            10 => format!("/spaces/home/events?after={word}"),
            _ => format!("/spaces/home/search?q=hello&cursor={word}"),
        };
        ask(&al, &path).await;
    }
    // Everything is as it was, and everybody is who they were.
    assert_eq!(al.get(&format!("/conversations/{seen}/timeline")).await.ok()["entries"].as_array().unwrap().len(), 1);
    app.agent("mo").await.get("/conversations/sales-only").await.ok();
    assert_eq!(al.session().await.me.role, switchboard_api::Role::Agent);
}

#[tokio::test]
async fn injections_are_kept_as_the_text_they_are() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    for (number, text) in
        corpus().iter().enumerate().filter(|(number, text)| number % 5 == 0 && !text.trim().is_empty())
    {
        let kept: String = text.replace("\r\n", "\n").chars().filter(|c| !c.is_control() || *c == '\n').collect();
        let answer = ada.note(&conversation, &format!("n{number}"), text).await;
        if kept.trim().is_empty() {
            answer.is_problem(422, "invalid");
            continue;
        }
        assert_eq!(answer.ok()["entry"]["body"]["text"], kept.trim(), "{text:?}");
        let contact =
            ada.write(Method::POST, "/spaces/home/contacts", None, &json!({ "name": text }).to_string()).await;
        assert_eq!(contact.status, 200, "{text:?}: {}", contact.body);
        let tag = ada.patch(&conversation, json!({ "create_tags": [text], "priority": null })).await;
        assert!(matches!(tag.status, 200 | 422), "{text:?}: {}", tag.body);
        let body = json!({ "position": text }).to_string();
        let read = ada.write(Method::PUT, &format!("/conversations/{conversation}/read"), None, &body).await;
        read.is_problem(422, "invalid");
    }
}
