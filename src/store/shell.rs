//! What surrounds the model and is no state of its own: the inputs that wait, the live connection, the alarm. When to
//! hand inputs over is decided here; what they mean is not.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use switchboard_model::effect::Notice;
use switchboard_model::{Input, Route};

use super::keeper::Keeper;
use crate::client::{Api, Live};
use crate::platform::clock::Alarm;
use crate::platform::{clock, page};

/// A hidden page draws nothing; its frames wait this long, in milliseconds, for more of them.
const HIDDEN_PACE_MS: i64 = 100;

type Navigator = Rc<dyn Fn(&Route)>;
/// What a notification says.
type NoticeWords = fn(&Notice) -> String;

/// The things that effects act on. One per [`Store`](super::Store).
pub(super) struct Shell {
    pub(super) api: Api,
    pub(super) live: RefCell<Option<Live>>,
    /// For the next `Input::Tick`.
    pub(super) alarm: RefCell<Option<Alarm>>,
    pub(super) keeper: Rc<Keeper>,
    /// Other tabs whose end we wait for.
    pub(super) watched: RefCell<Vec<String>>,
    pub(super) notice_words: Cell<Option<NoticeWords>>,
    navigator: RefCell<Option<Navigator>>,
    inputs: RefCell<Vec<Input>>,
    busy: Cell<bool>,
    /// Whichever comes first hands the inputs over.
    soon: RefCell<Option<[Alarm; 2]>>,
    drained_at: Cell<i64>,
}

/// The right to hand inputs over; inputs that come meanwhile join the queue.
pub(super) struct Turn<'a>(&'a Cell<bool>);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

impl Shell {
    pub(super) fn new(api: Api) -> Self {
        Self {
            api,
            live: RefCell::default(),
            alarm: RefCell::default(),
            keeper: Rc::new(Keeper::new()),
            watched: RefCell::default(),
            notice_words: Cell::new(None),
            navigator: RefCell::default(),
            inputs: RefCell::default(),
            busy: Cell::default(),
            soon: RefCell::default(),
            drained_at: Cell::default(),
        }
    }

    pub(super) fn enqueue(&self, input: Input) {
        self.inputs.borrow_mut().push(input);
    }

    pub(super) fn take_inputs(&self) -> Vec<Input> {
        // No longer needed: a new frame sets new ones.
        let alarms = self.soon.take();
        drop(alarms);
        self.drained_at.set(clock::now_ms());
        self.inputs.take()
    }

    /// `None` while somebody further up the stack has it.
    pub(super) fn take_turn(&self) -> Option<Turn<'_>> {
        (!self.busy.replace(true)).then(|| Turn(&self.busy))
    }

    /// Calls `drain` when the browser next draws, or a little later where it does not draw: at once when a hidden page
    /// has not been called for a while, because the timers of hidden pages come late.
    pub(super) fn drain_soon(&self, drain: impl Fn() + Clone + 'static) {
        if self.soon.borrow().is_some() {
            return;
        }
        if page::is_hidden() && clock::now_ms() - self.drained_at.get() > HIDDEN_PACE_MS {
            drain();
            return;
        }
        let alarms = [Alarm::next_frame(drain.clone()), Alarm::after(HIDDEN_PACE_MS, drain)];
        *self.soon.borrow_mut() = Some(alarms);
    }

    pub(super) fn set_navigator(&self, navigator: Navigator) {
        *self.navigator.borrow_mut() = Some(navigator);
    }

    pub(super) fn navigate(&self, route: &Route) {
        let navigator = self.navigator.borrow().clone();
        if let Some(navigate) = navigator {
            navigate(route);
        }
    }
}
