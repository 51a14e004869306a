//! Signing in and out, where requests may come from, and how often.

use reqwest::Method;
use rusqlite::Connection;
use serde_json::json;

use crate::support::{Answer, Socket, TestApp, fixture};

async fn login(app: &TestApp, email: &str, password: &str, headers: &[(&str, &str)]) -> Answer {
    let body = json!({ "email": email, "password": password }).to_string();
    let mut request = app.http.post(app.url("/login")).header("content-type", "application/json").body(body);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    Answer::of(request).await
}

async fn cookie(app: &TestApp) -> String {
    let answer = login(app, "ada@example.org", fixture::PASSWORD, &[]).await;
    assert_eq!(answer.status, 200);
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn unknown_accounts_and_wrong_passwords_answer_the_same() {
    let app = TestApp::start().await;
    let wrong = login(&app, "ada@example.org", "wrong", &[]).await;
    let unknown = login(&app, "nobody@example.org", "wrong", &[]).await;
    wrong.is_problem(401, "wrong-credentials");
    assert_eq!((wrong.status, wrong.raw), (unknown.status, unknown.raw));
    assert_eq!(login(&app, " ADA@example.org ", fixture::PASSWORD, &[]).await.status, 200);
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let app = TestApp::start().await;
    let answer = login(&app, "ada@example.org", fixture::PASSWORD, &[]).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("switchboard_session="), "{cookie}");
    assert!(cookie.ends_with("; HttpOnly; Path=/; Max-Age=1209600; SameSite=Strict"), "{cookie}");
    // The other cookie only says that there is a session; scripts may read that.
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap()).collect();
    let mark = "switchboard_signed_in=1; Path=/; Max-Age=1209600; SameSite=Strict";
    assert_eq!(cookies, [cookie, mark]);
    assert!(answer.body["token"].is_null());

    let app = app.restart_with(|config| config.public_url = Some("https://inbox.example.org".into())).await;
    let answer = login(&app, "ada@example.org", fixture::PASSWORD, &[("origin", "https://inbox.example.org")]).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-switchboard_session=") && cookie.ends_with("; Secure"), "{cookie}");
}

#[tokio::test]
async fn the_session_is_what_the_contract_says() {
    let app = TestApp::start().await;
    let session = app.agent("al").await.session().await;
    assert_eq!(session.me.name, "al Person");
    assert_eq!(session.me.teams, ["support".into()]);
    assert_eq!(session.spaces.len(), 1);
    assert_eq!(session.space.as_str(), "home");
    let all = switchboard_api::Capabilities { live: true, undo: true, search: true, presence: true };
    assert_eq!(session.capabilities, all);
    let nobody = Answer::of(app.http.get(app.url("/session"))).await;
    nobody.is_problem(401, "unauthorized");
    let bad = Answer::of(app.http.get(app.url("/session")).bearer_auth("x")).await;
    bad.is_problem(401, "unauthorized");
    app.agent("eve").await.get("/session").await.is_problem(403, "forbidden");
}

#[tokio::test]
async fn a_copy_of_the_file_signs_nobody_in() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    let file = Connection::open(app.config.data.join("switchboard.db")).unwrap();
    let stored: Vec<u8> = file.query_row("SELECT token FROM sessions", [], |row| row.get(0)).unwrap();
    assert_eq!(stored.len(), 32);
    assert!(!ada.token.as_bytes().windows(8).any(|part| stored.windows(8).any(|stored| stored == part)));
    let as_token: String = stored.iter().map(|byte| format!("{byte:02x}")).collect();
    let answer = Answer::of(app.http.get(app.url("/session")).bearer_auth(as_token)).await;
    answer.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn logging_out_ends_the_token_and_its_sockets() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    let other = app.agent("ada").await;
    let mut socket = ada.listen("home", 0).await;
    socket.until_ready().await;
    let mut stays = other.listen("home", 0).await;
    stays.until_ready().await;
    assert_eq!(ada.write(Method::POST, "/logout", None, "").await.status, 204);
    let began = std::time::Instant::now();
    assert_eq!(socket.closed_with().await, Some(4001));
    assert!(began.elapsed().as_secs() < 5);
    ada.get("/session").await.is_problem(401, "unauthorized");
    other.session().await;
    app.customer("+15550111", "m1", "hello").await;
    assert_eq!(stays.event().await.seq, 1);
}

