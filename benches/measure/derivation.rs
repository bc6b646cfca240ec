//! What deriving takes, and what it keeps.

use super::{
    bench::{Bench, precise, size},
    row::{Measure, Row, units},
    stage::{Numbers, stages},
};
use crate::generator::{Format, Kind};

/// The organisations as they are.
const REGIMES: [Kind; 4] = [Kind::Corp, Kind::Hier, Kind::Sparse, Kind::Chain];

/// The goals of the derivation.
pub(crate) fn rows(bench: &Bench) -> anyhow::Result<Vec<Row>> {
    let mut rows = small(bench)?;
    let ten = bench.million * 10;
    for kind in REGIMES {
        let map = bench.map(kind, bench.million, Format::Json)?;
        let numbers = stages(3, &map, &["derive", "shown"])?;
        let text = size(&map)?;
        rows.extend(large(bench, kind, &numbers, text));
        if !matches!(kind, Kind::Corp | Kind::Chain) {
            continue;
        }
        let map = bench.map(kind, ten, Format::Json)?;
        let more = stages(1, &map, &["derive"])?["derive"];
        bench.remove(&map)?;
        let what = format!("{kind:?}, {}: layout, closure and sets", units(ten));
        rows.push(Row::at_most(
            what,
            more,
            bench.scaled(3.0),
            Measure::Seconds,
        ));
        let what = format!(
            "{kind:?}: the same, {} to {}",
            units(bench.million),
            units(ten)
        );
        rows.push(Row::at_most(
            what,
            more / numbers["derive"],
            14.0,
            Measure::Times,
        ));
    }
    Ok(rows)
}

/// Everything behind parsing of a map that is no larger than most.
fn small(bench: &Bench) -> anyhow::Result<Vec<Row>> {
    let map = bench.map(Kind::Corp, 10_000, Format::Json)?;
    let numbers = stages(9, &map, &["derive", "shown"])?;
    let all = ["resolve", "derive", "table", "rest"].map(|stage| numbers[stage]);
    let what = "Corp, 10k: everything after parsing";
    Ok(vec![Row::at_most(
        what,
        all.iter().sum(),
        0.005,
        Measure::Seconds,
    )])
}

fn large(bench: &Bench, kind: Kind, numbers: &Numbers, text: f64) -> Vec<Row> {
    let of = |what: &str| format!("{kind:?}, {}: {what}", units(bench.million));
    let count = numbers
        .get("units")
        .copied()
        .unwrap_or(precise(bench.million));
    let [derive, table] = [numbers["derive"], numbers["table"]];
    vec![
        Row::at_most(
            of("layout, closure and sets"),
            derive,
            bench.scaled(0.25),
            Measure::Seconds,
        ),
        Row::at_most(
            of("the same, chains shown and counts"),
            derive + table,
            bench.scaled(0.7),
            Measure::Seconds,
        ),
        Row::at_most(
            of("what is stored of it"),
            numbers["result"] / count,
            75.0,
            Measure::BytesAUnit,
        ),
        Row::at_most(
            of("the model, beyond its text"),
            (numbers["model"] - text) / count,
            300.0,
            Measure::BytesAUnit,
        ),
    ]
}
