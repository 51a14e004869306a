//! The socket and its polling twin: replay, reset, order, numbers, and how sockets end.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;
use switchboard_api::{Change, ServerFrame};

use crate::support::{Socket, TestApp, soon};

#[tokio::test]
async fn a_cut_socket_gets_all_it_missed_once_and_in_order() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    let mut socket = ada.listen("home", 0).await;
    assert_eq!(socket.until_ready().await, (vec![], 0));
    app.customer("+15550111", "m0", "zero").await;
    assert_eq!(socket.event().await.seq, 1);
    drop(socket);
    for number in 1..=20 {
        app.customer("+15550111", &format!("m{number}"), "more").await;
    }
    let mut socket = ada.listen("home", 1).await;
    let (events, ready) = socket.until_ready().await;
    assert_eq!(ready, 21);
    let numbers: Vec<_> = events.iter().map(|event| (event.prev, event.seq)).collect();
    assert_eq!(numbers, (2..=21).map(|seq| (seq - 1, seq)).collect::<Vec<_>>());
    app.customer("+15550111", "m21", "live").await;
    let event = socket.event().await;
    assert_eq!((event.prev, event.seq), (21, 22));
    // Applying them all gives what a fresh reading gives.
    let Change::ConversationChanged { conversation, read, .. } = event.change else { panic!() };
    let row = ada.timeline(conversation.id.as_str()).await.row;
    assert_eq!((&row.conversation, row.read), (&conversation, read));
}

#[tokio::test]
async fn polling_gives_the_same_as_the_socket() {
    let app = TestApp::start().await;
    let (al, bo) = (app.agent("al").await, app.agent("bo").await);
    let conversation = app.customer("+15550111", "m1", "hello").await;
    for number in 0..10 {
        bo.note("sales-only", &format!("h{number}"), "hidden").await.ok();
        al.note(&conversation, &format!("n{number}"), "shown").await.ok();
        bo.read(&conversation, number).await.ok();
        al.read(&conversation, number).await.ok();
    }
    for agent in [&al, &bo] {
        let mut socket = agent.listen("home", 0).await;
        let (events, ready) = socket.until_ready().await;
        let page = agent.events("home", 0).await;
        assert_eq!(page.events, events);
        assert_eq!((page.seq, page.more, page.reset), (ready, false, false));
        assert_eq!(page.counts, Some(agent.session().await.counts));
    }
}

#[tokio::test]
async fn long_logs_are_polled_in_pages() {
    let app = TestApp::start().await;
    let al = app.agent("al").await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    for number in 0..600 {
        al.read(&conversation, number % 2).await.ok();
    }
    let first = al.events("home", 0).await;
    assert_eq!((first.events.len(), first.more, first.counts.is_none()), (500, true, true));
    let second = al.events("home", first.seq).await;
    assert!(!second.more && second.counts.is_some());
    let numbers: Vec<_> = first.events.iter().chain(&second.events).map(|event| event.seq).collect();
    assert_eq!(numbers, (1..=second.seq).collect::<Vec<_>>());
    // And a socket replays them in one go.
    let (events, ready) = al.listen("home", 0).await.until_ready().await;
    assert_eq!((events.len() as u64, ready), (second.seq, second.seq));
}

#[tokio::test]
async fn what_the_log_does_not_reach_is_reset() {
    let app = TestApp::start_with(|config| {
        config.log_ms = -1_000;
        config.log_events = 5;
    })
    .await;
    let ada = app.agent("ada").await;
    for number in 0..12 {
        app.customer("+15550111", &format!("m{number}"), "hello").await;
    }
    // Old events are removed when the server starts, and from time to time.
    let app = app.restart().await;
    let ada = ada.at(&app);
    soon("the log to be pruned", async {
        while !ada.events("home", 0).await.reset {
            tokio::task::yield_now().await;
        }
    })
    .await;
    for after in [0, 6, 13, 99] {
        let mut socket = ada.listen("home", after).await;
        assert_eq!(socket.next().await, Ok(ServerFrame::Reset), "{after}");
        assert_eq!(socket.closed_with().await, Some(1000));
        let page = ada.events("home", after).await;
        assert!(page.reset && page.events.is_empty() && !page.more, "{after}");
        assert_eq!(page.seq, 12);
    }
    for after in [7, 11, 12] {
        let (events, ready) = ada.listen("home", after).await.until_ready().await;
        assert_eq!((events.len() as u64, ready), (12 - after, 12));
        assert!(!ada.events("home", after).await.reset);
    }
}

