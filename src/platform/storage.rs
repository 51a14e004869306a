//! What the device keeps: texts by key, in one IndexedDB store. A write is all or nothing, and counts as done only when
//! its transaction has completed. What the texts mean is not known here; failing is reported and never fatal.

use std::future::Future;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbTransaction, IdbTransactionMode};

use super::window;

const STORE: &str = "kept";
const VERSION: u32 = 1;

/// The device keeps nothing: forbidden, full, or broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the device keeps nothing")]
pub struct Refused;

impl From<JsValue> for Refused {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// An open store.
#[derive(Clone)]
pub struct Kept(IdbDatabase);

/// One write: everything in it happens, or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Write {
    /// Keys to forget; forgetting comes first.
    pub delete: Vec<String>,
    /// Texts to keep, replacing what has the same key.
    pub put: Vec<(String, String)>,
}

impl Write {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.delete.is_empty() && self.put.is_empty()
    }
}

/// Opens the database of this name, making it when it is not there.
pub async fn open(name: &str) -> Result<Kept, Refused> {
    let factory = window().and_then(|window| window.indexed_db().ok().flatten()).ok_or(Refused)?;
    let request = factory.open_with_u32(name, VERSION)?;
    let made = request.clone();
    let upgrade = Closure::<dyn FnMut()>::new(move || {
        if let Ok(database) = made.result().and_then(JsCast::dyn_into::<IdbDatabase>) {
            // Fails only when it exists, and then nothing is wanting.
            let _ = database.create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    JsFuture::from(opened(&request)).await?;
    let database: IdbDatabase = request.result()?.dyn_into()?;
    // Another page may delete the database or bring a newer form of it: let it.
    let close = Closure::once_into_js({
        let database = database.clone();
        move || database.close()
    });
    database.set_onversionchange(Some(close.unchecked_ref()));
    Ok(Kept(database))
}

impl Kept {
    /// All texts whose keys begin with `prefix` (not empty), by key.
    pub async fn read(&self, prefix: &str) -> Result<Vec<(String, String)>, Refused> {
        let (transaction, store) = self.transaction(IdbTransactionMode::Readonly)?;
        // Keys are text in UTF-16 order, and nothing sorts after this.
        let end = format!("{prefix}\u{ffff}");
        let range: JsValue = IdbKeyRange::bound(&JsValue::from_str(prefix), &JsValue::from_str(&end))?.into();
        let keys = store.get_all_keys_with_key(&range)?;
        let values = store.get_all_with_key(&range)?;
        JsFuture::from(completed(&transaction)).await?;
        let texts = |all: JsValue| js_sys::Array::from(&all).iter().map(|one| one.as_string()).collect::<Vec<_>>();
        let rows = texts(keys.result()?).into_iter().zip(texts(values.result()?));
        Ok(rows.filter_map(|(key, value)| key.zip(value)).collect())
    }

    /// Begins a write at once, before the answer is waited for; writes happen in the order in which they were begun.
    pub fn write(&self, write: &Write) -> impl Future<Output = Result<(), Refused>> + use<> {
        let begun = self.begin(write);
        async move {
            JsFuture::from(begun?).await?;
            Ok(())
        }
    }

    #[expect(
        deprecated,
        reason = "`commit` is marked so in web-sys only: the IndexedDB 3.0 standard and all browsers have it"
    )]
    fn begin(&self, write: &Write) -> Result<js_sys::Promise, Refused> {
        let (transaction, store) = self.transaction(IdbTransactionMode::Readwrite)?;
        let done = completed(&transaction);
        for key in &write.delete {
            store.delete(&JsValue::from_str(key))?;
        }
        for (key, value) in &write.put {
            store.put_with_key(&JsValue::from_str(value), &JsValue::from_str(key))?;
        }
        // At once, not when the requests have been answered: the page may be about to end, and then only what has begun
        // to commit is kept.
        transaction.commit()?;
        Ok(done)
    }

    fn transaction(&self, mode: IdbTransactionMode) -> Result<(IdbTransaction, IdbObjectStore), Refused> {
        let transaction = self.0.transaction_with_str_and_mode(STORE, mode)?;
        let store = transaction.object_store(STORE)?;
        Ok((transaction, store))
    }
}

fn opened(request: &IdbOpenDbRequest) -> js_sys::Promise {
    js_sys::Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
        request.set_onblocked(Some(&reject));
    })
}

fn completed(transaction: &IdbTransaction) -> js_sys::Promise {
    js_sys::Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onerror(Some(&reject));
        transaction.set_onabort(Some(&reject));
    })
}
