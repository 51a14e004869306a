//! What several tests need: waiting for the browser, and looking until something is so. Nothing is asserted here.

use js_sys::Promise;
use switchboard::platform::clock::{self, Alarm};
use switchboard_api::{Command, ConversationId, ReadPosition, Timestamp};
use wasm_bindgen_futures::JsFuture;

/// Lets the browser work for so many milliseconds.
pub async fn pause(ms: i64) {
    let mut alarm = None;
    let over = Promise::new(&mut |resolve, _| {
        alarm = Some(Alarm::after(ms, move || drop(resolve.call0(&wasm_bindgen::JsValue::NULL))));
    });
    JsFuture::from(over).await.unwrap();
}

/// Looks again and again, for five seconds at most, until there is something to see.
pub async fn until<T>(mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let end = clock::now_ms() + 5_000;
    loop {
        if let Some(seen) = look().await {
            return seen;
        }
        assert!(clock::now_ms() < end, "it did not come about within five seconds");
        pause(10).await;
    }
}

/// Some command.
pub fn command(conversation: &str) -> Command {
    Command::Read { conversation: ConversationId::from(conversation), read: ReadPosition::default() }
}

/// The text under which a command is kept.
pub fn kept_op(id: &str) -> String {
    let at = Timestamp::from_millis(1_772_357_400_007);
    let command = serde_json::to_string(&command("c1")).unwrap();
    format!(r#"{{"id":"{id}","agent":"a1","at":"{at}","command":{command}}}"#)
}
