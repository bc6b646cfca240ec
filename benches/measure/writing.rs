//! What the export takes, and what the smallest run does.

use super::{
    NOTHING,
    bench::Bench,
    cost::{Cores, cost},
    row::{
        Measure::{Seconds, Speed, Times},
        Row, units,
    },
    stage::stages,
};
use crate::generator::{Format, Kind};
use std::env;

/// The goals of the CSV export.
pub(crate) fn rows(bench: &Bench) -> anyhow::Result<()> {
    let count = bench.million / 50;
    let few = bench.map_with(Kind::Corp, count, 50, Format::Json)?;
    let many = bench.map_with(Kind::Corp, count, 500, Format::Json)?;
    let of = |what: &str| format!("Corp, {}: {what}", units(count));
    let written = stages(1, &many, &["csv"])?;
    let speed = written["bytes"] / written["csv"] / 1e6;
    bench.say(&Row::at_least(of("CSV export"), speed, 150.0, Speed))?;
    let peak = |map: &std::path::Path| {
        let args = ["export".as_ref(), "--format=csv".as_ref(), map.as_ref()];
        bench.custmap(1, &args).map(|cost| cost.peak)
    };
    let grown = peak(&many)? / peak(&few)?;
    let what = of("CSV export, memory for ten times the rows");
    bench.say(&Row::at_most(what, grown, 1.2, Times))
}

/// The goals of a run on a map of a dozen departments, start to end.
pub(crate) fn smallest(bench: &Bench) -> anyhow::Result<()> {
    let map = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/xyz.yaml");
    let run = bench.custmap(41, &["analyze".as_ref(), map.as_ref()])?;
    let itself = env::current_exe()?;
    let nothing = cost(41, Cores::All, itself.as_ref(), &[NOTHING.as_ref()])?;
    let what = "examples/xyz.yaml: `analyze`, on the clock";
    bench.say(&Row::at_most(what, run.wall, 0.005, Seconds))?;
    let more = run.wall - nothing.wall;
    let what = "the same, beyond a program that does nothing";
    bench.say(&Row::at_most(what, more, 0.002, Seconds))
}
