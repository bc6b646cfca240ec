//! What a process costs: seconds of all cores, seconds on the clock, memory at its peak.
//!
//! The kernel tells what the *ended* children of a process cost, all of them together. So each program that is
//! measured is started by a process of its own: this benchmark itself, called with [`WRAPPER`].

use anyhow::{Context as _, bail, ensure};
use nix::{
    sched::{CpuSet, sched_setaffinity},
    sys::{
        resource::{Resource, UsageWho, getrusage, setrlimit},
        time::TimeValLike as _,
    },
    unistd::Pid,
};
use std::{
    env,
    ffi::{OsStr, OsString},
    io::{self, Write as _},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// The word that makes this benchmark measure a program: `__cost CORES PROGRAM ARGS..`.
pub(crate) const WRAPPER: &str = "__cost";

/// Seconds of all cores after which the kernel ends what is measured: that much is a fault.
const MOST: u64 = 900;

/// On how many cores a program may run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cores {
    /// On one.
    One,
    /// On all there are.
    All,
}

/// What a process cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// Seconds of all cores, in the program and in the kernel for it.
    pub(crate) cpu: f64,
    /// Seconds from start to end.
    pub(crate) wall: f64,
    /// Bytes of memory at the peak.
    pub(crate) peak: f64,
}

/// What a program costs in the middle of several runs. Its output goes nowhere.
pub(crate) fn cost(
    runs: usize,
    cores: Cores,
    program: &OsStr,
    args: &[&OsStr],
) -> anyhow::Result<Cost> {
    let all: Result<Vec<Cost>, _> = (0..runs).map(|_| once(cores, program, args)).collect();
    let all = all?;
    let middle = |of: fn(&Cost) -> f64| median(all.iter().map(of).collect());
    Ok(Cost {
        cpu: middle(|cost| cost.cpu),
        wall: middle(|cost| cost.wall),
        peak: middle(|cost| cost.peak),
    })
}

fn once(cores: Cores, program: &OsStr, args: &[&OsStr]) -> anyhow::Result<Cost> {
    let cores = match cores {
        Cores::One => "1",
        Cores::All => "all",
    };
    let mut wrapper = Command::new(env::current_exe()?);
    wrapper.args([WRAPPER, cores]).arg(program).args(args);
    let output = wrapper.stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), "{} failed", program.display());
    let said = String::from_utf8(output.stdout)?;
    let numbers: Result<Vec<f64>, _> = said.split_whitespace().map(str::parse).collect();
    let [cpu, wall, peak] = numbers?[..] else {
        bail!("the measuring process said {said:?}");
    };
    Ok(Cost { cpu, wall, peak })
}

/// What the process that [`once`] starts does.
pub(crate) fn wrapper(mut args: impl Iterator<Item = OsString>) -> anyhow::Result<()> {
    limit()?;
    if args.next().is_some_and(|cores| cores == "1") {
        let mut first = CpuSet::new();
        first.set(0)?;
        sched_setaffinity(Pid::from_raw(0), &first)?;
    }
    let program = args.next().context("no program")?;
    let mut command = Command::new(&program);
    command.args(args).stdin(Stdio::null()).stdout(Stdio::null());
    let start = Instant::now();
    let status = command.status()?;
    let wall = start.elapsed();
    ensure!(status.success(), "{} ended with {status}", program.display());
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    let cpu = Duration::from_micros(u64::try_from(micros)?);
    let peak = usage.max_rss() * 1024;
    writeln!(io::stdout(), "{} {} {peak}", cpu.as_secs_f64(), wall.as_secs_f64())?;
    Ok(())
}

/// Lets this process, and what it starts, take no more than [`MOST`].
pub(crate) fn limit() -> anyhow::Result<()> {
    Ok(setrlimit(Resource::RLIMIT_CPU, MOST, MOST)?)
}

/// Seconds of all cores that this process has taken so far. The clock of the process tells no less than a tick of
/// the kernel where its time is limited; what it has used is told exactly.
fn cpu_so_far() -> anyhow::Result<f64> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let taken = usage.user_time() + usage.system_time();
    Ok(Duration::from_micros(taken.num_microseconds().try_into()?).as_secs_f64())
}

/// How many seconds of all cores something takes.
pub(crate) fn timed<T>(what: impl FnOnce() -> T) -> anyhow::Result<(f64, T)> {
    let before = cpu_so_far()?;
    let answer = what();
    Ok((cpu_so_far()? - before, answer))
}

/// Bytes of memory that this process holds now.
pub(crate) fn memory_now() -> anyhow::Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.context("no VmRSS")?.trim().trim_end_matches(" kB");
    Ok(kib.parse::<f64>()? * 1024.0)
}

/// The middle one.
pub(crate) fn median(mut all: Vec<f64>) -> f64 {
    all.sort_unstable_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
}
