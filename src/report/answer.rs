//! What every command makes, and every format is written from.

use super::{Document, Limits, PartyFact, UnitFact, rows::Rows};
use crate::model::Datum;

/// The answer of a command: once as a person reads it, once as data. Table, Markdown and HTML are written from
/// the document, every other format from the data.
pub trait Answer {
    /// The answer as a person reads it.
    fn document(&self, limits: Limits) -> Document;

    /// The answer as data.
    fn data(&self) -> Data<'_>;
}

/// An answer as data: values and lists of rows, in the order of JSON.
#[derive(Default)]
pub struct Data<'a> {
    /// The values and lists.
    pub entries: Vec<Entry<'a>>,
    /// Which of them is the list that is the whole answer in formats that hold one table, such as CSV. Without it
    /// these hold every entry, each row behind the name of its list.
    pub main: Option<usize>,
}

/// A value of an answer, or a list.
pub enum Entry<'a> {
    /// A value of the answer as a whole, with its key.
    Field(&'static str, Datum<'a>),
    /// A list; its name is its key.
    List(Box<dyn Rows + 'a>),
    /// A value that holds lists, which JSON nests. Formats of rows have its values as rows of lists.
    Nested {
        /// The key in JSON.
        key: &'static str,
        /// The value in JSON.
        value: Nested<'a>,
        /// The lists in formats of rows.
        lists: Vec<Box<dyn Rows + 'a>>,
    },
}

/// A value of JSON that holds lists.
pub enum Nested<'a> {
    /// Records.
    Datum(Datum<'a>),
    /// A unit with its customers and payers, as the export has it.
    Unit(&'a UnitFact<'a>),
    /// A party, as the export has it.
    Party(&'a PartyFact<'a>),
}

impl<'a> Data<'a> {
    /// Data that is one list.
    pub(super) fn list(rows: impl Rows + 'a) -> Self {
        Self { entries: vec![Entry::List(Box::new(rows))], main: Some(0) }
    }

    /// Adds a value of the answer as a whole.
    pub(super) fn field(&mut self, key: &'static str, datum: Datum<'a>) {
        self.entries.push(Entry::Field(key, datum));
    }

    /// Adds a list.
    pub(super) fn rows(&mut self, rows: impl Rows + 'a) {
        self.entries.push(Entry::List(Box::new(rows)));
    }

    /// The list that is the whole answer in formats that hold one table.
    #[must_use]
    pub fn main_list(&self) -> Option<&(dyn Rows + 'a)> {
        match self.entries.get(self.main?) {
            Some(Entry::List(rows)) => Some(&**rows),
            Some(Entry::Field(..) | Entry::Nested { .. }) | None => None,
        }
    }
}

impl<'a> Entry<'a> {
    /// The lists of the entry in formats of rows.
    #[must_use]
    pub fn lists(&self) -> &[Box<dyn Rows + 'a>] {
        match self {
            Self::Field(..) => &[],
            Self::List(rows) => std::slice::from_ref(rows),
            Self::Nested { lists, .. } => lists,
        }
    }
}
