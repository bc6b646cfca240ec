//! A draft that was settled, written and read back.

use super::sound;
use custmap::{
    diag::{Code, Place},
    import::{Draft, Known, List, Settled, Wrong, settle},
    render::map::{self, Written},
};
use std::collections::BTreeSet;

/// A draft that became a map.
pub(super) struct Made {
    pub(super) draft: Draft,
    pub(super) settled: Settled,
    pub(super) written: Written,
}

impl Made {
    /// Makes it without some entries, and says what is wrong with it.
    pub(super) fn new(
        mut draft: Draft,
        known: &[Known],
        skipped: &BTreeSet<(List, Place)>,
    ) -> (Self, Vec<Wrong>) {
        for list in List::ALL.into_iter().filter(|_| !skipped.is_empty()) {
            draft.lists[list as usize].retain(|entry| !skipped.contains(&(list, entry.place)));
        }
        let mut settled = settle(&mut draft, known);
        let written = map::map(&draft);
        let mut wrong = std::mem::take(&mut settled.problems);
        let told = [Code::DuplicateId, Code::AmbiguousReference];
        let first = wrong.is_empty();
        let more = sound::problems(&written, known).into_iter();
        let more = more.filter(|one| first || !told.contains(&one.diagnostic.code));
        // What the map has already need not be told whole.
        let there = there(&draft, known);
        let whole = |one: &Wrong| one.entry.is_none_or(|entry| !there.contains(&entry));
        wrong.extend(more.filter(|one| one.diagnostic.code != Code::MissingKey || whole(one)));
        let made = Self { draft, settled, written };
        (made, wrong)
    }
}

/// The entries that the map has already.
fn there(draft: &Draft, known: &[Known]) -> BTreeSet<(List, Place)> {
    let ids: BTreeSet<&str> = known.iter().map(|one| &*one.id).collect();
    let entries = draft.entries().filter(|(_, entry)| {
        let id = entry.id.as_ref().map(|id| &*id.value);
        id.is_some_and(|id| ids.contains(id))
    });
    entries.map(|(list, entry)| (list, entry.place)).collect()
}
