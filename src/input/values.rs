//! Records made of values that are in no file, such as the entries of an import before they are written.

use super::{
    decode::Decoder,
    node::{Node, NodeValue, ScalarText},
    raw::{MapKey, RawMap, shape},
    shape::Presence,
    value::{RawKind, RawValue},
};
use crate::diag::{Diagnostic, FileId, Slice};
use std::{collections::HashSet, sync::LazyLock};

/// Reads values as if each was in a map under its key: `organisation`, or an item of a list such as `services`.
/// Places are taken over as they are, for the first file.
pub fn read_values(
    values: impl Iterator<Item = (&'static str, RawValue)>,
) -> (RawMap, Vec<Diagnostic>) {
    let whole = Slice::default();
    let mut decoder = Decoder::without_limit(FileId::default(), &whole);
    let mut raw = RawMap::default();
    for (key, value) in values {
        if let Some(key) = MapKey::named(key) {
            raw.take(key, node(value), &mut decoder);
        }
    }
    (raw, decoder.problems)
}

/// The keys that some record requires.
// Found once from the schema: an import asks for every cell.
static REQUIRED: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let mut required = HashSet::new();
    shape().each_key(&mut |key| {
        required.extend((key.presence == Presence::Required).then_some(key.word));
    });
    required
});

/// Returns whether a record that has this key requires it.
pub fn is_required(key: &str) -> bool {
    REQUIRED.contains(key)
}

fn node<'t>(value: RawValue) -> Node<'t> {
    let kind = match value.kind {
        RawKind::Null => NodeValue::Null,
        RawKind::Text(text) => NodeValue::Text(ScalarText::Owned(text)),
        RawKind::List(items) => NodeValue::List(items.into_iter().map(node).collect()),
        RawKind::Map(pairs) => {
            let entries = pairs.into_iter().map(|(key, value)| {
                let place = key.place;
                // Keys of nodes are nodes; here they are no part of any
                // file, so their span is empty.
                let kind = RawKind::Text(key.value);
                (node(RawValue { place, span: 0..0, kind }), node(value))
            });
            NodeValue::Map(entries.collect())
        }
    };
    Node { at: value.place.offset, value: kind, ..Node::default() }
}
