//! One server, some windows of agents, and the network between them. Faults are calls: nothing happens by itself.

use std::collections::{BTreeMap, VecDeque};

use switchboard_api::{
    AgentId, ClientFrame, ClientId, ConversationId, ConversationPatch, SendKind, ServerFrame, Timestamp,
};

use super::server::Server;
use crate::select::{self, ItemBody};
use crate::{Effect, FailedMessage, Failure, Input, Intent, Model, Request, RequestId, Route, SocketInput, Stored};

pub(crate) struct World {
    pub(crate) now: Timestamp,
    pub(crate) server: Server,
    pub(crate) windows: Vec<Window>,
    made: u64,
}

/// A browser window: the model, and what the browser does for it.
pub(crate) struct Window {
    pub(crate) agent: AgentId,
    pub(crate) model: Model,
    /// Requests the network has not carried yet.
    pub(crate) asked: VecDeque<(RequestId, Request)>,
    /// The socket: the last event the server has put on it.
    socket: Option<u64>,
    /// Frames on their way.
    pub(crate) frames: VecDeque<ServerFrame>,
    /// What the device was to show.
    pub(crate) notices: Vec<String>,
    /// What the server was told in passing.
    pub(crate) said: Vec<ClientFrame>,
    /// What IndexedDB holds.
    stored: BTreeMap<String, Stored>,
}

/// What the network does with a request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Fate {
    /// Carried, and the answer carried back.
    Answered,
    /// Carried, but the answer is lost.
    AnswerLost,
    /// Never arrives.
    Lost,
}

impl World {
    pub(crate) fn new(agents: &[&str]) -> Self {
        let mut world = Self {
            now: Timestamp::from_millis(1_800_000_000_000),
            server: Server::default(),
            windows: Vec::new(),
            made: 0,
        };
        for agent in agents {
            world.windows.push(Window::new(agent));
        }
        for window in 0..agents.len() {
            world.start(window);
        }
        world
    }

    /// The window is opened, or opened again after it died: only what the device kept remains.
    pub(crate) fn start(&mut self, window: usize) {
        self.made += 1;
        let seed = self.made;
        let kept = self.windows[window].stored.values().cloned().collect();
        let route = self.windows[window].model.route.clone();
        let agent = self.windows[window].agent.to_string();
        let stored = std::mem::take(&mut self.windows[window].stored);
        self.windows[window] = Window { stored, ..Window::new(&agent) };
        self.input(window, Input::Started { seed });
        self.input(window, Input::Restored(kept));
        self.input(window, Input::Intent(Intent::Visit(route)));
    }

    pub(crate) fn input(&mut self, window: usize, input: Input) {
        let effects = self.windows[window].model.handle(self.now, input);
        for effect in effects {
            self.perform(window, effect);
        }
        self.windows[window].check();
    }

    pub(crate) fn intent(&mut self, window: usize, intent: Intent) {
        self.input(window, Input::Intent(intent));
    }

    fn perform(&mut self, index: usize, effect: Effect) {
        let window = &mut self.windows[index];
        match effect {
            Effect::Fetch { id, request } => window.asked.push_back((id, request)),
            Effect::Connect { after, .. } => {
                window.frames.clear();
                window.socket = Some(after);
                self.input(index, Input::Socket(SocketInput::Opened));
                self.publish_to(index, true);
            }
            Effect::Disconnect => {
                window.socket = None;
                window.frames.clear();
            }
            Effect::Persist(Stored::Op(op)) => {
                window.stored.insert(format!("op/{}", op.id), Stored::Op(op));
            }
            Effect::Persist(Stored::Draft(agent, draft)) => {
                let key = format!("draft/{agent}/{}/{:?}", draft.conversation, draft.kind);
                window.stored.insert(key, Stored::Draft(agent, draft));
            }
            Effect::ForgetOp(id) => {
                window.stored.remove(&format!("op/{id}"));
            }
            Effect::Notify(notice) => window.notices.push(format!("{}: {}", notice.title, notice.text)),
            Effect::Say(frame) => window.said.push(frame),
            Effect::Pong | Effect::WakeAt(_) | Effect::Navigate(_) => {}
            Effect::Report(what) => panic!("reported: {what}"),
        }
    }

    /// The server puts what is new onto every open socket.
    pub(crate) fn publish(&mut self) {
        for window in 0..self.windows.len() {
            self.publish_to(window, false);
        }
    }

    fn publish_to(&mut self, index: usize, hello: bool) {
        let window = &mut self.windows[index];
        let Some(after) = window.socket else { return };
        let frames = self.server.frames_after(&window.agent, after);
        let reset = frames.contains(&ServerFrame::Reset);
        window.frames.extend(frames);
        window.socket = Some(self.server.seq());
        if hello && !reset {
            window.frames.push_back(ServerFrame::Ready { seq: self.server.seq() });
        }
    }

    pub(crate) fn carry(&mut self, index: usize, fate: Fate) {
        let window = &mut self.windows[index];
        let Some((id, request)) = window.asked.pop_front() else { return };
        let agent = window.agent.clone();
        let result = match fate {
            Fate::Lost => Err(Failure::Unreachable),
            Fate::Answered => self.server.answer(self.now, &agent, &request),
            Fate::AnswerLost => self.server.answer(self.now, &agent, &request).and(Err(Failure::Timeout)),
        };
        self.publish();
        self.input(index, Input::Answered { id, result });
    }

    pub(crate) fn deliver_frame(&mut self, window: usize) {
        if let Some(frame) = self.windows[window].frames.pop_front() {
            self.input(window, Input::Socket(SocketInput::Frame(frame)));
        }
    }

