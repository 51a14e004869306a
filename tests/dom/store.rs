//! The store in a browser: bursts of frames, and unconfirmed commands that a dead tab left behind. What the core does
//! with either is tested in the model.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use leptos::prelude::*;
use switchboard::client::Api;
use switchboard::platform::storage::{self, Write};
use switchboard::platform::{ids, locks};
use switchboard::store::Store;
use switchboard_api::{ServerFrame, Timestamp};
use switchboard_model::{Input, Intent};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{kept_op, pause, until};

fn store() -> Store {
    // Signals belong to an owner; the app's own one is made when it mounts.
    let owner = Owner::new();
    owner.set();
    std::mem::forget(owner);
    Store::new(Api::new("/nobody-answers"))
}

/// How often the state changes from here on.
fn updates(store: Store) -> Arc<AtomicU32> {
    let count = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&count);
    let every = store.select(move |_| counter.fetch_add(1, Ordering::Relaxed));
    std::mem::forget(ImmediateEffect::new(move || {
        every.get();
    }));
    count.store(0, Ordering::Relaxed);
    count
}

fn ping() -> ServerFrame {
    ServerFrame::Ping { now: Timestamp::from_millis(0) }
}

#[wasm_bindgen_test]
async fn a_burst_of_frames_is_one_update() {
    let store = store();
    let count = updates(store);
    for _ in 0..100 {
        store.receive(ping());
    }
    assert_eq!(count.load(Ordering::Relaxed), 0, "frames wait for the next drawing");
    until(async || (count.load(Ordering::Relaxed) > 0).then_some(())).await;
    pause(150).await;
    assert_eq!(count.load(Ordering::Relaxed), 1);
}

#[wasm_bindgen_test]
async fn an_intent_does_not_wait_and_takes_the_frames_along() {
    let store = store();
    let count = updates(store);
    store.receive(ping());
    store.intent(Intent::AtEnd(true));
    assert_eq!(count.load(Ordering::Relaxed), 1);
    pause(150).await;
    assert_eq!(count.load(Ordering::Relaxed), 1, "nothing was left for the next drawing");
}

#[wasm_bindgen_test]
async fn commands_of_a_dead_tab_are_taken_over_and_those_of_a_living_one_are_not() {
    let kept = storage::open("switchboard").await.unwrap();
    let (dead, living) = (ids::uuid_v7(), ids::uuid_v7());
    assert!(locks::hold(&format!("switchboard-tab-{living}")).await);
    let row = |tab: &str, id: &str| (format!("op/{tab}/{id}"), kept_op(id));
    let put = vec![row(&dead, "o1"), row(&dead, "o2"), row(&living, "o3")];
    let unreadable = (format!("op/{dead}/o4"), "from another version".to_owned());
    kept.write(&Write { put: [put, vec![unreadable.clone()]].concat(), delete: Vec::new() }).await.unwrap();

    store().start();
    let ids_of = async |tab: &str| -> Vec<String> {
        let rows = kept.read("op/").await.unwrap();
        rows.iter().filter_map(|(key, _)| key.strip_prefix(&format!("op/{tab}/"))).map(str::to_owned).collect()
    };
    until(async || (ids_of(&dead).await == ["o4"]).then_some(())).await;
    assert_eq!(ids_of(&living).await, ["o3"]);
    let rows = kept.read("op/").await.unwrap();
    let moved: Vec<_> = rows.iter().filter(|(key, _)| !key.contains(&dead) && !key.contains(&living)).collect();
    assert_eq!(moved.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(), [kept_op("o1"), kept_op("o2")]);
    let all = rows.iter().map(|(key, _)| key.clone()).collect();
    kept.write(&Write { delete: all, put: Vec::new() }).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_store_that_nobody_looks_at_still_works() {
    let store = store();
    store.dispatch(Input::Online(false));
    store.dispatch(Input::Online(true));
    assert!(!store.is_ready(), "nothing was restored: it was not started");
}
