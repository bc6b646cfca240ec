//! Lists, and places where an item may stand without its list.

use super::{
    decode::{Decode, Decoder},
    node::{Node, Value},
    shape::{Holds, Shape},
};

/// What few records say takes little room in the others.
impl<T: Decode> Decode for Box<T> {
    fn decode<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self> {
        T::decode(node, decoder).map(Self::new)
    }

    fn shape(holds: Holds) -> Shape {
        T::shape(holds)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self> {
        match node.value {
            Value::Null => None,
            Value::List(items) => Some(
                items
                    .into_iter()
                    .filter_map(|item| T::decode(item, decoder))
                    .collect(),
            ),
            Value::Text(_) | Value::Literal | Value::Map(_) => {
                decoder.wrong_type(
                    &node,
                    "a list, in [brackets] or with a `-` before each item",
                );
                None
            }
        }
    }

    fn shape(holds: Holds) -> Shape {
        Shape::List(Box::new(T::shape(holds)))
    }
}

/// One item or a list of them: where the file may write `x` for `[x]`.
#[derive(Clone, Debug, Default)]
pub struct OneOrMany<T>(pub Vec<T>);

impl<T: Decode> Decode for OneOrMany<T> {
    fn decode<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self> {
        match node.value {
            Value::Null => None,
            Value::List(_) => Vec::decode(node, decoder).map(Self),
            Value::Text(_) | Value::Literal | Value::Map(_) => {
                Some(Self(T::decode(node, decoder).into_iter().collect()))
            }
        }
    }

    fn shape(holds: Holds) -> Shape {
        Shape::OneOrMany(Box::new(T::shape(holds)))
    }
}
