//! How a server knows us when no cookie says so: a bearer token, which is kept in memory alone. One that is lent by the page
//! around can be asked for anew, and whoever needs it waits. Where tokens come from is not known here.

use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use crate::platform::clock::Alarm;

/// The page around may have to ask its server, and that one ours.
const PATIENCE_MS: i64 = 10_000;

/// The token, and who waits for another.
#[derive(Default)]
pub struct Credentials {
    held: RefCell<Held>,
}

#[derive(Default)]
struct Held {
    token: Option<Rc<str>>,
    /// How often there was an answer to the wish for a token.
    number: u32,
    /// Which of them brought this token.
    token_number: u32,
    lender: Option<Rc<dyn Fn()>>,
    waiting: Vec<Waker>,
}

impl Credentials {
    /// From now on tokens are lent by somebody who can be asked for one.
    pub fn lent_by(&self, ask: impl Fn() + 'static) {
        self.held.borrow_mut().lender = Some(Rc::new(ask));
    }

    /// Whether somebody lends tokens.
    pub fn are_lent(&self) -> bool {
        self.held.borrow().lender.is_some()
    }

    /// Takes a token.
    pub fn take(&self, token: &str) {
        {
            let mut held = self.held.borrow_mut();
            held.token = Some(Rc::from(token));
            held.token_number = held.number + 1;
        }
        self.answer();
    }

    /// There is no other token to be had now; the one that is held may last still.
    pub fn refuse(&self) {
        self.answer();
    }

    /// Forgets the token: whoever signed in with it signed out.
    pub fn forget(&self) {
        self.held.borrow_mut().token = None;
    }

    fn answer(&self) {
        let waiting = {
            let mut held = self.held.borrow_mut();
            held.number += 1;
            std::mem::take(&mut held.waiting)
        };
        waiting.into_iter().for_each(Waker::wake);
    }

    /// The token, and how often there was an answer by now.
    pub fn token(&self) -> (Option<Rc<str>>, u32) {
        let held = self.held.borrow();
        (held.token.clone(), held.number)
    }

    /// Asks whoever lends tokens for one.
    pub fn ask(&self) {
        let ask = self.held.borrow().lender.clone();
        if let Some(ask) = ask {
            ask();
        }
    }

    /// Waits for a token newer than that answer, for a while, and asks for it. Whether there is one now.
    pub async fn renewed(self: &Rc<Self>, number: u32) -> bool {
        if !self.are_lent() {
            return false;
        }
        // The first one comes unasked.
        if number > 0 && self.token().1 == number {
            self.ask();
        }
        let given_up = {
            let credentials = Rc::clone(self);
            Alarm::after(PATIENCE_MS, move || credentials.give_up(number))
        };
        poll_fn(|context| {
            let mut held = self.held.borrow_mut();
            if held.number != number {
                return Poll::Ready(());
            }
            held.waiting.push(context.waker().clone());
            Poll::Pending
        })
        .await;
        drop(given_up);
        self.held.borrow().token_number > number
    }

    fn give_up(&self, number: u32) {
        if self.token().1 == number {
            self.refuse();
        }
    }
}
