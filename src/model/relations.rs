//! All relations of all services in one row: a service only tells which of them are its own.
//!
//! A relation takes 16 bytes there: it stands in the file of its service. What few of them have, measurements, stands
//! in a row of its own.

use super::{Recipient, Relation, Satisfaction};
use crate::diag::{FileId, Place};
use crate::id::index32;

/// The relations of every service.
#[derive(Clone, Debug, Default)]
pub(crate) struct Relations {
    all: Vec<Row>,
    /// The numbers of those that are measured, ascending, and how happy each is.
    measured: Vec<(u32, Box<[Satisfaction]>)>,
}

/// One relation.
#[derive(Clone, Debug)]
struct Row {
    to: Recipient,
    line: u32,
    /// No line of a file has as many columns as 31 bits count: the last bit says whether it is measured.
    column: u32,
}

/// The bit of a measured relation.
const MEASURED: u32 = 1 << 31;

/// Which relations are those of one service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    start: u32,
    end: u32,
}

impl Relations {
    /// Room for `count` relations.
    pub(crate) fn with_capacity(count: usize) -> Self {
        Self { all: Vec::with_capacity(count), measured: Vec::new() }
    }

    /// Adds the relations of a service: each recipient, its place, and how satisfied it is.
    pub(crate) fn add(
        &mut self,
        relations: impl IntoIterator<Item = (Recipient, Place, Box<[Satisfaction]>)>,
    ) -> Span {
        let start = self.end();
        for (to, place, satisfaction) in relations {
            let mut column = place.column & !MEASURED;
            if !satisfaction.is_empty() {
                column |= MEASURED;
                self.measured.push((self.end(), satisfaction));
            }
            let line = place.line;
            self.all.push(Row { to, line, column });
        }
        let end = self.end();
        Span { start, end }
    }

    fn end(&self) -> u32 {
        index32(self.all.len())
    }

    fn satisfaction(&self, number: u32) -> &[Satisfaction] {
        let found = self.measured.binary_search_by_key(&number, |(of, _)| *of);
        found.map_or(&[], |at| &self.measured[at].1)
    }

    /// The relations of a service that stands in `file`, as there.
    pub(super) fn of(
        &self,
        span: Span,
        file: FileId,
    ) -> impl ExactSizeIterator<Item = Relation<'_>> + DoubleEndedIterator {
        let rows = &self.all[span.start as usize..span.end as usize];
        let rows = rows.iter().zip(span.start..span.end);
        rows.map(move |(row, number)| Relation {
            to: row.to,
            place: Place { file, line: row.line, column: row.column & !MEASURED },
            satisfaction: match row.column & MEASURED {
                0 => &[],
                _ => self.satisfaction(number),
            },
        })
    }
}
