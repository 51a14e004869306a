//! What all operations have in common: ids in paths, and how anything may be refused. It is derived from what an operation
//! takes, so that an attribute says only what is special about its own.

use utoipa::ToSchema;
use utoipa::openapi::path::{HttpMethod, Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{ComponentsBuilder, Content, Header, OpenApi, Ref, RefOr, Required, SecurityRequirement};

use super::parts::{IDEMPOTENCY_KEY, Problem};
use crate::http::problem::MEDIA_TYPE;

/// Name, status and meaning of an answer that many operations give.
type Usual = (&'static str, &'static str, &'static str);

const MALFORMED: Usual = ("Malformed", "400", "`malformed`: the address or the body cannot be read");
const UNAUTHORIZED: Usual = ("Unauthorized", "401", "`unauthorized`: nobody is signed in");
const FOREIGN_ORIGIN: Usual = (
    "ForeignOrigin",
    "403",
    "`foreign-origin`: a page of another site sent a change with a cookie, or an embed token that is not for its origin",
);
const NOT_FOUND: Usual = ("NotFound", "404", "`not-found`: it does not exist, or the caller may not see it");
const TOO_SLOW: Usual = ("TooSlow", "408", "`too-slow`: the request took too long");
const TOO_LARGE: Usual = ("TooLarge", "413", "`too-large`: the body is larger than allowed");
const NOT_JSON: Usual = ("NotJson", "415", "`unsupported-media-type`: the body does not call itself JSON");
const INVALID: Usual = ("Invalid", "422", "`invalid`: `errors` names the fields");
const INVALID_OR_REUSED: Usual =
    ("InvalidOrReused", "422", "`invalid`: `errors` names the fields; `key-reused`: the Idempotency-Key is in use");
const TOO_MANY: Usual = ("TooMany", "429", "`too-many` requests or changes in a short time");
const FAILED: Usual = ("Failed", "500", "`internal`: the server failed");

const USUAL: [Usual; 11] = [
    MALFORMED,
    UNAUTHORIZED,
    FOREIGN_ORIGIN,
    NOT_FOUND,
    TOO_SLOW,
    TOO_LARGE,
    NOT_JSON,
    INVALID,
    INVALID_OR_REUSED,
    TOO_MANY,
    FAILED,
];

/// The status that says when to come back.
const LATER: &str = "429";

/// Adds the usual answers to the components.
pub fn responses(components: ComponentsBuilder) -> ComponentsBuilder {
    USUAL.into_iter().fold(components, |components, (name, status, about)| {
        let mut response = ResponseBuilder::new().description(about).build();
        as_problem(status, &mut response);
        components.response(name, response)
    })
}

/// Every operation with its method and path.
pub fn operations(document: &mut OpenApi) -> impl Iterator<Item = (HttpMethod, String, &mut Operation)> {
    document.paths.paths.iter_mut().flat_map(|(path, item)| {
        let of = [
            (HttpMethod::Get, &mut item.get),
            (HttpMethod::Post, &mut item.post),
            (HttpMethod::Put, &mut item.put),
            (HttpMethod::Patch, &mut item.patch),
            (HttpMethod::Delete, &mut item.delete),
        ];
        let path = path.clone();
        of.into_iter().filter_map(move |(method, operation)| Some((method, path.clone(), operation.as_mut()?)))
    })
}

/// Adds to each operation what need not be said beside its handler.
pub fn complete(document: &mut OpenApi) {
    for (method, path, operation) in operations(document) {
        name_ids(&path, operation);
        usual_answers(&method, &path, operation);
        for (status, response) in &mut operation.responses.responses {
            if let RefOr::T(response) = response {
                as_problem(status, response);
            }
        }
    }
}

/// The ids in the path, as opaque strings.
fn name_ids(path: &str, operation: &mut Operation) {
    let names = path.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    let parameters = operation.parameters.get_or_insert_default();
    for name in names {
        if parameters.iter().any(|parameter| parameter.name == name) {
            continue;
        }
        let id = ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).build();
        let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Path).required(Required::True);
        parameters.insert(0, parameter.schema(Some(id)).build());
    }
}

fn usual_answers(method: &HttpMethod, path: &str, operation: &mut Operation) {
    let parameters = operation.parameters.iter().flatten();
    let asks = parameters.clone().any(|parameter| !matches!(parameter.parameter_in, ParameterIn::Path));
    let once = parameters.clone().any(|parameter| parameter.name == IDEMPOTENCY_KEY);
    let has_id = path.contains('{');
    // Whoever says nothing about signing in wants it, by token or cookie.
    let by_token_or_cookie = operation.security.is_none();
    let open = operation.security.iter().flatten().any(|one| *one == SecurityRequirement::default());
    let writes = !matches!(method, HttpMethod::Get);
    let body = operation.request_body.is_some();
    let expected = [
        (has_id || writes, MALFORMED),
        (!open, UNAUTHORIZED),
        (by_token_or_cookie, FOREIGN_ORIGIN),
        (!open && has_id, NOT_FOUND),
        (true, TOO_SLOW),
        (writes, TOO_LARGE),
        (body, NOT_JSON),
        (once, INVALID_OR_REUSED),
        (asks || body, INVALID),
        (!open, TOO_MANY),
        (true, FAILED),
    ];
    for (_, (name, status, _)) in expected.into_iter().filter(|(expected, _)| *expected) {
        let answers = &mut operation.responses.responses;
        answers.entry(status.to_owned()).or_insert_with(|| Ref::from_response_name(name).into());
    }
}

/// An error without a body of its own is a problem document.
fn as_problem(status: &str, response: &mut Response) {
    if status.starts_with(['4', '5']) && response.content.is_empty() {
        response.content.insert(MEDIA_TYPE.to_owned(), problem());
    }
    if status == LATER {
        let mut seconds = Header::new(ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0)).build());
        seconds.description = Some("Seconds until it may be tried again".to_owned());
        response.headers.insert("Retry-After".to_owned(), seconds);
    }
}

fn problem() -> Content {
    Content::new(Some(Ref::from_schema_name(Problem::name())))
}
