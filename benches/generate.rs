//! Writes an organisation as large as wanted: `cargo bench --bench generate -- --help`.

mod generator;

use anyhow::Context as _;
use clap::Parser;
use generator::{Kind, MapFormat, Plan};
use std::{
    fs::File,
    io::{self, BufWriter},
    path::PathBuf,
};

/// Writes an organisation to measure on, the same for the same seed.
#[derive(Parser)]
#[command(name = "generate")]
struct Args {
    /// What kind of organisation: corp, hier, sparse and chain as they are, the others made to hurt.
    #[arg(long, value_enum, default_value = "corp")]
    regime: Kind,
    /// How many units, departments and people; of `passing`, how many customers.
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u64).range(1..))]
    units: u64,
    /// How many customers outside.
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u64).range(1..))]
    customers: u64,
    /// Another seed, another organisation.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// YAML or JSON.
    #[arg(long, value_enum, default_value = "yaml")]
    format: MapFormat,
    /// Write a directory of a given number of files.
    #[arg(long, requires = "output")]
    files: Option<u64>,
    /// The file or directory to write; standard output where left out.
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// What `cargo bench` says to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let plan =
        Plan { kind: args.regime, units: args.units, customers: args.customers, seed: args.seed };
    let Some(path) = &args.output else {
        plan.write(args.format, BufWriter::new(io::stdout().lock()))?;
        return Ok(());
    };
    let written = match args.files {
        Some(files) => plan.write_directory(args.format, files, path),
        None => File::create(path).and_then(|file| plan.write(args.format, BufWriter::new(file))),
    };
    written.with_context(|| format!("cannot write {}", path.display()))
}
