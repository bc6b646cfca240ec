//! The answer of `diff`: what two maps differ in, as data and as a document for a review.

mod choice;
mod fact;
mod page;
mod sources;
mod words;

pub use choice::Choice;
pub use sources::{BothSources, Differences};

use super::{Answer, Column, Data, Document, Limits, listing::LazyRows};
use crate::model::Datum;
use fact::DifferenceRow;

impl Differences<'_, '_> {
    fn rows<'a>(&'a self, columns: Vec<Column<DifferenceRow<'a>>>, shown: &[&str]) -> LazyRows<'a> {
        let row = |difference| DifferenceRow { difference, sources: self.sources };
        LazyRows::of("differences", columns, shown, move || self.compared.rows.iter().map(row))
    }
}

impl Answer for Differences<'_, '_> {
    fn document(&self, limits: Limits) -> Document {
        page::document(self, limits)
    }

    fn data(&self) -> Data<'_> {
        let (old, new) = self.names;
        let mut data = Data::default();
        data.field("old", Datum::text(old));
        data.field("new", Datum::text(new));
        data.main = Some(data.entries.len());
        data.rows(self.rows(fact::columns(), &[]));
        data.field("not_listed", Datum::count(self.compared.unlisted));
        data.lines = Some(Box::new(self.rows(fact::sentence_columns(), fact::SHOWN)));
        data
    }
}
