//! The device's storage: what is written is there after opening again, and a write is all or nothing. What the app
//! keeps in it is tested in `store`.

use switchboard::platform::ids;
use switchboard::platform::storage::{self, Write};
use wasm_bindgen_test::wasm_bindgen_test;

fn put(key: &str, value: &str) -> Write {
    Write { put: vec![(key.to_owned(), value.to_owned())], ..Write::default() }
}

fn pair(key: &str, value: &str) -> (String, String) {
    (key.to_owned(), value.to_owned())
}

#[wasm_bindgen_test]
async fn what_is_written_is_there_after_opening_again() {
    let name = ids::uuid_v7();
    let kept = storage::open(&name).await.unwrap();
    kept.write(&put("op/a/1", "one")).await.unwrap();
    kept.write(&put("op/a/2", "two")).await.unwrap();
    kept.write(&put("op/b/3", "drei ✓ 🎈")).await.unwrap();
    kept.write(&put("draft/1", "text")).await.unwrap();
    kept.write(&put("op/a/1", "changed")).await.unwrap();
    drop(kept);
    let kept = storage::open(&name).await.unwrap();
    assert_eq!(
        kept.read("op/").await.unwrap(),
        [pair("op/a/1", "changed"), pair("op/a/2", "two"), pair("op/b/3", "drei ✓ 🎈")]
    );
    assert_eq!(kept.read("op/a/").await.unwrap(), [pair("op/a/1", "changed"), pair("op/a/2", "two")]);
    assert_eq!(kept.read("none/").await.unwrap(), []);
}

#[wasm_bindgen_test]
async fn one_write_deletes_and_puts() {
    let kept = storage::open(&ids::uuid_v7()).await.unwrap();
    kept.write(&put("op/dead/1", "one")).await.unwrap();
    let moved = Write { delete: vec!["op/dead/1".to_owned()], put: vec![pair("op/mine/1", "one")] };
    kept.write(&moved).await.unwrap();
    assert_eq!(kept.read("op/").await.unwrap(), [pair("op/mine/1", "one")]);
}

#[wasm_bindgen_test]
async fn writes_happen_in_the_order_they_were_begun() {
    let kept = storage::open(&ids::uuid_v7()).await.unwrap();
    let writes: Vec<_> = (0..50).map(|number| kept.write(&put("draft/1", &number.to_string()))).collect();
    for write in writes.into_iter().rev() {
        write.await.unwrap();
    }
    assert_eq!(kept.read("draft/").await.unwrap(), [pair("draft/1", "49")]);
}
