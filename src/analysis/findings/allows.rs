//! Which `allow` silences a finding.

use crate::{
    diag::Code,
    id::{Subject, UnitId},
    model::{Allow, Organisation},
};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The `allow`s of a file by what they silence.
///
/// An `allow` for a unit silences the finding for its parts as well. The parts of two units are nested or
/// apart, so the ones around a unit form a chain, which is followed outwards from the innermost.
pub(super) struct Allows<'org> {
    /// The `allow`s of things that are no units.
    exact: FxHashMap<(Code, Subject), Vec<usize>>,
    /// The `allow`s of units, by where their parts begin, the larger range first.
    nested: FxHashMap<Code, Vec<Nested>>,
    used: Vec<bool>,
    all: &'org [Allow],
}

struct Nested {
    allow: usize,
    parts: Range<usize>,
    /// The innermost one around this one, as an index of the same list.
    around: Option<usize>,
}

impl<'org> Allows<'org> {
    pub(super) fn new(organisation: &'org Organisation) -> Self {
        let mut exact: FxHashMap<(Code, Subject), Vec<usize>> = FxHashMap::default();
        let mut nested: FxHashMap<Code, Vec<Nested>> = FxHashMap::default();
        for (number, allow) in organisation.allows.iter().enumerate() {
            match allow.of.unit() {
                Some(unit) => nested.entry(allow.finding).or_default().push(Nested {
                    allow: number,
                    parts: organisation.parts(unit),
                    around: None,
                }),
                None => exact.entry((allow.finding, allow.of)).or_default().push(number),
            }
        }
        for list in nested.values_mut() {
            link(list);
        }
        let used = vec![false; organisation.allows.len()];
        Self { exact, nested, used, all: &organisation.allows }
    }

    /// Returns true if any `allow` silences this finding for one of the subjects, and marks all of these as used.
    pub(super) fn silence(&mut self, code: Code, subjects: impl Iterator<Item = Subject>) -> bool {
        let mut silenced = false;
        for subject in subjects {
            let found = match subject.unit() {
                Some(unit) => self.around(code, unit),
                None => self.exact.get(&(code, subject)).cloned().unwrap_or_default(),
            };
            for allow in found {
                // All that match, not the first: each of them would silence the finding alone.
                self.used[allow] = true;
                silenced = true;
            }
        }
        silenced
    }

    fn around(&self, code: Code, unit: UnitId) -> Vec<usize> {
        let Some(nested) = self.nested.get(&code) else {
            return Vec::new();
        };
        let index = unit.index();
        // The last range that begins at or before the unit; a range around the unit
        // is that one or around it.
        let innermost = nested.partition_point(|one| one.parts.start <= index).checked_sub(1);
        let outwards = std::iter::successors(innermost, |at| nested[*at].around);
        let holding = outwards.map(|at| &nested[at]).filter(|one| one.parts.contains(&index));
        holding.map(|one| one.allow).collect()
    }

    /// The `allow`s that have silenced nothing.
    pub(super) fn unused(&self) -> impl Iterator<Item = &'org Allow> {
        self.all.iter().zip(&self.used).filter(|(_, used)| !**used).map(|(allow, _)| allow)
    }
}

/// Sorts nested ranges and finds for each the innermost one around it.
fn link(list: &mut [Nested]) {
    // Outer ranges before those inside them, so that the open ones form a stack.
    list.sort_unstable_by_key(|one| (one.parts.start, std::cmp::Reverse(one.parts.end), one.allow));
    let mut open: Vec<usize> = Vec::new();
    for at in 0..list.len() {
        while open.last().is_some_and(|&last| list[last].parts.end <= list[at].parts.start) {
            open.pop();
        }
        list[at].around = open.last().copied();
        open.push(at);
    }
}
