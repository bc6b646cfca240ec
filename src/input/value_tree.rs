//! The values of a file, collected while its records are read: what editors ask for besides the records.

use super::{
    decode::{Decode as _, Decoder},
    node::Node,
    text::Text,
    value::{RawKind, RawValue},
};
use crate::{
    diag::{FileId, Place, Slice},
    id::index32,
};

/// Collects the pairs of the mapping at the top of a file.
pub(super) struct ValueTree<'t> {
    /// Makes values of nodes. What is wrong in them is reported where the records are decoded.
    decoder: Decoder<'t>,
    pairs: Vec<(Text, RawValue)>,
    /// Whether what comes next belongs to the last pair: not where its key is there a second time.
    is_open: bool,
}

impl<'t> ValueTree<'t> {
    pub(super) fn new(file: FileId, text: &'t Slice) -> Self {
        Self { decoder: Decoder::new(file, text), pairs: Vec::new(), is_open: false }
    }

    /// Ready for the items of one list in a part of a file that begins at byte `offset`.
    pub(super) fn of_list(file: FileId, part: &'t Slice, offset: usize, list: &str) -> Self {
        let mut tree = Self::new(file, part);
        tree.decoder.go_to(part, offset);
        let place = Place { file, offset: index32(offset) };
        let nothing = RawValue { place, span: offset..offset, kind: RawKind::Null };
        tree.pairs.push((Text { value: list.into(), place }, nothing));
        tree.is_open = true;
        tree
    }

    /// Begins a pair.
    pub(super) fn key(&mut self, node: &Node<'t>) {
        let key = Text::decode(node.clone(), &mut self.decoder);
        let new = key.filter(|key| self.pairs.iter().all(|(known, _)| known.value != key.value));
        self.is_open = new.is_some();
        let value = |key: &Text| {
            let end = node.start as usize + node.length as usize;
            RawValue { place: key.place, span: end..end, kind: RawKind::Null }
        };
        self.pairs.extend(new.map(|key| (key.clone(), value(&key))));
    }

    /// Takes the value of the last key.
    pub(super) fn value(&mut self, node: &Node<'t>) {
        let value = RawValue::decode(node.clone(), &mut self.decoder);
        if let (Some(value), Some((_, last))) = (value, self.last()) {
            *last = value;
        }
    }

    /// Takes one more item of the list behind the last key.
    pub(super) fn item(&mut self, node: &Node<'t>) {
        let item = RawValue::decode(node.clone(), &mut self.decoder);
        let (Some(item), Some((_, last))) = (item, self.last()) else { return };
        if let RawKind::List(items) = &mut last.kind {
            items.push(item);
        } else {
            last.span.end = item.span.end;
            last.kind = RawKind::List(vec![item]);
        }
    }

    fn last(&mut self) -> Option<&mut (Text, RawValue)> {
        self.pairs.last_mut().filter(|_| self.is_open)
    }

    /// The mapping; `None` where it has no pairs.
    pub(super) fn finish(self) -> Option<RawValue> {
        let (first, _) = self.pairs.first()?;
        let start = first.place.offset as usize;
        let (place, span) = (first.place, start..self.decoder.text.len());
        Some(RawValue { place, span, kind: RawKind::Map(self.pairs) })
    }
}
