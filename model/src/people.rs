//! Writing to somebody first, and contacts: forms whose answers the agent waits for. One question of each at a time; what
//! is typed stays in the view until the server has taken it.

use switchboard_api::{
    ClientId, ComposeRequest, Contact, ContactId, ContactLookup, ContactPatch, ConversationId, ConversationList,
};

use crate::effect::Request;
use crate::input::{Answer, Failure};
use crate::model::{Model, Purpose};
use crate::select::{FormState, Phase, contact_id};

/// The forms, and what was loaded for them.
#[derive(Clone, Debug, Default)]
pub(crate) struct People {
    pub(crate) compose: FormState,
    /// To whom something outside of the desk last asked to write, and how often it has.
    pub(crate) wish: Option<Wish>,
    /// Whose the number is that the agent wants to write to.
    pub(crate) recipient: Option<ContactLookup>,
    pub(crate) correction: FormState,
    /// Whose record is being corrected.
    pub(crate) corrected: Option<ContactId>,
    /// Records as the server last told them.
    contacts: Vec<Contact>,
    /// Whose record was wanted last, because a conversation with them was opened.
    wanted: Option<ContactId>,
    /// The conversations with a contact, the most recently active first.
    pub(crate) history: Option<(ContactId, Vec<ConversationId>)>,
}

/// A message that something outside of the desk asks for: to whom, and as whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// The phone number, as it was given; empty when it was not.
    pub to: String,
    /// The id or the name of a sender profile; empty for the first one.
    pub sender: String,
    /// Which of all such wishes it is.
    pub number: u32,
}

impl People {
    pub(crate) fn contact(&self, id: &ContactId) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.id == *id)
    }

    /// Puts a record, unless a newer one is known already.
    pub(crate) fn put(&mut self, contact: Contact) {
        if self.contact(&contact.id).is_none_or(|known| known.version <= contact.version) {
            self.contacts.retain(|known| known.id != contact.id);
            self.contacts.push(contact);
        }
    }

    /// What could not be had is asked for again.
    pub(crate) fn want_again(&mut self) {
        self.wanted = None;
    }

    /// After a gap that cannot be replayed nothing is known for sure, so it is asked for again when it is wanted.
    pub(crate) fn distrust(&mut self) {
        self.contacts.clear();
        self.wanted = None;
    }
}

impl Model {
    /// Takes note of a wish to write to somebody; the desk opens the form for it.
    pub(crate) fn write_to(&mut self, to: String, sender: String) {
        let number = self.people.wish.as_ref().map_or(0, |wish| wish.number) + 1;
        self.people.wish = Some(Wish { to, sender, number });
    }

    /// Loads the record of whom the open conversation is with, once its messages are there.
    pub(crate) fn settle_contact(&mut self) {
        let Some(open) = self.route.conversation().filter(|_| self.phase == Phase::Ready) else { return };
        let loaded = self.timelines.get(open).is_some_and(|timeline| timeline.is_loaded());
        let Some(contact) = contact_id(self).filter(|_| loaded) else { return };
        if self.people.wanted.as_ref() != Some(&contact) {
            self.people.wanted = Some(contact.clone());
            if self.people.contact(&contact).is_none() {
                self.ask(Purpose::Known(contact.clone()), Request::Contact(contact));
            }
        }
    }

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
            let request = ComposeRequest { undo_window_s: request.undo_window_s.or(self.undo_window_s), ..request };
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
        self.people.corrected = Some(contact.clone());
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
            (Purpose::Contact | Purpose::Known(_), Ok(Answer::Contact(contact))) => self.people.put(*contact),
            (Purpose::SaveContact(_), Ok(Answer::Contact(contact))) => {
                self.people.put(*contact);
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
        Failure::Unreachable | Failure::OriginRefused | Failure::Timeout | Failure::Decode(_) => FormState::Unheard,
    }
}
