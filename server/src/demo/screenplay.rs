//! Reads scenes from text. A scene is written as a small screenplay, so that writing one needs no Rust:
//!
//! ```text
//! @ inbox | tag,tag | channel kind, kind, … | priority      begins a scene (all parts may be missing)
//! s Subject of the mail                                     the scene may also happen by email
//! > the customer writes
//! + another line of the same message
//! < the agent writes
//! b the bot writes
//! # an internal note
//! x                                                         the message above could not be delivered
//! ~ 4d                                                      time passes (m, h, d)
//! ```
//!
//! `[a|b]` is one of the two, `{slot}` is filled in by `fill`.

/// Who speaks in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    Customer,
    Agent,
    Bot,
    Note,
}

/// One message or note of a scene.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) voice: Voice,
    pub(super) text: String,
    pub(super) failed: bool,
    /// Time that passes before the line, in milliseconds, when the scene says so.
    pub(super) pause_ms: Option<i64>,
    /// The first line of its scene.
    pub(super) opens: bool,
}

/// One scene, not yet cast.
#[derive(Debug, Clone, Default)]
pub(super) struct Scene {
    pub(super) inbox: &'static str,
    pub(super) tags: Vec<&'static str>,
    pub(super) kinds: Vec<&'static str>,
    pub(super) priority: Option<&'static str>,
    pub(super) subject: Option<&'static str>,
    pub(super) lines: Vec<Line>,
}

impl Scene {
    /// True when the customer speaks first.
    pub(super) fn begins_inbound(&self) -> bool {
        self.lines.first().is_some_and(|line| line.voice == Voice::Customer)
    }
}

/// All scenes of `text`. Lines it does not understand are left out; a test sees to it that there are none.
pub(super) fn scenes(text: &'static str) -> Vec<Scene> {
    let mut scenes: Vec<Scene> = Vec::new();
    let mut pause_ms = None;
    for row in text.lines() {
        if let Some(head) = row.strip_prefix('@') {
            scenes.push(heading(head));
            pause_ms = None;
            continue;
        }
        let Some(scene) = scenes.last_mut() else { continue };
        match row.split_once(' ').unwrap_or((row, "")) {
            ("s", subject) => scene.subject = Some(subject),
            ("~", duration) => pause_ms = millis(duration),
            ("x", _) => {
                if let Some(line) = scene.lines.last_mut() {
                    line.failed = true;
                }
            }
            ("+", more) => {
                if let Some(line) = scene.lines.last_mut() {
                    line.text.push('\n');
                    line.text.push_str(more);
                }
            }
            (mark, words) => {
                let Some(voice) = voice(mark) else { continue };
                let opens = scene.lines.is_empty();
                scene.lines.push(Line {
                    voice,
                    text: words.to_owned(),
                    failed: false,
                    pause_ms: pause_ms.take(),
                    opens,
                });
            }
        }
    }
    scenes
}

fn heading(head: &'static str) -> Scene {
    let mut parts = head.split('|').map(str::trim);
    let mut next = || parts.next().unwrap_or_default();
    Scene {
        inbox: next(),
        tags: next().split(',').map(str::trim).filter(|tag| !tag.is_empty()).collect(),
        kinds: next().split_whitespace().collect(),
        priority: Some(next()).filter(|priority| !priority.is_empty()),
        ..Scene::default()
    }
}

fn voice(mark: &str) -> Option<Voice> {
    match mark {
        ">" => Some(Voice::Customer),
        "<" => Some(Voice::Agent),
        "b" => Some(Voice::Bot),
        "#" => Some(Voice::Note),
        _ => None,
    }
}

fn millis(duration: &str) -> Option<i64> {
    let unit = duration.chars().last()?;
    let count: i64 = duration.strip_suffix(unit)?.parse().ok()?;
    let minutes = match unit {
        'm' => 1,
        'h' => 60,
        'd' => 24 * 60,
        _ => return None,
    };
    Some(count * minutes * 60_000)
}

#[cfg(test)]
mod tests {
    use super::super::library;
    use super::*;

    #[test]
    fn every_row_of_every_text_is_understood() {
        for text in library::all_texts() {
            for row in text.lines().filter(|row| !row.is_empty()) {
                let (mark, rest) = row.split_once(' ').unwrap_or((row, ""));
                let known = matches!(mark, "@" | "s" | "+" | "x") || voice(mark).is_some();
                assert!(known || (mark == "~" && millis(rest).is_some()), "not understood: {row}");
            }
        }
    }

    #[test]
    fn reads_a_scene() {
        let text = "@ sales | quote,vip | sms chat | high\ns Hi\n> one\n+ two\n~ 2d\n< three\nx\n";
        let scenes = scenes(text);
        let scene = &scenes[0];
        assert_eq!((scene.inbox, scene.priority, scene.subject), ("sales", Some("high"), Some("Hi")));
        assert_eq!(scene.tags, ["quote", "vip"]);
        assert_eq!(scene.lines[0].text, "one\ntwo");
        assert_eq!(scene.lines[1].pause_ms, Some(172_800_000));
        assert!(scene.lines[1].failed);
    }
}
