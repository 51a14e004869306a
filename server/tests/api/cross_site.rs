//! What a page of another site can make a visitor's browser send, with the visitor's cookie: forms, fetches, navigations,
//! frames and sockets. All of it is refused, and nothing is changed.

use reqwest::Method;
use serde_json::json;

use crate::support::{Answer, Socket, TestApp, fixture};

/// Where an attack comes from, as browsers put it into headers.
const ORIGINS: [(&str, &str); 6] = [
    ("https://evil.example", "cross-site"),
    ("http://evil.example", "cross-site"),
    // A sandboxed frame, a data: address, a redirect over several sites.
    ("null", "cross-site"),
    // Another port of the same host is the same site, but not the same origin.
    ("http://127.0.0.1:1", "same-site"),
    ("http://{host}.evil.example", "cross-site"),
    ("http://evil.example/{host}", "cross-site"),
];

/// What a form or a fetch without a preflight can carry, and JSON as a browser without preflights would.
const KINDS: [&str; 5] = [
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/plain",
    "text/plain; application/json",
    "application/json",
];

async fn signed_in(app: &TestApp) -> String {
    let body = json!({ "email": "ada@example.org", "password": fixture::PASSWORD }).to_string();
    let request = app.http.post(app.url("/login")).header("content-type", "application/json").body(body);
    Answer::of(request).await.header("set-cookie").split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn no_other_site_changes_anything_with_a_visitors_cookie() {
    let app = TestApp::start().await;
    let (cookie, ada) = (signed_in(&app).await, app.agent("ada").await);
    let host = app.address.to_string();
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let before = ada.get(&format!("/conversations/{conversation}/timeline")).await.raw;
    let messages = format!("/conversations/{conversation}/messages");
    let (patch, read) = (format!("/conversations/{conversation}"), format!("/conversations/{conversation}/read"));
    let note = r#"{"client_id":"x","kind":"note","text":"from elsewhere"}"#;
    let writes = [
        (Method::POST, messages.as_str(), note),
        (Method::PATCH, &patch, r#"{"status":"closed"}"#),
        (Method::PUT, &read, r#"{"position":1}"#),
        (Method::POST, "/logout", ""),
        (
            Method::PUT,
            "/session/password",
            r#"{"current":"correct horse battery staple","new":"chosen by somebody else"}"#,
        ),
        (Method::PATCH, "/spaces/home/members/al", r#"{"role":"admin"}"#),
        (Method::POST, "/spaces/home/contacts", r#"{"name":"From elsewhere"}"#),
    ];
    let mut refused = 0;
    for (origin, site) in ORIGINS {
        let origin = origin.replace("{host}", &host);
        for kind in KINDS {
            for (method, path, body) in &writes {
                let request = app.http.request(method.clone(), app.url(path)).header("cookie", &cookie);
                let request = request.header("origin", &origin).header("sec-fetch-site", site);
                let answer = Answer::of(request.header("content-type", kind).body(*body)).await;
                assert!(
                    matches!(answer.status, 403 | 415),
                    "{method} {path} from {origin} as {kind}: {}",
                    answer.status
                );
                assert_eq!(answer.header("access-control-allow-origin"), "", "{origin}");
                refused += 1;
            }
        }
        // A browser that says nothing of the origin still says where it comes from.
        let request = app.http.post(app.url(&messages)).header("cookie", &cookie).header("sec-fetch-site", site);
        Answer::of(request.header("content-type", "application/json").body(note))
            .await
            .is_problem(403, "foreign-origin");
        // Signing a visitor in as somebody else is refused as well.
        let body = json!({ "email": "al@example.org", "password": fixture::PASSWORD }).to_string();
        let login = app.http.post(app.url("/login")).header("origin", &origin).header("sec-fetch-site", site);
        let login = Answer::of(login.header("content-type", "application/json").body(body)).await;
        login.is_problem(403, "foreign-origin");
        assert_eq!(login.header("set-cookie"), "");
        // A socket opened with the cookie would be a hole through all of this.
        let headers = [("cookie", cookie.as_str()), ("origin", origin.as_str()), ("sec-fetch-site", site)];
        assert!(Socket::open_with(app.address, &headers).await.is_err(), "{origin}");
        refused += 3;
    }
    assert!(refused >= 200, "{refused}");
    assert_eq!(ada.get(&format!("/conversations/{conversation}/timeline")).await.raw, before);
    let here = app.http.get(app.url("/session")).header("cookie", &cookie);
    assert_eq!(Answer::of(here).await.status, 200, "the visitor is still signed in");
}

#[tokio::test]
async fn what_only_reads_is_not_readable_elsewhere() {
    let app = TestApp::start().await;
    let cookie = signed_in(&app).await;
    for (origin, site) in ORIGINS {
        let origin = origin.replace("{host}", &app.address.to_string());
        for path in
            ["/session", "/spaces/home/conversations", "/conversations/simulated/timeline", "/spaces/home/audit"]
        {
            let request = app.http.get(app.url(path)).header("cookie", &cookie);
            let answer = Answer::of(request.header("origin", &origin).header("sec-fetch-site", site)).await;
            // Browsers hand an answer to another origin's script only with these.
            assert_eq!(answer.header("access-control-allow-origin"), "", "{path} from {origin}");
            assert_eq!(answer.header("access-control-allow-credentials"), "", "{path} from {origin}");
            // Nor can it be loaded as an image, a script or a frame.
            assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"));
        }
        for method in ["POST", "PATCH", "PUT"] {
            let preflight =
                app.http.request(Method::OPTIONS, app.url("/conversations/simulated")).header("origin", &origin);
            let preflight = preflight.header("access-control-request-method", method);
            let answer = Answer::of(preflight.header("access-control-request-headers", "content-type")).await;
            assert_eq!(answer.header("access-control-allow-origin"), "", "{method} from {origin}");
        }
    }
}

#[tokio::test]
async fn no_address_that_is_only_followed_changes_anything() {
    let app = TestApp::start().await;
    let cookie = signed_in(&app).await;
    // A link, an image or a redirect brings the cookie along (SameSite=Strict aside), and is always a GET.
    for path in
        ["/logout", "/login", "/conversations/simulated/messages", "/conversations/simulated/read", "/messages/x/undo"]
    {
        let answer = Answer::of(app.http.get(app.url(path)).header("cookie", &cookie)).await;
        answer.is_problem(405, "wrong-method");
    }
    // Nor does a form that calls itself another method.
    for name in ["x-http-method-override", "x-http-method", "x-method-override"] {
        let request = app.http.post(app.url("/conversations/simulated?_method=PATCH")).header("cookie", &cookie);
        let answer =
            Answer::of(request.header(name, "PATCH").header("content-type", "application/json").body("{}")).await;
        answer.is_problem(405, "wrong-method");
    }
}
