//! A proxy that breaks a server on purpose: it hands everything on, over HTTP and WebSocket, and changes answers and frames
//! for the checks that it was told about. Which ones and how is in `mutations`.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::Response;
use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Message as Sent, client::IntoClientRequest, protocol};

use crate::mutations::{Break, Mutation};

/// What was asked, and what the server answered to it, before it is handed on.
pub struct Exchange<'e> {
    /// The method.
    pub method: &'e Method,
    /// Path and query, below the prefix of the API.
    pub path: &'e str,
    /// The body that was sent, if it was JSON.
    pub sent: &'e Value,
    /// The status, which may be changed.
    pub status: u16,
    /// The body if it is JSON, which may be changed.
    pub body: Value,
    /// What a mutation wants to remember from one exchange to the next.
    pub memory: &'e mut HashMap<String, Value>,
    /// Called by another name than a problem document, if it is one.
    pub plain: bool,
}

/// What becomes of a frame or of the end of a connection.
pub enum Fate {
    /// It goes on, changed or not.
    Sent,
    /// It is lost.
    Lost,
    /// It goes on twice.
    Twice,
    /// The connection is closed instead.
    Closed(u16, &'static str),
}

struct Proxy {
    upstream: SocketAddr,
    http: reqwest::Client,
    mutations: Vec<&'static Mutation>,
    memory: Mutex<HashMap<&'static str, HashMap<String, Value>>>,
}

/// Starts a proxy before the server, with these mutations.
pub async fn start(upstream: SocketAddr, mutations: Vec<&'static Mutation>) -> SocketAddr {
    let proxy = Proxy { upstream, http: reqwest::Client::new(), mutations, memory: Mutex::default() };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new().fallback(hand_on).with_state(Arc::new(proxy));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

impl Proxy {
    /// The mutation of the check that sent these headers, or of all checks.
    fn mutation(&self, headers: &HeaderMap) -> Option<&'static Mutation> {
        let agent = headers.get(header::USER_AGENT)?.to_str().unwrap();
        self.mutations
            .iter()
            .copied()
            .find(|mutation| mutation.check.is_empty() || agent.ends_with(&format!("({})", mutation.check)))
    }
}

async fn hand_on(State(proxy): State<Arc<Proxy>>, request: Request) -> Response {
    let mutation = proxy.mutation(request.headers());
    let (mut parts, body) = request.into_parts();
    if let Ok(upgrade) = WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
        return upgrade.on_upgrade(move |socket| connect(proxy, socket, mutation));
    }
    let path = parts.uri.path_and_query().unwrap().as_str().to_owned();
    let sent = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let mut headers = parts.headers.clone();
    headers.remove(header::HOST);
    let request = proxy.http.request(parts.method.clone(), format!("http://{}{path}", proxy.upstream));
    let response = request.headers(headers).body(sent.clone()).send().await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let raw = response.bytes().await.unwrap();
    let mut answer = Response::builder().status(status);
    let headers =
        headers.iter().filter(|(name, _)| **name != header::CONTENT_LENGTH && **name != header::TRANSFER_ENCODING);
    for (name, value) in headers {
        answer = answer.header(name, value);
    }
    let Some(Mutation { how: Break::Answer(change), check, .. }) = mutation else {
        return answer.body(Body::from(raw)).unwrap();
    };
    let mut memory = proxy.memory.lock().unwrap();
    let mut exchange = Exchange {
        method: &parts.method,
        path: path.trim_start_matches("/api/v1"),
        sent: &serde_json::from_slice(&sent).unwrap_or_default(),
        status: status.as_u16(),
        body: serde_json::from_slice(&raw).unwrap_or_default(),
        memory: memory.entry(check).or_default(),
        plain: false,
    };
    change(&mut exchange);
    let raw = if exchange.body.is_null() { raw.to_vec() } else { serde_json::to_vec(&exchange.body).unwrap() };
    let mut answer = answer.status(StatusCode::from_u16(exchange.status).unwrap()).body(Body::from(raw)).unwrap();
    if exchange.plain {
        answer.headers_mut().insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
    }
    answer
}

async fn connect(proxy: Arc<Proxy>, mut near: WebSocket, mutation: Option<&'static Mutation>) {
    let request = format!("ws://{}/api/v1/live", proxy.upstream).into_client_request().unwrap();
    let (mut far, _) = tokio_tungstenite::connect_async(request).await.unwrap();
    loop {
        tokio::select! {
            said = near.recv() => match said {
                Some(Ok(Message::Text(text))) => far.send(Sent::text(text.as_str())).await.unwrap_or_default(),
                Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                Some(Ok(_)) => {}
            },
            told = far.next() => match told {
                Some(Ok(Sent::Text(text))) => {
                    let mut frame: Value = serde_json::from_str(&text).unwrap();
                    let fate = match mutation {
                        Some(Mutation { how: Break::Frame(change), .. }) => change(&mut frame),
                        _ => Fate::Sent,
                    };
                    let times = match fate {
                        Fate::Sent => 1,
                        Fate::Lost => 0,
                        Fate::Twice => 2,
                        Fate::Closed(code, reason) => {
                            close(&mut near, code, reason).await;
                            break;
                        }
                    };
                    for _ in 0..times {
                        // Whoever has gone is noticed by the next one to speak.
                        near.send(Message::Text(frame.to_string().into())).await.unwrap_or_default();
                    }
                }
                Some(Ok(Sent::Close(end))) => {
                    let protocol::CloseFrame { code, reason } = end.unwrap_or(protocol::CloseFrame { code: CloseCode::Normal, reason: "".into() });
                    let end = match mutation {
                        Some(Mutation { how: Break::End(change), .. }) => change(code.into()),
                        _ => Some((code.into(), reason.to_string())),
                    };
                    match end {
                        Some((code, reason)) => close(&mut near, code, &reason).await,
                        None => while let Some(Ok(_)) = near.recv().await {},
                    }
                    break;
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => break,
            },
        }
    }
}

async fn close(near: &mut WebSocket, code: u16, reason: &str) {
    let frame = CloseFrame { code, reason: reason.into() };
    near.send(Message::Close(Some(frame))).await.unwrap_or_default();
    // Until the other side has answered, so that the code is not lost with the connection.
    while let Some(Ok(_)) = near.recv().await {}
}
