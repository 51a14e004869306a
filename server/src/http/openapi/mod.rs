//! The OpenAPI document, put together from the attributes on the handlers and the types of the contract. What it says
//! of one operation stands beside its handler; what is true of all of them is added in `common`. Nothing here answers.

mod bounds;
mod common;
mod nulls;
pub mod parts;

use std::sync::Arc;

use switchboard_api::{ClientFrame, ServerFrame, Sort};
use utoipa::ToSchema;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::tag::Tag;
use utoipa::openapi::{
    ComponentsBuilder, Info, License, OpenApi, OpenApiBuilder, RefOr, Schema, SecurityRequirement, Server,
};
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;
use parts::Problem;

const ABOUT: &str = "The contract between a shared inbox and any server. The pages beside this document say what the \
     fields cannot: getting-started.md is where to begin, live.md has the frames of the WebSocket. All bodies are JSON, \
     times RFC 3339 in UTC with milliseconds, ids opaque strings. A client ignores fields it does not know; a request \
     with unknown fields is refused, and one with unknown parameters where it takes any. Repeating a write with its \
     Idempotency-Key does it once.";

const TAGS: [(&str, &str); 9] = [
    ("Session", "Signing in, and what a client begins with"),
    ("Conversations", "Lists, records, timelines and changes: conversations.md, compose.md, bulk.md"),
    ("Messages", "Writing, taking back, sending again: conversations.md"),
    ("Contacts", "The people at the other end: contacts.md"),
    ("Search", "Finding people and what was said: search.md"),
    ("Live", "What happens, as it happens: live.md"),
    ("Administration", "Members and their roles, the audit log: audit.md"),
    ("Embedding", "Keys of portals, and tokens for their pages: embed.md"),
    ("Webhook channel", "What a provider posts: webhooks.md"),
];

/// The document of these routes.
pub fn document(routes: OpenApiRouter<Arc<App>>) -> OpenApi {
    let mut info = Info::new("Inbox API", "1");
    info.description = Some(ABOUT.to_owned());
    info.license = Some(License::new("MIT"));
    let tags = TAGS.map(|(name, about)| {
        let mut tag = Tag::new(name);
        tag.description = Some(about.to_owned());
        tag
    });
    let components = common::responses(ComponentsBuilder::new())
        .security_scheme("bearer", bearer())
        .security_scheme("api_key", api_key())
        .security_scheme("cookie", cookie())
        .schemas_from_iter(unnamed())
        .build();
    let mut document = OpenApiBuilder::new()
        .info(info)
        .servers(Some([Server::new("/api/v1")]))
        .tags(Some(tags))
        .security(Some(["bearer", "cookie"].map(|scheme| SecurityRequirement::new(scheme, [""; 0]))))
        .components(Some(components))
        .build();
    document.merge(routes.into_openapi());
    nulls::remove(&mut document);
    bounds::add(&mut document);
    common::complete(&mut document);
    document
}

/// Schemas that no handler names, and all they contain: errors, and the frames of the WebSocket.
fn unnamed() -> Vec<(String, RefOr<Schema>)> {
    let mut schemas = Vec::new();
    with_parts::<Problem>(&mut schemas);
    with_parts::<ServerFrame>(&mut schemas);
    with_parts::<ClientFrame>(&mut schemas);
    with_parts::<Sort>(&mut schemas);
    schemas
}

fn with_parts<T: ToSchema>(schemas: &mut Vec<(String, RefOr<Schema>)>) {
    schemas.push((T::name().into_owned(), T::schema()));
    T::schemas(schemas);
}

fn bearer() -> SecurityScheme {
    by_header(
        "A token of `POST /login` with `\"bearer\": true`, or of `POST /embed-tokens`. The latter reaches the space of its \
         key alone, from the origins it is for, and gets 403 for API keys, changes of roles and the password.",
    )
}

fn api_key() -> SecurityScheme {
    by_header("The secret of an API key, for `POST /embed-tokens` alone.")
}

fn by_header(about: &str) -> SecurityScheme {
    let mut scheme = Http::new(HttpAuthScheme::Bearer);
    scheme.description = Some(about.to_owned());
    SecurityScheme::Http(scheme)
}

fn cookie() -> SecurityScheme {
    let about = "Set by `POST /login`; over TLS its name is `__Host-switchboard_session`. Writes with it must come from \
                 the server's own origin.";
    SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description("switchboard_session", about)))
}
