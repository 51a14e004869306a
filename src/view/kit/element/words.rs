//! What can be the value of an attribute or a text: words, or nothing.

use std::borrow::Cow;

/// Words, or nothing: an attribute that is nothing is not there.
pub type Words = Option<Cow<'static, str>>;

/// What turns into words.
pub trait IntoWords {
    /// The words.
    fn into_words(self) -> Words;
}

impl IntoWords for &'static str {
    fn into_words(self) -> Words {
        Some(self.into())
    }
}

impl IntoWords for String {
    fn into_words(self) -> Words {
        Some(self.into())
    }
}

impl<T: IntoWords> IntoWords for Option<T> {
    fn into_words(self) -> Words {
        self.and_then(T::into_words)
    }
}

/// As ARIA and data attributes have it: `true` or `false`.
impl IntoWords for bool {
    fn into_words(self) -> Words {
        Some(if self { "true" } else { "false" }.into())
    }
}
