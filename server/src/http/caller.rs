//! Who is calling: a bearer token, or the session cookie together with a check of where the request comes from.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use switchboard_api::AgentId;

use super::problem::ApiError;
use crate::app::App;
use crate::clock;
use crate::config::Config;
use crate::db::accounts::Embedded;
use crate::db::within;
use crate::domain::accounts;

const COOKIE: &str = "switchboard_session";
const SIGNED_IN: &str = "switchboard_signed_in";
/// Browsers take a cookie of this name only over TLS, for the whole host and no other.
const SECURE_COOKIE: &str = "__Host-switchboard_session";

/// A signed-in agent.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Who.
    pub agent: AgentId,
    /// The fingerprint of the token they used.
    pub token: Vec<u8>,
    /// Whether a portal's key made that token.
    pub embedded: bool,
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let token = match bearer(&parts.headers) {
            Some(token) => token.to_owned(),
            None => {
                let token = cookie(&parts.headers, &app.config).ok_or_else(ApiError::unauthorized)?.to_owned();
                if !is_safe(&parts.method) && !is_own(&parts.headers, &app.config) {
                    return Err(foreign());
                }
                token
            }
        };
        let token = accounts::fingerprint(&token);
        let key = token.clone();
        let signed_in = app.db.read(move |db| db.signed_in(&key, clock::now())).await?;
        let signed_in = signed_in.ok_or_else(ApiError::unauthorized)?;
        let embedded = signed_in.embedded.is_some();
        if let Some(embedded) = signed_in.embedded {
            lent_to(&embedded, &parts.headers, &app.config)?;
            within::confine(embedded.space)?;
        }
        match is_safe(&parts.method) {
            true => app.limits.read(&signed_in.agent)?,
            false => app.limits.write(&signed_in.agent)?,
        }
        Ok(Self { agent: signed_in.agent, token, embedded })
    }
}

impl Caller {
    /// Refuses what somebody may only do who signed in themselves: what a portal was lent cannot be used to take over.
    pub fn in_person(&self) -> Result<(), ApiError> {
        if self.embedded {
            let detail = "Sign in yourself to do this: it cannot be done with an embed token.";
            return Err(ApiError::new(StatusCode::FORBIDDEN, "forbidden", "Not allowed", detail));
        }
        Ok(())
    }
}

/// Whether requests of this method change nothing.
fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// The token in the header for it.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The token in the session cookie. Over TLS only the cookie that nobody but this host can have set counts.
pub fn cookie<'h>(headers: &'h HeaderMap, config: &Config) -> Option<&'h str> {
    let expected = if is_https(headers, config) { SECURE_COOKIE } else { COOKIE };
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == expected).map(|(_, value)| value)
}

/// The headers that hand the browser its session: the token, which no script can read, and a mark that there is one,
/// which holds no secret and spares the page a question that would only be refused.
pub fn set_cookies(headers: &HeaderMap, config: &Config, token: &str, max_age_s: i64) -> [String; 2] {
    let secure = is_https(headers, config);
    let (name, secure) = if secure { (SECURE_COOKIE, "; Secure") } else { (COOKIE, "") };
    let rest = format!("Path=/; Max-Age={max_age_s}; SameSite=Strict{secure}");
    [format!("{name}={token}; HttpOnly; {rest}"), format!("{SIGNED_IN}=1; {rest}")]
}

/// Whether the browser came over TLS, to a proxy in front of the server.
pub fn is_https(headers: &HeaderMap, config: &Config) -> bool {
    let by_address = config.public_url.as_deref().is_some_and(|url| url.starts_with("https://"));
    let forwarded = headers.get("x-forwarded-proto").and_then(|proto| proto.to_str().ok());
    by_address || (config.behind_proxy && forwarded == Some("https"))
}

/// The origin of the page that sent the request.
pub fn origin(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok())
}

/// Refuses a portal's token that comes from a page of neither this server nor the portal: it was taken along.
fn lent_to(embedded: &Embedded, headers: &HeaderMap, config: &Config) -> Result<(), ApiError> {
    match origin(headers).filter(|origin| embedded.origins.iter().any(|allowed| allowed == origin)) {
        Some(_) => Ok(()),
        None => same_site(headers, config),
    }
}

/// Whether the server's own pages sent the request: its origin is the host that was called, or the address that people use.
/// Without an origin, a browser that says it comes from elsewhere did not. Only from here do cookies count.
pub fn is_own(headers: &HeaderMap, config: &Config) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if !headers.contains_key(header::ORIGIN) {
        let site = headers.get("sec-fetch-site");
        return site.is_none_or(|site| matches!(site.as_bytes(), b"same-origin" | b"none"));
    }
    let Some((scheme, name)) = origin(headers).and_then(|origin| origin.split_once("://")) else { return false };
    let host = text(header::HOST).unwrap_or_default();
    let is_host = !host.is_empty() && name.eq_ignore_ascii_case(host);
    // Over TLS, the same name without it may be anybody on the way.
    let is_host = is_host && (scheme == "https" || !is_https(headers, config));
    is_host || config.public_url.as_deref().is_some_and(|url| Some(url.trim_end_matches('/')) == origin(headers))
}

