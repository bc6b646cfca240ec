//! The map over time: the answer of `trend`.
//!
//! A point is a version of the map with what is counted in it. Readers see a row for each thing that is counted, with a
//! line of bars and the values at the beginning and at the end; data has a row for each point.

mod measures;
mod period;
mod sparkline;

pub use measures::{TrendMeasures, measurement_days};
pub use period::Every;
pub use sparkline::BarStyle;

use super::{
    Answer, Cell, Data, Document, Limits, Listing, Table,
    listing::Column,
    table::Heading,
    words::{count, money, thousands},
};
use crate::model::{Date, Datum};
use measures::{Measure, MeasureKind};
use sparkline::sparkline;

/// A version of a map, with what is counted in it.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendPoint {
    /// The day of the version.
    pub at: Date,
    /// The commit of the version; `None`: the map as it is now, or a point of its measurements.
    pub revision: Option<String>,
    /// What is counted in it, or why it could not be read.
    pub measures: Result<TrendMeasures, String>,
}

/// The map over time.
#[derive(Clone, Debug)]
pub struct Trend {
    /// The name of what is looked at.
    pub name: String,
    /// The points, the oldest first.
    pub points: Vec<TrendPoint>,
    /// The currency of amounts.
    pub currency: Option<String>,
    /// How bars are drawn.
    pub bars: BarStyle,
}

/// A thing that is counted, over all points that could be read.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendLine {
    /// What is counted.
    pub label: String,
    /// Whether it is a part of what is counted before it.
    pub depth: usize,
    /// Its value at each point.
    pub values: Vec<Option<f64>>,
    /// The first and the last value, as they are shown.
    pub ends: (String, String),
}

impl Trend {
    /// The points that could be read.
    fn readable(&self) -> Vec<(&Date, &TrendMeasures)> {
        let points = self.points.iter();
        points.filter_map(|point| Some((&point.at, point.measures.as_ref().ok()?))).collect()
    }

    /// The days of the points that could be read.
    #[must_use]
    pub fn dates(&self) -> Vec<&Date> {
        self.readable().into_iter().map(|(at, _)| at).collect()
    }

    /// What the heading of a picture or a list says: `XYZ Company: 5 points, 2025-01-31 to 2026-03-31`.
    #[must_use]
    pub fn title(&self) -> String {
        let dates = self.dates();
        match (dates.first(), dates.last()) {
            (Some(first), Some(last)) if dates.len() > 1 => format!(
                "{}: {}, {} to {}",
                self.name,
                count(dates.len(), "point"),
                first.as_str(),
                last.as_str()
            ),
            (Some(first), _) => format!("{}: 1 point, {}", self.name, first.as_str()),
            (None, _) => format!("{}: no points", self.name),
        }
    }

    /// Everything that is counted and not 0 all the time.
    #[must_use]
    pub fn lines(&self) -> Vec<TrendLine> {
        let points = self.readable();
        let measures = Measure::all(points.iter().map(|(_, measures)| *measures));
        let lines = measures.into_iter().map(|measure| {
            let values: Vec<Option<f64>> =
                points.iter().map(|(_, measures)| measure.value(measures)).collect();
            let known = || values.iter().flatten();
            let shown = |value: Option<&f64>| {
                value.map_or(String::new(), |value| self.shown(measure.kind(), *value))
            };
            let ends = (shown(known().next()), shown(known().next_back()));
            TrendLine { label: measure.label(), depth: measure.depth(), ends, values }
        });
        lines.filter(|line| line.values.iter().flatten().any(|value| *value != 0.0)).collect()
    }

    fn shown(&self, kind: MeasureKind, value: f64) -> String {
        match kind {
            MeasureKind::Money => money(self.currency.as_deref(), value),
            MeasureKind::Count => thousands(value),
        }
    }
}

impl Answer for Trend {
    fn document(&self, limits: Limits) -> Document {
        let mut document = Document::titled([self.title()]);
        let dates = self.dates();
        let head = |date: Option<&&Date>| date.map_or("", |date| date.as_str()).to_owned();
        let mut columns = vec![Heading::new("Counted", 6), Heading::new(&head(dates.first()), 3)];
        if dates.len() > 1 {
            columns.insert(1, Heading::new("Trend", 4));
            columns.push(Heading::new(&head(dates.last()), 3));
        }
        let row = |line: TrendLine| -> Vec<Cell> {
            let bars = sparkline(&line.values, self.bars);
            let label = Cell { depth: line.depth, ..line.label.into() };
            let mut row = vec![label, line.ends.0.into()];
            if dates.len() > 1 {
                row.insert(1, bars.into());
                row.push(line.ends.1.into());
            }
            row
        };
        let rows = self.lines().into_iter().map(row).collect();
        document.table(Table { columns, rows, ..Table::default() });
        if limits.notes && dates.len() == 1 {
            document.text(["One point is no trend yet."]);
        }
        document
    }

    fn data(&self) -> Data<'_> {
        let rows: Vec<PointRow<'_>> =
            self.points.iter().map(|point| PointRow { point, trend: self }).collect();
        Data::list(Listing::new("points", columns(), SHOWN, rows))
    }
}

/// A point as a row of data.
struct PointRow<'t> {
    point: &'t TrendPoint,
    trend: &'t Trend,
}

impl PointRow<'_> {
    fn measures(&self) -> Option<&TrendMeasures> {
        self.point.measures.as_ref().ok()
    }

    fn count(&self, of: fn(&TrendMeasures) -> Option<usize>) -> Datum<'_> {
        self.measures().and_then(of).map(Datum::count).into()
    }
}

/// The columns that a line of plain text has.
const SHOWN: &[&str] = &[
    "at",
    "revision",
    "departments",
    "with_internal",
    "with_external",
    "relationships",
    "measured",
    "unhappy",
    "owned",
    "with_backup",
    "error",
];

fn columns<'t>() -> Vec<Column<PointRow<'t>>> {
    let column = Column::<PointRow<'t>>::new;
    vec![
        column("at", |it| Datum::date(&it.point.at)),
        column("revision", |it| it.point.revision.as_deref().map(Datum::Id).into()),
        column("departments", |it| it.count(|it| Some(it.units?.departments))),
        column("with_internal", |it| it.count(|it| Some(it.units?.with_internal))),
        column("with_external", |it| it.count(|it| Some(it.units?.with_external))),
        column("relationships", |it| it.count(|it| Some(it.happy.relationships))),
        column("measured", |it| it.count(|it| Some(it.happy.measured))),
        column("unhappy", |it| it.count(|it| Some(it.happy.unhappy))),
        column("owned", |it| it.count(|it| Some(it.units?.owned))),
        column("with_backup", |it| it.count(|it| Some(it.units?.with_backup))),
        column("paid", |it| {
            let units = it.measures().and_then(|it| it.units);
            units
                .map(|units| Datum::Record(units.income.record(it.trend.currency.as_deref())))
                .into()
        })
        .flat_each(&[
            "paid_customers",
            "paid_third_parties",
            "paid_organisation",
            "without_amount",
            "assumed",
            "unknown",
        ]),
        column("findings", |it| {
            let found = it.measures().and_then(|it| it.findings.as_ref());
            let record = found.map(|found| {
                found.iter().map(|(code, found)| (code.word(), Datum::count(*found))).collect()
            });
            record.map(Datum::Record).into()
        })
        .only_json(),
        column("findings_in_all", |it| it.count(|it| Some(it.findings.as_ref()?.values().sum())))
            .only_flat("findings"),
        column("error", |it| it.point.measures.as_ref().err().map(|why| Datum::text(why)).into()),
    ]
}
