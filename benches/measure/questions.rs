//! What a question to a loaded map takes.

use super::{
    bench::Bench,
    row::{Measure::Seconds, Row, units},
    stage::stages,
};
use crate::generator::{Format, Kind};

/// The goals of questions about units all over the map.
const GOALS: [(&str, &str, &str, f64); 4] = [
    ("impact", "impact-max", "the dearest", 0.035),
    ("why", "why-max", "the dearest", 0.035),
    ("why", "why-p90", "nine in ten", 0.002),
    ("card", "card-max", "the dearest", 0.035),
];

/// The goals of questions.
pub(crate) fn rows(bench: &Bench) -> anyhow::Result<()> {
    let map = bench.map(Kind::Corp, bench.million, Format::Json)?;
    let numbers = stages(1, &map, &["questions"])?;
    for (question, key, which, goal) in GOALS {
        let count = numbers[&format!("{question}-count")];
        let million = units(bench.million);
        let what = format!("Corp, {million}: `{question}`, {which} of {count}");
        bench.say(&Row::at_most(what, numbers[key], goal, Seconds))?;
    }
    for question in ["impact", "why", "card"] {
        let what = format!("Corp, {}: the first `{question}`", units(bench.million));
        let first = numbers[&format!("{question}-first")];
        bench.say(&Row::told(what, first, Seconds))?;
    }
    Ok(())
}
