//! How answers and refusals come back from a server, and the answer that the page asks for before the app runs.

use switchboard::client::{Api, Error, requests};
use switchboard_api::SpaceId;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

fn page_has_asked(path: &str, answer: &str) {
    let window: JsValue = web_sys::window().unwrap().into();
    let asked = js_sys::eval(&format!("new Map([['{path}', Promise.resolve({answer})]])")).unwrap();
    js_sys::Reflect::set(&window, &JsValue::from_str("switchboardEarly"), &asked).unwrap();
}

#[wasm_bindgen_test]
async fn a_refusal_without_a_problem_document_becomes_one() {
    let error = Api::new("/nobody-answers").ask(requests::events(&SpaceId::from("s/1"), 7)).await.unwrap_err();
    let Error::Refused { problem, retry_after_ms } = error else { panic!("{error}") };
    assert_eq!((problem.status, retry_after_ms), (404, None));
    assert!(!problem.detail.is_empty());
}

#[wasm_bindgen_test]
async fn an_early_answer_is_taken_once_and_by_its_own_question() {
    let problem = r#"JSON.stringify({type: "/problems/unauthenticated", title: "Sign in", status: 401})"#;
    page_has_asked("/session?space=s1", &format!("{{status: 401, body: {problem}}}"));
    let api = Api::new("/nobody-answers");
    let asks = async |space: Option<&str>| match api.ask(requests::session(space.map(SpaceId::from))).await {
        Err(Error::Refused { problem, .. }) => (problem.status, problem.title),
        other => panic!("{other:?}"),
    };
    assert_eq!(asks(Some("s2")).await.0, 404);
    assert_eq!(asks(None).await.0, 404);
    assert_eq!(asks(Some("s1")).await, (401, "Sign in".to_owned()));
    assert_eq!(asks(Some("s1")).await.0, 404);
}

#[wasm_bindgen_test]
async fn an_early_answer_that_never_came_is_asked_for_again() {
    page_has_asked("/session", "null");
    let error = Api::new("/nobody-answers").ask(requests::session(None)).await.unwrap_err();
    assert!(matches!(&error, Error::Refused { problem, .. } if problem.status == 404), "{error}");
}
