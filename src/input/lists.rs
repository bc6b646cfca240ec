//! Lists, and places where one item may be written for a list or a text for a record.

use super::{
    decode::{Decode, Decoder},
    node::{Node, NodeValue},
    shape::{Shape, ValueType},
    text::Text,
};

/// The items that some nodes are, but for those that are nothing or wrong.
fn items<'t, T: Decode>(nodes: Vec<Node<'t>>, decoder: &mut Decoder<'t>) -> Vec<T> {
    // A map has millions of short lists: each takes no more room than its items.
    let mut items = Vec::with_capacity(nodes.len());
    items.extend(nodes.into_iter().filter_map(|node| T::decode(node, decoder)));
    items
}

impl<T: Decode> Decode for Box<[T]> {
    fn decode<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self> {
        match node.value {
            NodeValue::Null => None,
            NodeValue::List(nodes) => Some(items(nodes, decoder).into()),
            NodeValue::Text(_) | NodeValue::Literal | NodeValue::Map(_) => {
                decoder.wrong_type(&node, "a list, in [brackets] or with a `-` before each item");
                None
            }
        }
    }

    fn shape(given: ValueType) -> Shape {
        Shape::List(Box::new(T::shape(given)))
    }
}

/// One item or a list of them: where the file may write `x` for `[x]`.
#[derive(Clone, Debug, Default)]
pub struct OneOrMany<T>(pub Vec<T>);

impl<T> IntoIterator for OneOrMany<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<T: Decode> Decode for OneOrMany<T> {
    fn decode<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self> {
        match node.value {
            NodeValue::Null => None,
            NodeValue::List(nodes) => Some(Self(items(nodes, decoder))),
            NodeValue::Text(_) | NodeValue::Literal | NodeValue::Map(_) => {
                Some(Self(items(vec![node], decoder)))
            }
        }
    }

    fn shape(given: ValueType) -> Shape {
        Shape::OneOrMany(Box::new(T::shape(given)))
    }
}

/// What few records have takes little room in the others.
impl<T: Decode> Decode for Box<T> {
    fn decode<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self> {
        T::decode(node, decoder).map(Self::new)
    }

    fn shape(given: ValueType) -> Shape {
        T::shape(given)
    }
}

/// A record, or the text that is written for it, which is all that most of them are.
#[derive(Clone, Debug)]
pub enum TextOr<T> {
    /// The text.
    Text(Text),
    /// The record.
    Record(Box<T>),
}

/// A record for which a text may be written.
pub(super) trait Shorthand: Decode {
    /// The key whose value that text is.
    fn text(&mut self) -> &mut Option<Text>;
}

impl<T: Shorthand> Decode for TextOr<T> {
    fn decode<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self> {
        // Decided before decoding consumes the node; most recipients and payers
        // are a text and need no box.
        let is_text = matches!(node.value, NodeValue::Text(_) | NodeValue::Literal);
        let mut record = T::decode(node, decoder)?;
        let text = record.text().take_if(|_| is_text);
        Some(text.map_or_else(|| Self::Record(Box::new(record)), Self::Text))
    }

    fn shape(given: ValueType) -> Shape {
        T::shape(given)
    }
}

impl<T: From<Text>> TextOr<T> {
    /// The record.
    pub fn record(self) -> T {
        match self {
            Self::Text(text) => text.into(),
            Self::Record(record) => *record,
        }
    }
}
