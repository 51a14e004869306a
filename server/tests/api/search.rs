//! Search: what is found in which writing and script, by which operators, by whom, and what can no longer be found. How
//! much of it, and of what input, is in `search_bounds`.

use serde_json::json;
use switchboard_api::{ContactField, PreviewKind, SearchPage};

use crate::support::{Agent, TestApp};

impl Agent {
    pub async fn search(&self, q: &str) -> SearchPage {
        serde_json::from_value(self.ask(q, "").await.ok()).unwrap()
    }

    pub async fn ask(&self, q: &str, more: &str) -> crate::support::Answer {
        let q: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
        self.get(&format!("/spaces/home/search?q={q}{more}")).await
    }

    /// The marked parts of the messages that were found.
    async fn marked(&self, q: &str) -> Vec<String> {
        self.search(q).await.messages.iter().flat_map(|hit| cut(&hit.snippet, &hit.matches)).collect()
    }

    pub async fn addresses(&self, q: &str) -> Vec<String> {
        let page = self.search(q).await;
        page.contacts.iter().map(|hit| hit.row.conversation.contact.address.to_string()).collect()
    }
}

fn cut(text: &str, matches: &[switchboard_api::Match]) -> Vec<String> {
    let part = |of: &switchboard_api::Match| text.chars().skip(of.start as usize).take(of.length as usize).collect();
    matches.iter().map(part).collect()
}

pub fn texts(page: &SearchPage) -> Vec<&str> {
    page.messages.iter().map(|hit| hit.snippet.as_str()).collect()
}

impl TestApp {
    async fn named(&self, from: &str, name: &str, id: &str, text: &str) -> String {
        let body = json!({ "id": id, "from": { "address": from, "name": name }, "text": text });
        let answer = self.hook("/hooks/hook-sms/messages", &body.to_string()).await;
        answer.body["conversation"].as_str().unwrap().to_owned()
    }

    pub fn sql(&self, sql: &str) {
        rusqlite::Connection::open(self.config.data.join("switchboard.db")).unwrap().execute_batch(sql).unwrap();
    }
}

#[tokio::test]
async fn messages_are_found_by_their_words() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    let first = app.customer("+15550111", "m1", "Where is my Invoice? José said: today").await;
    app.customer("+15550112", "m2", "the second invoice, and more").await;
    let page = ada.search("invo").await;
    assert_eq!(texts(&page), ["the second invoice, and more", "Where is my Invoice? José said: today"]);
    let hit = &page.messages[1];
    assert_eq!(cut(&hit.snippet, &hit.matches), ["Invoice"]);
    assert_eq!((hit.row.conversation.id.as_str(), hit.position), (first.as_str(), 1));
    assert_eq!((hit.kind, &hit.author, hit.row.conversation.inbound), (PreviewKind::Inbound, &None, 1));
    assert_eq!(page.seq, 2);
    assert!(page.next.is_none() && page.contacts.is_empty());
    // All words, in any order, each as a beginning; between quotes as they stand.
    assert_eq!(texts(&ada.search("tod JOSE").await).len(), 1);
    assert_eq!(texts(&ada.search("\"my invoice\"").await).len(), 1);
    assert_eq!(texts(&ada.search("\"my invo\"").await).len(), 0);
    assert_eq!(texts(&ada.search("invoice tomorrow").await).len(), 0);
    assert_eq!(texts(&ada.search("nvoice").await).len(), 0);
}

#[tokio::test]
async fn every_script_is_found_without_its_accents() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    let cases = [
        ("José llegó", "jose", "José"),
        ("Ihre Straße", "STRASSE", "Straße"),
        ("Łukasz dzwonił", "lukasz", "Łukasz"),
        ("明日は東京タワーに行きます", "東京", "東京"),
        ("我们想预订两辆自行车", "自行车", "自行车"),
        ("주식회사에서 왔습니다", "회사", "회사"),
        ("ขอเช่าจักรยานที่กรุงเทพ", "จักรยาน", "จักรยาน"),
        ("وصل مُحَمَّد اليوم", "محمد", "مُحَمَّد"),
        ("הַזמנה מספר שבע", "הזמנה", "הַזמנה"),
        ("мой заказ ещё едет", "еще", "ещё"),
        ("मेरी साइकिल कहाँ है", "साइकि", "साइकिल"),
        ("Πού είναι η ΠΑΡΑΓΓΕΛΊΑ", "παραγγ", "ΠΑΡΑΓΓΕΛΊΑ"),
        ("Ｏｒｄｅｒ １２３４５", "order 12345", "Ｏｒｄｅｒ"),
    ];
    for (number, (text, q, found)) in cases.iter().enumerate() {
        app.customer("+15550111", &format!("m{number}"), text).await;
        assert_eq!(ada.marked(q).await.first().map(String::as_str), Some(*found), "{q} in {text}");
    }
}