/// Refuses what a page of neither this server nor an origin that may call made a browser send.
pub fn same_site(headers: &HeaderMap, config: &Config) -> Result<(), ApiError> {
    let allowed = is_own(headers, config) || origin(headers).is_some_and(|origin| config.allows(origin));
    if allowed { Ok(()) } else { Err(foreign()) }
}

fn foreign() -> ApiError {
    ApiError::new(
        StatusCode::FORBIDDEN,
        "foreign-origin",
        "Not allowed from this site",
        "This request came from another site. Start the server with --allow-origin and that site's address if it should be allowed to call with a token.",
    )
}

/// The network address of the caller, for limits and the audit log.
pub struct Peer(pub String);

impl FromRequestParts<Arc<App>> for Peer {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Self::Rejection> {
        let forwarded = app.config.behind_proxy.then(|| forwarded_for(&parts.headers)).flatten();
        let direct = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Ok(Self(forwarded.or(direct).map(|ip| ip.to_canonical().to_string()).unwrap_or_default()))
    }
}

/// The last address of the last such header, which is the one that our own proxy saw; earlier ones are whatever the client
/// wrote.
fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?.rsplit(',').next()?.trim();
    last.parse().ok().or_else(|| Some(last.parse::<SocketAddr>().ok()?.ip()))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    fn headers(pairs: &[(&'static str, &[u8])]) -> HeaderMap {
        let valid = pairs.iter().filter_map(|(name, value)| Some((*name, HeaderValue::from_bytes(value).ok()?)));
        valid.map(|(name, value)| (axum::http::HeaderName::from_static(name), value)).collect()
    }

    #[test]
    fn over_tls_only_the_cookie_counts_that_nobody_else_can_have_set() {
        let mut config = Config::new("data".into());
        let both = headers(&[("cookie", b"a=b; switchboard_session=plain; __Host-switchboard_session=secure")]);
        assert_eq!(cookie(&both, &config), Some("plain"));
        config.public_url = Some("https://inbox.example".into());
        assert_eq!(cookie(&both, &config), Some("secure"));
        assert_eq!(cookie(&headers(&[("cookie", b"switchboard_session=plain")]), &config), None);
    }

    #[test]
    fn whoever_comes_through_a_proxy_is_whom_the_proxy_saw() {
        let seen = |values: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append("x-forwarded-for", HeaderValue::from_static(value));
            }
            forwarded_for(&headers).map(|ip| ip.to_string())
        };
        let proxied = Some("203.0.113.7".to_owned());
        assert_eq!(seen(&["203.0.113.7"]), proxied);
        assert_eq!(seen(&["198.51.100.1, 203.0.113.7"]), proxied);
        // Some proxies add a line of their own, some the port.
        assert_eq!(seen(&["198.51.100.1", "203.0.113.7:50123"]), proxied);
        assert_eq!(seen(&["[2001:db8::1]:443"]).as_deref(), Some("2001:db8::1"));
        assert_eq!(seen(&["203.0.113.7, whatever"]), None);
        assert_eq!(seen(&[]), None);
    }

    #[test]
    fn over_tls_the_same_host_without_it_is_another_site() {
        let mut config = Config::new("data".into());
        let page = |origin: &'static str| headers(&[("origin", origin.as_bytes()), ("host", b"inbox.example")]);
        assert!(is_own(&page("http://inbox.example"), &config));
        config.public_url = Some("https://inbox.example/".into());
        assert!(is_own(&page("https://inbox.example"), &config));
        assert!(!is_own(&page("http://inbox.example"), &config));
        assert!(!is_own(&page("null"), &config));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_header_breaks_the_reading_or_passes_for_our_origin(
            origin in proptest::collection::vec(any::<u8>(), 0..40), host in "[a-z.:0-9]{0,20}", other in "\\PC{0,30}",
            cookies in proptest::collection::vec(any::<u8>(), 0..60), evil in "https?://[a-z]{1,9}\\.example(:[0-9]{1,4})?/?",
        ) {
            let config = Config::new("data".into());
            let odd = headers(&[("origin", &origin), ("host", host.as_bytes()), ("cookie", &cookies), ("authorization", &cookies)]);
            let _any = (cookie(&odd, &config), bearer(&odd), is_https(&odd, &config));
            if same_site(&odd, &config).is_ok() && odd.contains_key("origin") {
                let ours = format!("://{host}");
                prop_assert!(!host.is_empty() && origin.to_ascii_lowercase().ends_with(ours.as_bytes()));
            }
            let foreign = headers(&[("origin", evil.as_bytes()), ("host", b"inbox.test"), ("sec-fetch-site", other.as_bytes())]);
            prop_assert!(same_site(&foreign, &config).is_err());
        }
    }
}
