//! Performs one scene: turns its lines into timeline entries, with the events a real desk would have recorded (who took
//! it, what became of the status), and works out when each happened. Keeps the status story consistent.

use super::calendar::{self, DAY, HOUR, Hours, MINUTE};
use super::fill::{self, Slots};
use super::rng::Rng;
use super::screenplay::{Line, Voice};
use super::{DemoAgent, DemoChannel, DemoContact, DemoEntry, DemoEvent};

/// An entry that has no time yet, with the events that follow from it at once.
struct Beat {
    /// Time since the beat before, in milliseconds; more than `TAIL_MS`.
    gap_ms: i64,
    hours: Hours,
    entry: DemoEntry,
    tail: Vec<DemoEntry>,
}

/// Events that follow at once are at most this far behind their message.
const TAIL_MS: i64 = 2_000;

/// The conversation as it stands while the scene is played.
pub(super) struct Stage<'a> {
    beats: Vec<Beat>,
    channel: &'a DemoChannel,
    contact: DemoContact,
    agents: &'a [DemoAgent],
    /// The agent who answers.
    lead: &'a DemoAgent,
    /// Whom the lead asks for help.
    mate: &'a DemoAgent,
    pub(super) slots: Slots,
    pub(super) status: &'static str,
    pub(super) assignees: Vec<&'static str>,
    pub(super) teams: Vec<&'static str>,
    pub(super) tags: Vec<&'static str>,
    pub(super) followers: Vec<&'static str>,
    pub(super) priority: Option<&'static str>,
}

/// What will be set on the conversation on its way, if anybody handles it.
pub(super) struct Labels {
    pub(super) team: &'static str,
    pub(super) tags: Vec<&'static str>,
    pub(super) priority: Option<&'static str>,
}

impl<'a> Stage<'a> {
    /// An empty stage.
    pub(super) fn new(
        channel: &'a DemoChannel,
        contact: DemoContact,
        agents: &'a [DemoAgent],
        (lead, mate): (&'a DemoAgent, &'a DemoAgent),
        rng: &mut Rng,
    ) -> Self {
        Self {
            slots: Slots::new(&contact, lead, mate, rng),
            beats: Vec::new(),
            channel,
            contact,
            agents,
            lead,
            mate,
            status: "new",
            assignees: Vec::new(),
            teams: Vec::new(),
            tags: Vec::new(),
            followers: Vec::new(),
            priority: None,
        }
    }

    /// The text of the last message, as written in the scene.
    pub(super) fn last_text(&self) -> &str {
        let text = |beat: &'_ Beat| matches!(beat.entry, DemoEntry::Inbound { .. } | DemoEntry::Outbound { .. });
        match self.beats.iter().rev().find(|beat| text(beat)).map(|beat| &beat.entry) {
            Some(DemoEntry::Inbound { text, .. } | DemoEntry::Outbound { text, .. }) => text,
            _ => "",
        }
    }

