//! The built app's files: caching, compression, deep links, headers.

use std::fs;

use crate::support::{Answer, TestApp};

const SCRIPT: &str = "switchboard-0123456789abcdef.js";
const MODULE: &str = "switchboard-0123456789abcdef_bg.wasm";

async fn app_with_files() -> (TestApp, tempfile::TempDir) {
    let dist = tempfile::tempdir().unwrap();
    let put = |name: &str, content: &str| fs::write(dist.path().join(name), content).unwrap();
    put("desk.html", "<title>Switchboard</title>");
    put("embed.js", "element");
    put("start.js", "start");
    put(SCRIPT, "plain");
    put(&format!("{SCRIPT}.br"), "brotli");
    put(&format!("{SCRIPT}.gz"), "gzip");
    put(MODULE, "wasm");
    let folder = dist.path().to_owned();
    (TestApp::start_with(|config| config.dist = Some(folder)).await, dist)
}

#[tokio::test]
async fn files_are_served_as_browsers_want_them() {
    let (app, _dist) = app_with_files().await;
    let get = |path: &str, encodings: &'static str| {
        let request = app.http.get(format!("http://{}{path}", app.address)).header("accept-encoding", encodings);
        Answer::of(request)
    };
    for path in ["/", "/s/home", "/s/home/c/01a2", "/anything"] {
        let answer = get(path, "").await;
        assert_eq!(
            (answer.status, answer.header("content-type"), answer.header("cache-control")),
            (200, "text/html", "no-cache"),
            "{path}"
        );
        assert_eq!(answer.raw, b"<title>Switchboard</title>");
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
        assert!(!answer.header("permissions-policy").is_empty());
    }
    let for_ever = "public, max-age=31536000, immutable";
    for (encodings, encoding, body) in [("br, gzip", "br", "brotli"), ("gzip", "gzip", "gzip"), ("", "", "plain")] {
        let answer = get(&format!("/{SCRIPT}"), encodings).await;
        assert_eq!((answer.header("content-encoding"), answer.header("cache-control")), (encoding, for_ever));
        assert_eq!((answer.raw.as_slice(), answer.header("vary")), (body.as_bytes(), "accept-encoding"));
        assert_eq!(answer.header("content-type"), "text/javascript");
    }
    assert_eq!(get(&format!("/{MODULE}"), "").await.header("content-type"), "application/wasm");
    assert_eq!(get("/start.js", "").await.header("cache-control"), "no-cache");
    let element = get("/embed.js", "").await;
    assert_eq!((element.raw.as_slice(), element.header("access-control-allow-origin")), (b"element".as_slice(), "*"));
    assert_eq!(get("/start.js", "").await.header("access-control-allow-origin"), "");
    get("/none.js", "").await.is_problem(404, "not-found");
    get("/%2e%2e/%2e%2e/etc/passwd.txt", "").await.is_problem(404, "not-found");
    get("/api/v1/none", "").await.is_problem(404, "not-found");
    let post = Answer::of(app.http.post(format!("http://{}/s/home", app.address))).await;
    post.is_problem(405, "wrong-method");
}

#[tokio::test]
async fn answers_are_compressed_where_the_client_can_read_it() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    for number in 0..40 {
        app.customer(&format!("+1555050{number:02}"), &format!("m{number}"), "A message of usual length, I think.")
            .await;
    }
    let path = "/spaces/home/conversations?view=inbox&limit=40";
    let packed = Answer::of(ada.request(reqwest::Method::GET, path).header("accept-encoding", "gzip")).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(packed.raw.len() < 400 * 40, "{} bytes", packed.raw.len());
}
