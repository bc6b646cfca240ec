//! The exact costs of all units to all parties, by the library: the core of every answer.

use super::{
    bench::Bench,
    row::{Measure::Seconds, Row, units},
    stage::stages,
};
use crate::generator::{Kind, MapFormat};

/// The organisations as they are.
const REGIMES: [Kind; 4] = [Kind::Corp, Kind::Hier, Kind::Sparse, Kind::Chain];
/// How many parties.
const PARTIES: u64 = 40;

/// The goals of costs, after reading.
pub(crate) fn rows(bench: &Bench) -> anyhow::Result<()> {
    for kind in REGIMES {
        let map = bench.map_with(kind, bench.million, PARTIES, MapFormat::Json)?;
        let what = format!("{kind:?}, {}: costs to {PARTIES} parties", units(bench.million));
        let seconds = stages(bench.runs, &map, &["costs"])?["costs"];
        bench.say(&Row::at_most(what, seconds, bench.scaled(0.7), Seconds))?;
        bench.remove(&map)?;
    }
    Ok(())
}
