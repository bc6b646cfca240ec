//! What commands cost beside only reading the same file.

use super::{
    bench::Bench,
    cost::cost,
    row::{Measure::Times, Row, units},
    stage::STAGES,
};
use crate::generator::{Kind, MapFormat};
use std::{env, ffi::OsStr, path::Path};

/// Commands about one thing of the largest map: what they may cost beside only reading it.
const ONE: f64 = 1.15;
/// Commands about everything that write no row for each unit and customer.
const ALL: f64 = 3.0;
/// The first rows of the failures of everything.
const FAILURES: f64 = 20.0;

/// The goals of commands.
pub(crate) fn rows(bench: &Bench) -> anyhow::Result<()> {
    about_one(bench)?;
    about_all(bench)
}

/// A department in the middle of the tree, the head of another one, and a customer.
fn about_one(bench: &Bench) -> anyhow::Result<()> {
    let map = bench.map(Kind::Corp, bench.million, MapFormat::Yaml)?;
    let read = read(bench, &map)?;
    let lines: [&[&str]; 6] = [
        &["why", "MAP", "d4321", "c7"],
        &["card", "MAP", "d4321"],
        &["card", "MAP", "c7"],
        &["impact", "MAP", "d4321"],
        &["impact", "MAP", "h0"],
        &["impact", "MAP", "c7"],
    ];
    for line in lines {
        ratio(bench, (&map, bench.million), line, (read, ONE))?;
    }
    Ok(())
}

fn about_all(bench: &Bench) -> anyhow::Result<()> {
    let count = bench.million / 10;
    let map = bench.map(Kind::Corp, count, MapFormat::Yaml)?;
    let read = read(bench, &map)?;
    let page = bench.file("page.html");
    let page = page.to_str().unwrap_or_default();
    let lines: [&[&str]; 6] = [
        &["analyze", "--summary", "MAP"],
        &["check", "--quiet", "MAP"],
        &["customers", "MAP"],
        &["people", "MAP"],
        &["list", "MAP", "--unit", "d4321"],
        &["report", "MAP", "-o", page],
    ];
    for line in lines {
        ratio(bench, (&map, count), line, (read, ALL))?;
    }
    ratio(bench, (&map, count), &["diff", "MAP", "MAP"], (2.0 * read, ALL))?;
    first_failures(bench, &map, count, read)
}

fn ratio(
    bench: &Bench,
    (map, count): (&Path, u64),
    line: &[&str],
    (read, goal): (f64, f64),
) -> anyhow::Result<()> {
    let what = format!("Corp, {}: `{}`", units(count), line.join(" "));
    let what = what.split(" -o").next().unwrap_or_default().to_owned();
    let args: Vec<&OsStr> = line
        .iter()
        .map(|word| if *word == "MAP" { map.as_os_str() } else { OsStr::new(word) })
        .collect();
    bench.attempt(&what, || {
        let times = bench.custmap(bench.runs, &args)?.cpu / read;
        bench.say(&Row::at_most(&what, times, goal, Times))
    })
}

/// The failures of everything, as many as a screen shows: `script` gives the program a terminal.
fn first_failures(bench: &Bench, map: &Path, count: u64, read: f64) -> anyhow::Result<()> {
    let what = format!("Corp, {}: `impact MAP --all`, first rows", units(count));
    bench.attempt(&what, || {
        let line = format!("{} impact --all {}", bench.program().display(), map.display());
        let args = ["-qec", &line, "/dev/null"].map(OsStr::new);
        let times = cost(bench.runs, "script".as_ref(), &args)?.cpu / read;
        bench.say(&Row::at_most(&what, times, FAILURES, Times))
    })
}

/// Seconds of a process that only reads a map.
pub(crate) fn read(bench: &Bench, map: &Path) -> anyhow::Result<f64> {
    let itself = env::current_exe()?;
    let args = [STAGES.as_ref(), map.as_ref()];
    Ok(cost(bench.runs, itself.as_ref(), &args)?.cpu)
}
