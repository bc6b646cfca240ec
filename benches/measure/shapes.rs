//! Organisations made to hurt: twice the size may take little more than twice the time and memory.

use super::{
    bench::{Bench, precise},
    row::{Measure, Row, units},
};
use crate::generator::{Format, Kind};

/// The goals of shapes made to hurt.
pub(crate) fn rows(bench: &Bench) -> anyhow::Result<Vec<Row>> {
    let million = bench.million;
    let shapes = [
        (Kind::Line, million),
        (Kind::Deep, million),
        (Kind::Flat, million),
        (Kind::Everyone, million),
        (Kind::Passing, million / 10),
    ];
    let mut rows = Vec::new();
    for (kind, count) in shapes {
        rows.extend(shape(bench, kind, count).unwrap_or_else(|error| {
            vec![Row::not(
                format!("{kind:?}, {}", units(count)),
                format!("MISSED: {error}"),
            )]
        }));
    }
    Ok(rows)
}

fn shape(bench: &Bench, kind: Kind, count: u64) -> anyhow::Result<Vec<Row>> {
    let summary = |count| bench.summary(1, &bench.map(kind, count, Format::Json)?);
    let (half, whole) = (summary(count / 2)?, summary(count)?);
    let of = |what: &str| format!("{kind:?}, {}: `analyze --summary`, {what}", units(count));
    let peak = whole.peak / precise(count);
    Ok(vec![
        Row::at_most(
            of("to half of it"),
            whole.cpu / half.cpu,
            2.6,
            Measure::Times,
        ),
        Row::at_most(of("peak"), peak, 2_000.0, Measure::BytesAUnit),
    ])
}
