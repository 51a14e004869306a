//! Contacts: recognised by number, made, corrected by several people at once, told live, kept from those who may not know.

use reqwest::Method;
use serde_json::{Value, json};
use switchboard_api::{Change, ChannelKind, ContactLookup};

use crate::compose::{compose, letter, with_profiles};
use crate::support::{Agent, Answer, BEFORE_PEOPLE, TestApp};

const PETE: &str = "+447700900123";

async fn lookup(agent: &Agent, query: &str) -> Answer {
    agent.get(&format!("/spaces/home/contacts?{query}")).await
}

async fn create(agent: &Agent, body: Value) -> Answer {
    agent.write(Method::POST, "/spaces/home/contacts", None, &body.to_string()).await
}

async fn patch(agent: &Agent, id: &str, body: Value) -> Answer {
    agent.write(Method::PATCH, &format!("/contacts/{id}"), None, &body.to_string()).await
}

/// The id of the contact of a conversation.
async fn contact_of(agent: &Agent, conversation: &str) -> String {
    let row = agent.get(&format!("/conversations/{conversation}")).await.ok();
    row["conversation"]["contact"]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_number_is_recognised_before_anything_is_written() {
    let app = with_profiles(None).await;
    let al = app.agent("al").await;
    let there = app.customer(PETE, "m1", "hello").await;
    let id = contact_of(&al, &there).await;
    // As the first profile's people write it, or as the chosen one's do.
    for query in ["phone=07700%20900123", "phone=%2B44%207700%20900123", "phone=07700900123&sender_profile=several"] {
        let known = lookup(&al, query).await.ok();
        assert_eq!((&known["phone"], &known["country"]), (&json!(PETE), &json!("GB")), "{query}");
        assert_eq!(known["contact"]["id"], id.as_str(), "{query}");
        assert_eq!(known["contact"]["phone"], PETE);
        assert_eq!(known["contact"]["addresses"], json!([{ "kind": "sms", "address": PETE }]));
        let row = &known["row"]["conversation"]["id"];
        assert_eq!(*row, if query.contains("sender") { json!(there) } else { Value::Null });
    }
    // On another channel there is no conversation yet.
    let known = lookup(&al, "phone=%2B447700900123&sender_profile=whatsapp").await.ok();
    assert_eq!(known["contact"]["id"], id.as_str());
    assert!(known["row"].is_null());
    let typed: ContactLookup = serde_json::from_value(known.clone()).unwrap();
    assert_eq!(typed.contact.unwrap().addresses[0].kind, ChannelKind::Sms);
    let unknown = lookup(&al, "phone=07700900124").await.ok();
    assert_eq!(unknown, json!({ "phone": "+447700900124", "country": "GB" }));

    lookup(&al, "phone=hello").await.is_problem(422, "not-a-phone-number");
    lookup(&al, "").await.is_problem(422, "not-a-phone-number");
    lookup(&al, "phone=07700900123&sender_profile=whatsapp").await.is_problem(422, "not-a-phone-number");
    lookup(&al, "phone=07700900123&sender_profile=mail").await.is_problem(422, "no-phone-channel");
    lookup(&al, "phone=07700900123&sender_profile=foreign").await.is_problem(422, "invalid");
    lookup(&al, "phone=07700900123&name=x").await.is_problem(422, "invalid");
    let few = app.restart_with(|config| config.searches_per_minute = 1).await;
    let al = al.at(&few);
    lookup(&al, "phone=07700900124").await.ok();
    lookup(&al, "phone=07700900124").await.is_problem(429, "too-many");
}

#[tokio::test]
async fn a_contact_is_made_and_then_written_to_and_heard_from() {
    let app = with_profiles(None).await;
    let al = app.agent("al").await;
    let body = json!({
        "name": "  Pete \u{202e} Best ", "company": "Drums & Co", "email": " Pete@Example.ORG ",
        "phone": "07700 900123", "notes": " likes\r\ntea \u{0}"
    });
    let path = "/spaces/home/contacts";
    let made = al.write(Method::POST, path, Some("key"), &body.to_string()).await;
    assert_eq!(al.write(Method::POST, path, Some("key"), &body.to_string()).await.raw, made.raw);
    let contact = made.ok()["contact"].clone();
    let id = contact["id"].as_str().unwrap();
    assert_eq!((&contact["email"], &contact["phone"]), (&json!("pete@example.org"), &json!(PETE)));
    assert_eq!((&contact["notes"], &contact["version"]), (&json!("likes\ntea"), &json!(1)));
    assert_eq!(al.get(&format!("/contacts/{id}")).await.ok(), contact);
    assert_eq!(lookup(&al, "phone=07700900123").await.ok()["contact"], contact);

    let sent = compose(&al, &letter("c1", "plain", PETE, "hi")).await.ok();
    assert_eq!(sent["row"]["conversation"]["contact"]["id"], id);
    assert_eq!(sent["row"]["conversation"]["contact"]["company"], "Drums & Co");
    let heard = app.inbound("sim", PETE, "m1", "hello").await;
    assert_eq!(heard.status, 401, "simulated customers have no door");
    let there = app.customer("+44 7700 900-123", "m1", "hello").await;
    assert_eq!(sent["row"]["conversation"]["id"], there.as_str());

    let known = create(&al, json!({ "name": "Somebody", "phone": PETE })).await;
    known.is_problem(409, "contact-exists");
    assert_eq!(known.body["contact"]["id"], id);
}

#[tokio::test]
async fn two_who_correct_different_fields_lose_nothing() {
    let app = TestApp::start().await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let (al, ada) = (app.agent("al").await, app.agent("ada").await);
    let id = contact_of(&al, &conversation).await;
    let (mine, theirs) = tokio::join!(
        patch(&al, &id, json!({ "name": { "to": "Pete" } })),
        patch(
            &ada,
            &id,
            json!({ "notes": { "from": null, "to": "likes tea" }, "company": { "from": "", "to": "Drums" } })
        ),
    );
    mine.ok();
    theirs.ok();
    let contact = al.get(&format!("/contacts/{id}")).await.ok();
    assert_eq!(
        (&contact["name"], &contact["notes"], &contact["company"]),
        (&json!("Pete"), &json!("likes tea"), &json!("Drums"))
    );

    // The same field: the second is told, and nothing of what they asked for is done.
    patch(&ada, &id, json!({ "name": { "from": "Pete", "to": "Peter" } })).await.ok();
    let late = patch(
        &al,
        &id,
        json!({ "name": { "from": "Pete", "to": "Petra" }, "company": { "from": "Drums", "to": "Bass" } }),
    )
    .await;
    late.is_problem(409, "contact-changed");
    assert_eq!(late.body["errors"].as_array().unwrap().len(), 1);
    assert_eq!(late.body["errors"][0]["field"], "name");
    assert_eq!((&late.body["contact"]["name"], &late.body["contact"]["company"]), (&json!("Peter"), &json!("Drums")));
    // Who wants what is there already is right, whatever they saw; nothing changes.
    let version = late.body["contact"]["version"].clone();
    let same = patch(&al, &id, json!({ "name": { "from": "Pete", "to": " Peter " } })).await.ok();
    assert_eq!(same["contact"]["version"], version);
    // Repeated under its key it is done once, and a field is emptied with null.
    let body = json!({ "notes": { "from": "likes tea", "to": null } }).to_string();
    let path = format!("/contacts/{id}");
    let first = al.write(Method::PATCH, &path, Some("key"), &body).await;
    assert_eq!(al.write(Method::PATCH, &path, Some("key"), &body).await.raw, first.raw);
    assert!(first.ok()["contact"]["notes"].is_null());
}

#[tokio::test]
async fn a_new_name_is_told_everywhere_and_found() {
    let app = TestApp::start().await;
    let (al, bo) = (app.agent("al").await, app.agent("bo").await);
    // Carla has two conversations: one for all, one of sales.
    let seq = al.events("home", 0).await.seq;
    patch(&al, "carla", json!({ "name": { "from": "Carla", "to": "Karolína" }, "company": { "to": "Ořech" } }))
        .await
        .ok();
    let names = async |agent: &Agent| {
        let mut told = Vec::new();
        for event in agent.events("home", seq).await.events {
            let Change::ConversationChanged { conversation, entries, .. } = event.change else {
                assert!(matches!(&event.change, Change::ContactChanged { .. }), "{event:?}");
                continue;
            };
            assert!(entries.is_empty() && event.actor == Some("al".into()));
            assert_eq!(conversation.contact.company.as_deref(), Some("Ořech"));
            told.push((conversation.id.to_string(), conversation.contact.name.as_deref().unwrap().to_owned()));
        }
        told.sort();
        told
    };
    let (ours, theirs) =
        (("simulated".to_owned(), "Karolína".to_owned()), ("sales-only".to_owned(), "Karolína".to_owned()));
    assert_eq!(names(&al).await, std::slice::from_ref(&ours));
    assert_eq!(names(&bo).await, [theirs, ours]);
    let there = app.customer("+15550111", "m1", "hello").await;
    let id = contact_of(&al, &there).await;
    patch(&al, &id, json!({ "name": { "to": "Carlo" } })).await.ok();
    patch(&al, &id, json!({ "name": { "from": "Carlo", "to": "Józef" } })).await.ok();
    assert_eq!(bo.search("jozef").await.contacts.len(), 1);
    assert_eq!(bo.search("carlo").await.contacts.len(), 0);
}

#[tokio::test]
async fn what_is_known_of_somebody_is_told_to_those_who_may_see_them() {
    let mut app = with_profiles(None).await;
    app.end().await;
    app.sql(
        "UPDATE conversations SET teams = '[\"sales\"]' WHERE contact = 'carla';
         INSERT INTO conversation_teams (team, conversation) VALUES ('sales', 'simulated')",
    );
    let app = app.restart().await;
    let (al, bo, mo) = (app.agent("al").await, app.agent("bo").await, app.agent("mo").await);
    let seq = al.events("home", 0).await.seq;
    // By a colleague; and by writing from another address, whose name nobody knew.
    let changes = json!({ "notes": { "to": "likes tea" }, "email": { "to": "carla@example.org" } });
    patch(&bo, "carla", changes).await.ok();
    let there = app.customer(PETE, "m1", "hello").await;
    let pete = contact_of(&al, &there).await;
    compose(&al, &letter("c1", "whatsapp", PETE, "hi")).await.ok();
    let told = async |agent: &Agent| {
        let mut told = Vec::new();
        for event in agent.events("home", seq).await.events {
            if let Change::ContactChanged { contact } = event.change {
                let now = agent.get(&format!("/contacts/{}", contact.id)).await.ok();
                assert_eq!(serde_json::to_value(&contact).unwrap(), now, "what is told is what is there");
                told.push(contact.id.to_string());
            }
        }
        told
    };
    for agent in [&bo, &mo] {
        assert_eq!(told(agent).await, ["carla", &pete]);
    }
    assert_eq!(told(&al).await, [pete]);
}

#[tokio::test]
async fn a_corrected_number_is_recognised_and_nobody_elses() {
    let app = with_profiles(None).await;
    let al = app.agent("al").await;
    let there = app.customer(PETE, "m1", "hello").await;
    let id = contact_of(&al, &there).await;
    patch(&al, &id, json!({ "phone": { "from": PETE, "to": "07700 900124" } })).await.ok();
    // Both numbers are theirs now: the one they wrote from, and the one they gave.
    for number in [PETE, "+447700900124"] {
        let known = lookup(&al, &format!("phone={}", number.replace('+', "%2B"))).await.ok();
        assert_eq!(known["contact"]["id"], id.as_str(), "{number}");
        create(&al, json!({ "phone": number })).await.is_problem(409, "contact-exists");
    }
    let sent = compose(&al, &letter("c1", "plain", "+447700900124", "hi")).await.ok();
    assert_eq!(sent["row"]["conversation"]["contact"]["id"], id.as_str());
    let taken = patch(&al, "carla", json!({ "phone": { "to": PETE } })).await;
    taken.is_problem(409, "contact-exists");
    assert_eq!(taken.body["contact"]["id"], id.as_str());
}

#[tokio::test]
async fn contacts_of_others_do_not_exist() {
    let mut app = with_profiles(None).await;
    app.end().await;
    // Carla speaks with sales alone, Nora with nobody yet.
    app.sql(
        "UPDATE conversations SET teams = '[\"sales\"]' WHERE contact = 'carla';
         INSERT INTO conversation_teams (team, conversation) VALUES ('sales', 'simulated');
         UPDATE contacts SET phone = '+447700900123' WHERE id = 'carla';
         INSERT INTO contacts (id, space, name) VALUES ('nora', 'home', 'Nora')",
    );
    let app = app.restart().await;
    let al = app.agent("al").await;
    let change = json!({ "name": { "to": "x" } }).to_string();
    for (method, tail, body) in
        [(Method::GET, "", ""), (Method::PATCH, "", &*change), (Method::GET, "/conversations", "")]
    {
        let path = |id: &str| format!("/contacts/{id}{tail}");
        let missing = al.write(method.clone(), &path("none"), None, body).await;
        missing.is_problem(404, "not-found");
        for id in ["carla", "dora"] {
            let hidden = al.write(method.clone(), &path(id), None, body).await;
            assert_eq!((hidden.status, hidden.raw), (404, missing.raw.clone()), "{method} {}", path(id));
        }
    }
    al.get("/contacts/nora").await.ok();
    assert!(lookup(&al, "phone=07700900123").await.ok()["contact"].is_null());
    let taken = create(&al, json!({ "phone": PETE })).await;
    taken.is_problem(409, "contact-exists");
    assert!(taken.body["contact"].is_null() && taken.body["detail"].as_str().unwrap().contains("Ask a manager"));
    for space in ["away", "none"] {
        let path = format!("/spaces/{space}/contacts");
        al.get(&format!("{path}?phone=%2B447700900123")).await.is_problem(404, "not-found");
        al.write(Method::POST, &path, None, "{\"name\":\"x\"}").await.is_problem(404, "not-found");
    }
    let eve = app.agent("eve").await;
    eve.get("/contacts/nora").await.is_problem(404, "not-found");
    for name in ["ada", "mo", "bo"] {
        let agent = app.agent(name).await;
        agent.get("/contacts/carla").await.ok();
        assert_eq!(agent.get("/contacts/carla/conversations").await.ok()["total"], 2, "{name}");
    }
    // Writing to her makes her known to support too, with what support wrote.
    let sent = compose(&al, &letter("c1", "plain", PETE, "hi")).await.ok();
    assert_eq!(sent["row"]["conversation"]["contact"]["id"], "carla");
    al.get("/contacts/carla").await.ok();
    assert_eq!(al.get("/contacts/carla/conversations").await.ok()["total"], 1);
}

#[tokio::test]
async fn conversations_with_somebody_come_in_pages() {
    let app = TestApp::start().await;
    let bo = app.agent("bo").await;
    app.customer("+15550100", "m1", "newest").await;
    let all = bo.get("/contacts/carla/conversations").await.ok();
    let ids = |page: &Value| -> Vec<String> {
        let items = page["items"].as_array().unwrap();
        items.iter().map(|row| row["conversation"]["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&all), ["sales-only", "simulated"]);
    assert_eq!((&all["total"], &all["next"]), (&json!(2), &Value::Null));
    let first = bo.get("/contacts/carla/conversations?limit=1").await.ok();
    assert_eq!(ids(&first), ["sales-only"]);
    let next = first["next"].as_str().unwrap();
    let second = bo.get(&format!("/contacts/carla/conversations?limit=1&cursor={next}")).await.ok();
    assert_eq!((ids(&second), &second["next"]), (vec!["simulated".to_owned()], &Value::Null));
    for query in ["limit=0", "limit=201", "cursor=x", "view=all"] {
        bo.get(&format!("/contacts/carla/conversations?{query}")).await.is_problem(422, "invalid");
    }
    let al = app.agent("al").await;
    assert_eq!(ids(&al.get("/contacts/carla/conversations").await.ok()), ["simulated"]);
}

#[tokio::test]
async fn what_cannot_be_stored_is_refused() {
    let app = with_profiles(None).await;
    let al = app.agent("al").await;
    for (body, kind, field) in [
        (json!({}), "invalid", "name"),
        (json!({ "name": " \u{0} ", "notes": "only notes" }), "invalid", "name"),
        (json!({ "name": "x".repeat(201) }), "invalid", "name"),
        (json!({ "name": "x", "company": "x".repeat(201) }), "invalid", "company"),
        (json!({ "name": "x", "notes": "x".repeat(5_001) }), "invalid", "notes"),
        (json!({ "email": format!("{}@example.org", "x".repeat(250)) }), "invalid", "email"),
        (json!({ "email": "nobody" }), "invalid", "email"),
        (json!({ "email": "@example.org" }), "invalid", "email"),
        (json!({ "email": "a@b@c.org" }), "invalid", "email"),
        (json!({ "email": "a b@c.org" }), "invalid", "email"),
        (json!({ "email": "a@c..org" }), "invalid", "email"),
        (json!({ "phone": "call me" }), "not-a-phone-number", "phone"),
        (json!({ "phone": "1".repeat(10_000) }), "not-a-phone-number", "phone"),
        (json!({ "name": 5 }), "invalid", "name"),
        (json!({ "name": "x", "version": 7 }), "invalid", "version"),
    ] {
        let answer = create(&al, body.clone()).await;
        answer.is_problem(422, kind);
        assert_eq!(answer.body["errors"][0]["field"], field, "{body}");
        let Some(value) = body.get(field).filter(|value| value.as_str().is_some_and(|text| text.trim() != "\u{0}"))
        else {
            continue;
        };
        let changed = patch(&al, "carla", json!({ field: { "to": value } })).await;
        changed.is_problem(422, kind);
    }
    patch(&al, "carla", json!({ "name": "Carla" })).await.is_problem(422, "invalid");
    patch(&al, "carla", json!({ "addresses": [] })).await.is_problem(422, "invalid");
    assert_eq!(al.get("/contacts/carla").await.ok()["version"], 1);
}

#[tokio::test]
async fn numbers_from_before_contacts_had_any_are_recognised() {
    let mut app = with_profiles(None).await;
    app.end().await;
    app.sql(BEFORE_PEOPLE);
    app.sql(
        "INSERT INTO contacts (id, space, name) VALUES ('old', 'home', 'Old Friend'), ('mail', 'home', NULL);
         INSERT INTO contact_addresses (space, kind, address, contact) VALUES
           ('home', 'sms', '+44 (0)7700 900123', 'old'), ('home', 'email', 'old@example.org', 'mail')",
    );
    let app = app.restart().await;
    let al = app.agent("al").await;
    assert_eq!(al.get("/contacts/mail").await.ok()["email"], "old@example.org");
    let known = lookup(&al, "phone=%2B447700900123").await.ok();
    assert_eq!((&known["contact"]["id"], &known["contact"]["phone"]), (&json!("old"), &json!(PETE)));
    // Whoever wrote the number so goes on writing it so, and is the same person.
    for (id, from) in [("m1", "+44 (0)7700 900123"), ("m2", PETE)] {
        let there = app.customer(from, id, "hello").await;
        assert_eq!(contact_of(&al, &there).await, "old", "{from}");
    }
}
