//! All relations of all services in one list: a service knows which range of it is its own.
//!
//! An organisation has more relations than anything else, and most of them are no more than a recipient: what few
//! have is kept apart.

use super::{Agreement, Recipient, Satisfaction, satisfaction::pooled};
use crate::{
    diag::Place,
    id::{ServiceId, index32},
};
use std::collections::BTreeSet;

/// The relationships of every service.
#[derive(Clone, Debug, Default)]
pub(crate) struct Relations {
    all: Vec<RelationRow>,
}

/// One relationship of a service, as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct RelationRow {
    /// The recipient.
    pub(crate) to: Recipient,
    /// Where the file names it.
    pub(crate) place: Place,
    /// The facts that few relationships have.
    pub(crate) details: Option<Box<RelationDetails>>,
}

/// The facts that few relationships have.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RelationDetails {
    /// The services for which alone the recipient uses it.
    pub(crate) used_for: Option<Vec<ServiceId>>,
    /// Every measurement, as in the file.
    pub(crate) satisfaction: Vec<Satisfaction>,
    /// The measurements that have a score, pooled and newest first: asked for so often that it is made once.
    pub(crate) pooled: Vec<Satisfaction>,
    /// The agreement.
    pub(crate) agreed: Option<Agreement>,
}

/// A relationship: a service with one of its recipients.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Relation<'org> {
    /// The recipient.
    pub to: Recipient,
    /// Where the file says so.
    pub place: Place,
    /// The services of its own for which alone the recipient uses it (`for`); empty: for nothing further; `None`:
    /// for everything that it does (SPEC 3.2).
    pub used_for: Option<&'org [ServiceId]>,
    /// How satisfied it is: every measurement, as in the file.
    pub satisfaction: &'org [Satisfaction],
    /// The measurements that have a score, those of one date and kind as one, newest first (SPEC 6).
    pub pooled: &'org [Satisfaction],
    /// What was agreed with it.
    pub agreed: Option<&'org Agreement>,
}

/// The range of the relations of one service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    start: u32,
    end: u32,
}

impl Relations {
    /// Room for `count` relations.
    pub(crate) fn with_capacity(count: usize) -> Self {
        Self { all: Vec::with_capacity(count) }
    }

    /// Adds the relations of a service.
    pub(crate) fn add(&mut self, relations: impl IntoIterator<Item = RelationRow>) -> Span {
        let start = index32(self.all.len());
        self.all.extend(relations);
        Span { start, end: index32(self.all.len()) }
    }

    /// The relations of a service, as in the file.
    pub(crate) fn of(
        &self,
        span: Span,
    ) -> impl ExactSizeIterator<Item = Relation<'_>> + DoubleEndedIterator {
        self.all[span.start as usize..span.end as usize].iter().map(RelationRow::relation)
    }

    /// Pools the measurements of every relation, once all of them are there.
    pub(crate) fn pool(&mut self) {
        for details in self.all.iter_mut().filter_map(|row| row.details.as_deref_mut()) {
            details.pooled = pooled(&details.satisfaction);
        }
    }

    /// The rows of a service, to be changed.
    pub(crate) fn rows_mut(&mut self, span: Span) -> &mut [RelationRow] {
        &mut self.all[span.start as usize..span.end as usize]
    }
}

impl RelationRow {
    fn relation(&self) -> Relation<'_> {
        let details = self.details.as_deref();
        Relation {
            to: self.to,
            place: self.place,
            used_for: details.and_then(|it| it.used_for.as_deref()),
            satisfaction: details.map_or(&[], |it| &it.satisfaction),
            pooled: details.map_or(&[], |it| &it.pooled),
            agreed: details.and_then(|it| it.agreed.as_ref()),
        }
    }
}

impl RelationDetails {
    /// Adds what the same recipient has where a service names it again: it uses the service for the services of both,
    /// for everything that it does where one of them says nothing.
    pub(crate) fn add(&mut self, other: Self) {
        self.satisfaction.extend(other.satisfaction);
        // The first one of the file holds.
        self.agreed = self.agreed.take().or(other.agreed);
        self.used_for = match (self.used_for.take(), other.used_for) {
            (Some(mut all), Some(more)) => {
                let known: BTreeSet<ServiceId> = all.iter().copied().collect();
                all.extend(more.into_iter().filter(|service| !known.contains(service)));
                Some(all)
            }
            // One relationship without `for` is for everything that the recipient does, and that
            // includes the other's list.
            _ => None,
        };
    }

    /// Returns the details in a box; `None` if they are empty.
    pub(crate) fn or_nothing(self) -> Option<Box<Self>> {
        (self != Self::default()).then(|| Box::new(self))
    }
}

impl<'org> Relation<'org> {
    /// The newest measurement that has a score: by its date, one without a date before all others, and
    /// of two as new the lower one.
    pub fn newest(self) -> Option<&'org Satisfaction> {
        self.pooled.first()
    }

    /// The newest measurement of an earlier day than the newest one: with it, the trend. Another one of the same day,
    /// on another scale, was not before.
    pub fn before(self) -> Option<&'org Satisfaction> {
        let newest = self.newest()?;
        self.pooled.iter().find(|one| one.day() != newest.day())
    }
}
