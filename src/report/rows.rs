//! Rows of data under columns: what formats of data are written from.

use crate::model::Datum;
use std::io;

/// Rows of data under columns, whatever they are made of.
pub trait Rows {
    /// The name of the list.
    fn name(&self) -> &'static str;

    /// What its columns are called.
    fn labels(&self) -> Vec<Labels>;

    /// The indices of the columns that a screen shows, in its order.
    fn on_screen(&self) -> Vec<usize>;

    /// Passes on row after row, each as a function from the index of a column to its value.
    ///
    /// # Errors
    /// The first one that `write` returns.
    fn each(&self, write: &mut WriteRow<'_>) -> io::Result<()>;
}

/// Writes one row, given as a function from the index of a column to its value.
pub type WriteRow<'w> = dyn for<'r> FnMut(&dyn Fn(usize) -> Datum<'r>) -> io::Result<()> + 'w;

/// What a column is called in each format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Labels {
    /// Its key in JSON; `None`: JSON has the value under another key.
    pub key: Option<&'static str>,
    /// Its heading in CSV and in workbooks, one for each value of a record.
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
    /// One.
    One(&'static str),
    /// One for each value of a record.
    Each(&'static [&'static str]),
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