#[tokio::test]
async fn sign_ins_are_limited_by_address_and_account() {
    let app = TestApp::start_with(|config| config.logins_per_minute = 10).await;
    for _ in 0..10 {
        login(&app, "ada@example.org", "wrong", &[]).await.is_problem(401, "wrong-credentials");
    }
    let limited = login(&app, "ada@example.org", fixture::PASSWORD, &[]).await;
    limited.is_problem(429, "too-many");
    let wait: u64 = limited.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    assert_eq!(login(&app, "al@example.org", fixture::PASSWORD, &[]).await.status, 200);
}

#[tokio::test]
async fn sends_are_limited_by_agent() {
    let app = TestApp::start_with(|config| config.sends_per_minute = 3).await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let (al, ada) = (app.agent("al").await, app.agent("ada").await);
    for number in 0..3 {
        al.note(&conversation, &format!("n{number}"), "note").await.ok();
    }
    let limited = al.note(&conversation, "n4", "note").await;
    limited.is_problem(429, "too-many");
    assert!(limited.header("retry-after").parse::<u64>().unwrap() <= 21);
    ada.note(&conversation, "n1", "note").await.ok();
}

#[tokio::test]
async fn cookies_only_work_from_our_own_pages() {
    let app = TestApp::start_with(|config| config.allow_origins = vec!["https://portal.example".into()]).await;
    let cookie = cookie(&app).await;
    let here = format!("http://{}", app.address);
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let cases: [(&[(&str, &str)], u16); 9] = [
        (&[("origin", &here)], 200),
        // It may call, but with a token.
        (&[("origin", "https://portal.example")], 403),
        (&[], 200),
        (&[("sec-fetch-site", "same-origin")], 200),
        (&[("sec-fetch-site", "cross-site")], 403),
        (&[("sec-fetch-site", "same-site")], 403),
        (&[("origin", "https://evil.example")], 403),
        (&[("origin", "null")], 403),
        (&[("origin", "https://portal.example.evil.example")], 403),
    ];
    for (headers, expected) in cases {
        let mut request = app
            .http
            .put(app.url(&format!("/conversations/{conversation}/read")))
            .header("content-type", "application/json")
            .header("cookie", &cookie)
            .body("{\"position\":1}");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = Answer::of(request).await;
        assert_eq!(answer.status, expected, "{headers:?}");
        if expected == 403 {
            answer.is_problem(403, "foreign-origin");
        }

        let mut upgrade = vec![("cookie", cookie.as_str())];
        let named = headers.iter().map(|(name, value)| (*name, *value));
        for (name, value) in named {
            upgrade.push((if name == "origin" { "origin" } else { "sec-fetch-site" }, value));
        }
        let begun = match Socket::open_with(app.address, &upgrade).await {
            Ok(mut socket) => {
                socket.say("{\"t\":\"hello\",\"space\":\"home\",\"after\":1}").await;
                socket.next().await.is_ok()
            }
            Err(_) => false,
        };
        assert_eq!(begun, expected == 200, "{headers:?}");
    }
    // A form of another site can sign nobody in either.
    let foreign = login(&app, "ada@example.org", fixture::PASSWORD, &[("origin", "https://evil.example")]).await;
    foreign.is_problem(403, "foreign-origin");
    // The cookie opens a socket without a token in hello.
    let mut socket = Socket::open_with(app.address, &[("cookie", &cookie), ("origin", &here)]).await.unwrap();
    socket.say("{\"t\":\"hello\",\"space\":\"home\",\"after\":1}").await;
    socket.until_ready().await;
}

#[tokio::test]
async fn allowed_origins_may_call_with_a_token_but_never_with_cookies() {
    let app = TestApp::start_with(|config| config.allow_origins = vec!["https://portal.example".into()]).await;
    let preflight = |origin: &'static str| {
        let request = app
            .http
            .request(Method::OPTIONS, app.url("/session"))
            .header("origin", origin)
            .header("access-control-request-method", "GET")
            .header("access-control-request-headers", "authorization");
        Answer::of(request)
    };
    let allowed = preflight("https://portal.example").await;
    assert_eq!(allowed.header("access-control-allow-origin"), "https://portal.example");
    assert_eq!(allowed.header("access-control-allow-credentials"), "");
    assert_eq!(preflight("https://evil.example").await.header("access-control-allow-origin"), "");
    let token = app.agent("ada").await.token;
    let request = app.http.get(app.url("/session")).bearer_auth(token).header("origin", "https://portal.example");
    assert_eq!(Answer::of(request).await.status, 200);
}
