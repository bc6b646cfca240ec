//! Groups, and the sets of units that they hold.

use super::{Date, Header};
use crate::{diag::Slice, id::UnitId};
use std::ops::Range;

/// A population inside the organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Id, name, place.
    pub header: Header,
    /// The units that it holds.
    pub held: UnitSet,
    /// The number of people in it, where the file states it.
    pub size: Option<u64>,
    /// Of a department around a division: its headcount (SPEC 3.9). It is no `size` of the file.
    pub headcount: Option<u64>,
    /// Its needs and expectations.
    pub expects: Vec<Slice>,
    /// What makes meeting them a duty.
    pub obligation: Option<Slice>,
    /// When somebody last checked the entry.
    pub reviewed: Option<Date>,
    /// Whether anything in the file names it.
    pub named: bool,
    /// What it is called in output.
    pub kind: GroupKind,
}

/// What a group is called in output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GroupKind {
    /// A group of the file.
    #[default]
    Group,
    /// A department around the division that is looked at: it holds all of it.
    Department,
}

impl GroupKind {
    /// Its word in output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Department => "department",
        }
    }
}

/// A set of units: ranges of their numbers, ascending and apart. A department with all its parts is one
/// range, so that a group of half a large organisation stays small.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitSet {
    ranges: Vec<Range<usize>>,
}

impl UnitSet {
    /// The set that holds the units of all `ranges`.
    pub(crate) fn new(mut ranges: Vec<Range<usize>>) -> Self {
        ranges.retain(|range| !range.is_empty());
        ranges.sort_unstable_by_key(|range| range.start);
        ranges.dedup_by(|next, kept| {
            // Ranges that touch become one as well, so that equal sets have equal ranges.
            let touches = next.start <= kept.end;
            if touches {
                kept.end = kept.end.max(next.end);
            }
            touches
        });
        // The set lives as long as the map does.
        ranges.shrink_to_fit();
        Self { ranges }
    }

    /// All of `count` units.
    pub(crate) fn all(count: usize) -> Self {
        Self::new(std::iter::once(0..count).collect())
    }

    /// Its units of a range, counted from where that begins.
    pub(crate) fn within(&self, range: &Range<usize>) -> Self {
        let ranges = self.ranges.iter().map(|held| {
            let start = held.start.clamp(range.start, range.end);
            let end = held.end.clamp(range.start, range.end);
            start - range.start..end - range.start
        });
        Self::new(ranges.collect())
    }

    /// The set without the units of `other`.
    pub(crate) fn without(&self, other: &Self) -> Self {
        let mut left = Vec::new();
        let mut taken = other.ranges.iter().peekable();
        for range in &self.ranges {
            let mut start = range.start;
            while let Some(away) = taken.peek() {
                if away.start >= range.end {
                    break;
                }
                if away.start > start {
                    left.push(start..away.start);
                }
                start = start.max(away.end);
                // This range of the other set may take away from the next one too, so it is kept.
                if away.end > range.end {
                    break;
                }
                taken.next();
            }
            if start < range.end {
                left.push(start..range.end);
            }
        }
        Self { ranges: left }
    }

    /// Its ranges, ascending and apart.
    pub(crate) fn ranges(&self) -> &[Range<usize>] {
        &self.ranges
    }

    /// Its units, in tree order.
    pub fn units(&self) -> impl Iterator<Item = UnitId> {
        self.ranges.iter().cloned().flatten().map(UnitId::new)
    }

    /// Whether it holds a unit.
    pub fn holds(&self, unit: UnitId) -> bool {
        let at = unit.index();
        // Binary search: the ranges are ascending and apart.
        let before = self.ranges.partition_point(|range| range.end <= at);
        self.ranges.get(before).is_some_and(|range| range.contains(&at))
    }

    /// How many units it holds.
    pub fn len(&self) -> usize {
        self.ranges.iter().map(ExactSizeIterator::len).sum()
    }

    /// Whether it holds nobody.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// The least range around it; an empty one for nobody.
    pub fn bounding_range(&self) -> Range<usize> {
        let start = self.ranges.first().map_or(0, |range| range.start);
        start..self.ranges.last().map_or(0, |range| range.end)
    }
}
