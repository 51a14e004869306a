//! Texts that people write: what is cleaned out of them, when they are too long or blank, their preview, and whom they
//! mention. Pure functions.

use switchboard_api::requests::MAX_TEXT;
use switchboard_api::{Agent, AgentId};

use super::Refusal;

/// Characters of a preview.
const PREVIEW: usize = 160;

/// The text without NUL and other control characters (line feeds and tabs stay; CR LF becomes LF) and without the
/// surrounding white space.
pub fn clean(text: &str) -> String {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = unified.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    kept.trim().to_owned()
}

/// A cleaned text that says something and is not longer than `limit` Unicode scalar values.
pub fn accepted(text: &str, limit: usize) -> Result<String, Refusal> {
    let text = clean(text);
    if text.is_empty() {
        return Err(Refusal::field("text", "Write something: the text is blank."));
    }
    let limit = limit.min(MAX_TEXT);
    let length = text.chars().count();
    if length > limit {
        return Err(Refusal::field(
            "text",
            format!("Shorten the text: it has {length} characters, {limit} are allowed."),
        ));
    }
    Ok(text)
}

/// A cleaned short value such as a name, on one line, or `None` when it is blank.
pub fn line(value: &str, limit: usize) -> Option<String> {
    let line: String = value.split_whitespace().collect::<Vec<_>>().join(" ");
    let line: String = line.chars().filter(|c| !c.is_control()).take(limit).collect();
    (!line.is_empty()).then_some(line)
}

/// The first characters on one line.
pub fn preview(text: &str) -> String {
    let mut preview = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        if length > 0 && length < PREVIEW {
            preview.push(' ');
            length += 1;
        }
        for c in word.chars().take(PREVIEW - length) {
            preview.push(c);
            length += 1;
        }
        if length == PREVIEW {
            break;
        }
    }
    preview
}

/// The agents whose full name stands after an `@`, in the order of `agents`. Of two names that both fit, such as
/// "Ann Li" and "Ann Lind", the longer one is meant.
pub fn mentions(text: &str, agents: &[Agent]) -> Vec<AgentId> {
    let mut named = vec![false; agents.len()];
    for (at, _) in text.match_indices('@') {
        let rest = text.get(at + 1..).unwrap_or_default();
        let longest = agents
            .iter()
            .enumerate()
            .filter(|(_, agent)| begins_with(rest, &agent.name))
            .max_by_key(|(_, agent)| agent.name.chars().count());
        if let Some(flag) = longest.and_then(|(index, _)| named.get_mut(index)) {
            *flag = true;
        }
    }
    agents.iter().zip(named).filter(|(_, named)| *named).map(|(agent, _)| agent.id.clone()).collect()
}

/// Whether the text begins with the name, whatever the case, and the name ends there.
fn begins_with(text: &str, name: &str) -> bool {
    let mut rest = text.chars();
    for expected in name.chars() {
        match rest.next() {
            Some(found) if found == expected || found.to_lowercase().eq(expected.to_lowercase()) => {}
            _ => return false,
        }
    }
    !rest.next().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleans_what_no_one_can_see() {
        assert_eq!(clean("  a\0b\u{7}\r\nc\rd\te \u{85}"), "ab\nc\nd\te");
        assert!(accepted(" \0\n ", 10).is_err());
        assert!(accepted("12345678901", 10).is_err());
        assert_eq!(accepted(" 👍🏽 ", 2).unwrap(), "👍🏽");
    }

    #[test]
    fn a_preview_is_one_short_line() {
        assert_eq!(preview("a\n\n b\tc"), "a b c");
        assert_eq!(preview(&"x".repeat(1_000)).chars().count(), PREVIEW);
        assert_eq!(preview(&"xy ".repeat(1_000)).chars().count(), PREVIEW);
    }

    #[test]
    fn mentions_full_names() {
        let agent = |id: &str, name: &str| Agent { id: id.into(), name: name.into() };
        let agents = [agent("1", "Ann Li"), agent("2", "Ann Lind"), agent("3", "Zoë Łu")];
        let ids = |text| mentions(text, &agents).iter().map(|id| id.to_string()).collect::<Vec<_>>().join(",");
        assert_eq!(ids("@ann lind, see"), "2");
        assert_eq!(ids("@Ann Li: and @ZOË łu!"), "1,3");
        assert_eq!(ids("ann li, a@Ann Linden"), "");
    }
}
