//! Lists, and places where an item may stand without its list.

mod rows;
mod short;

pub use rows::Items;
pub(super) use rows::Rows;
pub(super) use short::Short;
pub use short::TextOr;

use super::{
    decode::{Decode, Decoder},
    node::{Node, Value},
    shape::{Holds, Shape},
};

/// A list, however its items are kept.
pub(super) trait Many: Sized {
    /// What stands in it.
    type Item: Decode;

    /// The list of these items, but for those that are nothing or wrong.
    fn of<'t>(nodes: Vec<Node<'t>>, decoder: &mut Decoder<'t>) -> Self;

    /// A list that stands as one.
    fn list<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self> {
        match node.value {
            Value::Null => None,
            Value::List(nodes) => Some(Self::of(nodes, decoder)),
            Value::Text(_) | Value::Literal | Value::Map(_) => {
                decoder.wrong_type(&node, "a list, in [brackets] or with a `-` before each item");
                None
            }
        }
    }

    /// One item or a list of them: where the file may write `x` for `[x]`.
    fn one_or_many<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self> {
        match node.value {
            Value::Null => None,
            Value::List(nodes) => Some(Self::of(nodes, decoder)),
            Value::Text(_) | Value::Literal | Value::Map(_) => Some(Self::of(vec![node], decoder)),
        }
    }
}

impl<T: Decode> Many for Vec<T> {
    type Item = T;

    fn of<'t>(nodes: Vec<Node<'t>>, decoder: &mut Decoder<'t>) -> Self {
        let items = nodes.into_iter();
        items.filter_map(|node| T::decode(node, decoder)).collect()
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self> {
        Self::list(node, decoder)
    }

    fn shape(holds: Holds) -> Shape {
        Shape::List(Box::new(T::shape(holds)))
    }
}

/// One item or a list of them, where neither is a part of a map.
#[derive(Clone, Debug, Default)]
pub struct OneOrMany<T>(pub Vec<T>);

impl<T: Decode> Decode for OneOrMany<T> {
    fn decode<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self> {
        Vec::one_or_many(node, decoder).map(Self)
    }

    fn shape(holds: Holds) -> Shape {
        Shape::OneOrMany(Box::new(T::shape(holds)))
    }
}

/// What few records say takes little room in the others.
impl<T: Decode> Decode for Box<T> {
    fn decode<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self> {
        T::decode(node, decoder).map(Self::new)
    }

    fn shape(holds: Holds) -> Shape {
        T::shape(holds)
    }
}
