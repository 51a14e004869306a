//! The reference server, asked anything: it answers, with no 5xx, its security headers and whole JSON. The input is a
//! request as text: `METHOD /target`, lines with headers, an empty line, the body. `as: admin` stands for a bearer token
//! of the demo's admin, `as: portal` for an API key, `signed: yes` for a webhook's signature over the body, and names in
//! braces for ids that exist, such as `{conversation}`.

use std::cell::RefCell;
use std::net::SocketAddr;
use std::time::{SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, Uri, header};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use switchboard_api::hooks::{SIGNATURE_HEADER, TIMESTAMP_HEADER};
use switchboard_server::{Application, Config};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

/// The operations that the server documents, by name.
pub fn operations() -> Vec<String> {
    let document: Value = serde_json::from_str(&switchboard_server::openapi().unwrap()).unwrap();
    let paths = document["paths"].as_object().unwrap().values();
    let operations = paths.flat_map(|path| path.as_object().unwrap().values());
    operations.filter_map(|operation| operation["operationId"].as_str().map(str::to_owned)).collect()
}

/// Tries one request.
pub fn one(data: &[u8]) {
    answer(data);
}

/// Tries one request, and gives the status it was answered with; `None` when no client could send it.
pub fn answer(data: &[u8]) -> Option<u16> {
    thread_local! {
        // Tests beside each other would take away each other's key.
        static DESK: RefCell<Desk> = RefCell::new(Desk::open());
    }
    DESK.with_borrow_mut(|desk| desk.answer(data))
}

/// A server over a fresh demo.
struct Desk {
    runtime: Runtime,
    router: Router,
    /// What stands in braces, and for what.
    ids: Vec<(&'static str, String)>,
    email: String,
    password: String,
    token: String,
    portal: String,
    secret: String,
    _folder: TempDir,
}

impl Desk {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // Limits would end the trying after a minute's worth.
        let mut config = Config::new(folder.path().to_owned()).without_limits();
        config.port = 0;
        config.quiet = true;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let application = runtime.block_on(Application::build(config)).unwrap();
        let welcome = application.welcome();
        let (channel, secret) = welcome.webhook.clone().unwrap();
        let admin = welcome.sign_ins.iter().find(|person| person.role == "admin").unwrap();
        let mut desk = Self {
            router: application.router(),
            ids: vec![("{channel}", channel.to_string())],
            email: admin.email.clone(),
            password: welcome.password.clone().unwrap(),
            token: String::new(),
            portal: String::new(),
            secret,
            _folder: folder,
            runtime,
        };
        desk.sign_in();
        desk.look_around();
        desk
    }

    fn sign_in(&mut self) {
        let body = json!({ "email": self.email, "password": self.password, "bearer": true });
        let answer = self.json("POST", "/login", &body);
        self.token = answer["token"].as_str().unwrap_or_default().to_owned();
    }

    /// Finds ids that exist, and makes a key and a message.
    fn look_around(&mut self) {
        let session = self.json("GET", "/session", &Value::Null);
        let space = format!("/spaces/{}", text(&session["space"]));
        let hello = json!({ "id": "hello", "from": { "address": "+15550142", "name": "Ada" }, "text": "Hello" });
        let begun = self.json("POST", "/hooks/{channel}/messages", &hello);
        let conversation = format!("/conversations/{}", text(&begun["conversation"]));
        let row = self.json("GET", &conversation, &Value::Null);
        let reply = json!({ "client_id": "seed", "kind": "message", "text": "A seed", "undo_window_s": 30 });
        let sent = self.json("POST", &format!("{conversation}/messages"), &reply);
        let key = json!({ "name": "Portal", "origins": ["https://portal.example"] });
        let key = self.json("POST", &format!("{space}/api-keys"), &key);
        self.portal = text(&key["secret"]);
        self.ids.extend([
            ("{space}", text(&session["space"])),
            ("{agent}", text(&session["agents"][1]["id"])),
            ("{profile}", text(&session["sender_profiles"][0]["id"])),
            ("{team}", text(&session["teams"][0]["id"])),
            ("{tag}", text(&session["tags"][0]["id"])),
            ("{conversation}", text(&begun["conversation"])),
            ("{contact}", text(&row["conversation"]["contact"]["id"])),
            ("{message}", text(&sent["entry"]["id"])),
            ("{key}", text(&key["key"]["id"])),
            ("{email}", self.email.clone()),
        ]);
        let missing: Vec<_> = self.ids.iter().filter(|(_, id)| id.is_empty()).collect();
        assert!(missing.is_empty(), "the server has no {missing:?}");
    }