#[tokio::test]
async fn contacts_are_found_by_name_and_by_number_in_any_writing() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    app.named("+15550102", "José Ibáñez", "m1", "hello").await;
    app.named("+447700900123", "Josephine Ash", "m2", "hello").await;
    let page = ada.search("jose").await;
    let names: Vec<_> =
        page.contacts.iter().map(|hit| (hit.text.as_str(), cut(&hit.text, &hit.matches).concat())).collect();
    assert_eq!(names, [("Josephine Ash", "Josephine".to_owned()), ("José Ibáñez", "José".to_owned())]);
    assert_eq!(page.contacts[0].field, ContactField::Name);
    for q in ["555 01 02", "+1 (555) 0102", "15550102", "5550102", "555-0102", "0102", "50 10", "٥٥٥٠١٠٢"] {
        let page = ada.search(q).await;
        let hit = page.contacts.first().unwrap_or_else(|| panic!("{q}"));
        assert_eq!((hit.field, hit.text.as_str(), page.contacts.len()), (ContactField::Address, "+15550102", 1), "{q}");
        assert_eq!(hit.matches.len(), 1, "{q}");
    }
    assert_eq!(ada.addresses("07700 900123").await, ["+447700900123"]);
    assert_eq!(ada.addresses("0044 7700 900123").await, ["+447700900123"]);
    assert_eq!(ada.addresses("+44 (0)7700 900123").await, ["+447700900123"]);
    assert_eq!(ada.addresses("jose 447700").await, ["+447700900123"]);
    assert_eq!(ada.addresses("999").await, [""; 0]);
    // Whoever wrote last comes first.
    app.customer("+15550102", "m3", "again").await;
    assert_eq!(ada.addresses("jos").await, ["+15550102", "+447700900123"]);
    // In messages too, however it was written there.
    let text = "please call +15550177 soon";
    app.customer("+15550111", "m4", text).await;
    assert_eq!(texts(&ada.search("1 555 0177").await), [text]);
    // Addresses that are no numbers.
    let body = json!({ "id": "m5", "from": { "address": "Ada.Park@Example.org" }, "text": "hi" });
    app.hook("/hooks/hook-mail/messages", &body.to_string()).await;
    assert_eq!(ada.addresses("ada.park@exa").await, ["ada.park@example.org"]);
    assert_eq!(ada.addresses("example").await, ["ada.park@example.org"]);
}

#[tokio::test]
async fn a_name_that_becomes_known_is_found_at_once() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    app.customer("+15550111", "m1", "hello").await;
    assert_eq!(ada.search("wilhelmina").await.contacts, []);
    app.named("+15550111", "Wilhelmina", "m2", "it is me").await;
    assert_eq!(ada.addresses("wilhel").await, ["+15550111"]);
    assert_eq!(ada.addresses("0111").await, ["+15550111"]);
}

#[tokio::test]
async fn operators_narrow() {
    let app = TestApp::start().await;
    let (ada, al) = (app.agent("ada").await, app.agent("al").await);
    let first = app.named("+15550111", "Carol Vane", "m1", "a broken lamp").await;
    let second = app.customer("+15550112", "m2", "a broken chair").await;
    al.send(&first, "c1", "broken lamps are replaced", 0).await.ok();
    al.note(&second, "n1", "broken again").await.ok();
    app.sql(
        "INSERT INTO tags (id, space, name, color, place) VALUES ('vip', 'home', 'Big Spender', 'red', 1);
         UPDATE conversations SET tags = '[\"vip\"]' WHERE address = '+15550112';
         UPDATE conversations SET active_at = 86400000 WHERE id = 'simulated';",
    );
    let found = async |q: &str| {
        let page = ada.search(q).await;
        (page.contacts.len(), page.messages.iter().map(|hit| hit.snippet.clone()).collect::<Vec<_>>().join("|"))
    };
    assert_eq!(found("broken tag:vip").await, (0, "broken again|a broken chair".into()));
    assert_eq!(found("broken tag:\"big spender\"").await.1, "broken again|a broken chair");
    assert_eq!(found("broken tag:spend").await.1, "broken again|a broken chair");
    assert_eq!(found("broken tag:none").await.1, "");
    assert_eq!(found("broken from:al").await.1, "broken again|broken lamps are replaced");
    assert_eq!(found("broken from:carol").await.1, "a broken lamp");
    assert_eq!(found("broken from:none").await.1, "a broken chair|a broken lamp");
    assert_eq!(texts(&al.search("broken from:me").await).len(), 2);
    assert_eq!(found("broken from:me").await.1, "");
    // The first reply assigned it.
    assert_eq!(found("broken assignee:al").await.1, "broken lamps are replaced|a broken lamp");
    assert_eq!(found("broken assignee:none").await.1, "broken again|a broken chair");
    assert_eq!(found("broken channel:sms").await.1.split('|').count(), 4);
    assert_eq!(found("broken channel:whatsapp").await.1, "");
    assert_eq!(found("broken channel:hook-sms").await.1.split('|').count(), 4);
    assert_eq!(found("broken is:unread").await.1.split('|').count(), 4);
    ada.read(&second, 2).await.ok();
    assert_eq!(found("broken is:unread").await.1, "broken lamps are replaced|a broken lamp");
    assert_eq!(found("broken after:2020-01-01 before:2999-01-01").await.1.split('|').count(), 4);
    assert_eq!(found("broken before:2020-01-01").await.1, "");
    // Unknown operators are words.
    assert_eq!(found("broken colour:red").await.1, "");
    // Contacts are narrowed too; filters alone show conversations.
    assert_eq!(found("carol assignee:al").await.0, 1);
    assert_eq!(found("carol assignee:bo").await.0, 0);
    assert_eq!(found("tag:vip").await, (1, String::new()));
    assert_eq!(found("before:1970-01-03").await, (2, String::new()));
    assert_eq!(found("after:1970-01-02 before:1970-01-03").await.0, 1);
    assert_eq!(found("*** tag:vip").await, (0, String::new()));
}

