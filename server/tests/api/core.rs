//! The app's core on the real server: after any mix of actions, a core that lived through the events shows what a core
//! that starts afresh shows. Browsers and sockets are not needed for that: requests are carried here, one by one.

use std::collections::VecDeque;

use reqwest::Method;
use serde_json::json;
use switchboard_api::{
    Command, ConversationPatch, Delivery, Entry, EntryBody, Priority, Problem, SendKind, ServerFrame, Timestamp,
};
use switchboard_model::input::{Answer as CoreAnswer, Failure};
use switchboard_model::{Effect, Input, Intent, Model, Page, Request, RequestId, Route, SocketInput, select};

use crate::compose::{PROFILES, compose, letter};
use crate::support::{Agent, TestApp, now_s, soon};

const LISTS: [&str; 7] = [
    "/s/home/all?tab=all",
    "/s/home/all",
    "/s/home/assigned",
    "/s/home/all?tab=all&unread=1",
    "/s/home/all?tab=all&sort=waiting",
    "/s/home/all?tab=all&sort=unread",
    "/s/home/all?tab=all&assignee=none&sort=priority",
];

/// A core and what a browser does for it.
struct Window {
    agent: Agent,
    model: Model,
    address: String,
    now: i64,
    asked: VecDeque<(RequestId, Request)>,
    /// The last event told; `None` while not connected.
    told: Option<u64>,
}

impl Window {
    async fn open(agent: &Agent, address: &str) -> Self {
        let mut window = Self {
            agent: agent.clone(),
            model: Model::default(),
            address: String::new(),
            now: 0,
            asked: VecDeque::new(),
            told: None,
        };
        window.input(Input::Started { seed: 7 });
        window.visit(address).await;
        window
    }

    async fn visit(&mut self, address: &str) {
        address.clone_into(&mut self.address);
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        self.input(Input::Intent(Intent::Visit(Route::parse(path, query).unwrap())));
        self.settle().await;
    }

    fn input(&mut self, input: Input) {
        self.now += 1;
        let now = Timestamp::from_millis(now_s() * 1_000 + self.now);
        for effect in self.model.handle(now, input) {
            match effect {
                Effect::Fetch { id, request } => self.asked.push_back((id, request)),
                Effect::Connect { after, .. } => self.told = Some(after),
                Effect::Disconnect => self.told = None,
                Effect::Report(what) => panic!("reported: {what}"),
                Effect::Pong
                | Effect::WakeAt(_)
                | Effect::Persist(_)
                | Effect::ForgetOp(_)
                | Effect::Navigate(_)
                | Effect::Notify(_)
                | Effect::Say(_) => {}
            }
        }
    }

    /// Empties the composers: what an undo gave back is on screen here, and nowhere else.
    fn clear_drafts(&mut self, threads: &[String]) {
        for thread in threads {
            for kind in [SendKind::Message, SendKind::Note] {
                let conversation = switchboard_api::ConversationId::from(thread.clone());
                self.input(Input::Intent(Intent::Edit { conversation, kind, text: String::new() }));
            }
        }
    }

    /// Carries requests and events until there are no more of either.
    async fn settle(&mut self) {
        loop {
            while let Some((id, request)) = self.asked.pop_front() {
                let result = self.carry(request).await;
                self.input(Input::Answered { id, result });
            }
            let Some(after) = self.told else { return };
            self.input(Input::Socket(SocketInput::Opened));
            let page = self.agent.events("home", after).await;
            assert!(!page.reset, "the log is short");
            for event in page.events {
                // As a socket does: the next `prev` is the last event sent, not the last one looked at.
                self.told = Some(event.seq);
                self.input(Input::Socket(SocketInput::Frame(ServerFrame::Event(event))));
            }
            self.input(Input::Socket(SocketInput::Frame(ServerFrame::Ready { seq: page.seq })));
            if let Some(counts) = page.counts {
                self.input(Input::Socket(SocketInput::Frame(ServerFrame::Counts { counts })));
            }
            if self.asked.is_empty() && !page.more {
                return;
            }
        }
    }

