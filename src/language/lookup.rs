//! What is at a byte of a file, and where an entry is named.

use super::{
    outline::{Mention, key_of},
    snapshot::Snapshot,
};
use crate::{
    diag::{FileId, Place},
    id::index32,
    input::{self, RawKind, RawValue, Record, Shape},
};
use std::ops::Range;

/// What is at a byte of a file.
#[derive(Clone, Debug)]
pub enum Located {
    /// A key of the format: its bytes, and what is written behind it.
    Key {
        /// The bytes.
        span: Range<usize>,
        /// What the key is for.
        description: String,
    },
    /// The id or the name by which an entry is declared.
    Declaration {
        /// The bytes.
        span: Range<usize>,
        /// The number of the entry.
        entry: usize,
        /// Whether it is the id.
        is_id: bool,
    },
    /// A place where an entry is named.
    Mention {
        /// What is written there.
        mention: Mention,
        /// The number of the entry; `None` where it names nothing, or everyone.
        entry: Option<usize>,
    },
}

/// A place where an entry is declared or named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The place.
    pub place: Place,
    /// The bytes of the file.
    pub span: Range<usize>,
    /// The key behind which it is named; `None` where it is declared.
    pub key: Option<&'static str>,
    /// The number of the entry that names it.
    pub by: Option<usize>,
}

/// What is at a byte of a file.
pub fn located(snapshot: &Snapshot, file: FileId, offset: usize) -> Option<Located> {
    let outline = snapshot.outline(file);
    let holds = |span: &Range<usize>| span.start <= offset && offset <= span.end;
    let at = outline.mentions.iter().find(|mention| {
        holds(&mention.span) || (mention.place..mention.place + 1).contains(&offset)
    });
    if let Some(mention) = at {
        let entry = snapshot.names.named(mention);
        if entry.is_some() || !mention.is_free {
            return Some(Located::Mention { mention: mention.clone(), entry });
        }
    }
    for item in outline.items.iter().filter(|item| holds(&item.range)) {
        let declared = [
            item.id.clone().map(|span| (span, true)),
            item.name.clone().map(|(_, span)| (span, false)),
        ];
        if let Some((span, is_id)) = declared.into_iter().flatten().find(|(span, _)| holds(span)) {
            let entry = snapshot.names.entry_of(file, item)?.number;
            return Some(Located::Declaration { span, entry, is_id });
        }
    }
    key_at(snapshot.root(file)?, &input::shape(), offset)
}

/// The key at a byte.
fn key_at(node: &RawValue, record: &Record, offset: usize) -> Option<Located> {
    for (word, value) in node.pairs() {
        let Some(key) = key_of(record, &word.value) else {
            continue;
        };
        let start = word.place.offset as usize;
        let span = start..start + word.value.len();
        if span.start <= offset && offset <= span.end {
            return Some(Located::Key { span, description: key.description.clone() });
        }
        if let Some(found) = key_below(value, &key.shape, offset) {
            return Some(found);
        }
    }
    None
}

fn key_below(node: &RawValue, shape: &Shape, offset: usize) -> Option<Located> {
    let record = shape.record()?;
    match &node.kind {
        RawKind::List(items) => items.iter().find_map(|item| key_below(item, shape, offset)),
        RawKind::Map(pairs) => {
            if let Shape::Pairs(item) = shape {
                pairs.iter().find_map(|(_, value)| key_below(value, item, offset))
            } else {
                key_at(node, record, offset)
            }
        }
        RawKind::Null | RawKind::Text(_) => None,
    }
}

/// Every place where an entry is declared or named, in the order of the files.
pub fn references(snapshot: &Snapshot, entry: usize) -> Vec<Reference> {
    let names = &snapshot.names;
    let mut found: Vec<Reference> = declaration_of(snapshot, entry).into_iter().collect();
    let own = names.index.own_service(entry);
    for ((file, _), outline) in names.sources.iter().zip(&names.outlines) {
        for item in &outline.items {
            let mentions = &outline.mentions[item.mentions.clone()];
            for mention in mentions {
                let target = names.named(mention);
                if target.is_none() || (target != Some(entry) && target != own) {
                    continue;
                }
                found.push(Reference {
                    place: Place { file, offset: index32(mention.place) },
                    span: mention.span.clone(),
                    key: Some(mention.key),
                    by: names.entry_of(file, item).map(|one| one.number),
                });
            }
        }
    }
    found.sort_by_key(|reference| reference.place);
    found
}

/// Where an entry is declared: its id, or else its name. A unit's service without a name is declared by the unit.
pub fn declaration_of(snapshot: &Snapshot, entry: usize) -> Option<Reference> {
    let names = &snapshot.names;
    let (file, item) = names.item(names.index.entry(entry))?;
    let name = item.name.clone().map(|(_, span)| span);
    let span = item.id.clone().or(name)?;
    Some(Reference {
        place: Place { file, offset: index32(span.start) },
        span,
        key: None,
        by: None,
    })
}
