//! Reading requests: JSON bodies, query parameters, path ids and headers, each refused with the right problem. What they
//! mean is decided elsewhere.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, FailedToBufferBody};
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use serde::de::DeserializeOwned;
use switchboard_api::FieldError;

use super::problem::ApiError;

/// The largest body, in bytes; a text of the longest length fits with room for its encoding as far as people write.
pub const MAX_BODY: usize = 64 * 1_024;

/// The body as it came, not larger than [`MAX_BODY`].
pub struct Raw(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for Raw {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        match Bytes::from_request(request, state).await {
            Ok(bytes) => Ok(Self(bytes)),
            Err(BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_))) => {
                Err(ApiError::too_large(MAX_BODY))
            }
            Err(_) => Err(ApiError::malformed("The body ended before it was complete. Send the request again.")),
        }
    }
}

/// A JSON body, beside the bytes it was read from.
pub struct Json<T> {
    /// What it says.
    pub value: T,
    /// As it came.
    pub raw: Bytes,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        require_json(request.headers())?;
        let Raw(raw) = Raw::from_request(request, state).await?;
        Ok(Self { value: parse(&raw)?, raw })
    }
}

/// Refuses what does not call itself JSON; this also keeps plain HTML forms of other sites out.
pub fn require_json(headers: &HeaderMap) -> Result<(), ApiError> {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(ApiError::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "unsupported-media-type",
        "Not JSON",
        "Send JSON with the header Content-Type: application/json.",
    ))
}

/// Reads JSON. What is no JSON is malformed; what is JSON of another shape is invalid, field by field.
pub fn parse<T: DeserializeOwned>(raw: &[u8]) -> Result<T, ApiError> {
    let text = std::str::from_utf8(raw).map_err(|_| ApiError::malformed("The body is not valid UTF-8."))?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let field = error.path().to_string();
        let cause = error.into_inner();
        if cause.is_data() {
            ApiError::field(if field == "." { "body" } else { &field }, plain(&cause))
        } else {
            ApiError::malformed(format!(
                "The body is not valid JSON: look at line {}, column {}.",
                cause.line(),
                cause.column()
            ))
        }
    })?;
    reader.end().map_err(|_| ApiError::malformed("The body goes on after the JSON value."))?;
    Ok(value)
}

/// The cause as a sentence, without the place that the field names already. It may name what the client itself sent.
fn plain(cause: &serde_json::Error) -> String {
    let text = cause.to_string();
    let end = text.rfind(" at line ").unwrap_or(text.len());
    format!("Cannot be taken: {}.", text.get(..end).unwrap_or(&text))
}

/// The one id in the path.
pub struct Id<T>(pub T);

impl<T: From<String>, S: Send + Sync> FromRequestParts<S> for Id<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match Path::<String>::from_request_parts(parts, state).await {
            Ok(Path(id)) => Ok(Self(T::from(id))),
            Err(_) => Err(ApiError::malformed("The address is not valid: its id cannot be decoded.")),
        }
    }
}

/// The two ids in the path.
pub struct Ids<A, B>(pub A, pub B);

impl<A: From<String>, B: From<String>, S: Send + Sync> FromRequestParts<S> for Ids<A, B> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match Path::<(String, String)>::from_request_parts(parts, state).await {
            Ok(Path((first, second))) => Ok(Self(A::from(first), B::from(second))),
            Err(_) => Err(ApiError::malformed("The address is not valid: its ids cannot be decoded.")),
        }
    }
}

/// Query parameters, each at most once. Unknown ones are refused, so that a misspelt filter is not silently ignored.
pub struct Params {
    values: BTreeMap<String, String>,
    errors: Vec<FieldError>,
}

impl<S: Send + Sync> FromRequestParts<S> for Params {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        let mut params = Self { values: BTreeMap::new(), errors: Vec::new() };
        for (name, value) in form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()) {
            if params.values.insert(name.to_string(), value.into_owned()).is_some() {
                params.refuse(&name, "Give this parameter once.");
            }
        }
        Ok(params)
    }
}

impl Params {
    /// Notes what is wrong with a parameter.
    pub fn refuse(&mut self, field: &str, detail: impl Into<String>) {
        self.errors.push(FieldError { field: field.into(), detail: detail.into() });
    }

    /// The parameter, if given and not empty.
    pub fn text(&mut self, name: &str) -> Option<String> {
        self.values.remove(name).filter(|value| !value.is_empty())
    }

    /// The parameter as `read` reads it; `expected` says what it should be.
    pub fn read<T>(&mut self, name: &str, expected: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.text(name)?;
        let value = read(&text);
        if value.is_none() {
            self.refuse(name, expected);
        }
        value
    }

    /// A whole number.
    pub fn number(&mut self, name: &str) -> Option<u64> {
        self.read(name, "Give a whole number.", |text| text.parse().ok())
    }

    /// How many items a page has: 1 to 200, or `usual`.
    pub fn limit(&mut self, usual: u32) -> u32 {
        self.read("limit", "Give a number from 1 to 200.", |text| {
            text.parse().ok().filter(|limit| (1..=200).contains(limit))
        })
        .unwrap_or(usual)
    }

    /// Refuses the request if anything was wrong with its parameters or one was not asked for.
    pub fn finish(mut self) -> Result<(), ApiError> {
        for name in std::mem::take(&mut self.values).into_keys() {
            self.refuse(&name, "There is no such parameter here.");
        }
        if self.errors.is_empty() { Ok(()) } else { Err(ApiError::invalid(self.errors)) }
    }
}

/// A header's text, if it is given; refused when it is not text.
pub fn header_text(headers: &HeaderMap, name: &HeaderName) -> Result<Option<String>, ApiError> {
    let Some(value) = headers.get(name) else { return Ok(None) };
    let text = value.to_str().map_err(|_| ApiError::field(name.as_str(), "Give plain visible characters."))?;
    Ok(Some(text.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use axum::http::Request;
    use proptest::prelude::*;
    use serde_json::Value;
    use switchboard_api::requests::ConversationPatch;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), query in "[ -~]{0,60}") {
            let _read_or_refused = (parse::<Value>(&bytes), parse::<ConversationPatch>(&bytes));
            if let Ok(request) = Request::builder().uri(format!("/x?{}", query.replace(['#', ' '], ""))).body(()) {
                let (mut parts, ()) = request.into_parts();
                let read = futures_util::FutureExt::now_or_never(Params::from_request_parts(&mut parts, &()));
                let Some(Ok(mut params)) = read else { return Err(TestCaseError::fail("parameters are read at once")) };
                let _any = (params.number("after"), params.limit(50), params.text("q"));
                let _read_or_refused = params.finish();
            }
        }
    }
}
