//! The top of a file: its lists, read item by item so that no file is in memory as a tree.

use super::{
    decode::Decoder,
    node::{Broken, Node, NodeValue},
    raw::{MAP_KEYS, MapKey, RawMap},
    value_tree::ValueTree,
};
use crate::{diag::Diagnostic, id::index32};

/// What a map is, where a file begins with something else.
pub(super) const MAPPING: &str =
    "a mapping such as `organisation: {name: ...}` at the top of the file";

/// The part of a document that is read behind a key.
pub(super) enum NextPart<'t> {
    /// Nothing: the value is skipped.
    Nothing,
    /// The value.
    Value(MapKey),
    /// The items of a list. The key is where to point if it is none.
    Items(MapKey, Node<'t>),
}

/// The topmost mapping of a file, to which a reader brings keys and values.
pub(super) struct RawDocument<'d, 't> {
    decoder: &'d mut Decoder<'t>,
    raw: &'d mut RawMap,
    /// Collects the values too, where they are asked for.
    values: Option<&'d mut ValueTree<'t>>,
    seen: Vec<MapKey>,
}

impl<'d, 't> RawDocument<'d, 't> {
    pub(super) fn new(
        decoder: &'d mut Decoder<'t>,
        raw: &'d mut RawMap,
        values: Option<&'d mut ValueTree<'t>>,
    ) -> Self {
        Self { decoder, raw, values, seen: Vec::new() }
    }

    /// Takes the next key, and says what to read behind it.
    pub(super) fn key(&mut self, node: Node<'t>) -> NextPart<'t> {
        if let Some(values) = &mut self.values {
            values.key(&node);
        }
        let place = self.decoder.place(node.at);
        let Some(word) = self.decoder.text_of(&node) else {
            let wanted = "a key of the map, such as `departments`";
            self.decoder.wrong_type(&node, wanted);
            return NextPart::Nothing;
        };
        let Some(key) = MapKey::named(&word) else {
            self.decoder.unknown_key(place, &word, "a map", MAP_KEYS);
            return NextPart::Nothing;
        };
        if self.seen.contains(&key) {
            self.decoder.duplicate_key(place, &word);
        }
        // A key that occurs again is reported and read all the same, so that errors in its
        // entries are shown in this run.
        self.seen.push(key);
        if key.is_list() { NextPart::Items(key, node) } else { NextPart::Value(key) }
    }

    /// Takes the value of a key, or an item of its list.
    pub(super) fn take(&mut self, key: MapKey, node: Node<'t>) {
        match &mut self.values {
            Some(values) if key.is_list() => values.item(&node),
            Some(values) => values.value(&node),
            None => {}
        }
        self.raw.take(key, node, self.decoder);
    }

    /// Takes a value that should have been a list of items.
    pub(super) fn no_list(&mut self, key: MapKey, mut at: Node<'t>, value: NodeValue<'t>) {
        if !matches!(value, NodeValue::Null) {
            at.value = value;
            if let Some(values) = &mut self.values {
                values.value(&at);
            }
            let wanted = format!("a list under `{}`", key.word());
            self.decoder.wrong_type(&at, &wanted);
        }
    }
}

/// What is broken in the text of a decoder, as a problem.
pub(super) fn problem(decoder: &Decoder<'_>, broken: Broken) -> Box<Diagnostic> {
    let place = decoder.place(index32(broken.at));
    Box::new(Diagnostic::new(broken.code, place, broken.message))
}
