//! What is measured, section by section.

mod bench;
mod code;
mod commands;
mod cost;
mod costs;
mod edges;
mod export;
mod language;
mod maps;
mod peers;
mod row;
mod shapes;
mod stage;

pub(crate) use bench::Bench;

use row::Row;
use std::{
    ffi::OsString,
    io::{self, Write as _},
};

/// A section: its name, and what measures its lines.
type Section = (&'static str, fn(&Bench) -> anyhow::Result<()>);

/// The sections, in the order in which they are measured.
const SECTIONS: [Section; 8] = [
    ("maps", maps::rows),
    ("costs", costs::rows),
    ("commands", commands::rows),
    ("export", export::rows),
    ("language", language::rows),
    ("shapes", shapes::rows),
    ("peers", peers::rows),
    ("code", code::rows),
];

/// Their names.
pub(crate) fn sections() -> [&'static str; 8] {
    SECTIONS.map(|(name, _)| name)
}

/// Measures the sections of these names, all where none is named, and prints their lines as they come.
pub(crate) fn measure(bench: &Bench, only: &[String]) -> anyhow::Result<()> {
    Row::heading(&mut io::stdout())?;
    for (name, rows) in SECTIONS {
        if only.is_empty() || only.iter().any(|word| word == name) {
            writeln!(io::stdout(), "{name}")?;
            bench.attempt(name, || rows(bench))?;
        }
    }
    bench.end()
}

/// What this benchmark does as a process that it started itself; nothing where it didn't.
pub(crate) fn started_by_itself() -> Option<anyhow::Result<()>> {
    let mut args = std::env::args_os().skip(1);
    let word: OsString = args.next()?;
    match word.to_str()? {
        cost::WRAPPER => Some(cost::wrapper(args)),
        stage::STAGES => Some(stage::run(args)),
        _ => None,
    }
}
