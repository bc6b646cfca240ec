//! Rows that are gone from a workbook though the rest of the map still needs what they show: they are not deleted.
//!
//! ```text
//! gone: people ann, groups crew     departments it: lead: ann
//! deleted: crew                     kept: ann (needed by it: lead)
//! ```

use super::record::Path;
use crate::{
    diag::{Code, Place},
    id::unit_of_own_service,
    import::{
        List, ValueProblem,
        map_sheets::{EntryIds, MapSheet},
    },
    input::{PathStep, RawKind, RawValue},
};
use std::collections::{BTreeMap, BTreeSet};

/// The position of a row of the map: its file, its entry, and its item there.
pub(super) type RowPlace = (usize, Path, Option<usize>);

/// A row of the map that has no row in the workbook any more.
#[derive(Debug)]
pub(super) struct GoneRow {
    pub(super) sheet: MapSheet,
    pub(super) place: RowPlace,
    /// The id of its entry, if it has one.
    pub(super) id: String,
    /// The id of the recipient or payer of a relationship or payment.
    pub(super) recipient: String,
    /// What distinguishes it from others, in words.
    pub(super) words: String,
}

impl GoneRow {
    /// Whether a place of it in its file fulfils a condition.
    pub(super) fn is_in(&self, is_one: impl FnOnce(usize, &[PathStep<'_>]) -> bool) -> bool {
        let (file, entry, item) = &self.place;
        let key = self.sheet.item_key();
        let key = Some(PathStep::Key(key)).filter(|_| !key.is_empty());
        let below = key.into_iter().chain(item.map(PathStep::Item));
        is_one(*file, &entry.iter().copied().chain(below).collect::<Path>())
    }
}

/// The gone rows that something needs, each with what needs it.
#[derive(Debug, Default)]
pub(super) struct NeededRows(BTreeMap<RowPlace, BTreeSet<String>>);

impl NeededRows {
    /// Whether a row is needed. The items of an entry stay with it.
    pub(super) fn contains(&self, (file, entry, item): &RowPlace) -> bool {
        let is_needed = |item| self.0.contains_key(&(*file, entry.clone(), item));
        is_needed(*item) || is_needed(None)
    }

    /// A needed row in words, with what needs it.
    pub(super) fn describe(&self, row: &GoneRow) -> String {
        let needers = self.0.get(&row.place).map_or(String::new(), |needers| {
            let all: Vec<&str> = needers.iter().map(String::as_str).collect();
            format!(" (needed by {})", all.join("; "))
        });
        format!("{}{needers}", row.words)
    }

    /// Finds the gone rows that problems are about, which came up when these were deleted; whether there are new ones.
    pub(super) fn add(
        &mut self,
        problems: &[ValueProblem],
        roots: &[&RawValue],
        ids: &EntryIds<'_>,
        gone: &[GoneRow],
    ) -> bool {
        let mut is_more = false;
        for ValueProblem { diagnostic, file } in problems {
            let is_reference =
                matches!(diagnostic.code, Code::UnknownReference | Code::WrongReference);
            let root = file.filter(|_| is_reference).and_then(|file| roots.get(file));
            let Some(mention) = root.and_then(|root| mention_at(root, diagnostic.place)) else {
                continue;
            };
            for row in gone.iter().filter(|row| mention.is_of(row, ids)) {
                is_more |= !self.contains(&row.place);
                self.0.entry(row.place.clone()).or_default().insert(mention.needer(ids));
            }
        }
        is_more
    }
}

/// A text that names something.
struct NamingText<'r> {
    text: &'r str,
    /// The key of the list that holds it.
    list: &'r str,
    /// The record that holds it.
    record: &'r RawValue,
    /// The key of the record.
    key: &'r str,
}

impl NamingText<'_> {
    /// Whether it needs a row: the entry that it names, or of a measurement the recipient.
    fn is_of(&self, row: &GoneRow, ids: &EntryIds<'_>) -> bool {
        let is_named = |id: &str| id == self.text.trim() || ids.named(self.text).contains(&id);
        if row.sheet.list().is_some() {
            return is_named(&row.id);
        }
        // A measurement kept apart is one of a recipient of its service (SPEC 2).
        let service = self.record.get("service").and_then(RawValue::text).unwrap_or("");
        let service = service.trim();
        let path = unit_of_own_service(service).unwrap_or(service);
        row.sheet == MapSheet::Relationships
            && self.list == "measurements"
            && ids.canonical(path) == ids.canonical(&row.id)
            && ids.canonical(self.text) == row.recipient
    }

    /// What needs the row, in words: `it: lead`, or `measurements: of`.
    fn needer(&self, ids: &EntryIds<'_>) -> String {
        let list = match self.list {
            "customers" => Some(List::Beneficiaries),
            "funders" => Some(List::Payers),
            other => List::named(other),
        };
        let owner = match list {
            Some(list) => ids.id_of(list, self.record),
            None => self.list.to_owned(),
        };
        format!("{owner}: {}", self.key)
    }
}

/// The text at a place of a file, with the record that holds it.
fn mention_at(root: &RawValue, place: Place) -> Option<NamingText<'_>> {
    root.pairs().iter().find_map(|(list, value)| {
        value.items().iter().find_map(|record| {
            record.pairs().iter().find_map(|(key, value)| {
                let text = text_at(value, place)?;
                Some(NamingText { text, list: &list.value, record, key: &key.value })
            })
        })
    })
}

/// Returns the text at a place of a value.
pub(super) fn text_at(value: &RawValue, place: Place) -> Option<&str> {
    match &value.kind {
        RawKind::Text(text) => (value.place == place).then_some(text),
        RawKind::Null => None,
        RawKind::List(items) => items.iter().find_map(|item| text_at(item, place)),
        RawKind::Map(pairs) => pairs.iter().find_map(|(_, value)| text_at(value, place)),
    }
}
