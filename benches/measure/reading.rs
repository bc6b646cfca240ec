//! What reading takes: most of the time of every run.

use super::{
    bench::{Bench, plan},
    cost::{Cores, Cost, cost},
    peers,
    row::{Measure::Times, Row, units},
    stage::STAGES,
};
use crate::generator::{Format, Kind};
use std::{env, path::Path};

/// The goals of reading.
pub(crate) fn rows(bench: &Bench) -> anyhow::Result<()> {
    let count = bench.million / 10 * 3;
    let yaml = bench.map(Kind::Corp, count, Format::Yaml)?;
    let of = |what: &str| format!("Corp, {}: {what}", units(count));
    let read_yaml = read(&yaml, Cores::All)?.cpu;
    let summary = bench.summary(3, &yaml)?.cpu;
    let what = of("`analyze --summary` to only reading");
    bench.say(&Row::at_most(what, summary / read_yaml, 1.2, Times))?;
    let what = of("`analyze --summary` to rapidyaml's bare parse");
    bench.say(&match peers::rapidyaml(bench, &yaml)? {
        Some(bare) => Row::at_most(what, summary / bare, 4.0, Times),
        None => Row::not(what, "not at hand: pip install rapidyaml"),
    })?;
    let json = bench.map(Kind::Corp, count, Format::Json)?;
    let faster = read_yaml / read(&json, Cores::All)?.cpu;
    bench.say(&Row::at_least(of("reading YAML to JSON"), faster, 5.0, Times))?;
    let parts = bench.directory(plan(Kind::Corp, count, 1_000), Format::Yaml, 16)?;
    let one = read(&parts, Cores::One)?.wall;
    let all = read(&parts, Cores::All)?.wall;
    let what = of("16 files, clock on all cores to one");
    bench.say(&Row::at_most(what, all / one, 0.6, Times))
}

/// What a process costs that only reads a map.
fn read(map: &Path, cores: Cores) -> anyhow::Result<Cost> {
    let itself = env::current_exe()?;
    cost(3, cores, itself.as_ref(), &[STAGES.as_ref(), map.as_ref()])
}
