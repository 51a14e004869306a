//! Who looks at which conversation of a space, and who writes there: in memory, a place for each socket, and gone with it.
//! Only those hear of it who may see the conversation. Telling them is the socket's work (`colleagues`).

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use switchboard_api::{AgentId, Conversation, ConversationId, Doing, Present, Viewer};
use tokio::sync::watch;

/// Who else is at which conversation, as one of them may know it.
pub type Company = BTreeMap<ConversationId, Vec<Present>>;

/// Everybody who is connected to a space.
#[derive(Default)]
pub struct Room {
    state: Mutex<State>,
    changed: watch::Sender<u64>,
}

#[derive(Default)]
struct State {
    places: BTreeMap<u64, Place>,
    /// The conversations that somebody is at. Without a record nobody hears who is there.
    records: HashMap<ConversationId, Option<Arc<Conversation>>>,
    seats: u64,
}

struct Place {
    viewer: Viewer,
    viewing: Option<ConversationId>,
    writing: Option<(ConversationId, Doing)>,
}

impl Place {
    fn doings(&self) -> impl Iterator<Item = (&ConversationId, Doing)> {
        let viewing = self.viewing.iter().map(|id| (id, Doing::Viewing));
        viewing.chain(self.writing.iter().map(|(id, doing)| (id, *doing)))
    }
}

/// One socket's place. It is free again when this is dropped.
pub struct Seat {
    room: Arc<Room>,
    number: u64,
}

impl Room {
    /// Takes a place for somebody who is at no conversation yet.
    pub fn sit(self: &Arc<Self>, viewer: Viewer) -> Seat {
        let mut state = self.state();
        state.seats += 1;
        let number = state.seats;
        state.places.insert(number, Place { viewer, viewing: None, writing: None });
        Seat { room: Arc::clone(self), number }
    }

    /// A receiver that changes whenever somebody may have come or gone.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// Takes note of a record, if somebody is at the conversation: who may see it may have changed.
    pub fn know(&self, conversation: &Arc<Conversation>) {
        let mut state = self.state();
        let Some(record) = state.records.get_mut(&conversation.id) else { return };
        if record.as_ref().is_none_or(|record| record.version < conversation.version) {
            *record = Some(Arc::clone(conversation));
            drop(state);
            self.tell();
        }
    }

