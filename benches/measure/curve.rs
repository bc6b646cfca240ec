//! What custmap and its peers cost from a thousand units to ten million.

use super::{
    bench::{Bench, precise},
    chart::{Chart, Line},
    peers::PEERS,
    row::{Measure, Row, units},
    stage::stages,
};
use crate::generator::{Format, Kind};
use std::{fs, path::PathBuf};

/// So many times less than others.
const TIMES: f64 = 20.0;

/// The goals against the peers; and the picture, if it is wanted.
pub(crate) fn rows(bench: &Bench) -> anyhow::Result<()> {
    let ours = [
        "custmap, from YAML",
        "custmap, from JSON",
        "custmap, derivation alone",
    ];
    let mut lines: Vec<Line> = ours.map(Line::ours).into();
    lines.extend(PEERS.map(|peer| Line::peer(peer.name)));
    let mut count = bench.million / 1_000;
    while count <= bench.million * 10 {
        let seconds = whole(bench, count)?;
        let own = Own::measure(bench, count)?;
        for (line, seconds) in lines
            .iter_mut()
            .zip(seconds.into_iter().chain([own.derive]))
        {
            line.points.push((precise(count), seconds));
        }
        for (peer, line) in PEERS.iter().zip(&mut lines[ours.len()..]) {
            let Some((pairs, edges)) = own
                .question
                .as_ref()
                .filter(|_| count <= bench.million / peer.share)
            else {
                continue;
            };
            let what = format!(
                "Corp, {}: {} with loading to our derivation",
                units(count),
                peer.name
            );
            let Some(seconds) = peer.seconds(bench, edges, *pairs)? else {
                bench.say(&Row::not(what, peer.missing()))?;
                continue;
            };
            line.points.push((precise(count), seconds));
            let times = seconds / own.derive;
            bench.say(&Row::at_least(what, times, TIMES, Measure::Times))?;
        }
        count *= 10;
    }
    if let Some(path) = &bench.svg {
        fs::write(path, Chart::new(lines).svg()?)?;
    }
    Ok(())
}

/// Seconds of whole runs, from YAML and from JSON.
fn whole(bench: &Bench, count: u64) -> anyhow::Result<[f64; 2]> {
    let runs = if count > bench.million / 10 { 1 } else { 5 };
    let mut seconds = [0.0; 2];
    for (seconds, format) in seconds.iter_mut().zip([Format::Yaml, Format::Json]) {
        let map = bench.map(Kind::Corp, count, format)?;
        *seconds = bench.summary(runs, &map)?.cpu;
        if format == Format::Yaml {
            bench.remove(&map)?;
        }
    }
    Ok(seconds)
}

/// What our derivation takes.
struct Own {
    derive: f64,
    /// How many pairs of department and customer there are, and the file of edges for others; not of the largest map.
    question: Option<(f64, PathBuf)>,
}

impl Own {
    fn measure(bench: &Bench, count: u64) -> anyhow::Result<Self> {
        let map = bench.map(Kind::Corp, count, Format::Json)?;
        let runs = if count > bench.million { 1 } else { 5 };
        let derive = stages(runs, &map, &["derive"])?["derive"];
        let edges = bench.file(&format!("{count}.edges"));
        let question = if count > bench.million {
            bench.remove(&map)?;
            None
        } else {
            let wanted = ["pairs", edges.to_str().unwrap_or_default()];
            Some((stages(1, &map, &wanted)?["pairs"], edges))
        };
        Ok(Self { derive, question })
    }
}