    fn json(&self, method: &str, target: &str, body: &Value) -> Value {
        let head = format!("{method} /api/v1{target}\nas: admin\nsigned: yes\ncontent-type: application/json\n\n");
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let request = self.request((head + &body).as_bytes()).unwrap();
        serde_json::from_slice(&self.ask(request).2).unwrap()
    }

    fn answer(&mut self, data: &[u8]) -> Option<u16> {
        let request = self.request(data)?;
        let signed_in = request.headers().contains_key(header::AUTHORIZATION);
        let (mut status, mut headers, mut body) = self.ask(request);
        if signed_in && status == StatusCode::UNAUTHORIZED {
            // An earlier request signed out.
            self.sign_in();
            (status, headers, body) = self.ask(self.request(data)?);
        }
        assert!(!status.is_server_error(), "{status}: {}", String::from_utf8_lossy(&body));
        assert!(headers.contains_key(header::CONTENT_SECURITY_POLICY), "no policy with {status}");
        let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let plain = !headers.contains_key(header::CONTENT_ENCODING);
        if plain && (kind.starts_with("application/json") || kind.starts_with("application/problem+json")) {
            serde_json::from_slice::<Value>(&body).expect("JSON is JSON");
        }
        Some(status.as_u16())
    }

    fn request(&self, data: &[u8]) -> Option<Request<Body>> {
        let named = |text: &str| self.ids.iter().fold(text.to_owned(), |text, (name, id)| text.replace(name, id));
        let end = data.windows(2).position(|two| two == b"\n\n").unwrap_or(data.len());
        let head = named(&String::from_utf8_lossy(&data[..end]));
        let rest = data.get(end + 2..).unwrap_or_default();
        let body = std::str::from_utf8(rest).map_or_else(|_| rest.to_vec(), |text| named(text).into_bytes());
        let mut lines = head.lines();
        let (method, target) = lines.next()?.split_once(' ')?;
        let mut request = Request::new(Body::empty());
        *request.method_mut() = Method::from_bytes(method.as_bytes()).ok()?;
        *request.uri_mut() = target.parse::<Uri>().ok()?;
        // A socket's upgrade and its like need a connection.
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 1))));
        for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
            self.put(request.headers_mut(), name, value, &body);
        }
        *request.body_mut() = Body::from(body);
        Some(request)
    }

    fn put(&self, headers: &mut HeaderMap, name: &str, value: &str, body: &[u8]) {
        let token = match (name, value) {
            ("as", "portal") => Some(&self.portal),
            ("as", _) => Some(&self.token),
            _ => None,
        };
        if let Some(token) = token {
            headers.insert(header::AUTHORIZATION, format!("Bearer {token}").parse().unwrap());
        } else if name == "signed" {
            let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs().to_string();
            let mut mac = Hmac::<Sha256>::new_from_slice(self.secret.as_bytes()).unwrap();
            mac.update(format!("{time}.").as_bytes());
            mac.update(body);
            let code: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
            headers.insert(TIMESTAMP_HEADER, time.parse().unwrap());
            headers.insert(SIGNATURE_HEADER, format!("v1={code}").parse().unwrap());
        } else if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_bytes(value.as_bytes())) {
            headers.append(name, value);
        }
    }

    fn ask(&self, request: Request<Body>) -> (StatusCode, HeaderMap, Vec<u8>) {
        self.runtime.block_on(async {
            let (head, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
            let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
            (head.status, head.headers, body.to_vec())
        })
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
