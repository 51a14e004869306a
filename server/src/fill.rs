//! Filling a fresh data folder with a demo of any size, through the same database layer as the server, in large
//! transactions. What is in it is made in `demo::bulk`; nothing is served here.

use std::path::Path;

use crate::application::{Error, open, prepare};
use crate::clock;
use crate::demo::{self, Bulk};
use crate::domain::founding::{self, Founded};

/// Messages of one transaction: few enough to hold in memory, so many that the commits take no time.
const AT_ONCE: usize = 50_000;

/// How much is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// Conversations.
    pub conversations: usize,
    /// Messages and notes in all of them, at least one each.
    pub messages: usize,
    /// One conversation has this many of them.
    pub longest: Option<usize>,
    /// The same seed makes the same texts. Ids and secrets are always new, and times follow the clock.
    pub seed: u64,
}

impl Order {
    /// The seed when nobody asks for another.
    pub const USUAL_SEED: u64 = 1;
}

/// Fills the folder and leaves it as a server would that was stopped. `progress` is told how many messages there are so
/// far. A folder that holds data already is refused.
pub async fn fill(data: &Path, order: Order, mut progress: impl FnMut(usize)) -> Result<(), Error> {
    let others = order.longest.map_or(0, |longest| longest.saturating_sub(1));
    if order.conversations == 0 || order.longest == Some(0) || order.messages < order.conversations + others {
        let sentence = "There must be at least one conversation, and enough messages for one in each of them.";
        return Err(Error::Option(sentence.into()));
    }
    // Held until the end, so that no server opens the folder.
    let _lock = prepare(data)?;
    let db = open(data).await?;
    let house = demo::house();
    let people = house.clone();
    let founded = db.write(move |tx| {
        let fresh = !tx.sign_ins_exist()?;
        fresh.then(|| Founded::found(tx, &people)).transpose()
    });
    let Some(mut founded) = founded.await? else {
        let folder = data.display();
        let sentence = format!("The folder {folder} holds data already. Choose a fresh one with --data, or delete it.");
        return Err(Error::Option(sentence));
    };
    let mut all =
        Bulk::new(&house, order.conversations, order.messages, order.longest, order.seed, clock::now().millis());
    let mut done = 0;
    loop {
        let (mut contacts, mut conversations, mut messages) = (Vec::new(), Vec::new(), 0);
        while let Some((contact, conversation)) = (messages < AT_ONCE).then(|| all.next()).flatten() {
            messages += demo::messages(&conversation.entries);
            contacts.push(contact);
            conversations.push(conversation);
        }
        if conversations.is_empty() {
            return Ok(());
        }
        let adding = db.write(move |tx| {
            founded.add(tx, contacts, &conversations)?;
            Ok::<_, founding::Error>(founded)
        });
        founded = adding.await?;
        done += messages;
        progress(done);
    }
}
