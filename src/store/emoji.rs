//! The emoji that can be chosen: fetched once somebody wants one, in groups; those chosen last and the tone of skin are kept
//! on the device. What a menu of them looks like is not decided here.

use super::local;
use crate::platform::fetch::{self, Call};
use crate::platform::{choices, config, task};

/// public/emoji.txt says what its lines are.
const FILE: &str = "emoji.txt";
const RECENT: &str = "switchboard-emoji";
const TONE: &str = "switchboard-emoji-tone";
const MOST_RECENT: usize = 16;

/// The tones of skin, none first.
pub const TONES: [&str; 6] = ["", "\u{1f3fb}", "\u{1f3fc}", "\u{1f3fd}", "\u{1f3fe}", "\u{1f3ff}"];

/// One emoji.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emoji {
    /// As it is written.
    pub sign: String,
    /// What it is called.
    pub name: String,
    /// Other words for it, and its name, comparable.
    words: String,
    /// Whether it has tones of skin.
    toned: bool,
}

impl Emoji {
    /// Whether all words of a text begin words of this.
    pub fn fits(&self, folded: &str) -> bool {
        has_all(&self.words, folded)
    }

    /// Whether they begin words of its name.
    pub fn is_called(&self, folded: &str) -> bool {
        has_all(&local::fold(&self.name), folded)
    }

    /// Whether this is it, in whatever tone.
    pub fn is(&self, sign: &str) -> bool {
        let bare =
            |sign: &str| TONES.iter().skip(1).fold(sign.replace('\u{fe0f}', ""), |sign, tone| sign.replace(tone, ""));
        bare(sign) == bare(&self.sign)
    }

    /// As it is written with this tone, where it has any.
    pub fn with_tone(&self, tone: &str) -> String {
        let mut rest = self.sign.chars();
        match rest.next().filter(|_| self.toned && !tone.is_empty()) {
            // The tone stands in the place of the mark that asks for a picture.
            Some(first) => format!("{first}{tone}{}", rest.as_str().trim_start_matches('\u{fe0f}')),
            None => self.sign.clone(),
        }
    }
}

fn has_all(words: &str, wanted: &str) -> bool {
    wanted.split_whitespace().all(|wanted| words.split(' ').any(|word| word.starts_with(wanted)))
}

/// Emoji of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they are.
    pub name: String,
    /// They.
    pub emoji: Vec<Emoji>,
}

/// Fetches all of them; `None` when the server does not have them or cannot be reached.
pub fn load(then: impl FnOnce(Option<Vec<Group>>) + 'static) {
    task::spawn(async move {
        let url = format!("{}{FILE}", config::base());
        let reply = fetch::send(Call { method: "GET", url: &url, headers: &[], body: None, cookies: true }).await;
        then(reply.ok().filter(|reply| reply.status == 200).map(|reply| read(&reply.body)));
    });
}

fn read(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("= ") {
            groups.push(Group { name: name.to_owned(), emoji: Vec::new() });
            continue;
        }
        let mut parts = line.split('\t');
        if let (Some(sign), Some(name), Some(group)) = (parts.next(), parts.next(), groups.last_mut()) {
            let words = local::fold(&format!("{name} {}", parts.next().unwrap_or_default()));
            let toned = parts.next().is_some();
            group.emoji.push(Emoji { sign: sign.to_owned(), name: name.to_owned(), words, toned });
        }
    }
    groups
}

/// Those chosen last, the newest first.
pub fn recent() -> Vec<String> {
    choices::kept(RECENT).unwrap_or_default().split_whitespace().map(str::to_owned).collect()
}

/// Remembers that this one was chosen.
pub fn remember(sign: &str) {
    let mut recent = recent();
    recent.retain(|known| known != sign);
    recent.insert(0, sign.to_owned());
    recent.truncate(MOST_RECENT);
    choices::keep(RECENT, Some(&recent.join(" ")));
}

/// The tone that was chosen.
pub fn tone() -> &'static str {
    let kept = choices::kept(TONE).unwrap_or_default();
    TONES.into_iter().find(|tone| *tone == kept).unwrap_or_default()
}

/// Keeps another tone.
pub fn set_tone(tone: &str) {
    choices::keep(TONE, Some(tone).filter(|tone| !tone.is_empty()));
}
