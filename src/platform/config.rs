//! Where the server is: beside the page, until a host page says otherwise. Nothing is fetched here.

/// Every request's address begins so; it is on the page's own origin.
pub const API_BASE: &str = "/api/v1";