#[tokio::test]
async fn numbers_follow_what_happens() {
    let app = TestApp::start().await;
    let al = app.agent("al").await;
    let mut socket = al.listen("home", 0).await;
    socket.until_ready().await;
    for number in 0..5 {
        app.customer(&format!("+1555030{number}"), &format!("m{number}"), "hello").await;
    }
    let expected = al.session().await.counts;
    assert_eq!(expected.views[&switchboard_api::View::Inbox].unread, 5);
    soon("the numbers", async {
        loop {
            match socket.next().await {
                Ok(ServerFrame::Counts { counts }) if counts == expected => break,
                Ok(_) => {}
                Err(code) => panic!("closed with {code:?}"),
            }
        }
    })
    .await;
}

#[tokio::test]
async fn silent_sockets_are_pinged_and_then_closed() {
    let app = TestApp::start_with(|config| {
        config.ping_interval = Duration::from_millis(100);
        config.silence = Duration::from_secs(2);
        config.hello_within = Duration::from_secs(2);
    })
    .await;
    let ada = app.agent("ada").await;
    let mut answers = ada.listen("home", 0).await;
    let mut pings = 0;
    while pings < 30 {
        match answers.next().await {
            Ok(ServerFrame::Ping { .. }) => {
                answers.say("{\"t\":\"pong\"}").await;
                pings += 1;
            }
            Ok(_) => {}
            Err(code) => panic!("closed with {code:?}"),
        }
    }
    assert_eq!(ada.listen("home", 0).await.closed_with().await, Some(1008));
    assert_eq!(Socket::open(app.address).await.closed_with().await, Some(4001), "no hello");
}

#[tokio::test]
async fn what_is_no_frame_ends_the_socket_without_detail() {
    let app = TestApp::start().await;
    let ada = app.agent("ada").await;
    let big = format!("{{\"t\":\"pong\",\"x\":\"{}\"}}", "x".repeat(70_000));
    let hello = json!({ "t": "hello", "token": ada.token, "space": "home", "after": 0 }).to_string();
    for frame in ["", "{", "null", "{\"t\":\"drop\"}", "{\"t\":\"pong\",\"x\":1}", &big, &hello] {
        let mut socket = ada.listen("home", 0).await;
        socket.until_ready().await;
        socket.say(frame).await;
        assert_eq!(socket.closed_with().await, Some(1008), "{}", frame.get(..30).unwrap_or(frame));
    }
    let mut binary = ada.listen("home", 0).await;
    binary.say_bytes(b"\x00\xff").await;
    assert_eq!(binary.closed_with().await, Some(1008));
    for (frame, code) in [
        ("{\"t\":\"pong\"}".to_owned(), 1008),
        ("{\"t\":\"hello\",\"space\":\"home\"}".into(), 1008),
        ("{\"t\":\"hello\",\"space\":\"home\",\"after\":0}".into(), 4001),
        ("{\"t\":\"hello\",\"token\":\"x\",\"space\":\"home\",\"after\":0}".into(), 4001),
    ] {
        let mut socket = Socket::open(app.address).await;
        socket.say(&frame).await;
        assert_eq!(socket.closed_with().await, Some(code), "{frame}");
    }
    let mut chatty = ada.listen("home", 0).await;
    for _ in 0..150 {
        chatty.say("{\"t\":\"pong\"}").await;
    }
    assert_eq!(chatty.closed_with().await, Some(1008));
    // The protocol's own frames count, too.
    let mut pinging = ada.listen("home", 0).await;
    for _ in 0..150 {
        pinging.ping().await;
    }
    assert!(matches!(pinging.closed_with().await, Some(1008) | None));
}

