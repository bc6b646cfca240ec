//! What the library takes for a map, in a process of its own.

use super::{
    cost::{limit, timed},
    edges,
};
use anyhow::{Context as _, bail, ensure};
use custmap::{
    graph::{Graph, LANES},
    id::PartyId,
    input,
    model::Organisation,
    resolve::resolve,
};
use std::{
    collections::BTreeMap,
    env,
    ffi::OsString,
    hint::black_box,
    io::{self, Write},
    path::Path,
    process::{Command, Stdio},
};

/// The word that makes this benchmark measure the stages of a map: `__stages MAP STAGE..`.
pub(crate) const STAGES: &str = "__stages";

/// Numbers by name: seconds or counts.
pub(crate) type Numbers = BTreeMap<String, f64>;

/// The least numbers of some stages in several runs.
pub(crate) fn stages(runs: usize, map: &Path, wanted: &[&str]) -> anyhow::Result<Numbers> {
    let mut all = Numbers::new();
    for _ in 0..runs {
        let mut command = Command::new(env::current_exe()?);
        command.arg(STAGES).arg(map).args(wanted);
        let output = command.stderr(Stdio::inherit()).output()?;
        ensure!(output.status.success(), "{wanted:?} of {} failed", map.display());
        for line in String::from_utf8(output.stdout)?.lines() {
            let (name, number) = line.split_once(' ').context("a name and a number")?;
            let least = all.entry(name.to_owned()).or_insert(f64::INFINITY);
            *least = least.min(number.parse()?);
        }
    }
    Ok(all)
}

/// What the process that [`stages`] starts does: without a stage it only reads.
pub(crate) fn run(mut args: impl Iterator<Item = OsString>) -> anyhow::Result<()> {
    limit()?;
    let map = args.next().context("no map")?;
    let wanted: Vec<OsString> = args.collect();
    let input = input::read(Path::new(&map))?;
    ensure!(input.problems.is_empty(), "the map is not sound");
    if wanted.is_empty() {
        return Ok(());
    }
    let Ok(organisation) = resolve(input.raw) else {
        bail!("the map is not sound");
    };
    let mut out = io::stdout().lock();
    for stage in wanted {
        match stage.to_str() {
            Some("costs") => {
                let (seconds, costs) = timed(|| costs(&organisation))?;
                black_box(costs);
                writeln!(out, "costs {seconds}")?;
            }
            Some("pairs") => {
                let (seconds, pairs) = timed(|| pairs(&organisation))?;
                writeln!(out, "pairs-seconds {seconds}\npairs {pairs}")?;
            }
            Some(file) => edges::write(&organisation, Path::new(file))?,
            None => bail!("no such stage"),
        }
    }
    Ok(())
}

/// Finds the costs of all units and services to all parties, and how many units have one without a broad step.
fn costs(organisation: &Organisation) -> u64 {
    let graph = Graph::build(organisation);
    let mut costs = graph.costs();
    let mut near = 0;
    each_block(organisation, |lanes| {
        costs.find(lanes);
        let reach = costs.units().map(|(unit, _)| costs.reach_of(unit).near.count_ones());
        near += reach.map(u64::from).sum::<u64>();
    });
    near
}

/// How many pairs of a department and a party there are that it reaches.
fn pairs(organisation: &Organisation) -> u64 {
    let graph = Graph::build(organisation);
    let mut costs = graph.costs();
    let mut pairs = 0;
    each_block(organisation, |lanes| {
        costs.find(lanes);
        let units = costs.units().filter(|(id, _)| organisation.unit(*id).department().is_some());
        pairs += units.map(|(_, lanes)| u64::from(lanes.count_ones())).sum::<u64>();
    });
    pairs
}

/// Does something for each 64 parties.
fn each_block(organisation: &Organisation, mut work: impl FnMut(Vec<(usize, PartyId)>)) {
    let parties: Vec<PartyId> = organisation.parties().map(|(id, _)| id).collect();
    for block in parties.chunks(LANES) {
        work(block.iter().copied().enumerate().collect());
    }
}
