//! The outline of one file: its entries, and every place where something is named.

use crate::{
    diag::Slice,
    input::{self, Key, RawKind, RawValue, Record, Shape, Targets, ValueType, targets},
};
use std::ops::Range;

/// A place where an entry may be named.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The bytes of the text, quotes included.
    pub span: Range<usize>,
    /// Where a reader is led: the alias, where an anchor is repeated; else the start of the span.
    pub place: usize,
    /// What is written.
    pub word: Slice,
    /// What may be named there.
    pub targets: &'static Targets,
    /// The key behind which it is written.
    pub key: &'static str,
    /// Whether any other text may be written there too.
    pub is_free: bool,
}

/// One item of a list at the top of a file.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// The key of the list.
    pub(super) list: &'static str,
    /// Its number in the list, from 0.
    pub(super) number: usize,
    /// The bytes from its first to its last sign.
    pub(super) range: Range<usize>,
    /// Where it begins for a reader: its id, else its name, else itself.
    pub(super) place: usize,
    /// The bytes of its id.
    pub(super) id: Option<Range<usize>>,
    /// The key `name` and the bytes of the name.
    pub(super) name: Option<(usize, Range<usize>)>,
    /// The indices of the mentions within it.
    pub(super) mentions: Range<usize>,
}

/// The entries and references of a file, and its values.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// Every place where something is named, by place.
    pub mentions: Vec<Mention>,
    pub(super) items: Vec<Item>,
    /// The values of the file, as far as it can be read.
    pub(super) root: Option<RawValue>,
}

impl Outline {
    /// Finds the entries and references among the values of a file.
    pub(super) fn of(values: Option<RawValue>) -> Self {
        let mut outline = Self::default();
        let Some(root) = values else {
            return outline;
        };
        let shape = input::shape();
        for (word, value) in root.pairs() {
            let Some(key) = shape.keys.iter().find(|key| *key.word == *word.value) else {
                continue;
            };
            for (number, item) in value.items().iter().enumerate() {
                let before = outline.mentions.len();
                outline.visit(item, &key.shape, key.word);
                let mentions = before..outline.mentions.len();
                outline.items.push(item_of(key.word, number, item, mentions));
            }
        }
        outline.root = Some(root);
        outline
    }

    /// Collects the mentions of a value.
    fn visit(&mut self, node: &RawValue, shape: &Shape, key: &'static str) {
        match (&node.kind, shape) {
            (RawKind::Text(word), _) => {
                let targets = match text_type(shape) {
                    Some(ValueType::Reference(targets)) => Some((targets, false)),
                    // SPEC 2: who gave a verdict may be a unit, or anybody else.
                    Some(ValueType::Anything) if key == "by" => Some((&targets::UNIT, true)),
                    _ => None,
                };
                if let Some((targets, is_free)) = targets {
                    let (span, place) = (node.span.clone(), node.place.offset as usize);
                    let word = word.clone();
                    self.mentions.push(Mention { span, place, word, targets, key, is_free });
                }
            }
            (RawKind::List(items), Shape::List(item) | Shape::OneOrMany(item)) => {
                for node in items {
                    self.visit(node, item, key);
                }
            }
            (RawKind::Map(_), Shape::List(item) | Shape::OneOrMany(item)) => {
                self.visit(node, item, key);
            }
            (RawKind::Map(pairs), Shape::Record(record)) => {
                for (word, value) in pairs {
                    if let Some(key) = key_of(record, &word.value) {
                        self.visit(value, &key.shape, key.word);
                    }
                }
            }
            (RawKind::Map(pairs), Shape::Pairs(item)) => {
                for (_, value) in pairs {
                    self.visit(value, item, key);
                }
            }
            (RawKind::Null | RawKind::List(_) | RawKind::Map(_), _) => {}
        }
    }
}

fn item_of(list: &'static str, number: usize, item: &RawValue, mentions: Range<usize>) -> Item {
    let text = |word: &str| item.pairs().iter().find(|(key, _)| &*key.value == word);
    let id = text("id").filter(|(_, value)| value.text().is_some());
    let name = text("name").filter(|(_, value)| value.text().is_some());
    let start = item.place.offset as usize;
    let place = id.or(name).map_or(start, |(_, value)| value.place.offset as usize);
    let first = item.pairs().iter().map(|(key, _)| key.place.offset as usize).min();
    let start = first.map_or(start, |first| first.min(start));
    Item {
        list,
        number,
        range: start..end_of(item).max(start),
        place,
        id: id.map(|(_, value)| value.span.clone()),
        name: name.map(|(key, value)| (key.place.offset as usize, value.span.clone())),
        mentions,
    }
}

/// The byte behind the last sign of a value, brackets left out.
pub(super) fn end_of(node: &RawValue) -> usize {
    let at = node.place.offset as usize;
    // What an alias repeats is somewhere else.
    let is_alias = at > node.span.start && !matches!(node.kind, RawKind::Null);
    match &node.kind {
        _ if is_alias => at,
        RawKind::Null | RawKind::Text(_) => node.span.end,
        RawKind::List(items) => items.iter().map(end_of).max().unwrap_or(node.span.end),
        RawKind::Map(pairs) => {
            let ends = pairs
                .iter()
                .map(|(key, value)| end_of(value).max(key.place.offset as usize + key.value.len()));
            ends.max().unwrap_or(node.span.end)
        }
    }
}

/// The key of a record with a word.
pub(super) fn key_of<'r>(record: &'r Record, word: &str) -> Option<&'r Key> {
    record.keys.iter().find(|key| key.word == word)
}

/// What a text may say where `shape` may be written: of a record the key that is meant by a text.
pub(super) fn text_type(shape: &Shape) -> Option<ValueType> {
    match shape {
        Shape::Text(value_type) => Some(*value_type),
        Shape::List(item) | Shape::OneOrMany(item) => text_type(item),
        Shape::Record(record) => text_type(&key_of(record, record.short?)?.shape),
        Shape::Pairs(_) | Shape::Anything => None,
    }
}
