//! What stands around every answer: the same security headers on every route and every kind of answer.

use std::fs;

use reqwest::Method;

use crate::support::{Answer, TestApp, routes};

const POLICY: &[&str] = &[
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    "report-uri /api/v1/reports",
    "report-to reports",
    "frame-ancestors 'none'",
];

/// Checks the headers that every answer has.
fn are_there(answer: &Answer, line: &str) {
    let policy = answer.header("content-security-policy");
    assert_eq!(policy.split("; ").collect::<Vec<_>>(), POLICY, "{line}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-frame-options", "DENY"),
        ("reporting-endpoints", "reports=\"/api/v1/reports\""),
    ] {
        assert_eq!(answer.header(name), value, "{line}: {name}");
    }
    for feature in ["camera", "geolocation", "microphone", "payment", "usb"] {
        assert!(answer.header("permissions-policy").contains(&format!("{feature}=()")), "{line}: {feature}");
    }
    for tells in ["server", "x-powered-by"] {
        assert_eq!(answer.header(tells), "", "{line}: {tells} tells what runs here");
    }
}

#[tokio::test]
async fn every_route_and_every_refusal_has_them() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    let mut looked_at = 0;
    for (declared, path) in routes::declared() {
        let path = path.replace("{space}", "home").replace("{*rest}", "x").replace(['{', '}'], "");
        for method in [declared.as_str(), "OPTIONS", "DELETE"] {
            let method: Method = if method == "ANY" { Method::GET } else { method.parse().unwrap() };
            for signed_in in [true, false] {
                let mut request = app.http.request(method.clone(), format!("http://{}{path}", app.address));
                if signed_in {
                    request = request.bearer_auth(&ada.token);
                }
                let answer = Answer::of(request).await;
                let line = format!("{method} {path} ({})", answer.status);
                are_there(&answer, &line);
                if path.starts_with("/api") {
                    assert_eq!(answer.header("cache-control"), "no-store", "{line}");
                }
                looked_at += 1;
            }
        }
    }
    assert!(looked_at > 150, "{looked_at}");
    let malformed = Answer::of(app.http.get(app.url("/conversations/%ff")).bearer_auth(&ada.token)).await;
    are_there(&malformed, "an address that cannot be decoded");
}

#[tokio::test]
async fn files_have_them_and_only_one_is_for_other_sites() {
    let dist = tempfile::tempdir().unwrap();
    for name in ["desk.html", "start.js", "embed.js", "icon.svg"] {
        fs::write(dist.path().join(name), name).unwrap();
    }
    let folder = dist.path().to_owned();
    let app = TestApp::start_with(|config| config.dist = Some(folder)).await;
    for path in ["/", "/s/home/c/1", "/start.js", "/icon.svg", "/none.js"] {
        are_there(&Answer::of(app.http.get(format!("http://{}{path}", app.address))).await, path);
    }
    let embed = Answer::of(app.http.get(format!("http://{}/embed.js", app.address))).await;
    assert_eq!((embed.status, embed.header("cross-origin-resource-policy")), (200, "cross-origin"));
}

#[tokio::test]
async fn tls_is_kept_to_where_it_is_known() {
    let app = TestApp::start().await;
    let get = |app: &TestApp, proto: &'static str| {
        Answer::of(app.http.get(format!("http://{}/healthz", app.address)).header("x-forwarded-proto", proto))
    };
    // Anybody can write this header; only a proxy that always sets it is believed.
    assert_eq!(get(&app, "https").await.header("strict-transport-security"), "");
    let app = app.restart_with(|config| config.behind_proxy = true).await;
    assert_eq!(get(&app, "http").await.header("strict-transport-security"), "");
    let forced = "max-age=31536000; includeSubDomains";
    assert_eq!(get(&app, "https").await.header("strict-transport-security"), forced);
    let app = app.restart_with(|config| config.public_url = Some("https://inbox.example.org".into())).await;
    assert_eq!(get(&app, "http").await.header("strict-transport-security"), forced);
}

#[tokio::test]
async fn reports_of_browsers_are_taken_and_nothing_else() {
    let app = TestApp::start().await;
    let report = |kind: &'static str, body: &str| {
        Answer::of(app.http.post(app.url("/reports")).header("content-type", kind).body(body.to_owned()))
    };
    let modern =
        r#"[{"type":"csp-violation","body":{"effectiveDirective":"img-src","blockedURL":"https://evil.example/"}}]"#;
    assert_eq!(report("application/reports+json", modern).await.status, 204);
    let older = r#"{"csp-report":{"effective-directive":"script-src","blocked-uri":"inline"}}"#;
    assert_eq!(report("application/csp-report", older).await.status, 204);
    report("application/json", modern).await.is_problem(415, "unsupported-media-type");
    report("application/reports+json", "{").await.is_problem(400, "malformed");
    report("application/reports+json", &"[".repeat(60_000)).await.is_problem(400, "malformed");
    report("application/reports+json", &"x".repeat(70_000)).await.is_problem(413, "too-large");
    let mut limited = 0;
    for _ in 0..40 {
        let answer = report("application/reports+json", modern).await;
        if answer.status == 429 {
            assert!(answer.header("retry-after").parse::<u64>().unwrap() >= 1);
            limited += 1;
        }
    }
    assert!(limited >= 10, "{limited}");
}
