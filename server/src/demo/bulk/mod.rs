//! A demo space of any size: as many conversations and messages as are asked for, made one after the other out of the
//! scenes of the small demo. The same seed gives the same texts; only their times depend on "now". Pure data, like the
//! rest of `demo`.

mod crowd;
#[cfg(test)]
mod tests;
mod vocabulary;

use std::collections::VecDeque;

use super::calendar::{DAY, HOUR, MINUTE};
use super::direct::Director;
use super::library::{Library, Shelf};
use super::rng::Rng;
use super::screenplay::{Line, Scene, Voice};
use super::stage::Stage;
use super::{DemoContact, DemoConversation, DemoEntry, DemoSpace};
pub use vocabulary::PLANTED;

/// How long before now the oldest conversation ended.
const SPAN: i64 = 540 * DAY;

/// The conversations, the oldest first, each with its contact.
pub struct Bulk<'a> {
    house: &'a DemoSpace,
    now_ms: i64,
    seed: u64,
    conversations: usize,
    /// The place of a conversation with a length of its own, and that length.
    long: Option<(usize, u64)>,
    /// Messages beyond the one that every other conversation has, and the weights by which they are shared.
    more: u64,
    weights: u64,
    weighed: u64,
    made: usize,
    rng: Rng,
    director: Director<'a>,
    library: Library,
    crowd: crowd::Crowd,
}

/// What is said in a conversation, part by part, and what it is about.
struct Script {
    about: Scene,
    parts: VecDeque<Vec<Line>>,
}

impl<'a> Bulk<'a> {
    /// This many conversations with this many messages and notes in all; fewer messages than conversations make one each.
    /// With a `longest`, one of them has that many.
    pub fn new(
        house: &'a DemoSpace,
        conversations: usize,
        messages: usize,
        longest: Option<usize>,
        seed: u64,
        now_ms: i64,
    ) -> Self {
        let long = longest.filter(|_| conversations > 0).map(|longest| (conversations / 3, longest as u64));
        let one_each = conversations + longest.map_or(0, |longest| longest.saturating_sub(1));
        let sharing = (0..conversations).filter(|index| long.is_none_or(|(place, _)| place != *index));
        Self {
            house,
            now_ms,
            seed,
            conversations,
            long,
            more: messages.saturating_sub(one_each) as u64,
            weights: sharing.map(|index| weight(index, conversations, seed)).sum(),
            weighed: 0,
            made: 0,
            rng: Rng::new(seed),
            director: Director::new(&house.agents, &house.channels, now_ms),
            library: Library::open(),
            crowd: crowd::Crowd::default(),
        }
    }

    /// How many messages the conversation has. The shares of all add up to what was asked for.
    fn length(&mut self, index: usize) -> u64 {
        if let Some((_, longest)) = self.long.filter(|(place, _)| *place == index) {
            return longest;
        }
        let share = |weighed: u64| (self.more * weighed).checked_div(self.weights).unwrap_or(0);
        let before = share(self.weighed);
        self.weighed += weight(index, self.conversations, self.seed);
        1 + share(self.weighed) - before
    }

    /// How long ago the conversation ended: the newer, the denser.
    fn age_ms(&self, index: usize) -> i64 {
        let millionth = ((self.conversations - index) * 1_000_000).checked_div(self.conversations).unwrap_or(0);
        let millionth = i64::try_from(millionth).unwrap_or(1_000_000);
        3 * MINUTE + SPAN / 1_000_000 * millionth / 1_000_000 * millionth
    }

    fn script(&mut self, shelf: Shelf, lang: &'static str, length: u64, rng: &mut Rng) -> Option<Script> {
        let mut missing = usize::try_from(length).unwrap_or(usize::MAX);
        let mut script: Option<Script> = None;
        while missing > 0 {
            let mut scene = self.library.take(shelf, lang, &mut self.rng)?;
            let mut lines = std::mem::take(&mut scene.lines);
            lines.truncate(missing);
            missing = missing.saturating_sub(lines.len().max(1));
            let script = script.get_or_insert_with(|| Script { about: scene, parts: VecDeque::new() });
            if let Some(first) = lines.first_mut().filter(|_| !script.parts.is_empty()) {
                first.pause_ms = Some(rng.range(8 * HOUR, 9 * DAY));
            }
            script.parts.push_back(lines);
        }
        script
    }