    async fn carry(&self, request: Request) -> Result<CoreAnswer, Failure> {
        let (method, path, key, body) = match request {
            Request::Session(_) => (Method::GET, "/session?space=home".to_owned(), None, String::new()),
            Request::List { filter, offset, limit, .. } => {
                let mut path = format!(
                    "/spaces/home/conversations?view={}&tab={}&unread={}&sort={}&offset={offset}&limit={limit}",
                    filter.view, filter.tab, filter.unread_only, filter.sort
                );
                if let Some(assignee) = filter.assignee {
                    path.push_str(&format!("&assignee={}", assignee.as_str()));
                }
                (Method::GET, path, None, String::new())
            }
            Request::Timeline { conversation, page, .. } => {
                let before = match page {
                    Page::Latest => String::new(),
                    Page::Before(position) => format!("&before={position}"),
                    Page::After(position) => format!("&after={position}"),
                    Page::Around(position) => format!("&around={position}"),
                };
                // All of it, so that a core that has lived longer has not seen more than a fresh one.
                let path = format!("/conversations/{conversation}/timeline?limit=200{before}");
                (Method::GET, path, None, String::new())
            }
            Request::Command { key, command } => {
                let (method, path, body) = match &command {
                    Command::Send { conversation, request, .. } => {
                        (Method::POST, format!("/conversations/{conversation}/messages"), json!(request))
                    }
                    Command::Undo { entry, .. } => (Method::POST, format!("/messages/{entry}/undo"), json!(null)),
                    Command::Retry { entry, .. } => (Method::POST, format!("/messages/{entry}/retry"), json!(null)),
                    Command::Patch { conversation, patch } => {
                        (Method::PATCH, format!("/conversations/{conversation}"), json!(patch))
                    }
                    Command::Read { conversation, read } => (
                        Method::PUT,
                        format!("/conversations/{conversation}/read"),
                        json!({ "position": read.position }),
                    ),
                    Command::MarkUnread { conversation, inbound } => {
                        (Method::PUT, format!("/conversations/{conversation}/read"), json!({ "inbound": inbound }))
                    }
                };
                let body = if body.is_null() { String::new() } else { body.to_string() };
                let answer = self.agent.write(method, &path, Some(key.as_str()), &body).await;
                return outcome(answer.status, &answer.raw, |raw| match command {
                    Command::Send { .. } | Command::Retry { .. } => CoreAnswer::Sent(parse(raw)),
                    Command::Undo { .. } => CoreAnswer::Undone(parse(raw)),
                    Command::Patch { .. } => CoreAnswer::Patched(parse(raw)),
                    Command::Read { .. } | Command::MarkUnread { .. } => CoreAnswer::Read(parse(raw)),
                });
            }
            Request::Contact(id) => (Method::GET, format!("/contacts/{id}"), None, String::new()),
            other => panic!("not expected here: {other:?}"),
        };
        let answer = self.agent.write(method, &path, key, &body).await;
        outcome(answer.status, &answer.raw, |raw| {
            if path.starts_with("/session") {
                CoreAnswer::Session(Box::new(parse(raw)))
            } else if path.starts_with("/spaces") {
                CoreAnswer::List(parse(raw))
            } else if path.starts_with("/contacts") {
                CoreAnswer::Contact(Box::new(parse(raw)))
            } else {
                CoreAnswer::Timeline(parse(raw))
            }
        })
    }

    /// Everything on screen, in words.
    fn screen(&self) -> Vec<String> {
        let mut screen = vec![format!("{:?}", select::phase(&self.model)), format!("{:?}", select::tabs(&self.model))];
        if let Some(nav) = select::nav(&self.model) {
            screen.extend(nav.views.iter().map(|view| format!("{} {}", view.view, view.unread)));
            screen.extend(nav.teams.iter().map(|team| format!("{} {}", team.name, team.unread)));
        }
        for id in select::list_ids(&self.model) {
            let row = select::row(&self.model, &id).unwrap();
            let preview = row.preview.map(|preview| preview.text).unwrap_or_default();
            screen.push(format!("{} | {} | {preview} | {} | {}", row.title, row.unread, row.at, row.status_label));
        }
        let thread = select::thread(&self.model, &|at| at.millis() / 86_400_000);
        for item in thread.into_iter().flat_map(|thread| thread.items) {
            // The divider stays where it was when the conversation was opened, and splits a group there.
            if item.key != "unread" {
                screen.push(format!("{item:?}").replace("grouped: true", "grouped: false"));
            }
        }
        screen.push(format!("{:?}", select::thread_header(&self.model)));
        screen.push(format!("{:?}", select::details(&self.model)));
        screen
    }
}

fn parse<T: serde::de::DeserializeOwned>(raw: &[u8]) -> T {
    serde_json::from_slice(raw).unwrap()
}

fn outcome(status: u16, raw: &[u8], parse_done: impl FnOnce(&[u8]) -> CoreAnswer) -> Result<CoreAnswer, Failure> {
    if status == 200 {
        return Ok(parse_done(raw));
    }
    let problem: Problem = parse(raw);
    assert!(status < 500, "{problem:?}");
    Err(Failure::Refused { problem, retry_after_ms: None })
}

/// A small generator, so that each run does the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

/// What another agent does to people: writes to somebody first, or gives somebody a name.
async fn meet(ada: &Agent, dice: &mut Dice, step: usize, threads: &mut Vec<String>) {
    if dice.below(2) == 0 {
        let to = format!("+44770090010{}", dice.below(4));
        let answer = compose(ada, &letter(&format!("first-{step}"), "plain", &to, &format!("first {step}"))).await.ok();
        let id = answer["row"]["conversation"]["id"].as_str().unwrap().to_owned();
        if !threads.contains(&id) {
            threads.push(id);
        }
    } else {
        let thread = &threads[dice.below(threads.len())];
        let contact = ada.timeline(thread).await.row.conversation.contact.clone();
        let body = json!({ "name": { "from": contact.name, "to": format!("Name {step}") } }).to_string();
        ada.write(Method::PATCH, &format!("/contacts/{}", contact.id), None, &body).await.ok();
    }
}

