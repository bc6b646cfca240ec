//! Places that move when the text before them changes: what an editor keeps of the records that are not read again.

use super::{
    lists::{OneOrMany, TextOr},
    text::Text,
    value::{Pairs, RawKind, RawValue},
};
use crate::{diag::Place, id::index32};

/// How places move: those from a byte on by a number of bytes.
#[derive(Clone, Copy, Debug)]
pub struct PlaceShift {
    /// The first byte that moves.
    pub from: usize,
    /// How far.
    pub by: isize,
}

impl PlaceShift {
    /// Where a byte is afterwards.
    pub fn offset(self, offset: usize) -> usize {
        if offset < self.from { offset } else { offset.saturating_add_signed(self.by) }
    }

    /// Moves a place of the file.
    pub fn place(self, place: &mut Place) {
        place.offset = index32(self.offset(place.offset as usize));
    }
}

/// A value that holds places.
pub(super) trait Places {
    /// The byte at which it begins; `None` where it has no place of its own.
    fn start(&self) -> Option<usize> {
        None
    }

    /// Moves its places.
    fn shift(&mut self, shift: PlaceShift);
}

impl Places for Text {
    fn shift(&mut self, shift: PlaceShift) {
        shift.place(&mut self.place);
    }
}

impl<T: Places> Places for [T] {
    fn shift(&mut self, shift: PlaceShift) {
        for item in self {
            item.shift(shift);
        }
    }
}

impl<T: Places + ?Sized> Places for Box<T> {
    fn shift(&mut self, shift: PlaceShift) {
        (**self).shift(shift);
    }
}

impl<T: Places> Places for OneOrMany<T> {
    fn shift(&mut self, shift: PlaceShift) {
        self.0.shift(shift);
    }
}

impl<T: Places> Places for TextOr<T> {
    fn shift(&mut self, shift: PlaceShift) {
        match self {
            Self::Text(text) => text.shift(shift),
            Self::Record(record) => record.shift(shift),
        }
    }
}

impl<T: Places> Places for Pairs<T> {
    fn shift(&mut self, shift: PlaceShift) {
        for (key, value) in &mut self.0 {
            key.shift(shift);
            value.shift(shift);
        }
    }
}

impl Places for RawValue {
    fn shift(&mut self, shift: PlaceShift) {
        shift.place(&mut self.place);
        self.span = shift.offset(self.span.start)..shift.offset(self.span.end);
        match &mut self.kind {
            RawKind::Null | RawKind::Text(_) => {}
            RawKind::List(items) => items.shift(shift),
            RawKind::Map(pairs) => {
                for (key, value) in pairs {
                    key.shift(shift);
                    value.shift(shift);
                }
            }
        }
    }
}

/// Replaces the records of a list that begin from byte `first` to the start of the shift by others, and moves those behind
/// them. The records of one file are in the order of their places.
pub(super) fn splice<T: Places>(list: &mut Vec<T>, first: usize, shift: PlaceShift, new: Vec<T>) {
    let begins_before = |byte: usize| move |one: &T| one.start().is_none_or(|start| start < byte);
    let from = list.partition_point(begins_before(first));
    let to = list.partition_point(begins_before(shift.from)).max(from);
    let behind = from + new.len();
    list.splice(from..to, new);
    list[behind..].shift(shift);
}
