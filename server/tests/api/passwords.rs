//! Passwords: changing one ends every other sign-in, hashes of old are renewed, and what cannot be one is refused.

use reqwest::Method;
use serde_json::json;

use crate::support::{Agent, Answer, TestApp, fixture};

const NEW: &str = "a new and longer password";

async fn change(agent: &Agent, current: &str, new: &str) -> Answer {
    let body = json!({ "current": current, "new": new }).to_string();
    agent.write(Method::PUT, "/session/password", None, &body).await
}

async fn login(app: &TestApp, password: &str) -> u16 {
    let body = json!({ "email": "al@example.org", "password": password, "bearer": true }).to_string();
    let request = app.http.post(app.url("/login")).header("content-type", "application/json").body(body);
    Answer::of(request).await.status
}

#[tokio::test]
async fn another_password_ends_every_other_sign_in() {
    let app = TestApp::start().await;
    let (al, other, bo) = (app.agent("al").await, app.agent("al").await, app.agent("bo").await);
    let mut socket = other.listen("home", 0).await;
    socket.until_ready().await;
    assert_eq!(change(&al, fixture::PASSWORD, NEW).await.status, 204);
    assert_eq!(socket.closed_with().await, Some(4001));
    other.get("/session").await.is_problem(401, "unauthorized");
    al.session().await;
    bo.session().await;
    assert_eq!((login(&app, fixture::PASSWORD).await, login(&app, NEW).await), (401, 200));
}

#[tokio::test]
async fn what_cannot_be_a_password_is_refused_and_changes_nothing() {
    let app = TestApp::start_with(|config| config.logins_per_minute = 8).await;
    let al = app.agent("al").await;
    for (current, new, field) in [
        ("wrong", NEW, "current"),
        ("", NEW, "current"),
        (fixture::PASSWORD, "", "new"),
        (fixture::PASSWORD, "eleven char", "new"),
        (fixture::PASSWORD, &"x".repeat(1_001), "new"),
        (&"x".repeat(1_001), NEW, "current"),
    ] {
        let answer = change(&al, current, new).await;
        answer.is_problem(422, "invalid");
        assert_eq!(answer.body["errors"][0]["field"], field, "{new}");
    }
    // Whoever found an open desk cannot try passwords for long.
    while change(&al, "wrong", NEW).await.status == 422 {}
    change(&al, fixture::PASSWORD, NEW).await.is_problem(429, "too-many");
    assert_eq!(login(&app, fixture::PASSWORD).await, 200);
}

#[tokio::test]
async fn hashes_of_old_are_renewed_by_signing_in() {
    let app = TestApp::start().await;
    let stored = |app: &TestApp| -> String {
        let db = rusqlite::Connection::open(app.config.data.join("switchboard.db")).unwrap();
        db.query_row("SELECT password FROM agents WHERE id = 'al'", [], |row| row.get(0)).unwrap()
    };
    // The fixture's hashes are cheap ones.
    assert!(stored(&app).starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
    assert_eq!(login(&app, "wrong").await, 401);
    assert!(stored(&app).starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
    let at_once = futures_util::future::join_all((0..4).map(|_| login(&app, fixture::PASSWORD))).await;
    assert_eq!(at_once, [200; 4]);
    let renewed = stored(&app);
    assert!(renewed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    assert_eq!(login(&app, fixture::PASSWORD).await, 200);
    assert_eq!(stored(&app), renewed);
}
