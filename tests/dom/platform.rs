//! Ids, times, sockets, locks and requests as this browser has them. What the app makes of them is not tested here.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use switchboard::platform::fetch::{self, Call};
use switchboard::platform::socket::{Happening, Socket};
use switchboard::platform::theme::{self, Theme};
use switchboard::platform::{clock, ids, intl, locks};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{pause, until};

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

#[wasm_bindgen_test]
fn ids_are_uuid_v7_and_grow() {
    let made: Vec<String> = (0..10_000).map(|_| ids::uuid_v7()).collect();
    assert!(made.windows(2).all(|pair| pair[0] < pair[1]), "each is greater than the one before");
    for id in [&made[0], &made[9_999]] {
        let parts: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{id}");
        assert_eq!(&id[14..15], "7", "{id} has version 7");
        assert!(matches!(&id[19..20], "8" | "9" | "a" | "b"), "{id} has variant 2");
        assert!(id.chars().all(|c| c == '-' || c.is_ascii_digit() || ('a'..='f').contains(&c)), "{id}");
    }
    let millis = i64::from_str_radix(&made[0].replace('-', "")[..12], 16).unwrap();
    assert!((clock::now_ms() - millis).abs() < 5_000);
    assert_ne!(ids::seed(), ids::seed());
}

#[wasm_bindgen_test]
fn a_list_shows_time_weekday_day_or_date() {
    let now = clock::now_ms();
    let today = intl::local_day(now);
    assert_eq!(intl::list_time(now, today), intl::time(now));
    assert!(intl::time(now).contains(':'), "{}", intl::time(now));
    let weekday = intl::list_time(now - 3 * DAY_MS, today);
    assert!(weekday.chars().all(char::is_alphabetic), "{weekday}");
    let long_ago = intl::list_time(1_000_000_000_000, today);
    assert!(long_ago.contains("2001") && long_ago.contains("Sep"), "{long_ago}");
    assert!(intl::day(1_000_000_000_000).contains("September"), "{}", intl::day(1_000_000_000_000));
    assert!(intl::full(1_000_000_000_000).contains("2001"));
    assert_eq!(intl::full(i64::MAX), "", "a time outside the calendar reads as nothing");
    assert_eq!(intl::count(1_234).chars().filter(char::is_ascii_digit).count(), 4);
}

#[wasm_bindgen_test]
fn days_turn_at_local_midnight() {
    let now = clock::now_ms();
    let midnight = (0..=25).map(|hours| now + hours * HOUR_MS).find(|at| intl::local_day(*at) > intl::local_day(now));
    assert!(midnight.is_some(), "a day has no more than 25 hours");
    assert_eq!(intl::local_day(now) - intl::local_day(now - 7 * DAY_MS), 7);
    assert_eq!(
        intl::local_day(now - now.rem_euclid(DAY_MS) + 12 * HOUR_MS),
        now.div_euclid(DAY_MS),
        "noon is far from any edge"
    );
}

#[wasm_bindgen_test]
async fn a_refused_socket_reports_its_end_once() {
    let seen = Rc::new(RefCell::new(Vec::new()));
    let socket = {
        let seen = Rc::clone(&seen);
        Socket::open("http://127.0.0.1:1/nobody-answers", move |happening| seen.borrow_mut().push(happening))
    };
    until(async || (!seen.borrow().is_empty()).then_some(())).await;
    pause(50).await;
    assert_eq!(*seen.borrow(), [Happening::Closed(1006)]);
    socket.send("lost");
    drop(socket);
}

#[wasm_bindgen_test]
async fn a_dropped_socket_is_silent() {
    let seen = Rc::new(Cell::new(0));
    for address in ["http://127.0.0.1:1/nobody-answers", "no address at all"] {
        let count = Rc::clone(&seen);
        drop(Socket::open(address, move |_| count.set(count.get() + 1)));
    }
    pause(200).await;
    assert_eq!(seen.get(), 0);
}

#[wasm_bindgen_test]
async fn an_alarm_may_replace_itself_and_be_called_off() {
    let calls = Rc::new(Cell::new(0));
    let slot = Rc::new(RefCell::new(None));
    fn again(calls: Rc<Cell<u32>>, slot: Rc<RefCell<Option<clock::Alarm>>>) {
        let (next_calls, next_slot) = (Rc::clone(&calls), Rc::clone(&slot));
        let alarm = clock::Alarm::after(1, move || {
            next_calls.set(next_calls.get() + 1);
            if next_calls.get() < 5 {
                again(next_calls, next_slot);
            }
        });
        *slot.borrow_mut() = Some(alarm);
    }
    again(Rc::clone(&calls), slot);
    until(async || (calls.get() == 5).then_some(())).await;
    let count = Rc::clone(&calls);
    drop(clock::Alarm::after(1, move || count.set(99)));
    pause(30).await;
    assert_eq!(calls.get(), 5);
}

#[wasm_bindgen_test]
async fn a_lock_passes_on_only_when_its_holder_is_done() {
    let name = ids::uuid_v7();
    let release = Rc::new(Cell::new(false));
    let order = Rc::new(RefCell::new(Vec::new()));
    let (first, done) = (Rc::clone(&order), Rc::clone(&release));
    assert!(locks::when_free(&name, move || async move {
        first.borrow_mut().push("first");
        until(async || done.get().then_some(())).await;
        first.borrow_mut().push("first is done");
    }));
    let second = Rc::clone(&order);
    assert!(locks::when_free(&name, move || async move { second.borrow_mut().push("second") }));
    until(async || locks::held().await.contains(&name).then_some(())).await;
    pause(50).await;
    assert_eq!(*order.borrow(), ["first"]);
    release.set(true);
    until(async || (order.borrow().len() == 3).then_some(())).await;
    assert_eq!(*order.borrow(), ["first", "first is done", "second"]);
}

#[wasm_bindgen_test]
async fn an_answer_is_an_answer_whatever_its_status() {
    let call = Call { method: "GET", url: "/nobody-answers", headers: &[], body: None, cookies: true };
    let reply = fetch::send(call).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(reply.status, 404);
    let call = Call { method: "GET", url: "http://127.0.0.1:1/", headers: &[], body: None, cookies: true };
    assert_eq!(fetch::send(call).await.err(), Some(fetch::Error::Unreachable));
    assert_eq!(fetch::encode("a/b c&d"), "a%2Fb%20c%26d");
}

#[wasm_bindgen_test]
fn colours_are_remembered() {
    theme::choose(Theme::Dark);
    assert_eq!(theme::chosen(), Theme::Dark);
    theme::choose(Theme::System);
    assert_eq!(theme::chosen(), Theme::System);
}
