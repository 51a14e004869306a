//! Decides what is on: how each of the 300 conversations ends, in which language, which scene, on which channel, with whom.
//! The playing itself is `stage`.

use super::calendar::{self, DAY, HOUR, MINUTE};
use super::cast::Cast;
use super::fill::first_name;
use super::library::{self, Library, Shelf};
use super::people::TONGUES;
use super::rng::Rng;
use super::screenplay::{Line, Scene, Voice};
use super::stage::{Labels, Stage};
use super::{DemoAgent, DemoChannel, DemoContact, DemoConversation, DemoEntry};

/// How many conversations there are.
pub(super) const COUNT: usize = 304;

/// How a conversation stands at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    New,
    Unanswered,
    Open,
    Pending,
    Snoozed,
    Resolved,
    Closed,
    Spam,
    Trash,
    Bot,
    /// Many fragments; the number says how many at most.
    Long(usize),
}

const TWO_DAYS: i64 = 2 * DAY;
const TWO_WEEKS: i64 = 14 * DAY;

/// Of a hundred conversations of an age, how many stand how.
type Odds = &'static [(usize, Ending)];

#[rustfmt::skip]
const ODDS_NOW: Odds = &[(30, Ending::New), (28, Ending::Open), (14, Ending::Pending), (8, Ending::Unanswered),
    (5, Ending::Snoozed), (15, Ending::Resolved)];
#[rustfmt::skip]
const ODDS_LATELY: Odds = &[(5, Ending::New), (13, Ending::Open), (14, Ending::Pending), (10, Ending::Unanswered),
    (6, Ending::Snoozed), (28, Ending::Resolved), (24, Ending::Closed)];
#[rustfmt::skip]
const ODDS_LONG_AGO: Odds = &[(4, Ending::Pending), (8, Ending::Unanswered), (2, Ending::Snoozed),
    (24, Ending::Resolved), (62, Ending::Closed)];

/// The house and everything that changes while the conversations are made.
pub(super) struct Director<'a> {
    pub(super) agents: &'a [DemoAgent],
    pub(super) channels: &'a [DemoChannel],
    pub(super) now_ms: i64,
    rng: Rng,
    library: Library,
    cast: Cast,
    /// Last texts so far, so that the list does not repeat itself.
    last_texts: Vec<String>,
}

impl<'a> Director<'a> {
    /// A director who always makes the same choices.
    pub(super) fn new(agents: &'a [DemoAgent], channels: &'a [DemoChannel], now_ms: i64) -> Self {
        let rng = Rng::new(0x0057_6179_6665_726E);
        Self { agents, channels, now_ms, rng, library: Library::open(), cast: Cast::default(), last_texts: Vec::new() }
    }

    /// All conversations, newest first, and the contacts in them.
    pub(super) fn season(mut self) -> (Vec<DemoConversation>, Vec<DemoContact>) {
        let mut conversations = Vec::with_capacity(COUNT);
        for index in 0..COUNT {
            let age = calendar::age_ms(index, COUNT, &mut self.rng);
            let ending = self.ending(index, age);
            // A scene may not offer what is asked for, or would repeat a last message: then another one is tried.
            let found = (0..14).find_map(|attempt| self.conversation(ending, index, age, attempt >= 12));
            conversations.extend(found);
        }
        conversations.sort_by_key(|conversation| std::cmp::Reverse(conversation.last_at_ms()));
        (conversations, self.cast.into_contacts())
    }

    /// How conversation `index`, `age` old, stands. A few are set; the rest follow what is usual at that age.
    fn ending(&mut self, index: usize, age: i64) -> Ending {
        match index {
            4 | 27 | 61 => return Ending::Long(60),
            9 | 33 | 52 | 78 | 120 | 165 | 214 => return Ending::Long(9),
            12 | 29 | 58 | 83 | 110 | 160 | 220 | 275 => return Ending::Spam,
            70 | 141 | 205 | 260 => return Ending::Trash,
            _ if index % 21 == 6 => return Ending::Bot,
            // The first row of a fresh demo is a customer who waits.
            0 | 2 => return Ending::New,
            1 | 3 => return Ending::Open,
            _ => {}
        }
        let odds = match age {
            ..TWO_DAYS => ODDS_NOW,
            TWO_DAYS..TWO_WEEKS => ODDS_LATELY,
            _ => ODDS_LONG_AGO,
        };
        let mut dice = self.rng.below(100);
        for (percent, ending) in odds {
            match dice.checked_sub(*percent) {
                Some(rest) => dice = rest,
                None => return *ending,
            }
        }
        Ending::Closed
    }