    /// Plays `lines` after what is there already. Spam and trash (`plain`) leave no other traces.
    pub(super) fn play(&mut self, lines: &[Line], labels: &Labels, plain: bool, rng: &mut Rng) {
        for (index, line) in lines.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|before| lines.get(before)).map(|line| line.voice);
            if let Some(pause) = line.pause_ms {
                self.rest(pause, line.voice, before, rng);
            }
            let gap_ms = match line.pause_ms {
                Some(pause) => pause * rng.range(85, 120) / 100,
                None => self.gap(line.voice, before, rng),
            };
            let text = self.slots.fill(&line.text, rng);
            match line.voice {
                Voice::Customer => self.customer(gap_ms, text, labels, plain, rng),
                Voice::Agent => self.agent(gap_ms, text, line.failed, labels, rng),
                Voice::Bot => self.bot(gap_ms, text),
                Voice::Note => self.note(gap_ms, text, rng),
            }
        }
    }

    /// Another agent takes over the answering; used between the fragments of long threads.
    pub(super) fn hand_over(&mut self, to: &'a DemoAgent, gap_ms: i64) {
        if to.key == self.lead.key {
            return;
        }
        self.mate = self.lead;
        self.lead = to;
        self.slots.speakers(self.lead, self.mate);
        if self.assignees.contains(&to.key) || self.assignees.len() >= 3 {
            return;
        }
        self.assign(gap_ms, Some(to.key), to.key);
    }

    /// New slot values for the next fragment of a long thread.
    pub(super) fn reroll(&mut self, rng: &mut Rng) {
        self.slots = Slots::new(&self.contact, self.lead, self.mate, rng);
    }

    /// The lead sets the status.
    pub(super) fn set_status(&mut self, to: &'static str, gap_ms: i64) {
        let event = self.status_event(Some(self.lead.key), to);
        self.beat(gap_ms, Hours::Working, event);
    }

    /// A timer or rule sets the status.
    pub(super) fn status_by_itself(&mut self, to: &'static str, gap_ms: i64) {
        let event = self.status_event(None, to);
        self.beat(gap_ms, Hours::Always, event);
    }

    /// The entries with their times; the last one ends at `end_ms` or a little earlier.
    pub(super) fn finish(self, end_ms: i64, now_ms: i64, rng: &mut Rng) -> Vec<DemoEntry> {
        let mut next = end_ms.saturating_add(TAIL_MS);
        let mut gap_after = TAIL_MS;
        let mut clusters = Vec::new();
        for beat in self.beats.into_iter().rev() {
            let at = calendar::at_or_before(next - gap_after.max(TAIL_MS), beat.hours, now_ms, rng);
            let mut cluster = vec![beat.entry.at(at)];
            let mut tail_at = at;
            for event in beat.tail {
                tail_at += rng.range(40, 180);
                cluster.push(event.at(tail_at));
            }
            clusters.push(cluster);
            next = at;
            gap_after = beat.gap_ms;
        }
        let mut entries: Vec<DemoEntry> = clusters.into_iter().rev().flatten().collect();
        let waiting = matches!(self.status, "pending" | "unanswered");
        if waiting && rng.chance(12) {
            fail_last(&mut entries);
        }
        delivery(&mut entries, self.channel, rng);
        entries
    }

    fn customer(&mut self, gap_ms: i64, text: String, labels: &Labels, plain: bool, rng: &mut Rng) {
        let first = self.beats.is_empty();
        let text =
            if self.channel.kind == "email" && !plain { fill::customer_mail(&text, &self.contact, rng) } else { text };
        let hours = if plain { Hours::Always } else { Hours::Awake };
        let mut tail = Vec::new();
        if matches!(self.status, "unanswered" | "pending" | "snoozed" | "resolved" | "closed") {
            tail.push(self.status_event(None, "open"));
        }
        if first && !plain {
            if rng.chance(65) {
                self.teams.push(labels.team);
                tail.push(event(None, DemoEvent::TeamAdded { team: labels.team }));
            }
            if let Some(priority) = labels.priority.filter(|_| rng.chance(50)) {
                tail.push(event(None, DemoEvent::PriorityChanged { from: None, to: Some(priority) }));
                self.priority = Some(priority);
            }
        }
        self.beats.push(Beat { gap_ms, hours, entry: DemoEntry::Inbound { at_ms: 0, text }, tail });
    }

    fn agent(&mut self, gap_ms: i64, text: String, failed: bool, labels: &Labels, rng: &mut Rng) {
        let outbound_first = self.beats.is_empty();
        let lead = self.lead;
        if outbound_first {
            self.status = "unanswered";
        } else if self.status == "new" && self.assignees.is_empty() && rng.chance(15) {
            self.assign(rng.range(30_000, 20 * MINUTE), Some("tomas"), lead.key);
        }
        let gap_ms = match self.status {
            "snoozed" | "resolved" | "closed" | "pending" => {
                if self.status == "snoozed" {
                    self.status_by_itself("open", gap_ms);
                } else {
                    self.set_status("open", gap_ms);
                }
                rng.range(30_000, 9 * MINUTE)
            }
            _ => gap_ms,
        };
        let text = if self.channel.kind == "email" {
            fill::agent_mail(&text, &self.contact, lead, &self.slots, rng)
        } else {
            text
        };
        let mut tail = Vec::new();
        if self.assignees.is_empty() {
            tail.push(event(Some(lead.key), DemoEvent::Assigned { agent: lead.key }));
            self.assignees.push(lead.key);
        }
        if self.status == "new" {
            tail.push(self.status_event(Some(lead.key), "open"));
        }
        // The real delivery state follows when it is known what came after.
        let state = if failed { "failed" } else { "sent" };
        let entry = DemoEntry::Outbound { at_ms: 0, agent: Some(lead.key), text, state, failure: None };
        let first_answer = !self.beats.iter().any(|beat| matches!(beat.entry, DemoEntry::Outbound { .. }));
        self.beats.push(Beat { gap_ms, hours: Hours::Working, entry, tail });
        if first_answer {
            self.label(labels, rng);
        }
    }

    fn bot(&mut self, gap_ms: i64, text: String) {
        let mut tail = Vec::new();
        if self.status == "new" {
            tail.push(self.status_event(None, "open"));
        }
        let entry = DemoEntry::Outbound { at_ms: 0, agent: None, text, state: "sent", failure: None };
        // A bot is always awake, but it answers people who are.
        self.beats.push(Beat { gap_ms, hours: Hours::Awake, entry, tail });
    }

    fn note(&mut self, gap_ms: i64, text: String, rng: &mut Rng) {
        let mentions: Vec<&'static str> = self
            .agents
            .iter()
            .filter(|agent| text.contains(&format!("@{}", agent.name)))
            .map(|agent| agent.key)
            .collect();
        let asked = mentions.first().copied();
        for agent in &mentions {
            if !self.followers.contains(agent) {
                self.followers.push(agent);
            }
        }
        let entry = DemoEntry::Note { at_ms: 0, agent: self.lead.key, text, mentions };
        self.beat(gap_ms, Hours::Working, entry);
        if asked == Some(self.mate.key) && !self.assignees.is_empty() && rng.chance(35) {
            let (from, to) = (self.lead, self.mate);
            if !self.assignees.contains(&to.key) {
                self.assign(rng.range(10_000, 90_000), Some(from.key), to.key);
            }
            if rng.chance(40) && self.assignees.contains(&from.key) {
                self.assignees.retain(|agent| *agent != from.key);
                let event = event(Some(from.key), DemoEvent::Unassigned { agent: from.key });
                self.beat(rng.range(4_000, 20_000), Hours::Working, event);
            }
            (self.lead, self.mate) = (to, from);
            self.slots.speakers(self.lead, self.mate);
        }
    }

    /// The lead sorts the conversation after the first answer.
    fn label(&mut self, labels: &Labels, rng: &mut Rng) {
        let lead = Some(self.lead.key);
        let mut events = Vec::new();
        if !self.teams.contains(&labels.team) {
            self.teams.push(labels.team);
            events.push(event(lead, DemoEvent::TeamAdded { team: labels.team }));
        }
        for tag in &labels.tags {
            if !self.tags.contains(tag) {
                self.tags.push(tag);
                events.push(event(lead, DemoEvent::TagAdded { tag }));
            }
        }
        if self.priority.is_none()
            && let Some(priority) = labels.priority
        {
            self.priority = Some(priority);
            events.push(event(lead, DemoEvent::PriorityChanged { from: None, to: Some(priority) }));
        }
        for entry in events {
            self.beat(rng.range(3_000, 14_000), Hours::Working, entry);
        }
    }

    /// What happens to the status before a long silence.
    fn rest(&mut self, pause: i64, next: Voice, before: Option<Voice>, rng: &mut Rng) {
        if self.status != "open" || pause < 12 * HOUR {
            return;
        }
        let gap_ms = rng.range(20_000, 12 * MINUTE);
        match (next, before) {
            (Voice::Agent, _) => self.set_status("snoozed", gap_ms),
            (_, Some(Voice::Agent)) if pause < 2 * DAY => self.set_status("pending", gap_ms),
            (_, Some(_)) if pause >= 2 * DAY => self.set_status("resolved", gap_ms),
            _ => {}
        }
    }

    fn assign(&mut self, gap_ms: i64, by: Option<&'static str>, agent: &'static str) {
        self.assignees.push(agent);
        self.beat(gap_ms, Hours::Working, event(by, DemoEvent::Assigned { agent }));
    }

    fn status_event(&mut self, by: Option<&'static str>, to: &'static str) -> DemoEntry {
        let from = std::mem::replace(&mut self.status, to);
        event(by, DemoEvent::StatusChanged { from, to })
    }

    fn beat(&mut self, gap_ms: i64, hours: Hours, entry: DemoEntry) {
        self.beats.push(Beat { gap_ms, hours, entry, tail: Vec::new() });
    }

    /// How long people take to write the next line.
    fn gap(&self, voice: Voice, before: Option<Voice>, rng: &mut Rng) -> i64 {
        let (low, high) = match (voice, self.channel.kind) {
            (Voice::Note, _) => (40_000, 9 * MINUTE),
            (Voice::Bot, _) => (2_500, 6_000),
            _ if Some(voice) == before => (12_000, 80_000),
            (_, "chat") => (16_000, 4 * MINUTE),
            (Voice::Agent, "email") => (25 * MINUTE, 9 * HOUR),
            (_, "email") => (20 * MINUTE, 16 * HOUR),
            _ => (40_000, 26 * MINUTE),
        };
        // Squared, so that quick answers are more frequent than slow ones.
        let share = rng.range(0, 1_000);
        low + (high - low) * share * share / 1_000_000
    }
}

