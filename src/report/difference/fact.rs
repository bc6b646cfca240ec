//! A difference as a row of data.

use super::{
    super::listing::Column,
    sources::BothSources,
    words::{self, Number},
};
use crate::{
    analysis::{Causes, Change, Difference, FactValue},
    model::Datum,
};

/// A difference of two maps.
pub(super) struct DifferenceRow<'d> {
    /// The difference.
    pub(super) difference: &'d Difference<'d>,
    /// The files of both maps.
    pub(super) sources: BothSources<'d>,
}

/// `+`, `-` or `~`.
pub(super) fn sign(change: Change) -> &'static str {
    match change {
        Change::Gained => "+",
        Change::Lost => "-",
        Change::Changed => "~",
    }
}

impl DifferenceRow<'_> {
    fn file(&self) -> Datum<'_> {
        self.sources.place(self.difference).map(|place| Datum::text(place.file)).into()
    }

    fn line(&self) -> Datum<'_> {
        self.sources.place(self.difference).map(|place| Datum::Count(place.line.into())).into()
    }

    fn because(&self) -> Datum<'_> {
        words::because(self.difference).map(|text| Datum::Text(text.into())).into()
    }
}

/// The columns in JSON and CSV.
pub(super) fn columns<'d>() -> Vec<Column<DifferenceRow<'d>>> {
    let column = Column::<DifferenceRow<'d>>::new;
    vec![
        column("section", |it| Datum::Word(it.difference.section.word())),
        column("change", |it| Datum::Word(it.difference.change.word())),
        column("fact", |it| Datum::Word(it.difference.fact.word())),
        column("id", |it| Datum::Id(it.difference.subject.id)),
        column("name", |it| Datum::text(it.difference.subject.name)),
        column("other", |it| it.difference.object.map(|object| Datum::Id(object.id)).into()),
        column("other_name", |it| {
            it.difference.object.map(|object| Datum::text(object.name)).into()
        }),
        column("about", |it| {
            let about = it.difference.about;
            (!about.is_empty()).then(|| Datum::text(about)).into()
        }),
        column("old", |it| text(it.difference.old.as_ref())),
        column("new", |it| text(it.difference.new.as_ref())),
        column("old_number", |it| number(it.difference.old.as_ref())),
        column("new_number", |it| number(it.difference.new.as_ref())),
        column("because", DifferenceRow::because),
        column("more", |it| {
            Datum::count(match it.difference.because {
                Causes::Stated { more, .. } => more,
                Causes::Itself | Causes::BroadSteps | Causes::AnotherWay | Causes::NotFound => 0,
            })
        }),
        column("file", DifferenceRow::file),
        column("line", DifferenceRow::line),
    ]
}

/// The columns of plain text.
pub(super) const SHOWN: &[&str] = &["section", "sign", "name", "what", "because", "file", "line"];

/// The columns of plain text: a sentence for each difference.
pub(super) fn sentence_columns<'d>() -> Vec<Column<DifferenceRow<'d>>> {
    let column = Column::<DifferenceRow<'d>>::new;
    vec![
        column("section", |it| Datum::Word(it.difference.section.word())),
        column("sign", |it| Datum::Word(sign(it.difference.change))),
        column("name", |it| Datum::text(it.difference.subject.name)),
        column("what", |it| {
            let other = it.difference.object.map_or("", |object| object.name);
            Datum::Text(words::what(it.difference, other, Number::One).into())
        }),
        column("because", DifferenceRow::because),
        column("file", DifferenceRow::file),
        column("line", DifferenceRow::line),
    ]
}

fn text<'d>(value: Option<&'d FactValue<'d>>) -> Datum<'d> {
    value.and_then(words::value).map(|text| Datum::Text(text.into())).into()
}

/// A score of 10, or an amount a year.
fn number<'d>(value: Option<&FactValue<'_>>) -> Datum<'d> {
    match value {
        Some(FactValue::Score(number, ..) | FactValue::Amount(number, _)) => {
            number.map(Datum::Number).into()
        }
        Some(
            FactValue::There
            | FactValue::Reached(_)
            | FactValue::Entry(_)
            | FactValue::Finding(..)
            | FactValue::Text(_),
        )
        | None => Datum::Empty,
    }
}
