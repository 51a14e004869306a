//! Embedding: keys of portals, the tokens they make, what those reach, and which pages may show the app.

use reqwest::Method;
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::support::{Agent, Answer, Socket, TestApp};

const PORTAL: &str = "https://portal.example";

pub async fn make_key(app: &TestApp, origins: &[&str]) -> (String, String) {
    let body = json!({ "name": "Portal", "origins": origins }).to_string();
    let answer = app.agent("ada").await.write(Method::POST, "/spaces/home/api-keys", None, &body).await.ok();
    (answer["key"]["id"].as_str().unwrap().to_owned(), answer["secret"].as_str().unwrap().to_owned())
}

async fn ask_token(app: &TestApp, secret: &str, body: Value) -> Answer {
    let request = app.http.post(app.url("/embed-tokens")).bearer_auth(secret);
    Answer::of(request.header("content-type", "application/json").body(body.to_string())).await
}

/// The agent as the portal's page has them.
pub async fn embedded(app: &TestApp, secret: &str, email: &str) -> Agent {
    let answer = ask_token(app, secret, json!({ "email": email })).await.ok();
    app.agent("al").await.with_token(&answer["token"])
}

#[tokio::test]
async fn keys_are_made_by_admins_shown_once_and_kept_as_hashes() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    let (id, secret) = make_key(&app, &[PORTAL, "https://PORTAL.example:443/"]).await;
    assert!(secret.starts_with("sbk_") && secret.len() >= 26, "{secret}");
    let list = ada.get("/spaces/home/api-keys").await.ok();
    assert_eq!(list["items"][0]["id"], id.as_str());
    assert_eq!(list["items"][0]["origins"], json!([PORTAL]));
    assert_eq!(list["items"][0]["created_by"], "ada");
    assert!(list["items"][0]["used_at"].is_null() && !list.to_string().contains(&secret));
    let file = Connection::open(app.config.data.join("switchboard.db")).unwrap();
    let hash: Vec<u8> = file.query_row("SELECT secret FROM api_keys", [], |row| row.get(0)).unwrap();
    assert_eq!(hash.len(), 32);

    ask_token(&app, &secret, json!({ "agent": "al" })).await.ok();
    assert!(ada.get("/spaces/home/api-keys").await.ok()["items"][0]["used_at"].is_string());
    let log = ada.get("/spaces/home/audit?action=key_created").await.ok();
    assert_eq!((&log["items"][0]["subject"], &log["items"][0]["detail"]), (&json!(id), &json!("Portal")));
    assert!(!log.to_string().contains(&secret));

    for name in ["mo", "al"] {
        let agent = app.agent(name).await;
        agent.get("/spaces/home/api-keys").await.is_problem(403, "forbidden");
        let body = json!({ "name": "Mine" }).to_string();
        agent.write(Method::POST, "/spaces/home/api-keys", None, &body).await.is_problem(403, "forbidden");
        let path = format!("/spaces/home/api-keys/{id}");
        agent.write(Method::DELETE, &path, None, "").await.is_problem(403, "forbidden");
    }
    ada.get("/spaces/away/api-keys").await.is_problem(404, "not-found");
    app.agent("zed").await.get("/spaces/home/api-keys").await.is_problem(404, "not-found");
    let bad = json!({ "name": " ", "origins": [] }).to_string();
    ada.write(Method::POST, "/spaces/home/api-keys", None, &bad).await.is_problem(422, "invalid");
    let bad = json!({ "name": "Portal", "origins": [PORTAL, "https://portal.example/inbox"] }).to_string();
    let refused = ada.write(Method::POST, "/spaces/home/api-keys", None, &bad).await;
    refused.is_problem(422, "invalid");
    assert_eq!(refused.body["errors"][0]["field"], "origins[1]");
}

