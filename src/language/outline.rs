//! The outline of one file: its entries, and every place where something is named.

use crate::{
    diag::{FileId, Slice},
    input::{self, Key, PlaceShift, RawKind, RawValue, Record, Shape, Targets, ValueType, targets},
};
use std::{ops::Range, sync::OnceLock};

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

/// A key at the top of a file, with what is behind it.
#[derive(Clone, Debug)]
pub(super) struct Section {
    /// The key as it is written.
    pub(super) word: Slice,
    /// The bytes from the start of the key to the last sign of its value.
    pub(super) range: Range<usize>,
}

/// The entries and references of a file, and its values.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// Every place where something is named, by place.
    pub mentions: Vec<Mention>,
    pub(super) items: Vec<Item>,
    pub(super) sections: Vec<Section>,
    /// The values of the file, as far as it can be read: made when they are asked for where only a part of it was read.
    root: OnceLock<Option<RawValue>>,
}

fn shifted(range: &Range<usize>, shift: PlaceShift) -> Range<usize> {
    shift.offset(range.start)..shift.offset(range.end)
}

impl Mention {
    fn shifted(&self, shift: PlaceShift) -> Self {
        let (span, place) = (shifted(&self.span, shift), shift.offset(self.place));
        Self { span, place, ..self.clone() }
    }
}

impl Item {
    fn shifted(&self, shift: PlaceShift) -> Self {
        Self {
            range: shifted(&self.range, shift),
            place: shift.offset(self.place),
            id: self.id.as_ref().map(|id| shifted(id, shift)),
            name: self.name.as_ref().map(|(key, name)| (shift.offset(*key), shifted(name, shift))),
            ..self.clone()
        }
    }
}

impl Section {
    fn shifted(&self, shift: PlaceShift) -> Self {
        Self { word: self.word.clone(), range: shifted(&self.range, shift) }
    }
}

impl Outline {
    /// Finds the entries and references among the values of a text, which begins at byte `offset` of its file.
    pub(super) fn of(values: Option<RawValue>, text: &str, offset: usize) -> Self {
        let mut outline = Self::default();
        // A text in block style ends only where the next line begins.
        let trimmed = |range: Range<usize>| {
            let value = text.get(range.start - offset..range.end - offset).unwrap_or_default();
            range.start..range.start + value.trim_end().len()
        };
        let shape = input::shape();
        for (word, value) in values.iter().flat_map(RawValue::pairs) {
            let start = word.place.offset as usize;
            let end = end_of(value).max(start + word.value.len());
            outline.sections.push(Section { word: word.value.clone(), range: trimmed(start..end) });
            let Some(key) = shape.keys.iter().find(|key| *key.word == *word.value) else {
                continue;
            };
            for (number, item) in value.items().iter().enumerate() {
                let before = outline.mentions.len();
                outline.visit(item, &key.shape, key.word);
                let mentions = before..outline.mentions.len();
                let item = item_of(key.word, number, item, mentions);
                outline.items.push(Item { range: trimmed(item.range.clone()), ..item });
            }
        }
        outline.root = OnceLock::from(values);
        outline
    }

    /// The values of the file whose outline it is.
    pub(super) fn root(&self, file: FileId, text: &Slice) -> Option<&RawValue> {
        let read = || input::read_documents(file, text).0.into_iter().next();
        self.root.get_or_init(read).as_ref()
    }

    /// The outline after some items of a list, which begin from byte `first` to the start of the shift, were replaced by
    /// others, and all behind them was moved; `text` is what the file holds now.
    pub(super) fn splice(
        &self,
        items: Range<usize>,
        shift: PlaceShift,
        part: Self,
        text: &str,
    ) -> Self {
        let old = &self.items[items.clone()];
        let mentions = old.first().map_or(0, |item| item.mentions.start)
            ..old.last().map_or(0, |item| item.mentions.end);
        let number = old.first().map_or(0, |item| item.number);
        let mut all = Vec::with_capacity(self.mentions.len() + part.mentions.len());
        all.extend_from_slice(&self.mentions[..mentions.start]);
        all.extend(part.mentions);
        let behind = all.len();
        all.extend(self.mentions[mentions.end..].iter().map(|mention| mention.shifted(shift)));
        let mut spliced = Self { mentions: all, ..Self::default() };
        spliced.items.extend_from_slice(&self.items[..items.start]);
        let (list, count) = (old.first().map(|item| item.list), part.items.len());
        spliced.items.extend(part.items.into_iter().map(|item| Item {
            number: item.number + number,
            mentions: item.mentions.start + mentions.start..item.mentions.end + mentions.start,
            ..item
        }));
        spliced.items.extend(self.items[items.end..].iter().map(|item| {
            let moved = |at: usize| at + behind - mentions.end;
            let is_same_list = Some(item.list) == list;
            let before = if is_same_list { items.len() } else { 0 };
            let added = if is_same_list { count } else { 0 };
            Item {
                number: item.number - before + added,
                mentions: moved(item.mentions.start)..moved(item.mentions.end),
                ..item.shifted(shift)
            }
        }));
        let end = spliced.items[..items.start + count].last().map(|item| item.range.end);
        spliced.sections = self.sections.iter().map(|section| section.shifted(shift)).collect();
        // The last item of a list is its end.
        let around = old.last().map_or(0, |item| item.range.end);
        let ended = self.sections.iter().position(|section| section.range.end == around);
        if let Some((number, end)) = ended.zip(end) {
            let start = spliced.sections[number].range.start;
            let written = text.get(start..end).unwrap_or_default();
            spliced.sections[number].range.end = start + written.trim_end().len();
        }
        spliced
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
