//! Values of the map before they are formatted: each output format decides how a value looks.

use super::{Date, Organisation};
use crate::id::Subject;
use std::borrow::{Borrow, Cow};

/// A value with its meaning, borrowed from an organisation. Nothing in it is formatted: a screen writes
/// "8.40 M GBP" where data formats write `8400000`.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum<'org> {
    /// Not known, or not applicable.
    Empty,
    /// An id.
    Id(&'org str),
    /// Several ids.
    Ids(Vec<&'org str>),
    /// A thing of the map. Screens show its name, data formats its id.
    Name(Name<'org>),
    /// Several things of the map.
    Names(Vec<Name<'org>>),
    /// A text, as the file has it or made of what it has.
    Text(Cow<'org, str>),
    /// Several texts.
    Texts(Vec<Cow<'org, str>>),
    /// A word of a fixed vocabulary, such as `prospect`.
    Word(&'static str),
    /// Several such words.
    Words(Vec<&'static str>),
    /// Yes or no.
    Flag(bool),
    /// A whole number of things.
    Count(u64),
    /// Any other number.
    Number(f64),
    /// A satisfaction score from 0 to 10.
    Score(f64),
    /// Money a year.
    Money {
        /// The amount.
        amount: f64,
        /// The currency, where the map states one.
        currency: Option<&'org str>,
    },
    /// A part of a whole, from 0 to 1.
    Share(f64),
    /// A date, in the precision in which it is known: `2026`, `2026-05` or `2026-05-31`.
    Date(&'org str),
    /// Values that belong together, such as why and when a customer was won.
    Record(Record<'org>),
    /// Several such records of the same keys.
    Records(Vec<Record<'org>>),
}

/// Values with their keys, in a fixed order.
pub type Record<'org> = Vec<(&'static str, Datum<'org>)>;

/// A thing of the map with the id and the name that it has there. In a comparison of two maps each name
/// comes from its own map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'org> {
    /// The thing.
    pub subject: Subject,
    /// Its id.
    pub id: &'org str,
    /// Its name.
    pub name: &'org str,
}

impl<'org> Name<'org> {
    /// The id and name of a thing.
    pub fn of(organisation: &'org Organisation, of: impl Into<Subject>) -> Self {
        let subject = of.into();
        Self { subject, id: organisation.id_of(subject), name: organisation.name_of(subject) }
    }
}

impl<'org> Datum<'org> {
    /// A thing of the map.
    pub fn name(organisation: &'org Organisation, of: impl Into<Subject>) -> Self {
        Self::Name(Name::of(organisation, of))
    }

    /// Several things of the map, in their order.
    pub fn names(
        organisation: &'org Organisation,
        subjects: impl IntoIterator<Item = impl Into<Subject>>,
    ) -> Self {
        let names = subjects.into_iter().map(|subject| Name::of(organisation, subject));
        Self::Names(names.collect())
    }

    /// A text.
    pub fn text(text: &'org str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// Several texts, in their order.
    pub fn texts<T: Borrow<str>>(texts: &'org [T]) -> Self {
        Self::Texts(texts.iter().map(|text| Cow::Borrowed(text.borrow())).collect())
    }

    /// A date.
    pub fn date(date: &'org Date) -> Self {
        Self::Date(date.as_str())
    }

    /// A number of things.
    pub fn count(count: usize) -> Self {
        Self::Count(count as u64)
    }

    /// Money a year, in the organisation's currency.
    pub fn money(organisation: &'org Organisation, amount: f64) -> Self {
        Self::Money { amount, currency: organisation.currency.as_deref() }
    }

    /// Whether nothing is known: no value, or a list of none.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Ids(all) | Self::Words(all) => all.is_empty(),
            Self::Names(all) => all.is_empty(),
            Self::Texts(all) => all.is_empty(),
            Self::Records(all) => all.is_empty(),
            Self::Record(record) => record.iter().all(|(_, datum)| datum.is_empty()),
            Self::Id(_)
            | Self::Name(_)
            | Self::Text(_)
            | Self::Word(_)
            | Self::Flag(_)
            | Self::Count(_)
            | Self::Number(_)
            | Self::Score(_)
            | Self::Money { .. }
            | Self::Share(_)
            | Self::Date(_) => false,
        }
    }
}

/// A value that may not be known: `party.since.as_ref().map(Datum::date).into()`.
impl From<Option<Self>> for Datum<'_> {
    fn from(datum: Option<Self>) -> Self {
        datum.unwrap_or(Self::Empty)
    }
}