#[tokio::test]
async fn only_what_the_caller_may_see_is_found() {
    let app = TestApp::start().await;
    let (ada, al, bo) = (app.agent("ada").await, app.agent("al").await, app.agent("bo").await);
    let eve = app.agent("eve").await;
    bo.note("sales-only", "n1", "confidential pricing").await.ok();
    app.named("+15550133", "Zenobia Marsh", "m1", "confidential too").await;
    app.sql(
        "UPDATE conversations SET teams = '[\"sales\"]' WHERE address = '+15550133';
         INSERT INTO conversation_teams SELECT 'sales', id FROM conversations WHERE address = '+15550133';",
    );
    let away =
        json!({ "id": "a1", "from": { "address": "+15550144", "name": "Zenobia" }, "text": "confidential away" });
    app.hook("/hooks/hook-away/messages", &away.to_string()).await;
    for (agent, expected) in [(&ada, 2), (&bo, 2), (&al, 0)] {
        assert_eq!(agent.search("confidential").await.messages.len(), expected);
        assert_eq!(agent.search("zenobia").await.contacts.len(), expected.min(1));
        assert_eq!(agent.search("555 0133").await.contacts.len(), expected.min(1));
        assert_eq!(agent.search("555 0144").await.contacts.len(), 0, "another space");
        assert_eq!(agent.search("before:2999-01-01 confidential from:zenobia").await.messages.len(), expected.min(1));
    }
    let missing = al.get("/spaces/none/search?q=confidential").await;
    missing.is_problem(404, "not-found");
    for agent in [&al, &eve] {
        assert_eq!(agent.get("/spaces/away/search?q=confidential").await.raw, missing.raw);
    }
    eve.ask("confidential", "").await.is_problem(404, "not-found");
    app.http
        .get(app.url("/spaces/home/search?q=a"))
        .send()
        .await
        .map(|answer| assert_eq!(answer.status(), 401))
        .unwrap();
    // A mention makes it visible, and so findable.
    bo.note("sales-only", "n2", "look, @al Person").await.ok();
    assert_eq!(al.search("confidential").await.messages.len(), 1);
}

#[tokio::test]
async fn what_was_taken_back_is_not_found() {
    let app = TestApp::start_with(|config| config.undo_second_ms = 10_000).await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let (al, ada) = (app.agent("al").await, app.agent("ada").await);
    let sent = al.send(&conversation, "c1", "regretted words", 5).await.ok();
    // Held messages are in the timeline of those who see the conversation, so they are found.
    assert_eq!(texts(&ada.search("regretted").await), ["regretted words"]);
    al.undo(sent["entry"]["id"].as_str().unwrap()).await.ok();
    assert_eq!(ada.search("regretted").await.messages, []);
    assert_eq!(ada.search("wor").await.messages, []);
    al.note(&conversation, "n1", "better words").await.ok();
    let page = ada.search("words").await;
    assert_eq!((texts(&page), page.messages[0].kind), (vec!["better words"], PreviewKind::Note));
    assert_eq!(page.messages[0].author.as_ref().unwrap().as_str(), "al");
}
