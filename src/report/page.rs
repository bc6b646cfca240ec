//! A page: a title and sections, each with a table.

use super::{Line, Table};

/// A page that is read as a whole: a card, a questionnaire.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Lines on top.
    pub title: Vec<Line>,
    /// What follows, each under its heading.
    pub sections: Vec<Section>,
}

/// A part of a page.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// What it shows.
    pub table: Table,
}

impl Page {
    /// Adds a section, unless it has nothing to say.
    pub(super) fn add(&mut self, heading: &str, table: Table) {
        if !(table.rows.is_empty() && table.title.is_empty() && table.notes.is_empty()) {
            self.sections.push(Section { heading: heading.to_owned(), table });
        }
    }
}
