//! Texts being written, one per conversation and kind, what a message answers, and which of the two kinds each composer
//! shows. Keeping them on the device is an effect; sending them is the outbox's business.

use switchboard_api::{ConversationId, Quote, SendKind};

use crate::effect::{Effect, Stored};
use crate::few::Few;
use crate::model::Model;

/// The drafts of the agent who is signed in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Drafts {
    texts: Few<(ConversationId, SendKind), String>,
    /// What the messages answer.
    quotes: Few<ConversationId, Box<Quote>>,
    composing: Few<ConversationId, SendKind>,
}

impl Drafts {
    pub(crate) fn text(&self, conversation: &ConversationId, kind: SendKind) -> &str {
        self.texts.get(&(conversation.clone(), kind)).map(String::as_str).unwrap_or_default()
    }

    pub(crate) fn set(&mut self, conversation: ConversationId, kind: SendKind, text: String) {
        if text.is_empty() {
            self.texts.remove(&(conversation, kind));
        } else {
            self.texts.insert((conversation, kind), text);
        }
    }

    /// What the message answers; notes answer nothing.
    pub(crate) fn quote(&self, conversation: &ConversationId, kind: SendKind) -> Option<&Quote> {
        self.quotes.get(conversation).filter(|_| kind == SendKind::Message).map(|quote| &**quote)
    }

    pub(crate) fn set_quote(&mut self, conversation: ConversationId, quote: Option<Box<Quote>>) {
        match quote {
            Some(quote) => self.quotes.insert(conversation, quote),
            None => drop(self.quotes.remove(&conversation)),
        }
    }

    /// Whether nothing has been begun.
    pub(crate) fn is_empty(&self, conversation: &ConversationId, kind: SendKind) -> bool {
        self.text(conversation, kind).is_empty() && self.quote(conversation, kind).is_none()
    }

    /// The kind of composer a conversation shows.
    pub(crate) fn composing(&self, conversation: &ConversationId) -> SendKind {
        self.composing.get(conversation).copied().unwrap_or(SendKind::Message)
    }

    pub(crate) fn compose(&mut self, conversation: ConversationId, kind: SendKind) {
        self.composing.insert(conversation, kind);
    }

    /// Takes all of them out.
    pub(crate) fn take(&mut self) -> Vec<Draft> {
        let Self { texts, mut quotes, .. } = std::mem::take(self);
        let draft = |((conversation, kind), text): ((ConversationId, SendKind), String)| {
            let quote = if kind == SendKind::Message { quotes.remove(&conversation) } else { None };
            Draft { conversation, kind, text, quote }
        };
        let mut drafts: Vec<_> = texts.into_iter().map(draft).collect();
        let bare = |(conversation, quote)| Draft {
            conversation,
            kind: SendKind::Message,
            text: String::new(),
            quote: Some(quote),
        };
        drafts.extend(quotes.into_iter().map(bare));
        drafts
    }
}

/// What is being written in one of a conversation's composers.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Where.
    pub conversation: ConversationId,
    /// Which of the two.
    pub kind: SendKind,
    /// The text.
    pub text: String,
    /// What it answers.
    pub quote: Option<Box<Quote>>,
}

impl Draft {
    /// Whether nothing is left to keep.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.quote.is_none()
    }
}

impl Model {
    /// Sets a draft and keeps it on the device.
    pub(crate) fn write_draft(&mut self, conversation: ConversationId, kind: SendKind, text: String) {
        self.drafts.set(conversation.clone(), kind, text);
        self.keep_draft(conversation, kind);
    }

    /// Sets what the message answers, and shows its composer; nothing where the channel cannot show that.
    pub(crate) fn answer(&mut self, conversation: ConversationId, quote: Option<Quote>) {
        if quote.is_some() {
            self.drafts.compose(conversation.clone(), SendKind::Message);
        }
        self.drafts.set_quote(conversation.clone(), quote.map(Box::new));
        self.keep_draft(conversation, SendKind::Message);
    }

    /// Answers the line with this key, if it may be answered.
    pub(crate) fn answer_line(&mut self, key: &str) {
        let quote = crate::select::answerable(self, key);
        if let Some((conversation, quote)) = self.route.conversation().cloned().zip(quote) {
            self.answer(conversation, Some(quote));
        }
    }

    fn keep_draft(&mut self, conversation: ConversationId, kind: SendKind) {
        let Some(session) = self.session.clone() else { return };
        let text = self.drafts.text(&conversation, kind).to_owned();
        let quote = self.drafts.quote(&conversation, kind).cloned().map(Box::new);
        let draft = Draft { conversation, kind, text, quote };
        self.effects.push(Effect::Persist(Stored::Draft(session.me.id.clone(), draft)));
    }

    /// Puts text that came back (undone, or refused) in front of what is being written now, so that neither is lost. Of what
    /// they answer, only one can stay.
    pub(crate) fn give_back(
        &mut self,
        conversation: ConversationId,
        kind: SendKind,
        text: &str,
        quote: Option<Box<Quote>>,
    ) {
        if quote.is_some() && self.drafts.quote(&conversation, kind).is_none() {
            self.drafts.set_quote(conversation.clone(), quote);
        }
        let current = self.drafts.text(&conversation, kind);
        let joined = if current.is_empty() { text.to_owned() } else { format!("{text}\n{current}") };
        self.drafts.compose(conversation.clone(), kind);
        self.write_draft(conversation, kind, joined);
    }
}
