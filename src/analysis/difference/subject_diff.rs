//! A thing of both maps, and the differences between them.

use super::{Causes, Difference, Fact, FactValue, MapPair, NamedId, Section, Side, row::change};
use crate::{diag::Place, id::Subject};
use std::collections::BTreeSet;

/// A thing in the old map, in the new one, or in both.
pub(super) struct SubjectDiff<'org> {
    section: Section,
    subject: NamedId<'org>,
    at: usize,
    old: Option<Place>,
    new: Option<Place>,
}

impl<'org> SubjectDiff<'org> {
    /// The thing with the number `at` among its kind.
    pub(super) fn new<S: Into<Subject>>(
        both: &MapPair<'_, 'org>,
        section: Section,
        (old, new): (Option<S>, Option<S>),
        at: usize,
    ) -> Self {
        let known = |side, subject: Option<S>| {
            let named = subject?.into();
            let organisation = both.organisation(side);
            let place = organisation.header(named).map(|header| header.place);
            Some((NamedId::of(organisation, named), place))
        };
        let (old, new) = (known(Side::Old, old), known(Side::New, new));
        // The new name where there is one: it is what readers look for now.
        let subject = new.or(old).map_or(NamedId::NONE, |(thing, _)| thing);
        Self {
            section,
            subject,
            at,
            old: old.and_then(|(_, place)| place),
            new: new.and_then(|(_, place)| place),
        }
    }

    /// Returns the same thing for rows of another section.
    pub(super) fn within(&self, section: Section) -> Self {
        Self { section, ..*self }
    }

    /// The difference between two values of it; none where they are the same.
    pub(super) fn compare(
        &self,
        fact: Fact,
        old: Option<FactValue<'org>>,
        new: Option<FactValue<'org>>,
    ) -> Option<Difference<'org>> {
        if old == new {
            return None;
        }
        let (was, is) = (self.old.map(|it| (Side::Old, it)), self.new.map(|it| (Side::New, it)));
        Some(Difference {
            section: self.section,
            change: change(old.is_some(), new.is_some()),
            fact,
            subject: self.subject,
            object: None,
            about: "",
            place: if new.is_some() { is.or(was) } else { was.or(is) },
            old,
            new,
            because: Causes::Itself,
            at: self.at,
        })
    }

    /// The difference between two texts of it, under their key.
    pub(super) fn detail(
        &self,
        key: &'static str,
        old: Option<String>,
        new: Option<String>,
    ) -> Option<Difference<'org>> {
        let text = |text: Option<String>| text.map(FactValue::Text);
        let difference = self.compare(Fact::Detail, text(old), text(new))?;
        Some(difference.about(key))
    }

    /// The differences between the values of the same keys in both maps; none where it is in one
    /// map only, which says enough.
    pub(super) fn details(
        &self,
        old: Option<Details>,
        new: Option<Details>,
    ) -> Vec<Difference<'org>> {
        let (Some(old), Some(new)) = (old, new) else {
            return Vec::new();
        };
        let pairs = old.into_iter().zip(new);
        let differences = pairs.filter_map(|((key, old), (_, new))| self.detail(key, old, new));
        differences.collect()
    }

    /// The differences between two lists of things that are related to it, such as providers, each with its place.
    pub(super) fn others(
        &self,
        fact: Fact,
        old: &[(NamedId<'org>, Option<Place>)],
        new: &[(NamedId<'org>, Option<Place>)],
    ) -> Vec<Difference<'org>> {
        let ids = |list: &[(NamedId<'org>, Option<Place>)]| -> BTreeSet<&'org str> {
            list.iter().map(|(thing, _)| thing.id).collect()
        };
        let (old_ids, new_ids) = (ids(old), ids(new));
        let lost_or_gained = |side, (thing, place): &(NamedId<'org>, Option<Place>)| {
            let (old, new) = match side {
                Side::Old => (Some(FactValue::There), None),
                Side::New => (None, Some(FactValue::There)),
            };
            let mut difference = self.compare(fact, old, new)?.with(*thing);
            difference.place = place.map(|place| (side, place)).or(difference.place);
            Some(difference)
        };
        let lost = old.iter().filter(|(thing, _)| !new_ids.contains(thing.id));
        let gained = new.iter().filter(|(thing, _)| !old_ids.contains(thing.id));
        gained
            .filter_map(|one| lost_or_gained(Side::New, one))
            .chain(lost.filter_map(|one| lost_or_gained(Side::Old, one)))
            .collect()
    }
}

/// The details that a map has of a thing, under its keys: the same ones in both maps.
pub(super) type Details = Vec<(&'static str, Option<String>)>;