    fn conversation(&mut self, index: usize) -> Option<(DemoContact, DemoConversation)> {
        let length = self.length(index);
        let age = self.age_ms(index);
        let mut rng = Rng::new(self.rng.next());
        let planted = [self.conversations / 4, self.conversations / 2, self.conversations * 3 / 4].contains(&index);
        let shelf = match rng.below(100) {
            _ if planted => Shelf::Story,
            0 | 1 => Shelf::Spam,
            2..5 => Shelf::Bot,
            5..12 => Shelf::Outreach,
            _ => Shelf::Story,
        };
        let lang = if shelf == Shelf::Story { self.director.language() } else { "en" };
        let mut script = self.script(shelf, lang, length, &mut rng)?;
        let about = script.about;
        let lasting = script.parts.iter().flatten().any(|line| line.pause_ms.is_some_and(|pause| pause >= DAY));
        // Chats do not last for days; where nothing else is left they do.
        let director = &mut self.director;
        let channel = director.channel(&about, true, !lasting).or_else(|| director.channel(&about, true, true));
        let channel = channel.or(self.house.channels.first())?;
        let contact = self.crowd.somebody(lang, channel, about.inbox == "success", &mut rng);
        vocabulary::sprinkle(script.parts.iter_mut().flatten(), lang, &contact, &mut rng);
        if let Some(line) = script.parts.front_mut().and_then(|part| part.first_mut()).filter(|_| planted) {
            vocabulary::plant(line);
        }

        let team = if about.inbox == "general" { "support" } else { about.inbox };
        let people = self.director.speakers(team)?;
        let labels = self.director.labels(&about, team);
        let mut stage = Stage::new(channel, contact.clone(), &self.house.agents, people, &mut rng);
        let plain = shelf == Shelf::Spam;
        let last = script.parts.iter().flatten().last().map(|line| line.voice);
        while let Some(part) = script.parts.pop_front() {
            stage.play(&part, &labels, plain, &mut rng);
            if !script.parts.is_empty() {
                stage.reroll(&mut rng);
                let answered = part.last().is_some_and(|line| line.voice == Voice::Agent);
                if answered && stage.status == "open" {
                    stage.set_status("resolved", rng.range(MINUTE, 30 * MINUTE));
                }
            }
        }
        if !plain {
            end(&mut stage, last, age, channel.kind == "email", &mut rng);
        }
        let subject = about.subject.filter(|_| channel.kind == "email").map(|text| stage.slots.fill(text, &mut rng));
        let mut followers = stage.followers.clone();
        if !plain && rng.chance(9) && !followers.contains(&"tomas") {
            followers.push("tomas");
        }
        let mut conversation = DemoConversation {
            channel: channel.key,
            contact: contact.key.clone(),
            subject,
            status: stage.status,
            priority: stage.priority,
            assignees: stage.assignees.clone(),
            teams: stage.teams.clone(),
            followers,
            tags: stage.tags.clone(),
            folder: if plain { "spam" } else { "inbox" },
            automated: shelf == Shelf::Bot,
            entries: Vec::new(),
            read_by: Vec::new(),
            snoozed_until_ms: (stage.status == "snoozed").then(|| self.now_ms + rng.range(2, 9 * 24) * HOUR),
        };
        conversation.entries = stage.finish(self.now_ms - age, self.now_ms, &mut rng);
        conversation.read_by = self.director.readers(&conversation, age);
        Some((contact, conversation))
    }
}

impl Iterator for Bulk<'_> {
    type Item = (DemoContact, DemoConversation);

    fn next(&mut self) -> Option<Self::Item> {
        if self.made == self.conversations {
            return None;
        }
        self.made += 1;
        self.conversation(self.made - 1)
    }
}

/// Messages and notes among the entries.
pub fn messages(entries: &[DemoEntry]) -> usize {
    entries.iter().filter(|entry| !matches!(entry, DemoEntry::Event { .. })).count()
}

/// How talkative a conversation is: most are short, some are ten times as long, and the newest have only begun.
fn weight(index: usize, conversations: usize, seed: u64) -> u64 {
    let mut rng = Rng::new(seed.rotate_left(32) ^ index as u64);
    let weight = match rng.below(100) {
        ..70 if index >= conversations / 20 * 19 => rng.range(0, 2),
        ..50 => rng.range(1, 7),
        50..90 => rng.range(7, 18),
        _ => rng.range(18, 100),
    };
    weight.unsigned_abs()
}

/// Where the conversation stands: finished, the longer ago the more likely, or waiting for somebody.
fn end(stage: &mut Stage<'_>, last: Option<Voice>, age: i64, mail: bool, rng: &mut Rng) {
    let finished = match age {
        // Mail that waits is resolved by itself after seven days.
        _ if mail && age > 6 * DAY => 100,
        _ if age < 2 * DAY => 20,
        _ if age < 14 * DAY => 60,
        _ => 96,
    };
    let gap_ms = rng.range(15_000, 25 * MINUTE);
    if rng.chance(finished) {
        stage.set_status(if rng.chance(40) { "resolved" } else { "closed" }, gap_ms);
    } else if last == Some(Voice::Agent) && stage.status == "open" {
        match rng.below(100) {
            ..55 => stage.set_status("pending", gap_ms / 8 + 4_000),
            55..70 => stage.set_status("snoozed", gap_ms / 8 + 4_000),
            _ => {}
        }
    }
}