#[tokio::test]
async fn a_token_is_one_agent_in_one_space() {
    let app = TestApp::start().await;
    // zed works in both spaces, and the key is of one of them.
    let file = Connection::open(app.config.data.join("switchboard.db")).unwrap();
    file.execute("INSERT INTO members (space, agent, role, place) VALUES ('home', 'zed', 'admin', 9)", []).unwrap();
    let (_, secret) = make_key(&app, &[PORTAL]).await;
    let zed = embedded(&app, &secret, " ZED@example.org").await;
    let session = zed.session().await;
    assert_eq!((session.me.id.as_str(), session.space.as_str(), session.spaces.len()), ("zed", "home", 1));
    zed.get("/session?space=away").await.is_problem(404, "not-found");
    zed.get("/spaces/away/conversations?view=all").await.is_problem(404, "not-found");
    zed.get("/conversations/away-1").await.is_problem(404, "not-found");
    zed.get("/contacts/dora").await.is_problem(404, "not-found");
    zed.note("away-1", "n1", "hello").await.is_problem(404, "not-found");
    zed.patch("away-1", json!({ "status": "closed" })).await.is_problem(404, "not-found");
    let own = app.agent("zed").await;
    own.get("/conversations/away-1").await.ok();
    assert_eq!(zed.listen("away", 0).await.closed_with().await, Some(4003));
    zed.listen("home", 0).await.until_ready().await;
    // Not even an admin administers with what was lent.
    zed.get("/spaces/home/api-keys").await.is_problem(403, "forbidden");
    let body = json!({ "name": "More" }).to_string();
    zed.write(Method::POST, "/spaces/home/api-keys", None, &body).await.is_problem(403, "forbidden");
    let body = json!({ "role": "admin" }).to_string();
    zed.write(Method::PATCH, "/spaces/home/members/al", None, &body).await.is_problem(403, "forbidden");
    let body = json!({ "current": crate::support::fixture::PASSWORD, "new": "another battery staple" }).to_string();
    zed.write(Method::PUT, "/session/password", None, &body).await.is_problem(403, "forbidden");
}

