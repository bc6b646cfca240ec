//! Rows of data under columns: what formats of data are written from.

use crate::model::Datum;
use std::io;

/// Rows of data under columns, whether they are in memory or made while they are written.
pub trait Rows {
    /// The name of the list.
    fn name(&self) -> &'static str;

    /// What its columns are called.
    fn labels(&self) -> Vec<Labels>;

    /// The indices of the columns that a screen shows, in its order.
    fn on_screen(&self) -> Vec<usize>;

    /// Passes on row after row.
    ///
    /// # Errors
    /// The first one that `write` returns.
    fn each(&self, write: &mut WriteRow<'_>) -> io::Result<()>;
}

/// One row of data.
pub trait DataRow {
    /// The value in a column, by its index; [`Datum::Empty`] in a column of lists.
    fn datum(&self, column: usize) -> Datum<'_>;

    /// The list in a column of lists.
    fn list(&self, column: usize) -> Option<Box<dyn Rows + '_>>;
}

/// Writes one row.
pub type WriteRow<'w> = dyn FnMut(&dyn DataRow) -> io::Result<()> + 'w;

/// What a column is called in each format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Labels {
    /// Its key in JSON; `None`: JSON has the value under another key.
    pub key: Option<&'static str>,
    /// Its heading in CSV and in workbooks.
    pub flat: Flat,
    /// Its heading on screens and pages, and how it shares their width: a column of weight 2 gets twice that of
    /// weight 1. `None`: only data formats have it.
    pub head: Option<(&'static str, u16)>,
    /// What readers see where the value is empty.
    pub empty: &'static str,
}

/// The headings of a column in formats that hold one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flat {
    /// None: the value is in other columns, or is a list of its own.
    None,
    /// A single heading.
    One(&'static str),
    /// A heading for each value of a record.
    Each(&'static [&'static str]),
}

impl Flat {
    /// The headings.
    pub fn headings(&self) -> &[&'static str] {
        match self {
            Self::None => &[],
            Self::One(heading) => std::slice::from_ref(heading),
            Self::Each(headings) => headings,
        }
    }
}

impl<T: Rows + ?Sized> Rows for &T {
    fn name(&self) -> &'static str {
        (**self).name()
    }

    fn labels(&self) -> Vec<Labels> {
        (**self).labels()
    }

    fn on_screen(&self) -> Vec<usize> {
        (**self).on_screen()
    }

    fn each(&self, write: &mut WriteRow<'_>) -> io::Result<()> {
        (**self).each(write)
    }
}
