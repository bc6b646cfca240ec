//! Measures custmap against its goals and its peers: `cargo bench --bench goals -- --help`.
//!
//! Seconds are those of all cores, in the program and in the kernel for it; of several runs one after the other the least
//! counts, since whatever else the machine does only adds to it.

#[cfg(target_os = "linux")]
mod generator;
#[cfg(target_os = "linux")]
mod measure;

/// Measures custmap against its goals, and its peers on the same data and question.
#[cfg(target_os = "linux")]
#[derive(clap::Parser)]
#[command(name = "goals")]
struct Args {
    /// A twentieth of the size: a few minutes.
    #[arg(long, conflicts_with = "units")]
    quick: bool,
    /// How many units to measure in place of a million; goals in seconds are lowered with them.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1_000..))]
    units: u64,
    /// Only these sections.
    #[arg(long, value_parser = measure::sections())]
    only: Vec<String>,
    /// How often each thing is measured.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..))]
    runs: u8,
    /// The Python that has the peers: pip install igraph rustworkx networkx duckdb
    #[arg(long, default_value = "python3")]
    python: std::path::PathBuf,
    /// What `cargo bench` says to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

#[cfg(target_os = "linux")]
fn main() -> anyhow::Result<()> {
    if let Some(done) = measure::started_by_itself() {
        return done;
    }
    let args = <Args as clap::Parser>::parse();
    let million = if args.quick { 50_000 } else { args.units };
    let bench = measure::Bench::new(million, args.runs.into(), args.python)?;
    measure::measure(&bench, &args.only)
}

#[cfg(not(target_os = "linux"))]
fn main() -> anyhow::Result<()> {
    anyhow::bail!("the kernel of Linux is asked what a process cost: measure there")
}
