//! The audit log: what is written down, by whom it is read, in pages, and what never stands in it.

use reqwest::Method;
use serde_json::json;
use switchboard_api::{AuditAction, AuditPage, AuditRecord};

use crate::support::{Agent, Answer, TestApp, fixture, soon};

async fn page(admin: &Agent, query: &str) -> AuditPage {
    serde_json::from_value(admin.get(&format!("/spaces/home/audit?{query}")).await.ok()).unwrap()
}

/// Waits until the newest record of the kind is there: failures are written down after their answer.
async fn newest(admin: &Agent, action: &str) -> AuditRecord {
    soon("the record", async {
        loop {
            if let Some(record) = page(admin, &format!("action={action}&limit=1")).await.items.pop() {
                return record;
            }
            tokio::task::yield_now().await;
        }
    })
    .await
}

async fn fail(app: &TestApp, email: &str, password: &str) {
    let body = json!({ "email": email, "password": password }).to_string();
    let request = app.http.post(app.url("/login")).header("content-type", "application/json").body(body);
    assert_eq!(Answer::of(request).await.status, 401);
}

#[tokio::test]
async fn sign_ins_and_changes_of_rights_are_written_down() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    let al = app.agent("al").await;
    let record = newest(&ada, "signed_in").await;
    assert_eq!((record.action, record.actor.as_str()), (AuditAction::SignedIn, "al"));
    assert_eq!((record.from.as_deref(), record.subject, record.detail), (Some("127.0.0.1"), None, None));

    fail(&app, "bo@example.org", "a wrong password").await;
    assert_eq!(newest(&ada, "sign_in_failed").await.actor.as_str(), "bo");
    assert_eq!(al.write(Method::POST, "/logout", None, "").await.status, 204);
    assert_eq!(newest(&ada, "signed_out").await.actor.as_str(), "al");
    let body = json!({ "current": fixture::PASSWORD, "new": "another long password" }).to_string();
    let bo = app.agent("bo").await;
    assert_eq!(bo.write(Method::PUT, "/session/password", None, &body).await.status, 204);
    assert_eq!(newest(&ada, "password_changed").await.actor.as_str(), "bo");
    ada.write(Method::PATCH, "/spaces/home/members/al", None, "{\"role\":\"manager\"}").await.ok();
    let record = newest(&ada, "role_changed").await;
    assert_eq!((record.actor.as_str(), record.subject.as_deref()), ("ada", Some("al")));
    assert_eq!(record.detail.as_deref(), Some("agent → manager"));

    // What somebody typed stands nowhere, and addresses that nobody has are not kept at all.
    let before = page(&ada, "").await.items.len();
    fail(&app, "my-password-in-the-wrong-field", "x").await;
    let all = String::from_utf8(ada.get("/spaces/home/audit?limit=200").await.raw).unwrap();
    for secret in
        [fixture::PASSWORD, "a wrong password", "another long password", "wrong-field", "@example.org", &bo.token]
    {
        assert!(!all.contains(secret), "{secret}");
    }
    assert_eq!(page(&ada, "").await.items.len(), before);
}

#[tokio::test]
async fn it_is_read_in_pages_by_admins_of_the_space_only() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    for _ in 0..24 {
        app.agent("al").await;
    }
    app.agent("zed").await;
    let mut records = Vec::new();
    let mut query = "limit=10".to_owned();
    let mut pages = 0;
    loop {
        let page = page(&ada, &query).await;
        pages += 1;
        records.extend(page.items);
        let Some(next) = page.next else { break };
        query = format!("limit=10&cursor={next}");
    }
    // The newest first, each once, and none of the other space.
    assert_eq!((records.len(), pages), (25, 3));
    assert!(records.windows(2).all(|pair| pair[0].id > pair[1].id && pair[0].at >= pair[1].at));
    assert!(records.iter().all(|record| matches!(record.actor.as_str(), "al" | "ada")));
    assert_eq!(page(&ada, "actor=ada").await.items.len(), 1);
    assert!(page(&ada, "actor=zed").await.items.is_empty());
    assert!(page(&ada, "action=role_changed").await.items.is_empty());
    for query in ["action=eaten", "cursor=x", "limit=0", "limit=201", "who=al"] {
        ada.get(&format!("/spaces/home/audit?{query}")).await.is_problem(422, "invalid");
    }
    app.agent("mo").await.get("/spaces/home/audit").await.is_problem(403, "forbidden");
    ada.get("/spaces/away/audit").await.is_problem(404, "not-found");
    for (method, status) in [(Method::DELETE, 405), (Method::PUT, 405), (Method::POST, 405)] {
        assert_eq!(ada.write(method, "/spaces/home/audit", None, "{}").await.status, status);
    }
}