    fn tell(&self) {
        self.changed.send_modify(|count| *count = count.wrapping_add(1));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat {
    /// Looks at this conversation, or at none. Answers with the one whose record nobody has read yet.
    pub fn view(&self, conversation: Option<ConversationId>) -> Option<ConversationId> {
        self.change(conversation.clone(), |place| place.viewing = conversation)
    }

    /// Writes there, or nowhere. Answers with the conversation whose record nobody has read yet.
    pub fn write(&self, writing: Option<(ConversationId, Doing)>) -> Option<ConversationId> {
        self.change(writing.as_ref().map(|(id, _)| id.clone()), |place| place.writing = writing)
    }

    fn change(&self, to: Option<ConversationId>, change: impl FnOnce(&mut Place)) -> Option<ConversationId> {
        let mut state = self.room.state();
        let place = state.places.get_mut(&self.number)?;
        let at = |place: &Place| place.doings().map(|(id, doing)| (id.clone(), doing)).collect::<Vec<_>>();
        let before = at(place);
        change(place);
        let now = at(place);
        if before == now {
            return None;
        }
        state.forget(before);
        let unread = to.filter(|id| state.claim(id));
        drop(state);
        self.room.tell();
        unread
    }

    /// Who else is where, as far as this one may know.
    pub fn company(&self) -> Company {
        let state = self.room.state();
        let Some(Place { viewer: me, .. }) = state.places.get(&self.number) else { return Company::new() };
        let mut there: BTreeMap<&ConversationId, BTreeMap<&AgentId, Doing>> = BTreeMap::new();
        for place in state.places.values().filter(|place| place.viewer.agent != me.agent) {
            for (id, doing) in place.doings() {
                let Some(record) = state.records.get(id).and_then(Option::as_ref) else { continue };
                if place.viewer.may_see(record) && me.may_see(record) {
                    let known = there.entry(id).or_default().entry(&place.viewer.agent).or_insert(doing);
                    *known = doing.max(*known);
                }
            }
        }
        let present = |(agent, doing): (&AgentId, Doing)| Present { agent: agent.clone(), doing };
        there.into_iter().map(|(id, agents)| (id.clone(), agents.into_iter().map(present).collect())).collect()
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut state = self.room.state();
        let Some(place) = state.places.remove(&self.number) else { return };
        state.forget(place.doings().map(|(id, doing)| (id.clone(), doing)).collect());
        drop(state);
        self.room.tell();
    }
}

impl State {
    /// Somebody is at this conversation; whether its record is still to be read.
    fn claim(&mut self, id: &ConversationId) -> bool {
        self.records.entry(id.clone()).or_default().is_none()
    }

    /// Forgets the records of those that nobody is at any more.
    fn forget(&mut self, left: Vec<(ConversationId, Doing)>) {
        for (id, _) in left {
            if !self.places.values().any(|place| place.doings().any(|(at, _)| *at == id)) {
                self.records.remove(&id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use switchboard_api::Role;

    use super::*;
    use crate::db::sample;

    fn conversation(id: &str, version: u64, team: &str) -> Arc<Conversation> {
        Arc::new(Conversation { version, teams: vec![team.into()], ..sample::conversation(id) })
    }

    fn sit(room: &Arc<Room>, agent: &str, team: &str) -> Seat {
        room.sit(Viewer { agent: agent.into(), role: Role::Agent, teams: vec![team.into()] })
    }

    /// `c: al replying, bo viewing` for each conversation.
    fn told(seat: &Seat) -> String {
        let agent = |present: &Present| format!("{} {:?}", present.agent, present.doing);
        let line = |(id, agents): (&ConversationId, &Vec<Present>)| {
            format!("{id}: {}", agents.iter().map(agent).collect::<Vec<_>>().join(", "))
        };
        seat.company().iter().map(line).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn an_agent_counts_once_with_what_hides_the_rest_and_leaves_with_their_last_window() {
        let room = Arc::<Room>::default();
        let [me, one, other, third] = ["me", "al", "al", "bo"].map(|agent| sit(&room, agent, "t"));
        assert_eq!(one.view(Some("c".into())), Some("c".into()), "its record is to be read");
        assert_eq!(told(&me), "", "nobody hears of it before");
        room.know(&conversation("c", 1, "t"));
        assert_eq!(told(&me), "c: al Viewing");
        assert_eq!(other.write(Some(("c".into(), Doing::Noting))), None);
        third.view(Some("c".into()));
        assert_eq!(told(&me), "c: al Noting, bo Viewing");
        one.write(Some(("c".into(), Doing::Replying)));
        assert_eq!(told(&me), "c: al Replying, bo Viewing");
        assert_eq!(told(&third), "c: al Replying", "oneself is no company");
        drop(one);
        assert_eq!(told(&me), "c: al Noting, bo Viewing");
        drop(other);
        third.view(None);
        assert_eq!(told(&me), "");
        assert!(room.state().records.is_empty(), "nothing is kept of where nobody is");
    }

    #[test]
    fn whoever_may_not_see_a_conversation_neither_hears_nor_is_heard_of_there() {
        let room = Arc::<Room>::default();
        let [sales, more, support] =
            [("al", "sales"), ("bo", "sales"), ("cy", "support")].map(|(a, t)| sit(&room, a, t));
        for seat in [&sales, &support] {
            seat.view(Some("c".into()));
        }
        room.know(&conversation("c", 2, "sales"));
        assert_eq!((told(&more).as_str(), told(&sales).as_str(), told(&support).as_str()), ("c: al Viewing", "", ""));
        // It is given to the other team; what was true before that changes nothing.
        let changes = room.changes();
        room.know(&conversation("c", 3, "support"));
        assert!(changes.has_changed().unwrap());
        room.know(&conversation("c", 2, "sales"));
        assert_eq!((told(&more).as_str(), told(&sales).as_str(), told(&support).as_str()), ("", "", ""));
    }

    #[test]
    fn saying_the_same_again_wakes_nobody() {
        let room = Arc::<Room>::default();
        let seat = sit(&room, "al", "t");
        seat.write(Some(("c".into(), Doing::Replying)));
        room.know(&conversation("c", 1, "t"));
        let changes = room.changes();
        seat.write(Some(("c".into(), Doing::Replying)));
        room.know(&conversation("c", 1, "t"));
        assert!(!changes.has_changed().unwrap());
    }
}
