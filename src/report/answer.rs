//! The answer of a command, from which every format is written.

use super::{Document, Limits, rows::Rows};
use crate::model::Datum;
use std::io;

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
    pub entries: Vec<DataEntry<'a>>,
    /// Which of them is the list that is the whole answer in formats that hold one table, such as CSV. Without it
    /// these hold every entry, each row behind the name of its list.
    pub main: Option<usize>,
    /// A list that is the whole answer in those formats, where it is none of the entries.
    pub table: Option<Box<dyn Rows + 'a>>,
    /// The list that plain text holds instead.
    pub lines: Option<Box<dyn Rows + 'a>>,
}

/// A value of an answer, or a list.
pub enum DataEntry<'a> {
    /// A value of the answer as a whole, with its key.
    Field(&'static str, Datum<'a>),
    /// A list; its name is its key.
    List(Box<dyn Rows + 'a>),
    /// A list of one row; its name is its key. JSON has it as one object. Formats of rows have the lists in it as
    /// lists of their own.
    One(Box<dyn Rows + 'a>),
    /// A value that holds lists, which JSON nests. Formats of rows have its values as rows of lists.
    Nested {
        /// The key in JSON.
        key: &'static str,
        /// The value in JSON.
        value: Datum<'a>,
        /// The lists in formats of rows.
        lists: Vec<Box<dyn Rows + 'a>>,
    },
}

impl<'a> Data<'a> {
    /// Data that is one list.
    pub(super) fn list(rows: impl Rows + 'a) -> Self {
        Self { entries: vec![DataEntry::List(Box::new(rows))], main: Some(0), ..Self::default() }
    }

    /// Adds a value of the answer as a whole.
    pub(super) fn field(&mut self, key: &'static str, datum: Datum<'a>) {
        self.entries.push(DataEntry::Field(key, datum));
    }

    /// Adds a list.
    pub(super) fn rows(&mut self, rows: impl Rows + 'a) {
        self.entries.push(DataEntry::List(Box::new(rows)));
    }

    /// Passes on each list as formats of rows have them: the lists in an entry of one row behind that row.
    ///
    /// # Errors
    /// The first one that `pass_on` returns.
    pub fn each_list(
        &self,
        pass_on: &mut dyn FnMut(&dyn Rows) -> io::Result<()>,
    ) -> io::Result<()> {
        self.entries.iter().try_for_each(|entry| entry.each_list(pass_on))
    }

    /// The list that is the whole answer in formats that hold one table.
    pub fn main_list(&self) -> Option<&(dyn Rows + 'a)> {
        if let Some(table) = &self.table {
            return Some(&**table);
        }
        match self.entries.get(self.main?) {
            Some(DataEntry::List(rows)) => Some(&**rows),
            Some(DataEntry::Field(..) | DataEntry::One(_) | DataEntry::Nested { .. }) | None => {
                None
            }
        }
    }
}

impl<'a> DataEntry<'a> {
    /// Passes on each list of the entry in formats of rows.
    ///
    /// # Errors
    /// The first one that `pass_on` returns.
    pub fn each_list(
        &self,
        pass_on: &mut dyn FnMut(&dyn Rows) -> io::Result<()>,
    ) -> io::Result<()> {
        self.lists().iter().try_for_each(|list| pass_on(&**list))?;
        let Self::One(rows) = self else { return Ok(()) };
        let columns = rows.labels().len();
        rows.each(&mut |row| {
            let mut lists = (0..columns).filter_map(|column| row.list(column));
            lists.try_for_each(|list| pass_on(&*list))
        })
    }

    fn lists(&self) -> &[Box<dyn Rows + 'a>] {
        match self {
            Self::Field(..) => &[],
            Self::List(rows) | Self::One(rows) => std::slice::from_ref(rows),
            Self::Nested { lists, .. } => lists,
        }
    }
}