/// An event without a time.
fn event(agent: Option<&'static str>, what: DemoEvent) -> DemoEntry {
    DemoEntry::Event { at_ms: 0, agent, what }
}

/// The last message we sent did not get through.
fn fail_last(entries: &mut [DemoEntry]) {
    let last = entries.iter_mut().rev().find_map(|entry| match entry {
        DemoEntry::Outbound { state, .. } => Some(state),
        _ => None,
    });
    if let Some(state) = last {
        *state = "failed";
    }
}

/// Sets what the channel reported about each message we sent.
fn delivery(entries: &mut [DemoEntry], channel: &DemoChannel, rng: &mut Rng) {
    let mut answered = false;
    for entry in entries.iter_mut().rev() {
        match entry {
            DemoEntry::Inbound { .. } => answered = true,
            DemoEntry::Outbound { state, failure, .. } if *state == "failed" => {
                *failure = Some(reason(channel.kind, rng))
            }
            DemoEntry::Outbound { state, .. } => {
                *state = match (channel.kind, answered, rng.below(10)) {
                    ("sms" | "email", true, _) | ("sms" | "email", false, 2..) => "delivered",
                    ("sms" | "email", false, _) => "sent",
                    (_, true, _) | (_, false, 4..) => "read",
                    (_, false, 1..=3) => "delivered",
                    _ => "sent",
                };
            }
            DemoEntry::Note { .. } | DemoEntry::Event { .. } => {}
        }
    }
}

/// Why a message of that kind of channel was not delivered: code and reason, as the provider would say it.
fn reason(kind: &str, rng: &mut Rng) -> (&'static str, &'static str) {
    let reasons: &[(&str, &str)] = match kind {
        "sms" => &[
            ("unreachable", "The phone is switched off or out of coverage"),
            ("landline", "The number is a landline and cannot receive SMS"),
            ("carrier_filtered", "The carrier rejected the message as unwanted"),
            ("unknown_number", "The number is not in service"),
        ],
        "whatsapp" => &[
            ("not_on_whatsapp", "The number has no WhatsApp account"),
            ("window_closed", "More than 24 hours have passed since the contact's last message"),
        ],
        "telegram" => &[("blocked", "The contact has blocked this account")],
        "email" => {
            &[("mailbox_full", "552 5.2.2 The mailbox is full"), ("no_such_user", "550 5.1.1 There is no such mailbox")]
        }
        _ => &[("left_chat", "The visitor has left the chat")],
    };
    rng.pick(reasons).copied().unwrap_or(("unknown", "The provider gave no reason"))
}
