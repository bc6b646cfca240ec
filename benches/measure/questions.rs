//! What a question to a loaded map takes.

use super::{
    bench::Bench,
    row::{Measure, Row, units},
    stage::stages,
};
use crate::generator::{Format, Kind};

/// The goals of questions.
pub(crate) fn rows(bench: &Bench) -> anyhow::Result<Vec<Row>> {
    let map = bench.map(Kind::Corp, bench.million, Format::Json)?;
    let numbers = stages(1, &map, &["questions"])?;
    let row = |name: &str, key: &str, most: f64, goal: f64| {
        let count = numbers[&format!("{name}-count")];
        let what = format!(
            "Corp, {}: `{name}`, {most} of {count}",
            units(bench.million)
        );
        let what = what
            .replace("1 of", "dearest of")
            .replace("0.9 of", "nine in ten of");
        Row::at_most(
            what,
            numbers[&format!("{name}-{key}")],
            goal,
            Measure::Seconds,
        )
    };
    Ok(vec![
        row("impact", "max", 1.0, 0.035),
        row("why", "max", 1.0, 0.035),
        row("why", "p90", 0.9, 0.002),
        row("card", "max", 1.0, 0.035),
    ])
}
