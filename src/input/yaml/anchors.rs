//! What anchors name, and how often aliases may repeat it.

use crate::input::node::{Node, NodeValue};
use std::collections::HashMap;

/// How many events anchors may keep in all. What is in several of them counts in each.
// Without a limit nested anchors keep copies of each other: memory would grow
// with the square of the file.
const MOST_KEPT: usize = 1_000_000;

/// The values with an anchor.
pub(super) struct YamlAnchors<'t> {
    known: HashMap<usize, Node<'t>>,
    /// How many are being read.
    open: usize,
    kept: usize,
    /// How many events may still be repeated.
    left: usize,
}

impl<'t> YamlAnchors<'t> {
    /// Begins without values; `left` events may be repeated.
    pub(super) fn new(left: usize) -> Self {
        Self { known: HashMap::new(), open: 0, kept: 0, left }
    }

    /// How many events may still be repeated.
    pub(super) fn left(&self) -> usize {
        self.left
    }

    /// Counts an event; false where the anchors around it keep too many.
    pub(super) fn charge(&mut self) -> bool {
        // An event counts once for each anchor around it, because each of these keeps a copy of it.
        self.kept += self.open;
        self.kept <= MOST_KEPT
    }

    /// A value begins; 0 is no anchor.
    pub(super) fn open(&mut self, anchor: usize) {
        self.open += usize::from(anchor != 0);
    }

    /// A value that was opened ends.
    pub(super) fn close(&mut self, anchor: usize, node: Node<'t>) -> Node<'t> {
        self.open -= usize::from(anchor != 0);
        self.keep(anchor, node)
    }

    /// Keeps a value for its aliases; 0 is no anchor.
    pub(super) fn keep(&mut self, anchor: usize, node: Node<'t>) -> Node<'t> {
        if anchor != 0 {
            self.kept += 1;
            // Texts are shared by copies of a node, so a copy costs its structure only.
            self.known.insert(anchor, node.clone());
        }
        node
    }

    /// Whether a value has been read to its end. Its own parts can't repeat it.
    pub(super) fn knows(&self, anchor: usize) -> bool {
        self.known.contains_key(&anchor)
    }

    /// The value again, all of it at the place of the alias; `None` if that is too much, or deeper than `deepest`.
    pub(super) fn repeat(&mut self, anchor: usize, at: u32, deepest: usize) -> Option<Node<'t>> {
        let before = self.left;
        let node = repeated(self.known.get(&anchor)?, at, &mut self.left, deepest);
        self.kept += self.open * (before - self.left);
        node.filter(|_| self.kept <= MOST_KEPT)
    }
}

fn repeated<'t>(node: &Node<'t>, at: u32, left: &mut usize, deepest: usize) -> Option<Node<'t>> {
    let nests = matches!(node.value, NodeValue::List(_) | NodeValue::Map(_));
    // A list or mapping has two events, its start and its end.
    *left = left.checked_sub(if nests { 2 } else { 1 })?;
    // A copy may nest deeper than the text does: an alias can be within many brackets.
    let deeper = deepest.checked_sub(usize::from(nests))?;
    let value = match &node.value {
        NodeValue::List(items) => {
            let copies = items.iter().map(|item| repeated(item, at, left, deeper));
            NodeValue::List(copies.collect::<Option<_>>()?)
        }
        NodeValue::Map(entries) => {
            let mut copies = Vec::with_capacity(entries.len());
            for (key, value) in entries {
                let key = repeated(key, at, left, deeper)?;
                copies.push((key, repeated(value, at, left, deeper)?));
            }
            NodeValue::Map(copies)
        }
        NodeValue::Null | NodeValue::Text(_) | NodeValue::Literal => node.value.clone(),
    };
    Some(Node { at, start: node.start, length: node.length, value })
}
