//! The same question to others: for every department, its customers. Each is a script under `benches/peers`, written
//! as somebody who knows the library would.

use super::bench::Bench;
use anyhow::{Context as _, ensure};
use std::{
    path::Path,
    process::{Command, Stdio},
};

/// Somebody else.
pub(crate) struct Peer {
    /// What it is called.
    pub(crate) name: &'static str,
    /// The Python module.
    module: &'static str,
    script: &'static str,
    /// It is asked about at most one in so many of a million units.
    pub(crate) share: u64,
    /// Whether we mean to be so many times faster.
    pub(crate) is_goal: bool,
}

/// Those who are asked.
pub(crate) const PEERS: [Peer; 4] = [
    Peer { name: "igraph", module: "igraph", script: "with_igraph.py", share: 1, is_goal: true },
    Peer {
        name: "rustworkx",
        module: "rustworkx",
        script: "with_rustworkx.py",
        share: 1,
        is_goal: true,
    },
    Peer {
        name: "networkx",
        module: "networkx",
        script: "with_networkx.py",
        share: 1,
        is_goal: false,
    },
    Peer { name: "DuckDB", module: "duckdb", script: "with_duckdb.py", share: 10, is_goal: false },
];

impl Peer {
    /// Seconds of all cores that it takes to load the edges and to answer, without the start of Python; nothing where
    /// it isn't installed.
    pub(crate) fn seconds(
        &self,
        bench: &Bench,
        edges: &Path,
        pairs: f64,
    ) -> anyhow::Result<Option<f64>> {
        if !is_here(bench, self.module) {
            return Ok(None);
        }
        let said = run(bench, self.script, edges)?;
        let [load, derive, theirs] = said[..] else {
            anyhow::bail!("{} said {said:?}", self.name);
        };
        let agreed = (theirs - pairs).abs() < 0.5;
        ensure!(agreed, "{} finds {theirs} pairs, custmap {pairs}", self.name);
        Ok(Some(load + derive))
    }

    /// What to do where it isn't there.
    pub(crate) fn missing(&self) -> String {
        format!("not at hand: pip install {}", self.module)
    }
}

/// Seconds that rapidyaml takes to parse a file into its own tree; nothing where it isn't installed.
pub(crate) fn rapidyaml(bench: &Bench, map: &Path) -> anyhow::Result<Option<f64>> {
    if !is_here(bench, "ryml") {
        return Ok(None);
    }
    Ok(run(bench, "with_rapidyaml.py", map)?.first().copied())
}

fn is_here(bench: &Bench, module: &str) -> bool {
    let mut python = Command::new(&bench.python);
    python.args(["-c", &format!("import {module}")]).stderr(Stdio::null());
    python.status().is_ok_and(|status| status.success())
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
