//! What every command makes, and every format is written from.

use super::{Document, Limits, listing::Rows};
use crate::model::Record;

/// The answer of a command: once as a person reads it, once as data. Table, Markdown and HTML are written from
/// the document, every other format from the data.
pub trait Answer {
    /// The answer as a person reads it.
    fn document(&self, limits: Limits) -> Document;

    /// The answer as data.
    fn data(&self) -> Data<'_>;
}

/// An answer as data: values of the answer as a whole, and lists of rows.
#[derive(Default)]
pub struct Data<'a> {
    /// Values of the answer as a whole.
    pub fields: Record<'a>,
    /// The lists, by their names.
    pub lists: Vec<Box<dyn Rows + 'a>>,
    /// Which of the lists is the whole answer in formats that hold one table, such as CSV. Without it these
    /// hold every field and list, each row behind the name of its list.
    pub main: Option<usize>,
}

impl<'a> Data<'a> {
    /// Data that is one list.
    pub(super) fn list(rows: impl Rows + 'a) -> Self {
        Self { lists: vec![Box::new(rows)], main: Some(0), ..Self::default() }
    }
}
