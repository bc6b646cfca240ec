//! All relations of all services in one row: a service only tells which of them are its own.
//!
//! A relation takes 24 bytes there. What few of them have, measurements, stands in a row of its own.

use super::{Recipient, Relation, Satisfaction};
use crate::diag::Place;
use std::num::NonZeroU32;

/// The relations of every service.
#[derive(Clone, Debug, Default)]
pub(crate) struct Relations {
    all: Vec<Row>,
    measured: Vec<Box<[Satisfaction]>>,
}

/// One relation.
#[derive(Clone, Debug)]
struct Row {
    to: Recipient,
    place: Place,
    /// Which of the measurements are its own, counted from 1.
    measured: Option<NonZeroU32>,
}

/// Which relations are those of one service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    start: u32,
    end: u32,
}

impl Relations {
    /// Room for `count` relations.
    pub(crate) fn with_capacity(count: usize) -> Self {
        Self {
            all: Vec::with_capacity(count),
            measured: Vec::new(),
        }
    }

    /// Adds the relations of a service: each recipient, its place, and how satisfied it is.
    pub(crate) fn add(
        &mut self,
        relations: impl IntoIterator<Item = (Recipient, Place, Box<[Satisfaction]>)>,
    ) -> Span {
        let start = self.end();
        for (to, place, satisfaction) in relations {
            let measured = self.measured(satisfaction);
            self.all.push(Row {
                to,
                place,
                measured,
            });
        }
        let end = self.end();
        Span { start, end }
    }

    fn end(&self) -> u32 {
        u32::try_from(self.all.len()).unwrap_or(u32::MAX)
    }

    fn measured(&mut self, satisfaction: Box<[Satisfaction]>) -> Option<NonZeroU32> {
        if satisfaction.is_empty() {
            return None;
        }
        self.measured.push(satisfaction);
        NonZeroU32::new(u32::try_from(self.measured.len()).ok()?)
    }

    /// The relations of a service, as in the file.
    pub(super) fn of(
        &self,
        span: Span,
    ) -> impl ExactSizeIterator<Item = Relation<'_>> + DoubleEndedIterator {
        self.all[span.start as usize..span.end as usize]
            .iter()
            .map(|row| Relation {
                to: row.to,
                place: row.place,
                satisfaction: (row.measured)
                    .map_or(&[], |number| &self.measured[number.get() as usize - 1]),
            })
    }
}
