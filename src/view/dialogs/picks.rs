//! What has been ticked otherwise than it was when the dialog opened. Only that is saved, so that two people who edit at
//! the same time lose nothing.

use switchboard_model::select::ChoiceView;

use crate::derived::State;

/// Choices as they were, and which of them were turned.
#[derive(Clone, Copy)]
pub struct Picks {
    choices: State<Vec<ChoiceView>>,
    turned: State<Vec<String>>,
}

impl Picks {
    /// Nothing turned yet.
    pub fn new(choices: Vec<ChoiceView>) -> Self {
        Self { choices: State::new(choices), turned: State::new(Vec::new()) }
    }

    /// The choices as they were.
    pub fn choices(self) -> Vec<ChoiceView> {
        self.choices.get_untracked()
    }

    /// Whether it is ticked now.
    pub fn is_on(self, id: &str) -> bool {
        let was = self.choices.with_untracked(|all| all.iter().any(|choice| choice.id == id && choice.on));
        self.turned.with(|turned| turned.iter().any(|each| each == id)) != was
    }

    /// Ticks it, or no longer.
    pub fn turn(self, id: String) {
        self.turned.update(|turned| match turned.iter().position(|each| *each == id) {
            Some(place) => drop(turned.remove(place)),
            None => turned.push(id),
        });
    }

    /// Which were ticked (or, for `false`, no longer are), as ids.
    pub fn turned<T: for<'a> From<&'a str>>(self, on: bool) -> Vec<T> {
        let turned = self.turned.get_untracked();
        self.choices.with_untracked(|all| {
            all.iter().filter(|it| it.on != on && turned.contains(&it.id)).map(|it| it.id.as_str().into()).collect()
        })
    }
}
