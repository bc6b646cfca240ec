//! What reading takes: most of the time of every run.

use super::{
    bench::{Bench, plan},
    cost::{Cores, cost},
    peers,
    row::{Measure, Row, units},
    stage::STAGES,
};
use crate::generator::{Format, Kind};
use std::{env, path::Path};

/// The goals of reading.
pub(crate) fn rows(bench: &Bench) -> anyhow::Result<Vec<Row>> {
    let count = bench.million / 10 * 3;
    let map = |format| bench.map(Kind::Corp, count, format);
    let (yaml, json) = (map(Format::Yaml)?, map(Format::Json)?);
    let of = |what: &str| format!("Corp, {}: {what}", units(count));
    let read = read(&yaml, Cores::All)?.0;
    let summary = bench.summary(3, &yaml)?.cpu;
    let mut rows = vec![Row::at_most(
        of("`analyze --summary` to only reading it"),
        summary / read,
        1.2,
        Measure::Times,
    )];
    let what = of("`analyze --summary` to rapidyaml's bare parse");
    rows.push(match peers::rapidyaml(bench, &yaml)? {
        Some(bare) => Row::at_most(what, summary / bare, 4.0, Measure::Times),
        None => Row::not(what, "not at hand: pip install rapidyaml"),
    });
    let faster = read / self::read(&json, Cores::All)?.0;
    rows.push(Row::at_least(
        of("YAML to JSON"),
        faster,
        5.0,
        Measure::Times,
    ));
    let parts = bench.directory(plan(Kind::Corp, count, 1_000), Format::Yaml, 16)?;
    let one = self::read(&parts, Cores::One)?.1;
    let all = self::read(&parts, Cores::All)?.1;
    let what = of("16 files, clock on all cores to one");
    rows.push(Row::at_most(what, all / one, 0.6, Measure::Times));
    Ok(rows)
}

/// Seconds of all cores, and on the clock, of a process that only reads a map.
fn read(map: &Path, cores: Cores) -> anyhow::Result<(f64, f64)> {
    let cost = cost(
        3,
        cores,
        env::current_exe()?.as_ref(),
        &[STAGES.as_ref(), map.as_ref()],
    )?;
    Ok((cost.cpu, cost.wall))
}
