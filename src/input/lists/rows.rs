//! The lists of a map's records: parts of rows.
//!
//! A map holds millions of short lists. All items of one kind in a file stand in one row, and a list is a part of
//! that: few large pieces of memory, which go back to the system as soon as no record needs them.

use super::{Many, TextOr};
use crate::id::index32;
use crate::input::{
    decode::{Decode, Decoder},
    node::Node,
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
        row.and_then(|row| row.get(start..start + self.length as usize)).unwrap_or_default()
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
        Self { start: 0, length: index32(items.len()), row: Arc::new(items.into()) }
    }
}

impl<T: fmt::Debug> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

/// The items of all lists of a file that is being read, kind by kind.
#[derive(Default)]
pub(in crate::input) struct Rows {
    texts: Row<Text>,
    relations: Row<TextOr<RawRelation>>,
    satisfactions: Row<RawSatisfaction>,
    payments: Row<TextOr<RawPayment>>,
    reasons: Row<RawReason>,
}

/// Those of one kind. The lists have them when the row is dropped.
pub(in crate::input) struct Row<T> {
    items: Vec<T>,
    row: Arc<OnceLock<Vec<T>>>,
}

impl<T> Default for Row<T> {
    fn default() -> Self {
        Self { items: Vec::new(), row: Arc::default() }
    }
}

impl<T> Drop for Row<T> {
    fn drop(&mut self) {
        self.row.get_or_init(|| mem::take(&mut self.items));
    }
}

/// What stands in rows.
pub(in crate::input) trait Listed: Decode {
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
            start: index32(start),
            length: index32(row.items.len() - start),
        }
    }
}

impl<T: Listed> Decode for Items<T> {
    fn decode<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self> {
        Self::list(node, decoder)
    }

    fn shape(holds: Holds) -> Shape {
        Shape::List(Box::new(T::shape(holds)))
    }
}