async fn act(app: &TestApp, windows: &mut [Window], dice: &mut Dice, step: usize, threads: &[String]) {
    let index = dice.below(windows.len());
    let conversation = threads[dice.below(threads.len())].clone();
    let window = &mut windows[index];
    let id = |what: &str| switchboard_api::ClientId::from(format!("{what}-{step:06}-0000-0000"));
    match dice.below(13) {
        0 | 1 => {
            let from = format!("+1555010{}", dice.below(4));
            app.customer(&from, &format!("provider-{step}"), &format!("customer {step}")).await;
        }
        2 | 3 => window.visit(&format!("/s/home/c/{conversation}?tab=all")).await,
        4 => window.visit(LISTS[dice.below(LISTS.len())]).await,
        kind @ (5..=7) => {
            let kind = if kind == 7 { SendKind::Note } else { SendKind::Message };
            let conversation = switchboard_api::ConversationId::from(conversation);
            if select::row(&window.model, &conversation).is_none() {
                return;
            }
            let text = format!("agent {step} @Bo");
            window.input(Input::Intent(Intent::Edit { conversation: conversation.clone(), kind, text }));
            window.input(Input::Intent(Intent::Send { conversation, kind, client_id: id("send") }));
        }
        8 => {
            if let Some(undo) = select::undo(&window.model) {
                window.input(Input::Intent(Intent::Undo { client_id: undo.client_id, op: id("undo") }));
            }
        }
        9 => {
            let conversation = switchboard_api::ConversationId::from(conversation);
            window.input(Input::Intent(Intent::MarkUnread { conversation, op: id("unread") }));
        }
        10 | 11 => {
            let conversation = switchboard_api::ConversationId::from(conversation);
            let mut patch = ConversationPatch::default();
            match dice.below(6) {
                0 => patch.assign.push("al".into()),
                1 => patch.unassign.push("al".into()),
                2 => patch.assign_teams.push("support".into()),
                3 => patch.unassign_teams.push("support".into()),
                4 => patch.create_tags.push(format!("tag {}", dice.below(3))),
                _ => patch.priority = Some([None, Some(Priority::High)][dice.below(2)]),
            }
            window.input(Input::Intent(Intent::ChangeAll { changes: vec![(conversation, id("change"))], patch }));
        }
        _ => {
            let conversation = switchboard_api::ConversationId::from(conversation);
            let choices = select::status_choices(&window.model, &conversation);
            if !choices.is_empty() {
                let status = choices[dice.below(choices.len())].key.clone();
                window.input(Input::Intent(Intent::SetStatus { conversation, status, op: id("status") }));
            }
        }
    }
    // Sometimes both keep working with what they have, and hear of each other later.
    if dice.below(3) > 0 {
        windows[index].settle().await;
    }
}

#[tokio::test]
async fn state_and_events_equal_a_fresh_snapshot() {
    let mut app = TestApp::start().await;
    app.end().await;
    app.sql(PROFILES);
    let app = app.restart().await;
    let (al, bo, ada) = (app.agent("al").await, app.agent("bo").await, app.agent("ada").await);
    let mut threads = Vec::new();
    for customer in 0..4 {
        threads.push(app.customer(&format!("+1555010{customer}"), &format!("first-{customer}"), "Hello").await);
    }
    let mut windows = [Window::open(&al, LISTS[0]).await, Window::open(&bo, LISTS[1]).await];
    let mut known = threads.clone();
    let (mut dice, mut others) = (Dice(20_260_301), Dice(7));
    for step in 0..240 {
        if step % 6 == 5 {
            meet(&ada, &mut others, step, &mut known).await;
        }
        act(&app, &mut windows, &mut dice, step, &threads).await;
        if step % 24 == 23 {
            for window in &mut windows {
                window.settle().await;
            }
            quiet(&ada, &known).await;
            for window in &mut windows {
                window.settle().await;
                window.clear_drafts(&threads);
                let address = window.address.clone();
                let mut fresh = Window::open(&window.agent, &address).await;
                // Where one is brought depends on what was unread then.
                for window in [&mut *window, &mut fresh] {
                    window.input(Input::Intent(Intent::ShowNewest));
                }
                let differing = |(lived, fresh): &(String, String)| lived != fresh;
                let differing: Vec<_> = window.screen().into_iter().zip(fresh.screen()).filter(differing).collect();
                assert!(differing.is_empty(), "lived and fresh after step {step} at {address}: {differing:#?}");
                assert_eq!(window.screen().len(), fresh.screen().len(), "after step {step} at {address}");
            }
        }
    }
}

/// Waits until every message has left its undo window and the outbound queue.
async fn quiet(agent: &Agent, threads: &[String]) {
    for thread in threads {
        soon("messages to leave", async {
            let moving = |entry: &Entry| {
                matches!(&entry.body, EntryBody::Outbound { delivery: Delivery::Held { .. } | Delivery::Queued, .. })
            };
            while agent.timeline(thread).await.entries.iter().any(moving) {}
        })
        .await;
    }
}
