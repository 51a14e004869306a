//! A provider at the other end of a webhook channel: takes signed posts, answers as told, remembers what came.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::routing::post;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use switchboard_api::hooks::{OutboundHook, SIGNATURE_HEADER, TIMESTAMP_HEADER};
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::{fixture, soon};

/// How the provider answers its nth request (from 0): a status and headers.
pub type Script = Box<dyn Fn(usize) -> (u16, Vec<(&'static str, String)>) + Send + Sync>;

/// A listening provider.
pub struct Provider {
    pub address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    script: Script,
    taken: Mutex<Vec<OutboundHook>>,
    count: watch::Sender<usize>,
}

impl Provider {
    /// One that takes everything.
    pub async fn start() -> Self {
        Self::scripted(|_| (200, Vec::new())).await
    }

    /// One that answers as told.
    pub async fn scripted(
        script: impl Fn(usize) -> (u16, Vec<(&'static str, String)>) + Send + Sync + 'static,
    ) -> Self {
        let shared =
            Arc::new(Shared { script: Box::new(script), taken: Mutex::default(), count: watch::Sender::new(0) });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/out", post(take)).with_state(Arc::clone(&shared));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, shared }
    }

    pub fn url(&self) -> String {
        format!("http://{}/out", self.address)
    }

    /// Everything that came, in order.
    pub fn posts(&self) -> Vec<OutboundHook> {
        self.shared.taken.lock().unwrap().clone()
    }

    /// How often a text came.
    pub fn times(&self, text: &str) -> usize {
        self.posts().iter().filter(|post| post.text == text).count()
    }

    /// Waits for this many posts.
    pub async fn until(&self, posts: usize) {
        let mut count = self.shared.count.subscribe();
        soon("posts to the provider", count.wait_for(|count| *count >= posts)).await.unwrap();
    }
}

async fn take(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: Bytes) -> impl IntoResponse {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    assert_eq!(text(SIGNATURE_HEADER), sign(fixture::SECRET, &text(TIMESTAMP_HEADER), &body));
    let hook: OutboundHook = serde_json::from_slice(&body).unwrap();
    assert_eq!(text("idempotency-key"), hook.id.as_str());
    let (status, headers) = {
        let mut taken = shared.taken.lock().unwrap();
        taken.push(hook);
        (shared.script)(taken.len() - 1)
    };
    shared.count.send_modify(|count| *count += 1);
    let mut answer = StatusCode::from_u16(status).unwrap().into_response();
    for (name, value) in headers {
        answer.headers_mut().insert(name, value.parse().unwrap());
    }
    answer
}

/// The signature header's value.
pub fn sign(secret: &str, timestamp: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(timestamp.as_bytes());
    mac.update(b".");
    mac.update(body);
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("v1={hex}")
}
