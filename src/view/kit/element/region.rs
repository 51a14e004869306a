//! Parts of an element that come and go: one that is swapped for another, a list with a key for each, and one whose elements
//! pass from key to key. Each stands before a comment that marks its end.

use std::any::Any;

use leptos::prelude::*;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::{Element, Node};

use super::bonds::{render, together};
use super::{Content, El, Items, Places};
use crate::derived::State;
use crate::platform::observe;

struct Item {
    key: String,
    element: El,
    /// Owns the signals made for it; they end with it.
    _owner: Owner,
}

/// An element and the key that it shows now.
struct Place {
    key: State<String>,
    shows: String,
    element: El,
    _owner: Owner,
}

/// Shows what `content` makes, anew whenever it says something else.
pub fn region(parent: &Element, content: Box<dyn Content>) -> Box<dyn Any> {
    let (parent, end) = (parent.clone(), end(parent));
    let mut there: Option<El> = None;
    render(move || {
        if let Some(before) = there.take() {
            // Its listeners first: a browser tells them of the focus that goes with it, and their signals are gone.
            let node = before.0.node.clone();
            drop(before);
            Rndr::remove(&node);
        }
        there = content.content();
        if let Some(now) = &there {
            Rndr::insert_node(&parent, &now.0.node, Some(&end));
        }
    })
}

/// Shows an element for each key. Those whose key stays are moved at most.
pub fn each(parent: &Element, list: Box<dyn Items>) -> Box<dyn Any> {
    let (parent, end) = (parent.clone(), end(parent));
    // The effect's own owner is emptied at each run; what belongs to an item is not.
    let owner = Owner::current();
    let mut there: Vec<Item> = Vec::new();
    render(move || {
        let keys = list.keys();
        let mut before = std::mem::take(&mut there);
        before.retain(|item| {
            let stays = keys.contains(&item.key);
            if !stays {
                Rndr::remove(&item.element.0.node);
            }
            stays
        });
        // What comes next on the page.
        let mut next: Option<Node> = before.first().map_or_else(|| Some(end.clone()), |item| Some(node(item)));
        let mut items = Vec::with_capacity(keys.len());
        for key in keys {
            let item = match before.iter().position(|item| item.key == key) {
                Some(place) => before.remove(place),
                None => make(key, owner.as_ref(), &*list),
            };
            if next.as_ref() == Some(&node(&item)) {
                next = Rndr::next_sibling(&item.element.0.node);
            } else {
                observe::put(&parent, &item.element.0.node, next.as_ref());
            }
            items.push(item);
        }
        // Of equal keys only as many stay as are asked for.
        for item in &before {
            Rndr::remove(&item.element.0.node);
        }
        there = items;
    })
}

fn make(key: String, owner: Option<&Owner>, list: &dyn Items) -> Item {
    let owner = owner.map_or_else(Owner::new, Owner::child);
    let element = owner.with(|| untrack(|| together(|| list.item(key.clone()))));
    Item { key, element, _owner: owner }
}

/// Shows an element for each key. Those whose key went are taken for keys that came: while rows rush by, they are written
/// anew instead of made anew. One that the focus is in, or in which something is open, stays with its key and goes with it.
pub fn passing(parent: &Element, list: Box<dyn Places>) -> Box<dyn Any> {
    let (parent, end) = (parent.clone(), end(parent));
    let owner = Owner::current();
    let mut there: Vec<Place> = Vec::new();
    render(move || {
        let keys = list.keys();
        let (mut staying, gone): (Vec<_>, Vec<_>) =
            std::mem::take(&mut there).into_iter().partition(|place| keys.contains(&place.shows));
        let (busy, mut free): (Vec<_>, Vec<_>) =
            gone.into_iter().partition(|place| observe::is_in_use(&place.element.0.node));
        for place in &busy {
            Rndr::remove(&place.element.0.node);
        }
        let mut next = staying.first().map_or_else(|| end.clone(), |place| Node::from(place.element.0.node.clone()));
        let mut places = Vec::with_capacity(keys.len());
        for key in keys {
            let place = match staying.iter().position(|place| place.shows == key) {
                Some(at) => staying.remove(at),
                None => match free.pop() {
                    Some(place) => pass(place, key),
                    None => open(key, owner.as_ref(), &*list),
                },
            };
            let node = Node::from(place.element.0.node.clone());
            if next == node {
                next = Rndr::next_sibling(&node).unwrap_or_else(|| end.clone());
            } else {
                observe::put(&parent, &node, Some(&next));
            }
            places.push(place);
        }
        for place in free.iter().chain(&staying) {
            Rndr::remove(&place.element.0.node);
        }
        there = places;
    })
}

fn pass(mut place: Place, key: String) -> Place {
    place.shows.clone_from(&key);
    place.key.set(key);
    place
}

fn open(key: String, owner: Option<&Owner>, list: &dyn Places) -> Place {
    let shows = key.clone();
    let owner = owner.map_or_else(Owner::new, Owner::child);
    let (key, element) = owner.with(|| {
        let key = State::new(key);
        (key, untrack(|| together(|| list.place(key))))
    });
    Place { key, shows, element, _owner: owner }
}

fn node(item: &Item) -> Node {
    Node::from(item.element.0.node.clone())
}

fn end(parent: &Element) -> Node {
    let end = Node::from(Rndr::create_placeholder());
    Rndr::insert_node(parent, &end, None);
    end
}