    fn conversation(
        &mut self,
        ending: Ending,
        index: usize,
        age: i64,
        anything_goes: bool,
    ) -> Option<DemoConversation> {
        let shelf = self.shelf(ending);
        let any_language = shelf == Shelf::Story && !matches!(ending, Ending::Long(_));
        let lang = if any_language { self.language() } else { "en" };
        let scene = match ending {
            Ending::Long(count) => self.long_scene(index, count),
            _ => self.library.take(shelf, lang, &mut self.rng)?,
        };
        let lines = self.cut(&scene, ending)?;
        // Mail that waits is resolved by itself after seven days, so old unfinished ones are not mail.
        let finished = matches!(ending, Ending::Resolved | Ending::Closed | Ending::Spam | Ending::Trash);
        let quick = lines.iter().all(|line| line.pause_ms.is_none_or(|pause| pause < DAY));
        let channel = self.channel(&scene, finished || age < 6 * DAY, quick)?;
        let lines = if channel.kind == "email" { letters(lines) } else { lines };
        let company = |line: &Line| line.text.contains("{company");
        let business = scene.inbox == "success" || lines.iter().any(company) || self.rng.chance(6);
        let lodging = scene.tags.contains(&"partner");
        let cast_before = self.cast.mark();
        let contact = match ending {
            Ending::Spam => self.cast.stranger(channel),
            _ => self.cast.somebody(lang, channel, business, lodging, &mut self.rng),
        };
        let team = if scene.inbox == "general" { "support" } else { scene.inbox };
        let (lead, mate) = self.speakers(team)?;
        let labels = self.labels(&scene, team);

        let mut rng = Rng::new(self.rng.next());
        let mut stage = Stage::new(channel, contact.clone(), self.agents, (lead, mate), &mut rng);
        let plain = matches!(ending, Ending::Spam | Ending::Trash);
        if let Ending::Long(_) = ending {
            self.play_long(&mut stage, &lines, &labels, team, &mut rng);
        } else {
            stage.play(&lines, &labels, plain, &mut rng);
        }
        if !anything_goes && self.last_texts.iter().any(|text| text == stage.last_text()) {
            self.cast.back_to(cast_before);
            return None;
        }
        self.last_texts.push(stage.last_text().to_owned());
        self.end(&mut stage, ending, &mut rng);

        let subject = scene.subject.filter(|_| channel.kind == "email").map(|text| stage.slots.fill(text, &mut rng));
        let mut conversation = DemoConversation {
            channel: channel.key,
            contact: contact.key.clone(),
            subject,
            status: stage.status,
            priority: stage.priority,
            assignees: stage.assignees.clone(),
            teams: stage.teams.clone(),
            followers: stage.followers.clone(),
            tags: stage.tags.clone(),
            folder: match ending {
                Ending::Spam => "spam",
                Ending::Trash => "trash",
                _ => "inbox",
            },
            automated: ending == Ending::Bot,
            entries: Vec::new(),
            read_by: Vec::new(),
            snoozed_until_ms: None,
        };
        if self.rng.chance(9) && !plain && !conversation.followers.contains(&"tomas") {
            conversation.followers.push("tomas");
        }
        conversation.entries = stage.finish(self.now_ms - age, self.now_ms, &mut rng);
        if conversation.status == "snoozed" {
            let wakes = self.now_ms + self.rng.range(2, 9 * 24) * HOUR;
            conversation.snoozed_until_ms = Some(wakes - wakes.rem_euclid(15 * MINUTE));
        }
        conversation.read_by = self.readers(&conversation, age);
        Some(conversation)
    }

    fn shelf(&mut self, ending: Ending) -> Shelf {
        match ending {
            Ending::New if self.rng.chance(55) => Shelf::Opener,
            Ending::Unanswered => Shelf::Outreach,
            Ending::Spam => Shelf::Spam,
            Ending::Trash => Shelf::Trash,
            Ending::Bot => Shelf::Bot,
            Ending::Resolved | Ending::Closed if self.rng.chance(8) => Shelf::Outreach,
            _ => Shelf::Story,
        }
    }

