//! Signals, values that follow them, and actions that do. Leptos compiles its signals, memos and effects anew for each type
//! of value and each closure, about 2 KB at a time; these are one of each underneath, whatever they hold, because all of the
//! app's code travels before its first screen. What is derived from what is decided elsewhere.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::reactive::graph::{AnySubscriber, Subscriber as _, ToAnySubscriber as _};

/// A signal: who follows it hears whenever it is set.
pub struct State<T> {
    signal: RwSignal<Shared>,
    holds: PhantomData<fn() -> T>,
}

type Shared = Arc<dyn Any + Send + Sync>;

impl<T: Send + Sync + 'static> State<T> {
    /// One with this value.
    pub fn new(value: T) -> Self {
        Self { signal: RwSignal::new(Arc::new(value)), holds: PhantomData }
    }

    /// Lets `read` look at the value, following it.
    pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(value(&*self.signal.get()))
    }

    /// Lets `read` look at the value as it is now.
    pub fn with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(value(&*self.signal.get_untracked()))
    }

    /// The same, unless whoever made it is gone.
    pub fn try_with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> Option<U> {
        self.signal.try_get_untracked().map(|held| read(value(&*held)))
    }

    /// The value, following it.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// The value as it is now.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    /// The same, unless whoever made it is gone.
    pub fn try_get_untracked(self) -> Option<T>
    where
        T: Clone,
    {
        self.try_with_untracked(T::clone)
    }

    /// Another value.
    pub fn set(self, value: T) {
        self.signal.set(Arc::new(value));
    }

    /// The same, unless whoever made it is gone.
    pub fn try_set(self, value: T) {
        // What is given back could not be set.
        drop(self.signal.try_set(Arc::new(value)));
    }

    /// Changes the value.
    pub fn update(self, change: impl FnOnce(&mut T))
    where
        T: Clone,
    {
        let mut value = self.get_untracked();
        change(&mut value);
        self.set(value);
    }

    /// Follows the value without looking at it.
    pub fn track(self) {
        self.signal.track();
    }
}

impl<T> Clone for State<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for State<T> {}

/// A memo: computed when asked for after something it read has changed; who follows it hears only of another value.
pub struct Derived<T> {
    memo: Memo<Held>,
    holds: PhantomData<fn() -> T>,
}

impl<T: PartialEq + Send + Sync + 'static> Derived<T> {
    /// What `compute` answers, following what it reads.
    pub fn new(compute: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self { memo: memo(Box::new(compute)), holds: PhantomData }
    }

    /// Lets `read` look at the value, following it.
    pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(value(&*self.memo.get().0))
    }

    /// Lets `read` look at the value as it is now.
    pub fn with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(value(&*self.memo.get_untracked().0))
    }

    /// The same, unless whoever made it is gone.
    pub fn try_with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> Option<U> {
        self.memo.try_get_untracked().map(|held| read(value(&*held.0)))
    }

    /// The value, following it.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// The value as it is now.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    /// Follows the value without looking at it.
    pub fn track(self) {
        // A memo that nobody has asked for its value follows nothing itself.
        drop(self.memo.get());
    }
}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Derived<T> {}

/// Does `action` soon, and again whenever something it read has changed. It may touch what is outside of the signals only.
pub fn whenever(action: impl FnMut() + 'static) {
    effect(Box::new(action));
}

fn effect(mut action: Box<dyn FnMut()>) {
    Effect::new(move |_| action());
}

fn memo(compute: Box<dyn Compute>) -> Memo<Held> {
    let memo = ArcMemo::new(move |_| compute.compute());
    let follower = memo.to_any_subscriber();
    on_cleanup(move || leave(&follower));
    memo.into()
}

/// Follows nothing any more. Signals keep all who ever followed them, and tell the gone ones, too: over a day that adds up.
pub fn leave(follower: &AnySubscriber) {
    follower.clear_sources(follower);
}

/// A value of some type that can be compared with another one of that type.
trait Value: Any + Send + Sync {
    fn same(&self, other: &dyn Value) -> bool;
}

impl<T: PartialEq + Send + Sync + 'static> Value for T {
    fn same(&self, other: &dyn Value) -> bool {
        (other as &dyn Any).downcast_ref::<T>() == Some(self)
    }
}

#[derive(Clone)]
struct Held(Arc<dyn Value>);

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        self.0.same(&*other.0)
    }
}

/// A closure behind one method instead of the three that `dyn Fn` has.
trait Compute: Send + Sync {
    fn compute(&self) -> Held;
}

impl<T: PartialEq + Send + Sync + 'static, F: Fn() -> T + Send + Sync> Compute for F {
    fn compute(&self) -> Held {
        Held(Arc::new(self()))
    }
}

fn value<T: 'static>(held: &dyn Any) -> &T {
    match held.downcast_ref() {
        Some(value) => value,
        None => unreachable!("a value is of the type that it was made with"),
    }
}
