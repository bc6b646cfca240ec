//! What it takes to write a row for each unit and customer.

use super::{
    bench::Bench,
    commands::read,
    row::{
        Measure::{Speed, Times},
        Row, units,
    },
};
use crate::generator::{Kind, MapFormat};
use std::ffi::OsStr;

/// The goals of what writes a row for each unit and customer.
pub(crate) fn rows(bench: &Bench) -> anyhow::Result<()> {
    let count = bench.million / 50;
    let few = bench.map_with(Kind::Corp, count, 100, MapFormat::Json)?;
    let many = bench.map_with(Kind::Corp, count, 1_000, MapFormat::Json)?;
    let read = read(bench, &many)?;
    for line in [&["export", "--format=csv"][..], &["analyze"]] {
        let args = |map| -> Vec<&OsStr> {
            line.iter().map(OsStr::new).chain([map]).collect::<Vec<&OsStr>>()
        };
        let what = format!("Corp, {}: `{}`", units(count), line.join(" "));
        let written = bench.custmap(1, &args(many.as_os_str()))?;
        let speed = written.bytes / (written.cpu - read) / 1e6;
        bench.say(&Row::at_least(format!("{what}, beyond reading"), speed, 150.0, Speed))?;
        let grown = written.peak / bench.custmap(1, &args(few.as_os_str()))?.peak;
        bench.say(&Row::at_most(
            format!("{what}, memory for ten times the rows"),
            grown,
            1.2,
            Times,
        ))?;
    }
    Ok(())
}
