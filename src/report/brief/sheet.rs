//! The brief as one list, for a sheet of a workbook: the divisions with their numbers, then the sentences.

use super::{
    super::{Limits, Listing, listing::Column},
    Brief, BriefList, DivisionSummary, divisions,
};
use crate::model::Datum;

/// A row of the sheet: a division, a payer, or a sentence.
#[derive(Debug)]
pub struct BriefRow<'b, 'org> {
    section: String,
    division: Option<&'b DivisionSummary<'org>>,
    amount: Option<Datum<'b>>,
    text: String,
}

impl<'org> Brief<'org> {
    /// The brief as one list.
    pub fn sheet(&self) -> Listing<BriefRow<'_, 'org>> {
        let mut lists = self.lists(Limits::NONE);
        let next = lists.pop();
        let mut rows = vec![sentence("In short", self.lead().to_string())];
        rows.extend(self.divisions.iter().map(|division| BriefRow {
            section: self.divisions_heading(),
            division: Some(division),
            amount: division.amount.map(|sum| Datum::money(self.whole, sum)),
            text: division.name().to_string(),
        }));
        rows.extend(lists.iter().flat_map(sentences));
        rows.extend(self.income_parts().into_iter().map(|part| BriefRow {
            amount: Some(Datum::money(self.whole, part.share * self.income.total())),
            ..sentence("Who pays", part.who.to_owned())
        }));
        rows.extend(self.income_unknown().map(|unknown| sentence("Who pays", unknown)));
        rows.extend(next.iter().flat_map(sentences));
        Listing::new("brief", columns(), &[], rows)
    }
}

fn sentence<'b, 'org>(section: &str, text: String) -> BriefRow<'b, 'org> {
    BriefRow { section: section.to_owned(), division: None, amount: None, text }
}

fn sentences<'b, 'org>(list: &BriefList) -> Vec<BriefRow<'b, 'org>> {
    let lines = list.plain_lines().into_iter();
    lines.map(|line| sentence(&list.heading, line)).collect()
}

fn columns<'b, 'org>() -> Vec<Column<BriefRow<'b, 'org>>> {
    let column = Column::<BriefRow<'b, 'org>>::new;
    vec![
        column("section", |it| Datum::text(&it.section)),
        column("text", |it| Datum::text(&it.text)),
        column("unit_id", |it| it.division.and_then(divisions::id).into()),
        column("units", |it| it.division.map(|it| Datum::count(it.units)).into()),
        column("relationships", |it| it.division.map(|it| Datum::count(it.relationships)).into()),
        column("measured", |it| it.division.map(|it| Datum::count(it.measured)).into()),
        column("lowest", |it| it.division.and_then(divisions::lowest).into()),
        column("trend", |it| it.division.and_then(divisions::moved).into()),
        column("unhappy", |it| it.division.map(|it| Datum::count(it.unhappy)).into()),
        column("gaps", |it| it.division.map(|it| Datum::count(it.gaps)).into()),
        column("amount", |it| it.amount.clone().into()),
    ]
}
