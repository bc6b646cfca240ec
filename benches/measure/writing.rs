//! What the export takes, and what the smallest run does.

use super::{
    NOTHING,
    bench::{Bench, size},
    cost::{Cores, cost},
    row::{Measure, Row, units},
    stage::stages,
};
use crate::generator::{Format, Kind};
use std::env;

/// The goals of the CSV export.
pub(crate) fn rows(bench: &Bench) -> anyhow::Result<Vec<Row>> {
    let count = bench.million / 50;
    let few = bench.map_with(Kind::Corp, count, 50, Format::Json)?;
    let many = bench.map_with(Kind::Corp, count, 500, Format::Json)?;
    let written = stages(1, &many, &["csv"])?;
    let peak = |map| {
        let args = ["export", "--format", "csv", map];
        bench
            .custmap(1, &args.map(AsRef::as_ref))
            .map(|cost| cost.peak)
    };
    let grown = peak(&many.display().to_string())? / peak(&few.display().to_string())?;
    // Of what the map itself takes more, nothing is the export's.
    let larger = size(&many)? / size(&few)?;
    let of = |what: &str| format!("Corp, {}: {what}", units(count));
    Ok(vec![
        Row::at_most(
            of("CSV export, memory at ten times the rows"),
            grown / larger,
            1.1,
            Measure::Times,
        ),
        Row::at_least(
            of("CSV export"),
            written["bytes"] / written["csv"] / 1e6,
            150.0,
            Measure::Speed,
        ),
    ])
}

/// The goals of a run on a map of a dozen departments, start to end.
pub(crate) fn smallest(bench: &Bench) -> anyhow::Result<Vec<Row>> {
    let map = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/xyz.yaml");
    let run = bench.custmap(41, &["analyze".as_ref(), map.as_ref()])?;
    let nothing = cost(
        41,
        Cores::All,
        env::current_exe()?.as_ref(),
        &[NOTHING.as_ref()],
    )?;
    let of = |what: &str| format!("examples/xyz.yaml: {what}");
    Ok(vec![
        Row::at_most(
            of("`analyze`, on the clock"),
            run.wall,
            0.005,
            Measure::Seconds,
        ),
        Row::at_most(
            of("more than a program that does nothing"),
            run.wall - nothing.wall,
            0.002,
            Measure::Seconds,
        ),
    ])
}
