//! Where the app's files are, where the server is, and what the house is called: from the page, and from config.json, which
//! src/start.js has read by the time anybody asks. What a server is asked is not known here.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Url;

use super::window;

const SETTINGS: &str = "switchboardSettings";
const USUAL_API: &str = "api/v1";

/// What whoever serves the app says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What every address of the API begins with, without a slash at the end.
    pub api: String,
    /// Whether that is another origin than the page's own.
    pub foreign: bool,
    /// What the house calls the app, where it does.
    pub name: Option<String>,
    /// The address of its picture.
    pub logo: Option<String>,
}

/// Reads the settings; what they do not say is as usual.
pub async fn settings() -> Settings {
    let told = match window().and_then(|window| js_sys::Reflect::get(&window, &SETTINGS.into()).ok()) {
        Some(promise) => match promise.dyn_into::<js_sys::Promise>() {
            Ok(promise) => JsFuture::from(promise).await.unwrap_or(JsValue::NULL),
            Err(_) => JsValue::NULL,
        },
        None => JsValue::NULL,
    };
    let branding = field(&told, "branding").unwrap_or(JsValue::NULL);
    let resolve = |address: &str| Url::new_with_base(address, &base()).ok();
    let text = |object: &JsValue, name: &str| field(object, name).and_then(|value| value.as_string());
    let api = text(&told, "api").and_then(|api| resolve(&api)).or_else(|| resolve(USUAL_API));
    let own = window().and_then(|window| window.location().origin().ok());
    let foreign = api.as_ref().is_some_and(|api| Some(api.origin()) != own);
    let api = api.map_or_else(|| format!("/{USUAL_API}"), |api| api.href());
    Settings {
        api: api.trim_end_matches('/').to_owned(),
        foreign,
        name: text(&branding, "name").filter(|name| !name.trim().is_empty()),
        logo: text(&branding, "logo").and_then(|logo| resolve(&logo)).map(|logo| logo.href()),
    }
}

fn field(object: &JsValue, name: &str) -> Option<JsValue> {
    // Fails for what is no object, such as settings that were not found.
    js_sys::Reflect::get(object, &JsValue::from_str(name)).ok()
}

/// The folder of the app's files, as an address that ends with a slash: where the page's script came from, or else the root.
pub fn base() -> String {
    let document = window().and_then(|window| window.document());
    let script = document.and_then(|document| document.query_selector("script[type=module][src]").ok().flatten());
    let source = script.and_then(|script| script.get_attribute("src")).unwrap_or_default();
    let here = window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let folder = Url::new_with_base(source.rfind('/').and_then(|end| source.get(..=end)).unwrap_or("/"), &here);
    folder.map_or_else(|_| "/".to_owned(), |folder| folder.href())
}

/// What the addresses of the app's screens begin with. Whoever serves the page for all of them says so in it, and they are
/// paths; of any other server they are what follows the `#`, which no server sees.
pub fn addresses() -> String {
    let root = window().and_then(|window| window.document()).and_then(|document| document.document_element());
    let are_paths = root.is_some_and(|root| root.get_attribute("data-addresses").as_deref() == Some("path"));
    let folder = Url::new(&base()).map(|folder| folder.pathname()).unwrap_or_default();
    if are_paths { folder.trim_end_matches('/').to_owned() } else { format!("{folder}#") }
}