    pub(crate) fn cut_socket(&mut self, window: usize) {
        self.windows[window].frames.clear();
        if self.windows[window].socket.take().is_some() {
            self.input(window, Input::Socket(SocketInput::Closed(1006)));
        }
    }

    /// Cuts the socket, and lets the next one hear everything.
    pub(crate) fn reconnect(&mut self, window: usize) {
        self.cut_socket(window);
        // A tenth of a minute is more than the first tries wait.
        self.pass(6_000);
        while !self.windows[window].frames.is_empty() {
            self.deliver_frame(window);
        }
    }

    pub(crate) fn pass(&mut self, millis: i64) {
        self.now = self.now.plus(millis);
        self.server.release(self.now);
        self.publish();
        for window in 0..self.windows.len() {
            self.input(window, Input::Tick);
        }
    }

    pub(crate) fn customer_writes(&mut self, conversation: &str, text: &str) {
        self.server.customer_writes(self.now, conversation, text);
        self.publish();
    }

    /// A time without faults, long enough for every retry and every undo window.
    pub(crate) fn heal(&mut self) {
        for _ in 0..40 {
            for window in 0..self.windows.len() {
                while !self.windows[window].asked.is_empty() || !self.windows[window].frames.is_empty() {
                    self.carry(window, Fate::Answered);
                    self.deliver_frame(window);
                }
            }
            self.pass(4_000);
        }
    }

    pub(crate) fn visit(&mut self, window: usize, address: &str) {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        self.intent(window, Intent::Visit(Route::parse(path, query).unwrap()));
    }

    pub(crate) fn write(&mut self, window: usize, conversation: &str, kind: SendKind, text: &str) {
        self.intent(window, Intent::Edit { conversation: conversation.into(), kind, text: text.to_owned() });
    }

    /// Writes and sends; the answer names the message.
    pub(crate) fn send(&mut self, window: usize, conversation: &str, text: &str) -> ClientId {
        self.write(window, conversation, SendKind::Message, text);
        let client_id = self.make_id();
        let intent =
            Intent::Send { conversation: conversation.into(), kind: SendKind::Message, client_id: client_id.clone() };
        self.intent(window, intent);
        client_id
    }

    pub(crate) fn undo(&mut self, window: usize, client_id: &ClientId) {
        let op = self.make_id();
        self.intent(window, Intent::Undo { client_id: client_id.clone(), op });
    }

    pub(crate) fn retry(&mut self, window: usize, message: FailedMessage) {
        let op = self.make_id();
        self.intent(window, Intent::Retry { message, op });
    }

    pub(crate) fn set_status(&mut self, window: usize, conversation: &str, status: &str) {
        let op = self.make_id();
        let conversation = ConversationId::from(conversation);
        let allowed = select::status_choices(&self.windows[window].model, &conversation);
        if allowed.iter().any(|choice| choice.key.as_str() == status) {
            self.intent(window, Intent::SetStatus { conversation, status: status.into(), op });
        }
    }

    pub(crate) fn change(&mut self, window: usize, conversation: &str, patch: ConversationPatch) {
        let op = self.make_id();
        self.intent(window, Intent::ChangeAll { changes: vec![(conversation.into(), op)], patch });
    }

    pub(crate) fn mark_unread(&mut self, window: usize, conversation: &str) {
        let op = self.make_id();
        self.intent(window, Intent::MarkUnread { conversation: conversation.into(), op });
    }

    fn make_id(&mut self) -> ClientId {
        self.made += 1;
        format!("client-{:05}", self.made).into()
    }
}

impl Window {
    fn new(agent: &str) -> Self {
        Self {
            agent: agent.into(),
            model: Model::default(),
            asked: VecDeque::new(),
            socket: None,
            frames: VecDeque::new(),
            notices: Vec::new(),
            said: Vec::new(),
            stored: BTreeMap::new(),
        }
    }

    /// The lines of the open timeline: who wrote it, the text, how far it has come.
    pub(crate) fn lines(&self) -> Vec<String> {
        let Some(thread) = select::thread(&self.model, &|at| at.millis() / 86_400_000) else { return Vec::new() };
        let line = |item: &select::Item| match &item.body {
            ItemBody::Day(_) => None,
            ItemBody::UnreadDivider => Some("--- unread".to_owned()),
            ItemBody::Event { event: select::EventView::Status { to, .. }, .. } => Some(format!("* {to}")),
            ItemBody::Event { .. } => Some("*".to_owned()),
            ItemBody::Bubble { author, text, state, .. } => {
                let author = match author {
                    select::AuthorView::Contact(name) | select::AuthorView::Agent(name) => name,
                };
                let state = match state {
                    None => String::new(),
                    Some(select::BubbleState::Sending) => " [sending]".to_owned(),
                    Some(select::BubbleState::Refused { reason, .. }) => format!(" [{reason}]"),
                    Some(select::BubbleState::Delivery { delivery, .. }) => format!(" [{}]", delivery.as_str()),
                };
                Some(format!("{author}: {text}{state}"))
            }
        };
        thread.items.iter().filter_map(line).collect()
    }

    /// What must hold after every input, whatever has happened.
    fn check(&self) {
        let Some(thread) = select::thread(&self.model, &|at| at.millis() / 86_400_000) else { return };
        let mut keys: Vec<_> = thread.items.iter().map(|item| &item.key).collect();
        keys.sort();
        let all = keys.len();
        keys.dedup();
        assert_eq!(keys.len(), all, "a line is shown twice: {:#?}", self.lines());
        let Some(list) = select::list_summary(&self.model) else { return };
        assert_eq!(select::list_ids(&self.model).len(), list.loaded);
        assert!((list.before + list.loaded) as u64 <= list.total);
    }

    pub(crate) fn draft(&self, conversation: &str) -> String {
        select::draft(&self.model, &conversation.into(), SendKind::Message)
    }
}
