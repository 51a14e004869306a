//! The details pane: contact, assignment, tags.

use switchboard_api::{Agent, ChannelKind, Contact, Conversation, ConversationId, Priority, Tag, Team, Timestamp};

use crate::model::Model;

/// What the pane shows.
#[derive(Clone, Debug, PartialEq)]
pub struct DetailsView {
    /// The contact's name, once known.
    pub name: Option<String>,
    /// Their address on this channel.
    pub address: String,
    /// Where they work.
    pub company: Option<String>,
    /// Their email address, where the record names another than `address`.
    pub email: Option<String>,
    /// Their phone number, likewise.
    pub phone: Option<String>,
    /// What colleagues should know.
    pub notes: Option<String>,
    /// The channel's kind.
    pub channel: ChannelKind,
    /// The channel's label.
    pub channel_label: String,
    /// The inbox's name.
    pub inbox: String,
    /// When the conversation began.
    pub since: Timestamp,
    /// The priority.
    pub priority: Option<Priority>,
    /// Names of the teams that own it.
    pub teams: Vec<String>,
    /// Names of the agents who own it.
    pub agents: Vec<String>,
    /// The tags.
    pub tags: Vec<TagView>,
}

/// A tag.
#[derive(Clone, Debug, PartialEq)]
pub struct TagView {
    /// Its name.
    pub name: String,
    /// One of the palette's names.
    pub color: String,
}

/// Something that a conversation may have or not: an agent or a team that owns it, a tag.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// For a tag, one of the palette's names.
    pub color: Option<String>,
    /// Whether they all have it.
    pub on: bool,
}

/// What there is to choose from in a dialog about conversations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChoicesView {
    /// Everybody who works here; the caller first.
    pub agents: Vec<ChoiceView>,
    /// The space's teams.
    pub teams: Vec<ChoiceView>,
    /// The space's tags.
    pub tags: Vec<ChoiceView>,
    /// The priority they all have.
    pub priority: Option<Priority>,
}

/// What these conversations may have; something is on when all of them have it.
pub fn choices(model: &Model, ids: &[ConversationId]) -> ChoicesView {
    let known: Vec<_> = ids.iter().filter_map(|id| model.effective(id)).map(|(conversation, _)| conversation).collect();
    let (Some(first), Some(session)) = (known.first(), &model.session) else { return ChoicesView::default() };
    let choice = |id: &str, name: &str, color: Option<&String>, has: &dyn Fn(&Conversation) -> bool| ChoiceView {
        id: id.to_owned(),
        name: name.to_owned(),
        color: color.cloned(),
        on: known.iter().all(|conversation| has(conversation)),
    };
    let owner = |agent: &Agent| choice(agent.id.as_str(), &agent.name, None, &|it| it.assignees.contains(&agent.id));
    let team = |team: &Team| choice(team.id.as_str(), &team.name, None, &|it| it.teams.contains(&team.id));
    let tag = |tag: &Tag| choice(tag.id.as_str(), &tag.name, Some(&tag.color), &|it| it.tags.contains(&tag.id));
    let (me, others): (Vec<_>, Vec<_>) = session.agents.iter().partition(|agent| agent.id == session.me.id);
    ChoicesView {
        agents: me.into_iter().chain(others).map(owner).collect(),
        teams: session.teams.iter().map(team).collect(),
        tags: session.tags.iter().map(tag).collect(),
        priority: first.priority.filter(|priority| known.iter().all(|it| it.priority == Some(*priority))),
    }
}

/// Whether the caller owns this conversation; `None` when it is not known.
pub fn is_mine(model: &Model, id: &ConversationId) -> Option<bool> {
    let me = &model.session.as_ref()?.me.id;
    Some(model.effective(id)?.0.assignees.contains(me))
}

/// The details; `None` when no conversation is open or known.
pub fn details(model: &Model) -> Option<DetailsView> {
    let (conversation, _) = model.effective(model.route.conversation()?)?;
    let contact = &conversation.contact;
    let record = model.people.contact(&contact.id);
    let of = |field: fn(&Contact) -> &Option<String>| record.and_then(|record| field(record).clone());
    let other = |value: &String| **value != *contact.address;
    let tag = |id| model.tag(id).map(|tag| TagView { name: tag.name.clone(), color: tag.color.clone() });
    Some(DetailsView {
        name: contact.name.as_deref().map(str::to_owned),
        address: contact.address.to_string(),
        company: contact.company.as_deref().map(str::to_owned),
        email: of(|record| &record.email).filter(other),
        phone: of(|record| &record.phone).filter(other),
        notes: of(|record| &record.notes),
        channel: conversation.channel_kind,
        channel_label: model.channel(&conversation.channel).map(|channel| channel.label.clone()).unwrap_or_default(),
        inbox: model.inbox_name(&conversation.inbox),
        since: conversation.created_at,
        priority: conversation.priority,
        teams: conversation.teams.iter().map(|id| model.team_name(id)).collect(),
        agents: conversation.assignees.iter().map(|id| model.agent_name(id)).collect(),
        tags: conversation.tags.iter().filter_map(tag).collect(),
    })
}
