//! The sentences about what others do: who is here, who took part, who wrote while nobody looked, and what is said aloud.

use switchboard_api::Doing;
use switchboard_model::effect::Notice;
use switchboard_model::select::{Announcement, PresentView};

use super::phrases::first_name;

/// Who is at a conversation and what they do, in first names; writing goes before looking.
pub fn company(company: &[PresentView]) -> String {
    let of = |doing: Doing| company.iter().filter(move |it| it.doing == doing).map(|it| first_name(&it.name));
    let said = [(Doing::Replying, "writing a reply…"), (Doing::Noting, "writing a note…"), (Doing::Viewing, "viewing")];
    let said = said.into_iter().filter_map(|(doing, words)| {
        let names: Vec<_> = of(doing).collect();
        Some(match names.as_slice() {
            [] => return None,
            [one] => format!("{one} is {words}"),
            [one, other] => format!("{one} and {other} are {words}"),
            [one, rest @ ..] => format!("{one} and {} others are {words}", rest.len()),
        })
    });
    said.collect::<Vec<_>>().join(" · ")
}

/// In a row, instead of the last message while somebody writes.
pub fn writing(company: &[PresentView]) -> Option<String> {
    let writer = company.iter().find(|it| it.doing != Doing::Viewing)?;
    Some(format!("{} is writing…", first_name(&writer.name)))
}

/// Who has taken part.
pub fn people(names: &[String]) -> String {
    format!("Agents involved: {}", names.join(", "))
}

/// The body of a notification.
pub fn notice(notice: &Notice) -> String {
    match &notice.author {
        Some(author) => format!("{author}: {}", notice.text),
        None => notice.text.clone(),
    }
}

/// What is said to those who listen to the screen.
pub fn announcement(line: &Announcement) -> String {
    match line {
        Announcement::Arrived { author, text } => format!("{author}: {text}"),
        Announcement::Many(count) => format!("{count} new messages"),
        Announcement::Sent { to } => format!("Sent to {to}"),
        Announcement::Failed { to, reason } => format!("Not sent to {to}. {reason}"),
    }
}
