//! Lists of records, and places where an item may stand without its list.
//!
//! A map holds millions of short lists. All items of one kind in a file stand in one row, and a list is a part of
//! that: few large pieces of memory, which go back to the system as soon as no record needs them.

use super::{
    decode::{Decode, Decoder},
    node::{Node, Value},
    raw::{RawPayment, RawReason, RawRelation, RawSatisfaction, Text},
    shape::{Holds, Shape},
};
use std::{
    fmt, mem,
    ops::Deref,
    sync::{Arc, OnceLock},
};

/// A list of a record. Copies are cheap, and share the items; whoever takes it apart gets copies of those.
#[derive(Clone)]
pub struct Items<T> {
    /// The items of all lists of the file, once that has been read.
    row: Arc<OnceLock<Vec<T>>>,
    start: u32,
    length: u32,
}

impl<T> Deref for Items<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        let start = self.start as usize;
        let row = self.row.get();
        row.and_then(|row| row.get(start..start + self.length as usize))
            .unwrap_or_default()
    }
}

impl<T: Clone> Iterator for Items<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let first = self.first()?.clone();
        self.start += 1;
        self.length -= 1;
        Some(first)
    }
}

impl<T> Default for Items<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T> From<Vec<T>> for Items<T> {
    fn from(items: Vec<T>) -> Self {
        Self {
            start: 0,
            length: narrow(items.len()),
            row: Arc::new(items.into()),
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

/// The items of all lists of a file that is being read, kind by kind.
#[derive(Default)]
pub(super) struct Rows {
    texts: Row<Text>,
    relations: Row<TextOr<RawRelation>>,
    satisfactions: Row<RawSatisfaction>,
    payments: Row<TextOr<RawPayment>>,
    reasons: Row<RawReason>,
}

/// Those of one kind. The lists have them when the row is dropped.
pub(super) struct Row<T> {
    items: Vec<T>,
    row: Arc<OnceLock<Vec<T>>>,
}

impl<T> Default for Row<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            row: Arc::default(),
        }
    }
}

impl<T> Drop for Row<T> {
    fn drop(&mut self) {
        self.row.get_or_init(|| mem::take(&mut self.items));
    }
}

/// What stands in rows.
pub(super) trait Listed: Decode {
    /// The row of its kind.
    fn row(rows: &mut Rows) -> &mut Row<Self>;
}

/// Declares what stands in which row.
macro_rules! listed {
    ($($kind:ty, $row:ident;)+) => {
        $(impl Listed for $kind {
            fn row(rows: &mut Rows) -> &mut Row<Self> {
                &mut rows.$row
            }
        })+
    };
}
listed! {
    Text, texts;
    TextOr<RawRelation>, relations;
    RawSatisfaction, satisfactions;
    TextOr<RawPayment>, payments;
    RawReason, reasons;
}

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
                decoder.wrong_type(
                    &node,
                    "a list, in [brackets] or with a `-` before each item",
                );
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

    /// What stands in it.
    fn item(holds: Holds) -> Box<Shape> {
        Box::new(Self::Item::shape(holds))
    }
}

impl<T: Decode> Many for Vec<T> {
    type Item = T;

    fn of<'t>(nodes: Vec<Node<'t>>, decoder: &mut Decoder<'t>) -> Self {
        let items = nodes.into_iter();
        items.filter_map(|node| T::decode(node, decoder)).collect()
    }
}

impl<T: Listed> Many for Items<T> {
    type Item = T;

    fn of<'t>(nodes: Vec<Node<'t>>, decoder: &mut Decoder<'t>) -> Self {
        let start = T::row(&mut decoder.rows).items.len();
        for node in nodes {
            let item = T::decode(node, decoder);
            T::row(&mut decoder.rows).items.extend(item);
        }
        let row = T::row(&mut decoder.rows);
        Self {
            row: Arc::clone(&row.row),
            start: narrow(start),
            length: narrow(row.items.len() - start),
        }
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self> {
        Self::list(node, decoder)
    }

    fn shape(holds: Holds) -> Shape {
        Shape::List(Self::item(holds))
    }
}

impl<T: Listed> Decode for Items<T> {
    fn decode<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self> {
        Self::list(node, decoder)
    }

    fn shape(holds: Holds) -> Shape {
        Shape::List(Self::item(holds))
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
        Shape::OneOrMany(Vec::<T>::item(holds))
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

/// A record, or the text that stands for it, which is all that most of them are.
#[derive(Clone, Debug)]
pub enum TextOr<T> {
    /// The text.
    Text(Text),
    /// The record.
    Record(Box<T>),
}

/// A record for which a text may stand.
pub(super) trait Short: Decode {
    /// What the text is then.
    fn short(&mut self) -> &mut Option<Text>;
}

impl<T: Short> Decode for TextOr<T> {
    fn decode<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self> {
        let is_text = matches!(node.value, Value::Text(_) | Value::Literal);
        let mut record = T::decode(node, decoder)?;
        let text = record.short().take_if(|_| is_text);
        let otherwise = || Self::Record(Box::new(record));
        Some(text.map_or_else(otherwise, Self::Text))
    }

    fn shape(holds: Holds) -> Shape {
        T::shape(holds)
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

fn narrow(wide: usize) -> u32 {
    u32::try_from(wide).unwrap_or(u32::MAX)
}
