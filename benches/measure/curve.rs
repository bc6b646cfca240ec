//! What custmap and its peers cost from a thousand units to ten million.

use super::{
    bench::{Bench, precise},
    chart::{Chart, Line},
    peers::{PEERS, Peer},
    row::{Measure::Times, Row, units},
    stage::stages,
};
use crate::generator::{Format, Kind};
use std::{fs, path::PathBuf};

/// So many times less than the peers.
const TIMES: f64 = 20.0;
/// The lines of custmap.
const OURS: [&str; 3] = ["custmap, from YAML", "custmap, from JSON", "custmap, deriving only"];

/// The goals against the peers; and the picture, if it is wanted.
pub(crate) fn rows(bench: &Bench) -> anyhow::Result<()> {
    let mut ours = OURS.map(Line::ours);
    let mut theirs = PEERS.map(|peer| Line::peer(peer.name));
    let mut count = bench.million / 1_000;
    while count <= bench.million * 10 {
        let own = Own::measure(bench, count)?;
        for (line, seconds) in ours.iter_mut().zip(own.seconds) {
            line.points.push((precise(count), seconds));
        }
        for (peer, line) in PEERS.iter().zip(&mut theirs) {
            if count <= bench.million / peer.share {
                let seconds = other(bench, count, &own, peer)?;
                line.points.extend(seconds.map(|seconds| (precise(count), seconds)));
            }
        }
        count *= 10;
    }
    if let Some(path) = &bench.svg {
        let lines = ours.into_iter().chain(theirs).collect();
        fs::write(path, Chart::new(lines).svg()?)?;
    }
    Ok(())
}

/// Seconds of a peer.
fn other(bench: &Bench, count: u64, own: &Own, peer: &Peer) -> anyhow::Result<Option<f64>> {
    let what = format!("Corp, {}: {} with loading, to ours", units(count), peer.name);
    let Some(seconds) = peer.seconds(bench, &own.edges, own.pairs)? else {
        bench.say(&Row::not(what, peer.missing()))?;
        return Ok(None);
    };
    let [.., ours] = own.seconds;
    let times = seconds / ours;
    bench.say(&if peer.is_goal && count == bench.million {
        Row::at_least(what, times, TIMES, Times)
    } else {
        Row::told(what, times, Times)
    })?;
    Ok(Some(seconds))
}

/// What is ours at one size.
struct Own {
    /// Of each of [`OURS`].
    seconds: [f64; 3],
    /// How many pairs of a department and a customer there are.
    pairs: f64,
    /// The edges for the peers.
    edges: PathBuf,
}

impl Own {
    fn measure(bench: &Bench, count: u64) -> anyhow::Result<Self> {
        let runs = if count > bench.million / 10 { 1 } else { 5 };
        let yaml = bench.map(Kind::Corp, count, Format::Yaml)?;
        let from_yaml = bench.summary(runs, &yaml)?.cpu;
        bench.remove(&yaml)?;
        let json = bench.map(Kind::Corp, count, Format::Json)?;
        let from_json = bench.summary(runs, &json)?.cpu;
        let derive = stages(runs, &json, &["derive"])?["derive"];
        let edges = bench.file(&format!("{count}.edges"));
        let mut pairs = 0.0;
        if count <= bench.million {
            let wanted = ["pairs", edges.to_str().unwrap_or_default()];
            pairs = stages(1, &json, &wanted)?["pairs"];
        }
        bench.remove(&json)?;
        Ok(Self { seconds: [from_yaml, from_json, derive], pairs, edges })
    }
}