    pub(super) fn language(&mut self) -> &'static str {
        let mut dice = self.rng.below(TONGUES.iter().map(|tongue| tongue.share).sum());
        for tongue in TONGUES {
            match dice.checked_sub(tongue.share) {
                Some(rest) => dice = rest,
                None => return tongue.lang,
            }
        }
        "en"
    }

    /// A scene of `count` fragments, each at most once.
    fn long_scene(&mut self, index: usize, count: usize) -> Scene {
        let partner = matches!(index, 4 | 61 | 9 | 52 | 120 | 214);
        let mut fragments = library::fragments(partner);
        self.rng.shuffle(&mut fragments);
        let mut lines = Vec::new();
        for fragment in fragments.into_iter().take(count) {
            let pause = if self.rng.chance(35) { self.rng.range(3, 10) } else { self.rng.range(14, 44) };
            for (index, mut line) in fragment.lines.into_iter().enumerate() {
                if index == 0 {
                    line.pause_ms = Some(pause * HOUR);
                }
                lines.push(line);
            }
            let ours_is_last = lines.last().is_some_and(|line: &Line| line.voice == Voice::Agent);
            if ours_is_last && self.rng.chance(45) {
                let text = self.rng.word(NODS).to_owned();
                lines.push(Line { voice: Voice::Customer, text, failed: false, pause_ms: None, opens: false });
            }
        }
        if lines.first().is_some_and(|line| line.voice != Voice::Customer) {
            let text = "Hello, [is this the right number for questions on the way?|just saving this number, is it the right one?]";
            lines.insert(
                0,
                Line { voice: Voice::Customer, text: text.to_owned(), failed: false, pause_ms: None, opens: false },
            );
        }
        Scene {
            inbox: if partner { "success" } else { "support" },
            tags: if partner { vec!["partner", "fleet"] } else { vec!["rental", "vip"] },
            kinds: if partner { vec!["whatsapp"] } else { vec!["whatsapp", "telegram"] },
            lines,
            ..Scene::default()
        }
    }

    fn play_long(&mut self, stage: &mut Stage<'a>, lines: &[Line], labels: &Labels, team: &'static str, rng: &mut Rng) {
        let mut rest = lines;
        while !rest.is_empty() {
            let next = rest.iter().skip(1).position(|line| line.opens);
            let (fragment, after) = rest.split_at(next.map_or(rest.len(), |at| at.saturating_add(1)));
            stage.reroll(rng);
            stage.play(fragment, labels, false, rng);
            let done = fragment.iter().any(|line| line.voice == Voice::Agent) && !after.is_empty();
            if done && stage.status == "open" && rng.chance(60) {
                stage.set_status("resolved", rng.range(MINUTE, 30 * MINUTE));
            }
            if rng.chance(20)
                && let Some((other, _)) = self.speakers(team)
            {
                stage.hand_over(other, rng.range(20_000, 5 * MINUTE));
            }
            rest = after;
        }
    }

    /// The part of a scene that has happened so far, or `None` if the scene cannot end like that.
    fn cut(&mut self, scene: &Scene, ending: Ending) -> Option<Vec<Line>> {
        let lines = &scene.lines;
        let ends_with = |voice: Voice, other: Voice| -> Vec<usize> {
            let spoken = |at: usize| lines.iter().take(at).any(|line| line.voice == other);
            let fits = |(at, line): (usize, &Line)| (line.voice == voice && spoken(at)).then_some(at);
            lines.iter().enumerate().filter_map(fits).collect()
        };
        let length = match ending {
            Ending::New => lines.iter().take_while(|line| line.voice == Voice::Customer).count(),
            Ending::Unanswered => lines.iter().take_while(|line| line.voice == Voice::Agent).count(),
            Ending::Open => {
                let mut places = ends_with(Voice::Customer, Voice::Agent);
                if places.len() > 1 {
                    places.pop();
                }
                self.rng.pick(&places)?.saturating_add(1)
            }
            Ending::Pending | Ending::Snoozed => {
                self.rng.pick(&ends_with(Voice::Agent, Voice::Customer))?.saturating_add(1)
            }
            Ending::Resolved | Ending::Closed if self.rng.chance(25) => {
                ends_with(Voice::Agent, Voice::Customer).last()?.saturating_add(1)
            }
            _ => lines.len(),
        };
        let begins_right = scene.begins_inbound() != (ending == Ending::Unanswered);
        let fits = begins_right || matches!(ending, Ending::Resolved | Ending::Closed);
        (fits && length > 0).then(|| lines.iter().take(length).cloned().collect())
    }

    pub(super) fn channel(&mut self, scene: &Scene, mail: bool, quick: bool) -> Option<&'a DemoChannel> {
        let by_mail = scene.subject.is_some() && mail && self.rng.chance(48);
        let kinds: Vec<&str> = scene.kinds.iter().copied().filter(|kind| quick || *kind != "chat").collect();
        let kind = if by_mail { "email" } else { self.rng.pick(&kinds).copied()? };
        let of_kind: Vec<&DemoChannel> = self.channels.iter().filter(|channel| channel.kind == kind).collect();
        let own: Vec<&DemoChannel> = of_kind.iter().copied().filter(|channel| channel.inbox == scene.inbox).collect();
        // The website's chat is for all teams; otherwise a team has its own channels.
        let general = of_kind.iter().copied().find(|channel| channel.inbox == "general");
        self.rng.pick(&own).copied().or(general).or(of_kind.first().copied())
    }

    pub(super) fn speakers(&mut self, team: &str) -> Option<(&'a DemoAgent, &'a DemoAgent)> {
        let agents = self.agents;
        let lead_percent = 12;
        let members: Vec<&DemoAgent> = agents
            .iter()
            .filter(|agent| agent.teams.contains(&team))
            .filter(|agent| agent.role == "agent" || self.rng.chance(lead_percent))
            .collect();
        let lead = *self.rng.pick(&members)?;
        let others: Vec<&DemoAgent> = agents
            .iter()
            .filter(|agent| agent.key != lead.key && first_name(agent.name) != first_name(lead.name))
            .filter(|agent| agent.teams.contains(&team) || agent.role == "manager")
            .collect();
        Some((lead, *self.rng.pick(&others)?))
    }

    pub(super) fn labels(&mut self, scene: &Scene, team: &'static str) -> Labels {
        // Nobody tags everything.
        let tags = scene.tags.iter().copied().filter(|_| self.rng.chance(78)).collect();
        Labels { team, tags, priority: scene.priority.filter(|_| self.rng.chance(75)) }
    }

    fn end(&mut self, stage: &mut Stage<'a>, ending: Ending, rng: &mut Rng) {
        let gap_ms = rng.range(15_000, 25 * MINUTE);
        let answered = stage.status == "open";
        match ending {
            Ending::Pending => stage.set_status("pending", gap_ms / 8 + 4_000),
            Ending::Snoozed => stage.set_status("snoozed", gap_ms / 8 + 4_000),
            Ending::Resolved if answered => stage.set_status("resolved", gap_ms),
            Ending::Closed if answered && rng.chance(55) => {
                stage.set_status("resolved", gap_ms);
                stage.status_by_itself("closed", rng.range(2 * HOUR, 26 * HOUR));
            }
            Ending::Resolved | Ending::Closed => stage.set_status("closed", gap_ms),
            Ending::Bot if !stage.last_text().contains("take over") => stage.status_by_itself("closed", gap_ms),
            _ => {}
        }
    }

    /// Who has read how far. What is finished or old everybody has seen; what is new only some.
    pub(super) fn readers(&mut self, conversation: &DemoConversation, age: i64) -> Vec<(&'static str, usize)> {
        let Some(end) = conversation.entries.len().checked_sub(1) else { return Vec::new() };
        let inbound = |entry: &DemoEntry| matches!(entry, DemoEntry::Inbound { .. });
        let last_inbound = conversation.entries.iter().rposition(inbound);
        let ours_after = conversation.entries.iter().rposition(|entry| matches!(entry, DemoEntry::Outbound { .. }));
        let waiting = last_inbound > ours_after && !matches!(conversation.status, "resolved" | "closed" | "snoozed");
        let mut readers = Vec::new();
        for agent in self.agents {
            let seen = match (waiting, age) {
                (false, _) => true,
                (true, ..DAY) => self.rng.chance(if conversation.assignees.contains(&agent.key) { 45 } else { 30 }),
                (true, _) => self.rng.chance(80),
            };
            match (seen, ours_after) {
                (true, _) => readers.push((agent.key, end)),
                (false, Some(ours)) => readers.push((agent.key, ours)),
                (false, None) => {}
            }
        }
        readers
    }
}

/// What people answer when nothing is left to say.
#[rustfmt::skip]
const NODS: &[&str] = &["👍", "Thanks!", "perfect", "Will do", "ok!", "Great, thank you", "🙏", "Super", "Got it", "Thanks {me}!",
    "brilliant", "Good, thanks", "You're quick", "noted", "merci!", "😄", "Wonderful", "ok thx", "I'll try that", "Understood"];

/// In a mail people say at once what they would send as several messages in a chat.
fn letters(lines: Vec<Line>) -> Vec<Line> {
    let mut letters: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        match letters.last_mut() {
            Some(last) if last.voice == line.voice && line.pause_ms.is_none() && line.voice != Voice::Note => {
                last.text.push_str("\n\n");
                last.text.push_str(&line.text);
            }
            _ => letters.push(line),
        }
    }
    letters
}
