//! How answers and refusals come back from a server, and the answer that the page asks for before the app runs.

use switchboard::client::{Api, Error, requests};
use switchboard_api::SpaceId;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

fn page_has_asked(answer: &str) {
    let window: JsValue = web_sys::window().unwrap().into();
    let promise = js_sys::eval(&format!("Promise.resolve({answer})")).unwrap();
    js_sys::Reflect::set(&window, &JsValue::from_str("switchboardBootstrap"), &promise).unwrap();
}

#[wasm_bindgen_test]
async fn a_refusal_without_a_problem_document_becomes_one() {
    let error = Api::new("/nobody-answers").ask(requests::events(&SpaceId::from("s/1"), 7)).await.unwrap_err();
    let Error::Refused { problem, retry_after_ms } = error else { panic!("{error}") };
    assert_eq!((problem.status, retry_after_ms), (404, None));
    assert!(!problem.detail.is_empty());
}

#[wasm_bindgen_test]
async fn the_early_answer_is_taken_once() {
    let problem = r#"JSON.stringify({type: "/problems/unauthenticated", title: "Sign in", status: 401})"#;
    page_has_asked(&format!("{{status: 401, body: {problem}}}"));
    let api = Api::new("/nobody-answers");
    let first = api.ask(requests::session(Some(SpaceId::from("s1")))).await.unwrap_err();
    assert!(matches!(&first, Error::Refused { problem, .. } if problem.title == "Sign in"), "{first}");
    let second = api.ask(requests::session(None)).await.unwrap_err();
    assert!(matches!(&second, Error::Refused { problem, .. } if problem.status == 404), "{second}");
}

#[wasm_bindgen_test]
async fn an_early_answer_that_never_came_is_asked_for_again() {
    page_has_asked("null");
    let error = Api::new("/nobody-answers").ask(requests::session(None)).await.unwrap_err();
    assert!(matches!(&error, Error::Refused { problem, .. } if problem.status == 404), "{error}");
}
