//! The value of a key in a map in the making.

use super::list::List;
use crate::{
    diag::{Place, Slice},
    input::{RawKind, RawValue, Text, is_required},
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
    pub fn of(raw: &RawValue) -> Self {
        match &raw.kind {
            RawKind::Null => Self::List(Vec::new()),
            RawKind::Text(value) => Self::Text(Text { value: value.clone(), place: raw.place }),
            RawKind::List(items) => Self::List(items.iter().map(Self::of).collect()),
            RawKind::Map(pairs) => {
                let pair = |(key, value): &(Text, RawValue)| (key.value.clone(), Self::of(value));
                Self::Map(pairs.iter().map(pair).collect())
            }
        }
    }

    /// Where it is in its source.
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::Text(text) | Self::Refer(text, _) => Some(text.place),
            Self::List(items) => items.iter().find_map(Self::place),
            Self::Map(pairs) => pairs.iter().find_map(|(_, value)| value.place()),
        }
    }

    /// The length of its texts in bytes.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Text(text) | Self::Refer(text, _) => text.value.len(),
            Self::List(items) => items.iter().map(Self::size).sum(),
            Self::Map(pairs) => pairs.iter().map(|(_, value)| value.size()).sum(),
        }
    }

    /// Calls `each` for every reference in it.
    pub(super) fn references(&mut self, each: &mut dyn FnMut(&mut Self)) {
        match self {
            Self::Text(_) => {}
            Self::Refer(..) => each(self),
            Self::List(items) => items.iter_mut().for_each(|item| item.references(each)),
            Self::Map(pairs) => pairs.iter_mut().for_each(|(_, value)| value.references(each)),
        }
    }

    /// Removes the parts for which `is_removed` says so, which is asked of each part before those in it. What lacks a
    /// required key then, or has nothing left, is removed as well. Returns whether the value itself stays.
    pub(super) fn retain(&mut self, is_removed: &mut dyn FnMut(&Self) -> bool) -> bool {
        let mut stays = !is_removed(self);
        match self {
            Self::Text(_) | Self::Refer(..) => {}
            Self::List(items) => {
                let before = items.len();
                items.retain_mut(|item| item.retain(is_removed));
                stays &= before == 0 || !items.is_empty();
            }
            Self::Map(pairs) => {
                let before = pairs.len();
                pairs.retain_mut(|(key, value)| {
                    let kept = value.retain(is_removed);
                    stays &= kept || !is_required(key);
                    kept
                });
                stays &= before == 0 || !pairs.is_empty();
            }
        }
        stays
    }

    /// Whether it is the same as another, whatever their places.
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
