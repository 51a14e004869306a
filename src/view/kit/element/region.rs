//! Parts of an element that come and go: one that is swapped for another, and a list with a key for each. Each stands
//! before a comment that marks its end.

use std::any::Any;

use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::{Element, Node};

use super::{Content, El, Items};

struct Item {
    key: String,
    element: El,
    /// Owns the signals made for it; they end with it.
    _owner: Owner,
}

/// Shows what `content` makes, anew whenever it says something else.
pub fn region(parent: &Element, content: Box<dyn Content>) -> Box<dyn Any> {
    let (parent, end) = (parent.clone(), end(parent));
    Box::new(RenderEffect::new(move |before: Option<Option<El>>| {
        if let Some(before) = before.flatten() {
            Rndr::remove(&before.0.node);
        }
        let now = content.content();
        if let Some(now) = &now {
            Rndr::insert_node(&parent, &now.0.node, Some(&end));
        }
        now
    }))
}

/// Shows an element for each key. Those whose key stays are moved at most.
pub fn each(parent: &Element, list: Box<dyn Items>) -> Box<dyn Any> {
    let (parent, end) = (parent.clone(), end(parent));
    // The effect's own owner is emptied at each run; what belongs to an item is not.
    let owner = Owner::current();
    Box::new(RenderEffect::new(move |before: Option<Vec<Item>>| {
        let keys = list.keys();
        let mut before = before.unwrap_or_default();
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
                Rndr::insert_node(&parent, &item.element.0.node, next.as_ref());
            }
            items.push(item);
        }
        items
    }))
}

fn make(key: String, owner: Option<&Owner>, list: &dyn Items) -> Item {
    let owner = owner.map_or_else(Owner::new, Owner::child);
    let element = owner.with(|| untrack(|| list.item(key.clone())));
    Item { key, element, _owner: owner }
}

fn node(item: &Item) -> Node {
    Node::from(item.element.0.node.clone())
}

fn end(parent: &Element) -> Node {
    let end = Node::from(Rndr::create_placeholder());
    Rndr::insert_node(parent, &end, None);
    end
}