#[tokio::test]
async fn tokens_are_only_for_people_with_a_role_in_the_space() {
    let app = TestApp::start().await;
    let (_, secret) = make_key(&app, &[PORTAL, "https://other.example"]).await;
    for who in [json!({ "email": "zed@example.org" }), json!({ "agent": "eve" }), json!({ "agent": "nobody" })] {
        ask_token(&app, &secret, who).await.is_problem(404, "not-found");
    }
    for bad in [
        json!({}),
        json!({ "agent": "al", "email": "al@example.org" }),
        json!({ "agent": "al", "origin": "https://evil.example" }),
        json!({ "agent": "al", "expires_in": 9 }),
        json!({ "agent": "al", "expires_in": 601 }),
        json!({ "agent": "al", "role": "admin" }),
    ] {
        ask_token(&app, &secret, bad).await.is_problem(422, "invalid");
    }
    let answer = ask_token(&app, &secret, json!({ "agent": "al", "origin": PORTAL, "expires_in": 60 })).await.ok();
    assert_eq!((&answer["expires_in"], &answer["agent"], &answer["space"]), (&json!(60), &json!("al"), &json!("home")));
    let al = app.agent("al").await;
    for wrong in ["", "sbk_wrong", al.token.as_str(), answer["token"].as_str().unwrap()] {
        ask_token(&app, wrong, json!({ "agent": "al" })).await.is_problem(401, "unknown-key");
    }
    // A key is not a sign-in.
    Answer::of(app.http.get(app.url("/session")).bearer_auth(&secret)).await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn tokens_are_limited_by_key() {
    let app = TestApp::start_with(|config| config.tokens_per_minute = 2).await;
    let (_, secret) = make_key(&app, &[]).await;
    for _ in 0..2 {
        ask_token(&app, &secret, json!({ "agent": "al" })).await.ok();
    }
    ask_token(&app, &secret, json!({ "agent": "al" })).await.is_problem(429, "too-many");
}

#[tokio::test]
async fn a_token_works_from_the_portal_and_from_no_other_page() {
    let app = TestApp::start().await;
    let (_, secret) = make_key(&app, &[PORTAL, "https://other.example"]).await;
    let answer = ask_token(&app, &secret, json!({ "agent": "al", "origin": PORTAL })).await.ok();
    let token = answer["token"].as_str().unwrap();
    let here = format!("http://{}", app.address);
    for (origin, status) in [
        (None, 200),
        (Some(here.as_str()), 200),
        (Some(PORTAL), 200),
        (Some("https://other.example"), 403),
        (Some("https://evil.example"), 403),
        (Some("null"), 403),
    ] {
        let mut request = app.http.get(app.url("/session")).bearer_auth(token);
        let mut upgrade = Vec::new();
        if let Some(origin) = origin {
            request = request.header("origin", origin);
            upgrade.push(("origin", origin));
        }
        assert_eq!(Answer::of(request).await.status, status, "{origin:?}");
        let hello = json!({ "t": "hello", "token": token, "space": "home", "after": 0 }).to_string();
        let listens = match Socket::open_with(app.address, &upgrade).await {
            Ok(mut socket) => {
                socket.say(&hello).await;
                socket.next().await.is_ok()
            }
            Err(_) => false,
        };
        assert_eq!(listens, status == 200, "{origin:?}");
    }
    // The portal's origin may be told the answers, and people may sign in there for a token; cookies count for nothing.
    let preflight = app
        .http
        .request(Method::OPTIONS, app.url("/session"))
        .header("origin", PORTAL)
        .header("access-control-request-method", "GET");
    let allowed = Answer::of(preflight).await;
    assert_eq!(allowed.header("access-control-allow-origin"), PORTAL);
    assert_eq!(allowed.header("access-control-allow-credentials"), "");
    let own = app.agent("al").await.token;
    let mut socket = Socket::open_with(app.address, &[("origin", PORTAL)]).await.unwrap();
    socket.say(&json!({ "t": "hello", "token": own, "space": "home", "after": 0 }).to_string()).await;
    socket.until_ready().await;
    for (origin, bearer, status) in [(PORTAL, true, 200), (PORTAL, false, 403), ("https://evil.example", true, 403)] {
        let body =
            json!({ "email": "al@example.org", "password": crate::support::fixture::PASSWORD, "bearer": bearer });
        let request =
            app.http.post(app.url("/login")).header("origin", origin).header("content-type", "application/json");
        assert_eq!(Answer::of(request.body(body.to_string())).await.status, status, "{origin} {bearer}");
    }
    let cookie = format!("switchboard_session={own}");
    let mut socket = Socket::open_with(app.address, &[("origin", PORTAL), ("cookie", &cookie)]).await.unwrap();
    socket.say("{\"t\":\"hello\",\"space\":\"home\",\"after\":0}").await;
    assert_eq!(socket.closed_with().await, Some(4001));
}

#[tokio::test]
async fn a_token_that_ends_or_is_revoked_takes_its_sockets_along() {
    let app = TestApp::start().await;
    let (id, secret) = make_key(&app, &[PORTAL]).await;
    let lasting = embedded(&app, &secret, "al@example.org").await;
    let mut stays = lasting.listen("home", 0).await;
    stays.until_ready().await;
    let short = ask_token(&app, &secret, json!({ "agent": "al", "expires_in": 10 })).await.ok();
    let short = lasting.with_token(&short["token"]);
    let began = std::time::Instant::now();
    let socket = short.listen("home", 0).await;
    short.session().await;
    assert_eq!(socket.closed_with().await, Some(4001));
    assert!((9..13).contains(&began.elapsed().as_secs()), "{:?}", began.elapsed());
    short.get("/session").await.is_problem(401, "unauthorized");
    lasting.session().await;

    let ada = app.agent("ada").await;
    let path = format!("/spaces/home/api-keys/{id}");
    assert_eq!(ada.write(Method::DELETE, &path, None, "").await.status, 204);
    let began = std::time::Instant::now();
    assert_eq!(stays.closed_with().await, Some(4001));
    assert!(began.elapsed().as_secs() < 5);
    lasting.get("/session").await.is_problem(401, "unauthorized");
    ask_token(&app, &secret, json!({ "agent": "al" })).await.is_problem(401, "unknown-key");
    ada.write(Method::DELETE, &path, None, "").await.is_problem(404, "not-found");
    assert_eq!(ada.get("/spaces/home/api-keys").await.ok()["items"], json!([]));
}

#[tokio::test]
async fn only_pages_of_the_keys_may_show_the_app() {
    /// Who may show the page in a frame, and what older browsers are told, for a page that says it is of this origin.
    async fn framing(app: &TestApp, host: &str) -> (String, String) {
        let page = app.http.get(format!("http://{}/s/home?host={host}&host=https://evil.example", app.address));
        let answer = Answer::of(page).await;
        let policy = answer.header("content-security-policy").to_owned();
        let ancestors = policy.split("; ").find_map(|rule| rule.strip_prefix("frame-ancestors ")).unwrap();
        (ancestors.to_owned(), answer.header("x-frame-options").to_owned())
    }
    let nobody = ("'none'".to_owned(), "DENY".to_owned());
    let only = |origin: &str| (origin.to_owned(), String::new());
    let local = "http://localhost:9000";
    let app = TestApp::start().await;
    assert_eq!(framing(&app, PORTAL).await, nobody);
    let (first, _) = make_key(&app, &[PORTAL]).await;
    let (second, _) = make_key(&app, &[local, PORTAL]).await;
    let app = app.restart().await;
    assert_eq!(framing(&app, PORTAL).await, only(PORTAL));
    assert_eq!(framing(&app, "http%3A%2F%2Flocalhost%3A9000").await, only(local));
    for other in
        ["", "*", "https://evil.example", "https://portal.example.evil.example", "%27self%27", "https:", "null"]
    {
        assert_eq!(framing(&app, other).await, nobody, "{other}");
    }
    // Nobody learns from a page that names none who else may.
    let page = Answer::of(app.http.get(format!("http://{}/healthz", app.address))).await;
    assert!(!page.header("content-security-policy").contains("portal"));
    let ada = app.agent("ada").await;
    for (id, expected) in [(second, only(PORTAL)), (first, nobody.clone())] {
        assert_eq!(ada.write(Method::DELETE, &format!("/spaces/home/api-keys/{id}"), None, "").await.status, 204);
        assert_eq!(framing(&app, local).await, nobody);
        assert_eq!(framing(&app, PORTAL).await, expected);
    }
}

#[tokio::test]
async fn whoever_runs_the_server_makes_keys_without_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = crate::support::config(folder.path());
    config.start = switchboard_server::Start::Empty;
    let keys = switchboard_server::Keyring::open(&config, None).await.unwrap();
    let wanted = |origin: &str| switchboard_api::NewApiKey { name: "Portal".into(), origins: vec![origin.into()] };
    let made = keys.create(wanted(PORTAL)).await.unwrap();
    assert!(keys.create(wanted("portal")).await.unwrap_err().to_string().contains("origins[0]"));
    assert!(switchboard_server::Keyring::open(&config, Some("none".into())).await.is_err());
    drop(keys);
    let keys = switchboard_server::Keyring::open(&config, None).await.unwrap();
    assert_eq!(keys.list().await.unwrap(), std::slice::from_ref(&made.key));
    keys.revoke(made.key.id.clone()).await.unwrap();
    assert!(keys.revoke(made.key.id).await.is_err());
    assert_eq!(keys.list().await.unwrap(), []);
}
