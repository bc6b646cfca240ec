//! Organisations made to hurt: twice the size may take little more than twice the time and memory.

use super::{
    bench::{Bench, precise},
    row::{
        Measure::{BytesAUnit, Times},
        Row, units,
    },
};
use crate::generator::{Kind, MapFormat};

/// The goals of shapes made to hurt.
pub(crate) fn rows(bench: &Bench) -> anyhow::Result<()> {
    let million = bench.million;
    let shapes = [
        (Kind::Line, million),
        (Kind::Deep, million),
        (Kind::Flat, million),
        (Kind::Everyone, million),
        (Kind::Passing, million / 10),
    ];
    for (kind, count) in shapes {
        let what = format!("{kind:?}, {}: `analyze --summary`", units(count));
        bench.attempt(&what, || shape(bench, kind, count, &what))?;
    }
    Ok(())
}

fn shape(bench: &Bench, kind: Kind, count: u64, what: &str) -> anyhow::Result<()> {
    let summary = |count| {
        let map = bench.map(kind, count, MapFormat::Json)?;
        bench.custmap(bench.runs, &["analyze".as_ref(), "--summary".as_ref(), map.as_ref()])
    };
    let (half, whole) = (summary(count / 2)?, summary(count)?);
    let grown = whole.cpu / half.cpu;
    bench.say(&Row::at_most(format!("{what}, to half of it"), grown, 2.6, Times))?;
    let peak = (whole.peak - half.peak) / precise(count / 2);
    bench.say(&Row::at_most(format!("{what}, peak for one more"), peak, 3_000.0, BytesAUnit))
}
