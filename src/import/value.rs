//! The value of a key in a map in the making.

use super::List;
use crate::{
    diag::{Place, Slice},
    input::{RawKind, RawValue, Text},
};

/// The value of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(Text),
    /// What somebody is called, by id or name, where the map wants one of these lists; the first of them is
    /// where it is added if nothing is called so.
    Refer(Text, &'static [List]),
    /// A list.
    List(Vec<Value>),
    /// A mapping.
    Map(Vec<(Slice, Value)>),
}

impl Value {
    /// A value of a file as it is.
    #[must_use]
    pub fn of(raw: &RawValue) -> Self {
        match &raw.kind {
            RawKind::Null => Self::List(Vec::new()),
            RawKind::Text(value) => Self::Text(Text { value: value.clone(), place: raw.place }),
            RawKind::List(items) => Self::List(items.iter().map(Self::of).collect()),
            RawKind::Map(pairs) => {
                let pairs = pairs.iter();
                Self::Map(pairs.map(|(key, value)| (key.value.clone(), Self::of(value))).collect())
            }
        }
    }

    /// Where it stands in its source.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::Text(text) | Self::Refer(text, _) => Some(text.place),
            Self::List(items) => items.iter().find_map(Self::place),
            Self::Map(pairs) => pairs.iter().find_map(|(_, value)| value.place()),
        }
    }

    /// Calls `each` for what refers to something in it.
    pub(super) fn refers<'v>(&'v mut self, each: &mut dyn FnMut(&'v mut Self)) {
        match self {
            Self::Text(_) => {}
            Self::Refer(..) => each(self),
            Self::List(items) => items.iter_mut().for_each(|item| item.refers(each)),
            Self::Map(pairs) => pairs.iter_mut().for_each(|(_, value)| value.refers(each)),
        }
    }
}

impl Value {
    /// Whether it is the same as another, wherever that stands.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => a.value == b.value,
            (Self::Refer(a, x), Self::Refer(b, y)) => a.value == b.value && x == y,
            (Self::List(a), Self::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is_like(b))
            }
            (Self::Map(a), Self::Map(b)) => {
                let pairs = || a.iter().zip(b);
                a.len() == b.len() && pairs().all(|((k, a), (l, b))| k == l && a.is_like(b))
            }
            (Self::Text(_) | Self::Refer(..) | Self::List(_) | Self::Map(_), _) => false,
        }
    }
}
