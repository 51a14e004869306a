//! The demo space: a believable company with 300 conversations, the same for a given "now" on every machine. Pure data:
//! no SQL, no clock, no I/O; who stores it does so elsewhere.
//!
//! `setup` is the house, `people` and `cast` are the customers, `scenes_*` and `fragments_*` what is said (written as in
//! `screenplay`), `direct` decides what is played, `stage` plays it. `bulk` makes spaces of any size out of the same.

mod bulk;
mod calendar;
mod cast;
mod direct;
mod fill;
mod fragments_partner;
mod fragments_tour;
mod library;
mod people;
mod replies;
mod rng;
mod scenes_latin;
mod scenes_orders;
mod scenes_rental;
mod scenes_sales;
mod scenes_scripts;
mod scenes_short;
mod screenplay;
mod setup;
mod stage;
#[cfg(test)]
mod tests;
mod types;

pub use bulk::{Bulk, PLANTED, messages};
pub use replies::simulator_reply;
pub use types::{
    DemoAgent, DemoChannel, DemoContact, DemoConversation, DemoEntry, DemoEvent, DemoInbox, DemoSender,
    DemoSenderProfile, DemoSpace, DemoTag, DemoTeam,
};

/// The demo space as it would look at `now_ms` (milliseconds since 1970, UTC). The newest message is a few minutes old,
/// the oldest about three months.
pub fn space(now_ms: i64) -> DemoSpace {
    let house = house();
    let (conversations, contacts) = direct::Director::new(&house.agents, &house.channels, now_ms).season();
    DemoSpace { contacts, conversations, ..house }
}

/// The demo space before anybody wrote.
pub fn house() -> DemoSpace {
    DemoSpace {
        name: setup::SPACE_NAME,
        teams: setup::teams(),
        agents: setup::agents(),
        inboxes: setup::inboxes(),
        channels: setup::channels(),
        sender_profiles: setup::sender_profiles(),
        tags: setup::tags(),
        contacts: Vec::new(),
        conversations: Vec::new(),
    }
}
