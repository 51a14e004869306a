//! What browsers report: that a page's Content-Security-Policy stopped something. Only the rule and the site that it is
//! about go to the log, never addresses in full or samples: those may hold what somebody wrote.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::body::Raw;
use super::caller::Peer;
use super::problem::ApiError;
use crate::app::App;

/// More reports than these in one request are not looked at.
const AT_ONCE: usize = 20;
/// The longest site that is named, in bytes: names of hosts are no longer.
const MAX_SITE: usize = 270;
/// What a browser may say instead of an address.
const WORDS: [&str; 6] = ["inline", "eval", "wasm-eval", "data", "blob", "trusted-types-sink"];

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::default().routes(routes!(take))
}

/// What browsers report
///
/// That a page's Content-Security-Policy stopped something. Servers that serve no pages need not answer this.
#[utoipa::path(
    post, path = "/reports", tag = "Administration", operation_id = "report", security(()),
    request_body(content(("application/reports+json"), ("application/csp-report"))),
    responses(
        (status = 204, description = "Taken"),
        (status = 415, description = "`unsupported-media-type`: only browsers report here"),
        (status = 429, description = "`too-many` reports"),
    )
)]
async fn take(
    State(app): State<Arc<App>>,
    Peer(peer): Peer,
    headers: HeaderMap,
    Raw(body): Raw,
) -> Result<Response, ApiError> {
    app.limits.report(&peer)?;
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !matches!(kind.split(';').next(), Some("application/reports+json" | "application/csp-report")) {
        let detail = "Only browsers report here, as application/reports+json or application/csp-report.";
        let title = "Not a report";
        return Err(ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", title, detail));
    }
    let reports = serde_json::from_slice(&body).map_err(|_| ApiError::malformed("The body is not valid JSON."))?;
    for (rule, blocked) in stopped(&reports) {
        tracing::warn!(rule, blocked, "a browser stopped what the page's policy does not allow");
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The rule and the site of each report, in both spellings that browsers have.
fn stopped(reports: &Value) -> Vec<(String, String)> {
    let one = |report: &Value, rule: &str, blocked: &str| {
        let text = |name: &str| report.get(name).and_then(Value::as_str).unwrap_or_default();
        (rule_of(text(rule)), site_of(text(blocked)))
    };
    match reports {
        Value::Array(all) => {
            let bodies = all.iter().take(AT_ONCE).filter_map(|report| report.get("body"));
            bodies.map(|body| one(body, "effectiveDirective", "blockedURL")).collect()
        }
        other => {
            other.get("csp-report").map(|body| one(body, "effective-directive", "blocked-uri")).into_iter().collect()
        }
    }
}

fn rule_of(text: &str) -> String {
    let plain = text.len() <= 40 && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    if plain { text.to_owned() } else { "another".to_owned() }
}

fn site_of(text: &str) -> String {
    if WORDS.contains(&text) {
        return text.to_owned();
    }
    let url = reqwest::Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let site = url.map(|url| url.origin().ascii_serialization()).filter(|site| site.len() <= MAX_SITE);
    site.unwrap_or_else(|| "elsewhere".to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_the_rule_and_the_site_are_kept() {
        let modern = json!([{ "type": "csp-violation", "url": "https://inbox.example/s/home?q=secret", "body": {
            "effectiveDirective": "img-src", "blockedURL": "https://evil.example/p.png?secret", "sample": "secret" } }]);
        let older = json!({ "csp-report": { "effective-directive": "script-src-elem", "blocked-uri": "inline",
            "document-uri": "https://inbox.example/s/home?q=secret", "script-sample": "secret" } });
        let odd = json!([{ "body": { "effectiveDirective": "secret\n", "blockedURL": "secret" } }, { "body": 5 }, 7]);
        let pairs = |pairs: &[(&str, &str)]| -> Vec<_> {
            pairs.iter().map(|(rule, site)| ((*rule).to_owned(), (*site).to_owned())).collect()
        };
        assert_eq!(stopped(&modern), pairs(&[("img-src", "https://evil.example")]));
        assert_eq!(stopped(&older), pairs(&[("script-src-elem", "inline")]));
        assert_eq!(stopped(&odd), pairs(&[("another", "elsewhere"), ("", "elsewhere")]));
        let long = json!({ "csp-report": { "blocked-uri": format!("https://{}.example/", "a".repeat(300)) } });
        assert_eq!(stopped(&long), pairs(&[("", "elsewhere")]));
        assert_eq!(stopped(&json!(null)), []);
        assert_eq!(stopped(&Value::Array(vec![modern[0].clone(); 1_000])).len(), AT_ONCE);
    }
}
