//! The tags of a space: finding them by name, and making those that are not there yet. Putting them on a conversation is
//! `patch`.

use switchboard_api::requests::{MAX_TAG_NAME, MAX_TAGS};
use switchboard_api::{AgentId, SpaceId, Tag, TagId};

use super::{Refusal, text};
use crate::clock;
use crate::db::Tx;

/// A space with more has lost sight of them.
const MOST: usize = 500;
/// The palette's names, without the grey of what nobody has coloured.
const COLORS: [&str; 8] = ["blue", "teal", "green", "yellow", "orange", "red", "pink", "purple"];

/// The ids of the tags with these names, whatever their case; new ones are made, and everybody hears of them.
pub fn by_name(tx: &mut Tx<'_>, space: &SpaceId, agent: &AgentId, names: &[String]) -> Result<Vec<TagId>, Refusal> {
    if names.len() > MAX_TAGS {
        return Err(Refusal::field("create_tags", format!("Give at most {MAX_TAGS} names.")));
    }
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let mut known = tx.tags(space)?;
    let (before, mut found) = (known.len(), Vec::new());
    for name in names {
        let name = text::clean(name).split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() || name.chars().count() > MAX_TAG_NAME {
            return Err(Refusal::field("create_tags", format!("Give names of 1 to {MAX_TAG_NAME} characters.")));
        }
        if let Some(tag) = known.iter().find(|tag| tag.name.to_lowercase() == name.to_lowercase()) {
            found.push(tag.id.clone());
            continue;
        }
        if known.len() >= MOST {
            return Err(Refusal::field("create_tags", format!("There are {MOST} tags already. Use one of them.")));
        }
        let color = COLORS.get(known.len() % COLORS.len()).copied().unwrap_or("gray");
        let tag = Tag { id: clock::id(), name, color: color.to_owned() };
        tx.add_tag(space, &tag.id, &tag.name, &tag.color)?;
        found.push(tag.id.clone());
        known.push(tag);
    }
    if known.len() > before {
        tx.append_tags(space, agent, &known)?;
    }
    Ok(found)
}
