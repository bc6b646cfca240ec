//! How much code the core is.

use super::{
    bench::{Bench, precise},
    row::{Measure::Lines, Row},
};
use std::{fs, io, path::Path};

/// The goal of the lines of the graph and the derivation of primary customers.
pub(crate) fn rows(bench: &Bench) -> anyhow::Result<()> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut lines = 0;
    for (file, folder) in [("graph.rs", "graph"), ("analysis/primary.rs", "analysis/primary")] {
        lines += lines_of(&src.join(file))? + lines_below(&src.join(folder))?;
    }
    let what = "src/graph and src/analysis/primary";
    bench.say(&Row::at_most(what, precise(lines), 1_600.0, Lines))
}

fn lines_below(folder: &Path) -> io::Result<u64> {
    let mut lines = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        lines += if path.is_dir() { lines_below(&path)? } else { lines_of(&path)? };
    }
    Ok(lines)
}

fn lines_of(file: &Path) -> io::Result<u64> {
    Ok(fs::read_to_string(file)?.lines().map(|_| 1_u64).sum())
}
