//! Writing to somebody first, and contacts: forms whose answers the agent waits for. One question of each at a time; what
//! is typed stays in the view until the server has taken it.

use switchboard_api::{
    ClientId, ComposeRequest, Contact, ContactId, ContactLookup, ContactPatch, ConversationId, ConversationList,
};

use crate::effect::Request;
use crate::input::{Answer, Failure};
use crate::model::{Model, Purpose};
use crate::select::FormState;

/// The forms, and what was loaded for them.
#[derive(Clone, Debug, Default)]
pub(crate) struct People {
    pub(crate) compose: FormState,
    /// Whose the number is that the agent wants to write to.
    pub(crate) recipient: Option<ContactLookup>,
    pub(crate) correction: FormState,
    pub(crate) contact: Option<Contact>,
    /// The conversations with a contact, the most recently active first.
    pub(crate) history: Option<(ContactId, Vec<ConversationId>)>,
}

impl Model {
    /// Begins a message to somebody, or begins again with another number.
    pub(crate) fn choose_recipient(&mut self) {
        self.people.compose = FormState::Open;
        self.people.recipient = None;
        self.asked.retain(|_, purpose| !matches!(purpose, Purpose::Recipient | Purpose::Compose));
    }

    pub(crate) fn find_recipient(&mut self, sender_profile: switchboard_api::SenderProfileId, phone: String) {
        let Some(session) = self.session.clone() else { return };
        if !self.is_composing() {
            self.people.compose = FormState::Unheard;
            let space = session.space.clone();
            self.ask(Purpose::Recipient, Request::Recipient { space, sender_profile, phone });
        }
    }

    /// Sends the first message. Until the server has answered, it is the same one however often it is asked for.
    pub(crate) fn compose(&mut self, request: ComposeRequest) {
        let Some(session) = self.session.clone() else { return };
        if !self.is_composing() {
            self.people.compose = FormState::Unheard;
            self.ask(Purpose::Compose, Request::Compose { space: session.space.clone(), request });
        }
    }

    /// Whether the server is being asked about the first message.
    pub(crate) fn is_composing(&self) -> bool {
        self.is_asking(&Purpose::Recipient) || self.is_asking(&Purpose::Compose)
    }

    /// Loads a contact to be corrected.
    pub(crate) fn open_contact(&mut self, contact: ContactId) {
        self.people.correction = FormState::Open;
        self.people.contact = None;
        self.load_contact(contact);
    }

    fn load_contact(&mut self, contact: ContactId) {
        self.asked.retain(|_, purpose| !matches!(purpose, Purpose::Contact));
        self.ask(Purpose::Contact, Request::Contact(contact));
    }

    /// Whether a correction is on its way.
    pub(crate) fn is_correcting(&self) -> bool {
        self.asked.values().any(|purpose| matches!(purpose, Purpose::SaveContact(_)))
    }

    pub(crate) fn save_contact(&mut self, contact: ContactId, patch: ContactPatch, key: ClientId) {
        if patch == ContactPatch::default() {
            self.people.correction = FormState::Done;
        } else if !self.is_correcting() {
            self.people.correction = FormState::Unheard;
            self.ask(Purpose::SaveContact(contact.clone()), Request::SaveContact { contact, patch, key });
        }
    }

    /// Loads the conversations with a contact.
    pub(crate) fn open_history(&mut self, contact: ContactId) {
        self.asked.retain(|_, purpose| !matches!(purpose, Purpose::History(_)));
        self.ask(Purpose::History(contact.clone()), Request::History(contact));
    }

    /// How a question of this module ended.
    pub(crate) fn person_answered(&mut self, purpose: Purpose, result: Result<Answer, Failure>) {
        match (purpose, result) {
            (Purpose::Recipient, Ok(Answer::Recipient(found))) => {
                self.people.compose = FormState::Open;
                self.people.recipient = Some(*found);
            }
            (Purpose::Compose, Ok(Answer::Composed(answer))) => {
                self.people.compose = FormState::Done;
                self.people.recipient = None;
                // From the list itself, and the conversation comes as any other.
                let id = answer.row.conversation.id.clone();
                self.go(self.route.with_search(String::new()).with_conversation(Some(id)));
            }
            (Purpose::Contact, Ok(Answer::Contact(contact))) => self.people.contact = Some(*contact),
            (Purpose::SaveContact(_), Ok(Answer::Contact(contact))) => {
                self.people.contact = Some(*contact);
                self.people.correction = FormState::Done;
            }
            (Purpose::History(contact), Ok(Answer::List(page))) => self.history_arrived(contact, page),
            (_, Ok(_)) => self.report("an answer that does not fit its question"),
            (purpose, Err(failure)) => {
                match purpose {
                    Purpose::Recipient | Purpose::Compose => self.people.compose = form_failed(&failure),
                    Purpose::Contact => self.people.correction = form_failed(&failure),
                    Purpose::SaveContact(contact) => {
                        self.people.correction = form_failed(&failure);
                        if failure.status() == Some(409) {
                            // Somebody else changed the same: what is there now is shown, to be compared.
                            self.load_contact(contact);
                        }
                    }
                    _ => {}
                }
                self.read_failed(&failure);
            }
        }
    }

    fn history_arrived(&mut self, contact: ContactId, page: ConversationList) {
        let ids: Vec<_> = page.items.iter().map(|row| row.conversation.id.clone()).collect();
        for row in page.items {
            self.put_snapshot(row, page.seq);
        }
        for id in &ids {
            self.reindex(id);
        }
        self.people.history = Some((contact, ids));
    }
}

fn form_failed(failure: &Failure) -> FormState {
    match failure {
        Failure::Refused { problem, .. } => FormState::Refused {
            field: problem.errors.first().map(|error| error.field.clone()),
            sentence: problem.sentence().to_owned(),
        },
        Failure::Unreachable | Failure::Timeout | Failure::Decode(_) => FormState::Unheard,
    }
}
