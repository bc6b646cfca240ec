//! Whether the maps to measure on are sound, whatever they are written as.

use super::bench::{Bench, plan};
use crate::generator::{Kind, MapFormat};
use clap::ValueEnum as _;

/// Checks a small map of each kind in each form. It prints nothing where all is well.
pub(crate) fn rows(bench: &Bench) -> anyhow::Result<()> {
    for kind in Kind::value_variants() {
        let plan = plan(*kind, 2_000, 100);
        let maps = [
            bench.map(*kind, 2_000, MapFormat::Yaml)?,
            bench.map(*kind, 2_000, MapFormat::Json)?,
            bench.directory(plan, MapFormat::Yaml, 3)?,
        ];
        for map in maps {
            bench.custmap(1, &["check".as_ref(), "--quiet".as_ref(), map.as_ref()])?;
        }
    }
    Ok(())
}