#[tokio::test]
async fn a_reader_that_does_not_read_is_cut_and_can_resume() {
    let app = TestApp::start_with(|config| {
        config.max_lag = 50;
        config.slow_after = Duration::from_secs(300);
    })
    .await;
    let (ada, mo) = (app.agent("ada").await, app.agent("mo").await);
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let mut slow = ada.listen("home", 1).await;
    let mut quick = mo.listen("home", 1).await;
    slow.until_ready().await;
    quick.until_ready().await;
    // Enough to fill what the two ends of the connection buffer, and then more than the lag allowed.
    let words = "x".repeat(19_000);
    let written = 600;
    for number in 0..written {
        mo.note(&conversation, &format!("n{number}"), &words).await.ok();
        quick.event().await;
    }
    let (events, code) = slow.rest().await;
    let mut last = 1;
    for event in events {
        assert_eq!((event.prev, event.seq), (last, last + 1));
        last = event.seq;
    }
    assert!(matches!(code, Some(4008) | None), "{code:?}");
    assert!(last < written + 1, "it was not cut");
    let (events, ready) = ada.listen("home", last).await.until_ready().await;
    assert_eq!((events.len() as u64, ready), (written + 1 - last, written + 1));
}

#[tokio::test]
async fn a_reader_that_does_not_read_hears_nothing_of_what_comes_after_its_access_ended() {
    let app = TestApp::start_with(|config| {
        config.max_lag = 100_000;
        config.slow_after = Duration::from_secs(300);
    })
    .await;
    let mo = app.agent("mo").await;
    let conversation = app.customer("+15550111", "m1", "hello").await;
    let words = "x".repeat(19_000);
    let written = 600;
    for number in 0..written {
        mo.note(&conversation, &format!("n{number}"), &words).await.ok();
    }
    // More than the two ends of a connection buffer is on its way to somebody who does not take it.
    let al = app.agent("al").await;
    let mut slow = al.listen("home", 0).await;
    assert!(slow.next().await.is_ok());
    assert_eq!(al.write(Method::POST, "/logout", None, "").await.status, 204);
    mo.note(&conversation, "late", "said after that").await.ok();
    let (events, ended) = slow.rest().await;
    assert!(matches!(ended, Some(4001) | None), "{ended:?}");
    assert!(events.len() < written, "it heard all {written} of them");
}

#[tokio::test]
async fn many_sockets_get_every_event_once_and_in_order() {
    let app = TestApp::start().await;
    let mut sockets = Vec::new();
    for name in ["ada", "mo", "al", "bo"] {
        let agent = app.agent(name).await;
        for _ in 0..10 {
            let mut socket = agent.listen("home", 0).await;
            socket.until_ready().await;
            sockets.push(socket);
        }
    }
    let readers: Vec<_> = sockets
        .into_iter()
        .map(|mut socket| {
            tokio::spawn(async move {
                let events = socket.until_seq(100).await;
                events.iter().map(|event| (event.prev, event.seq)).collect::<Vec<_>>()
            })
        })
        .collect();
    for number in 0..100 {
        app.customer("+15550111", &format!("m{number}"), "hello").await;
    }
    let expected: Vec<_> = (1..=100).map(|seq| (seq - 1, seq)).collect();
    for reader in readers {
        assert_eq!(soon("a reader", reader).await.unwrap(), expected);
    }
}

#[tokio::test]
async fn ending_the_server_closes_sockets_and_finishes_requests() {
    let mut app = TestApp::start().await;
    let ada = app.agent("ada").await;
    let mut socket = ada.listen("home", 0).await;
    socket.until_ready().await;
    let silent = Socket::open(app.address).await;
    let began = std::time::Instant::now();
    let end = tokio::spawn(async move {
        app.end().await;
        app
    });
    assert_eq!(socket.closed_with().await, Some(1001));
    assert_eq!(silent.closed_with().await, Some(1001));
    let app = soon("the end", end).await.unwrap();
    assert!(began.elapsed() < Duration::from_secs(6));
    let app = app.restart().await;
    let answer = ada.at(&app).write(Method::POST, "/logout", None, "").await;
    assert_eq!(answer.status, 204, "sign-ins outlive the server");
}
