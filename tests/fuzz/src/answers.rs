//! A server that answers anything: the app's core takes what fits the contract, however senseless, and goes on; and what
//! the views would ask of it then can be asked. The input is what happens, line by line: an address (`/s/…`) that is
//! visited, a frame of the live connection, or the answer to the oldest open question. What is no answer to it is told
//! as one that could not be read.

use std::collections::VecDeque;

use serde::de::DeserializeOwned;
use switchboard_api::{SendKind, ServerFrame, Timestamp};
use switchboard_model::{
    Answer, Effect, Failure, Input, Intent, Model, Request, RequestId, Route, SocketInput, select,
};

/// More would only take time.
const MOST: usize = 60;

/// Tries one server.
pub fn one(data: &[u8]) {
    lines_shown(data);
}

/// Tries one server, and says how many lines its timeline shows at the end.
pub fn lines_shown(data: &[u8]) -> usize {
    let text = String::from_utf8_lossy(data);
    let mut app = App::default();
    app.happens(Input::Started { seed: 1 });
    app.happens(Input::Intent(Intent::Visit(Route::Home)));
    let mut shown = app.look();
    for line in text.lines().take(MOST) {
        if let Some(route) = address(line) {
            app.happens(Input::Intent(Intent::Visit(route)));
        } else if let Ok(frame) = serde_json::from_str::<ServerFrame>(line) {
            app.happens(Input::Socket(SocketInput::Frame(frame)));
        } else if let Some((id, request)) = app.asked.pop_front() {
            let result = answer(&request, line).ok_or_else(|| Failure::Decode("no answer to this".to_owned()));
            app.happens(Input::Answered { id, result });
        } else {
            app.happens(Input::Tick);
        }
        shown = app.look();
    }
    shown
}

fn address(line: &str) -> Option<Route> {
    let (path, query) = line.split_once('?').unwrap_or((line, ""));
    path.starts_with('/').then(|| Route::parse(path, query)).flatten()
}

/// The line as an answer to this request.
fn answer(request: &Request, line: &str) -> Option<Answer> {
    fn read<T: DeserializeOwned>(line: &str) -> Option<T> {
        serde_json::from_str(line).ok()
    }
    match request {
        Request::Session(_) => read(line).map(Answer::Session),
        Request::List { .. } | Request::History(_) => read(line).map(Answer::List),
        Request::Search { .. } => read(line).map(Answer::Search),
        Request::Recipient { .. } => read(line).map(Answer::Recipient),
        Request::Compose { .. } => read(line).map(Answer::Composed),
        Request::Contact(_) | Request::SaveContact { .. } => read(line).map(Answer::Contact),
        Request::Timeline { .. } => read(line).map(Answer::Timeline),
        Request::Events { .. } => read(line).map(Answer::Events),
        Request::Login(_) | Request::Logout => Some(Answer::Done),
        Request::Command { .. } => {
            let moved = read(line).map(Answer::Read);
            moved.or_else(|| read(line).map(Answer::Sent)).or_else(|| read(line).map(Answer::Patched))
        }
    }
}

#[derive(Default)]
struct App {
    model: Model,
    now: i64,
    asked: VecDeque<(RequestId, Request)>,
}

impl App {
    fn happens(&mut self, input: Input) {
        self.now += 1_000;
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            for effect in self.model.handle(Timestamp::from_millis(1_800_000_000_000 + self.now), input) {
                match effect {
                    Effect::Fetch { id, request } => self.asked.push_back((id, request)),
                    Effect::Connect { .. } => inputs.push_back(Input::Socket(SocketInput::Opened)),
                    Effect::Navigate(route) => inputs.push_back(Input::Intent(Intent::Visit(route))),
                    _ => {}
                }
            }
            assert!(inputs.len() < 10, "it goes round in circles");
        }
    }

    /// Asks for what is on screen; gives the number of lines of the timeline.
    fn look(&self) -> usize {
        let (model, fold) = (&self.model, str::to_lowercase);
        for id in select::list_ids(model).iter().take(20) {
            let _row = (select::row(model, id), select::status_choices(model, id), select::company(model, id));
        }
        let _list = (select::nav(model), select::tabs(model), select::chips(model), select::emptiness(model));
        let _place = (select::list_summary(model), select::rows_shown(model, 0, 20), select::neighbour(model, 1));
        let _found = (select::search(model, &fold), select::find_known(model, "a", &fold));
        let _thread = (select::thread_header(model), select::composer(model), select::details(model));
        let _device = (select::announcements(model), select::toasts(model), select::connection(model));
        if let Some(open) = select::open(model) {
            let _draft = (select::draft(model, &open, SendKind::Message), select::is_mine(model, &open));
        }
        let thread = select::thread(model, &|at| at.millis().div_euclid(86_400_000));
        thread.map_or(0, |thread| thread.items.len())
    }
}
