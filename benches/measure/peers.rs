//! The same question to others: which departments contribute to which customers. Each is a script under
//! `benches/peers`, written as somebody who knows the library would.
//!
//! `custmap customers` counts the units that contribute to each party. Others are asked for the number of all pairs,
//! which is less work for them, and begin with edges that custmap has reduced the map to.

use super::{
    bench::Bench,
    row::{
        Measure::{Seconds, Times},
        Row, units,
    },
    stage::stages,
};
use crate::generator::{Kind, MapFormat};
use anyhow::{Context as _, ensure};
use std::{
    path::Path,
    process::{Command, Stdio},
};

/// Another program.
struct Peer {
    /// What it is called.
    name: &'static str,
    /// The Python module.
    module: &'static str,
    script: &'static str,
    /// It is asked about at most one in a given number of a million units.
    share: u64,
    /// How many times faster custmap is meant to be at a million units.
    goal: Option<f64>,
}

const PEERS: [Peer; 4] = [
    Peer { name: "igraph", module: "igraph", script: "with_igraph.py", share: 1, goal: Some(20.0) },
    Peer {
        name: "rustworkx",
        module: "rustworkx",
        script: "with_rustworkx.py",
        share: 1,
        goal: Some(12.0),
    },
    Peer {
        name: "networkx",
        module: "networkx",
        script: "with_networkx.py",
        share: 10,
        goal: None,
    },
    Peer { name: "DuckDB", module: "duckdb", script: "with_duckdb.py", share: 10, goal: None },
];

/// The goals against the peers.
pub(crate) fn rows(bench: &Bench) -> anyhow::Result<()> {
    let mut count = bench.million / 1_000;
    while count <= bench.million {
        rows_of(bench, count)?;
        count *= 10;
    }
    Ok(())
}

fn rows_of(bench: &Bench, count: u64) -> anyhow::Result<()> {
    let map = bench.map(Kind::Corp, count, MapFormat::Json)?;
    let edges = bench.file(&format!("{count}.edges"));
    let numbers = stages(bench.runs, &map, &["pairs", edges.to_str().unwrap_or_default()])?;
    let (ours, pairs) = (numbers["pairs-seconds"], numbers["pairs"]);
    let of = |what: &str| format!("Corp, {}: {what}", units(count));
    bench.say(&Row::reported(of("graph, costs and pairs"), ours, Seconds))?;
    let whole = bench.custmap(bench.runs, &["customers".as_ref(), map.as_ref()])?.cpu;
    bench.say(&Row::reported(of("`customers` from JSON, start to end"), whole, Seconds))?;
    for peer in PEERS.iter().filter(|peer| count <= bench.million / peer.share) {
        let what = of(&format!("{} with loading, to ours", peer.name));
        let Some(theirs) = peer.seconds(bench, &edges, pairs)? else {
            bench.say(&Row::not(what, format!("not at hand: pip install {}", peer.module)))?;
            continue;
        };
        let goal = peer.goal.filter(|_| count == bench.million);
        bench.say(&match goal {
            Some(goal) => Row::at_least(what, theirs / ours, goal, Times),
            None => Row::reported(what, theirs / ours, Times),
        })?;
        let what = of(&format!("{} with loading, to `customers`", peer.name));
        bench.say(&Row::reported(what, theirs / whole, Times))?;
    }
    Ok(())
}

impl Peer {
    /// Seconds of all cores that it takes to load the edges and to answer, without the start of Python; nothing where
    /// it isn't installed.
    fn seconds(&self, bench: &Bench, edges: &Path, pairs: f64) -> anyhow::Result<Option<f64>> {
        let mut python = Command::new(&bench.python);
        python.args(["-c", &format!("import {}", self.module)]).stderr(Stdio::null());
        if !python.status().is_ok_and(|status| status.success()) {
            return Ok(None);
        }
        let mut least = f64::INFINITY;
        for _ in 0..bench.runs {
            let said = run(bench, self.script, edges)?;
            let [load, derive, theirs] = said[..] else {
                anyhow::bail!("{} said {said:?}", self.name);
            };
            let agreed = (theirs - pairs).abs() < 0.5;
            ensure!(agreed, "{} finds {theirs} pairs, custmap {pairs}", self.name);
            least = least.min(load + derive);
        }
        Ok(Some(least))
    }
}

/// The numbers that a script says.
fn run(bench: &Bench, script: &str, file: &Path) -> anyhow::Result<Vec<f64>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers").join(script);
    let mut python = Command::new(&bench.python);
    let output = python.arg("-B").arg(&script).arg(file).stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), "{} failed", script.display());
    let said = String::from_utf8(output.stdout)?;
    let numbers = said.split_whitespace().map(str::parse);
    numbers.collect::<Result<_, _>>().with_context(|| said.clone())
}
