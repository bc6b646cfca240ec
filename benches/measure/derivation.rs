//! What deriving takes, and what it keeps.

use super::{
    bench::{Bench, size},
    row::{
        Measure::{BytesAUnit, Seconds, Times},
        Row, units,
    },
    stage::stages,
};
use crate::generator::{Format, Kind};

/// The organisations as they are.
const REGIMES: [Kind; 4] = [Kind::Corp, Kind::Hier, Kind::Sparse, Kind::Chain];

/// The goals of the derivation.
pub(crate) fn rows(bench: &Bench) -> anyhow::Result<()> {
    bench.attempt("small", || small(bench))?;
    for kind in REGIMES {
        let name = format!("{kind:?}");
        bench.attempt(&name, || large(bench, kind))?;
        if matches!(kind, Kind::Corp | Kind::Chain) {
            bench.attempt(&name, || largest(bench, kind))?;
        }
    }
    Ok(())
}

/// Everything behind parsing of a map that is no larger than most.
fn small(bench: &Bench) -> anyhow::Result<()> {
    let map = bench.map(Kind::Corp, 10_000, Format::Json)?;
    let numbers = stages(9, &map, &["shown"])?;
    let all = ["resolve", "derive", "table", "rest"].map(|stage| numbers[stage]);
    let what = "Corp, 10k: everything after parsing";
    bench.say(&Row::at_most(what, all.iter().sum(), 0.005, Seconds))
}

fn large(bench: &Bench, kind: Kind) -> anyhow::Result<()> {
    let of = |what: &str| format!("{kind:?}, {}: {what}", units(bench.million));
    let map = bench.map(kind, bench.million, Format::Json)?;
    let text = size(&map)?;
    let numbers = stages(3, &map, &["derive"])?;
    let (what, derive) = (of("layout, closure and sets"), numbers["derive"]);
    bench.say(&Row::at_most(what, derive, bench.scaled(0.25), Seconds))?;
    bench.say(&Row::told(of("of this, the sets"), numbers["close"], Seconds))?;
    let stored = numbers["result"] / numbers["units"];
    bench.say(&Row::at_most(of("what is stored of it"), stored, 75.0, BytesAUnit))?;
    let model = (numbers["model"] - text) / numbers["units"];
    bench.say(&Row::at_most(of("the model beyond its text"), model, 300.0, BytesAUnit))?;
    let table = derive + stages(1, &map, &["shown"])?["table"];
    let what = of("with the chains shown and counts");
    bench.say(&Row::at_most(what, table, bench.scaled(0.7), Seconds))
}

fn largest(bench: &Bench, kind: Kind) -> anyhow::Result<()> {
    let ten = bench.million * 10;
    let derive = |count| {
        let map = bench.map(kind, count, Format::Json)?;
        anyhow::Ok((stages(1, &map, &["derive"])?["derive"], map))
    };
    let (more, map) = derive(ten)?;
    bench.remove(&map)?;
    let what = format!("{kind:?}, {}: layout, closure and sets", units(ten));
    bench.say(&Row::at_most(what, more, bench.scaled(3.0), Seconds))?;
    let what = format!("{kind:?}: the same, from {} to {}", units(bench.million), units(ten));
    let grown = more / derive(bench.million)?.0;
    bench.say(&Row::at_most(what, grown, 14.0, Times))
}
