//! A value of a file whose keys are not known beforehand: what an import's files are read to.

use super::{
    decode::{Decode, Decoder},
    missing::Required,
    node::{Node, NodeEntry, NodeValue},
    shape::{Shape, ValueType},
    text::Text,
};
use crate::diag::{Place, Slice};
use std::ops::Range;

/// A value, where it is, and the bytes of the text that it spans.
#[derive(Clone, Debug)]
pub struct RawValue {
    /// The place of the value.
    pub place: Place,
    /// From and to which byte of its file's text.
    pub span: Range<usize>,
    /// What it is: nothing, a text, a list or a mapping.
    pub kind: RawKind,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum RawKind {
    /// Nothing.
    Null,
    /// A text, number or truth value, as it is written.
    Text(Slice),
    /// A list.
    List(Vec<RawValue>),
    /// A mapping, in its order, each key once.
    Map(Vec<(Text, RawValue)>),
}

/// A step of a path from the top of a file to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathStep<'p> {
    /// The value of a key.
    Key(&'p str),
    /// An item of a list, from 0.
    Item(usize),
}

impl RawValue {
    /// The value at a path.
    pub fn at(&self, path: &[PathStep<'_>]) -> Option<&Self> {
        path.iter().try_fold(self, |value, step| match step {
            PathStep::Key(key) => value.get(key),
            PathStep::Item(at) => value.items().get(*at),
        })
    }

    /// The value of a key, where this is a mapping.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let mut pairs = self.pairs().iter();
        pairs.find(|(known, _)| &*known.value == key).map(|(_, value)| value)
    }

    /// The keys and values, where this is a mapping.
    pub fn pairs(&self) -> &[(Text, Self)] {
        match &self.kind {
            RawKind::Map(pairs) => pairs,
            RawKind::Null | RawKind::Text(_) | RawKind::List(_) => &[],
        }
    }

    /// The items of a list; anything but nothing is a list of itself.
    pub fn items(&self) -> &[Self] {
        match &self.kind {
            RawKind::List(items) => items,
            RawKind::Null => &[],
            // As in a map, where one item may be written for a list of one.
            RawKind::Text(_) | RawKind::Map(_) => std::slice::from_ref(self),
        }
    }

    /// The text, where this is one.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            RawKind::Text(text) => Some(text),
            RawKind::Null | RawKind::List(_) | RawKind::Map(_) => None,
        }
    }

    /// The text with its place, where this is one.
    pub fn to_text(&self) -> Option<Text> {
        let value = self.text()?.into();
        let place = self.place;
        Some(Text { value, place })
    }
}

impl Required for RawValue {}

impl Decode for RawValue {
    fn decode<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self> {
        let place = decoder.place(node.at);
        let start = node.start as usize + decoder.offset;
        let span = start..start + node.length as usize;
        let kind = match node.value {
            NodeValue::Null => RawKind::Null,
            NodeValue::Text(_) | NodeValue::Literal => {
                RawKind::Text(Text::decode(node, decoder)?.value)
            }
            NodeValue::List(items) => RawKind::List(
                items.into_iter().filter_map(|item| Self::decode(item, decoder)).collect(),
            ),
            NodeValue::Map(_) => {
                let entries = decoder.entries(node, "a mapping")?.into_iter();
                RawKind::Map(entries.filter_map(|entry| pair(entry, decoder)).collect())
            }
        };
        Some(Self { place, span, kind })
    }

    fn shape(_: ValueType) -> Shape {
        Shape::Anything
    }
}

/// The pairs of a mapping whose keys are the user's own, such as columns.
#[derive(Clone, Debug)]
pub struct Pairs<T>(pub Vec<(Text, T)>);

impl<T> Default for Pairs<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Required for Pairs<T> {}

impl<T: Decode> Decode for Pairs<T> {
    fn decode<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self> {
        if matches!(node.value, NodeValue::Null) {
            return None;
        }
        let entries = decoder.entries(node, "a mapping such as `name: Title`")?;
        let pairs = entries.into_iter();
        Some(Self(pairs.filter_map(|entry| pair(entry, decoder)).collect()))
    }

    fn shape(given: ValueType) -> Shape {
        Shape::Pairs(Box::new(T::shape(given)))
    }
}

fn pair<'t, T: Decode>(
    (key, value): NodeEntry<'t>,
    decoder: &mut Decoder<'t>,
) -> Option<(Text, T)> {
    let key = Text::decode(key, decoder)?;
    Some((key, T::decode(value, decoder)?))
}
