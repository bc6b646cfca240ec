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
    /// The origin: a commit, the folder, or measurements.
    pub origin: PointOrigin,
    /// The counts, or the reason why the version could not be read.
    pub measures: Result<TrendMeasures, String>,
}

/// What a point of a trend is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PointOrigin {
    /// The map of this commit.
    Commit(String),
    /// The map as it is in the folder, with changes that are not committed.
    Uncommitted,
    /// What the measurements of one map say of an earlier day.
    Measurements,
}

impl TrendPoint {
    /// The day, and whether the point is of no commit.
    fn label(&self) -> String {
        let day = self.at.as_str();
        match self.origin {
            PointOrigin::Uncommitted => format!("{day}, not committed"),
            PointOrigin::Commit(_) | PointOrigin::Measurements => day.to_owned(),
        }
    }

    fn revision(&self) -> Option<&str> {
        match &self.origin {
            PointOrigin::Commit(revision) => Some(revision),
            PointOrigin::Uncommitted | PointOrigin::Measurements => None,
        }
    }
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
    /// The name of the count.
    pub label: String,
    /// Its level: 1 for a part of what is counted before it, else 0.
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
    pub fn dates(&self) -> Vec<&Date> {
        self.readable().into_iter().map(|(at, _)| at).collect()
    }

    /// What each point that could be read is called: its day, and of the last one whether it is committed.
    pub fn labels(&self) -> Vec<String> {
        let readable = self.points.iter().filter(|point| point.measures.is_ok());
        readable.map(TrendPoint::label).collect()
    }

    /// What the heading of a picture or a list says: `XYZ Company: 5 points, 2025-01-31 to 2026-03-31`.
    pub fn title(&self) -> String {
        let labels = self.labels();
        match (labels.first(), labels.last()) {
            // Points that could not be read don't count here; the data has them, with the reason.
            (Some(first), Some(last)) if labels.len() > 1 => {
                format!("{}: {}, {first} to {last}", self.name, count(labels.len(), "point"))
            }
            (Some(first), _) => format!("{}: 1 point, {first}", self.name),
            (None, _) => format!("{}: no points", self.name),
        }
    }

    /// Everything that is counted and not 0 all the time.
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
        // What is 0 all the time, payments of a map without any for example,
        // would only fill the screen.
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
        let labels = self.labels();
        let head = |label: Option<&String>| label.map_or("", String::as_str).to_owned();
        let mut columns = vec![Heading::new("Counted", 6), Heading::new(&head(labels.first()), 3)];
        if labels.len() > 1 {
            // With one point there is neither a line of bars nor a last value besides the first.
            columns.insert(1, Heading::new("Trend", 4));
            columns.push(Heading::new(&head(labels.last()), 3));
        }
        let row = |line: TrendLine| -> Vec<Cell> {
            let bars = sparkline(&line.values, self.bars);
            let label = Cell { depth: line.depth, ..line.label.into() };
            let mut row = vec![label, line.ends.0.into()];
            if labels.len() > 1 {
                row.insert(1, bars.into());
                row.push(line.ends.1.into());
            }
            row
        };
        let rows = self.lines().into_iter().map(row).collect();
        document.table(Table { columns, rows, ..Table::default() });
        if limits.notes && labels.len() == 1 {
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
        column("revision", |it| it.point.revision().map(Datum::Id).into()),
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
        // A flat table can't hold a record whose keys differ by row: it has the sum.
        column("findings_in_all", |it| it.count(|it| Some(it.findings.as_ref()?.values().sum())))
            .only_flat("findings"),
        column("error", |it| it.point.measures.as_ref().err().map(|why| Datum::text(why)).into()),
    ]
}
