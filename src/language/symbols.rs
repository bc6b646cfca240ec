//! The entries of a file as an editor lists them, and what of it can be folded.

use super::{outline::Item, snapshot::Snapshot};
use crate::diag::FileId;
use std::ops::Range;

/// An entry in the list of a file.
#[derive(Clone, Debug)]
pub struct Symbol {
    /// Its name, or else its id.
    pub name: String,
    /// The key of its list.
    pub list: &'static str,
    /// The bytes from its first to its last sign.
    pub range: Range<usize>,
    /// The bytes of its name or id.
    pub selection: Range<usize>,
}

/// The entries of a file that have a name or an id, by place.
pub fn symbols(snapshot: &Snapshot, file: FileId) -> Vec<Symbol> {
    let text = &snapshot.sources.file(file).text;
    let outline = snapshot.outline(file);
    let symbol = |item: &Item| {
        let selection = item.name.clone().map(|(_, span)| span).or(item.id.clone())?;
        let written = text.get(selection.clone())?;
        let name = super::cursor::unquoted(written.trim()).to_owned();
        let end = item.range.end.max(selection.end);
        Some(Symbol { name, list: item.list, range: item.range.start..end, selection })
    };
    let mut symbols: Vec<Symbol> = outline.items.iter().filter_map(symbol).collect();
    symbols.sort_by_key(|symbol| symbol.range.start);
    symbols
}

/// The bytes of each list and each of its entries that an editor may fold.
pub fn foldings(snapshot: &Snapshot, file: FileId) -> Vec<Range<usize>> {
    let outline = snapshot.outline(file);
    let mut ranges: Vec<Range<usize>> =
        outline.sections.iter().map(|section| section.range.clone()).collect();
    ranges.extend(outline.items.iter().map(|item| item.range.clone()));
    ranges.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    ranges.dedup();
    ranges
}
