//! What a process costs: seconds of all cores, seconds on the clock, memory at its peak.
//!
//! The kernel says what the *ended* children of a process cost, all of them together. So each program that is
//! measured is started by a process of its own: this benchmark itself, called with [`WRAPPER`].

use anyhow::{Context as _, bail, ensure};
use nix::sys::{
    resource::{Resource, UsageWho, getrusage, setrlimit},
    time::TimeValLike as _,
};
use std::{
    env,
    ffi::{OsStr, OsString},
    io::{self, Write as _},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// The word that makes this benchmark measure a program: `__cost PROGRAM ARGS..`.
pub(crate) const WRAPPER: &str = "__cost";

/// Seconds of all cores after which the kernel ends what is measured: that much is a fault.
const MOST: u64 = 900;

/// What a process cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// Seconds of all cores, in the program and in the kernel for it.
    pub(crate) cpu: f64,
    /// Seconds from start to end.
    pub(crate) wall: f64,
    /// Bytes of memory at the peak.
    pub(crate) peak: f64,
    /// Bytes written to standard output.
    pub(crate) bytes: f64,
}

/// The least that a program costs in several runs: what others on the machine do only adds to it. Its output goes
/// nowhere.
pub(crate) fn cost(runs: usize, program: &OsStr, args: &[&OsStr]) -> anyhow::Result<Cost> {
    let mut least = once(program, args)?;
    for _ in 1..runs {
        let next = once(program, args)?;
        least.cpu = least.cpu.min(next.cpu);
        least.wall = least.wall.min(next.wall);
        least.peak = least.peak.min(next.peak);
    }
    Ok(least)
}

fn once(program: &OsStr, args: &[&OsStr]) -> anyhow::Result<Cost> {
    let mut wrapper = Command::new(env::current_exe()?);
    wrapper.arg(WRAPPER).arg(program).args(args);
    let output = wrapper.stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), "{} failed", program.display());
    let said = String::from_utf8(output.stdout)?;
    let numbers: Result<Vec<f64>, _> = said.split_whitespace().map(str::parse).collect();
    let [cpu, wall, peak, bytes] = numbers?[..] else {
        bail!("the measuring process said {said:?}");
    };
    Ok(Cost { cpu, wall, peak, bytes })
}

/// What the process that [`once`] starts does.
pub(crate) fn wrapper(mut args: impl Iterator<Item = OsString>) -> anyhow::Result<()> {
    limit()?;
    let program = args.next().context("no program")?;
    let mut command = Command::new(&program);
    command.args(args).stdin(Stdio::null()).stdout(Stdio::piped());
    let start = Instant::now();
    let mut child = command.spawn()?;
    let mut output = child.stdout.take().context("no output")?;
    let bytes = io::copy(&mut output, &mut io::sink())?;
    let status = child.wait()?;
    let wall = start.elapsed();
    ensure!(status.success(), "{} ended with {status}", program.display());
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    let cpu = Duration::from_micros(u64::try_from(micros)?);
    let peak = usage.max_rss() * 1024;
    writeln!(io::stdout(), "{} {} {peak} {bytes}", cpu.as_secs_f64(), wall.as_secs_f64())?;
    Ok(())
}

/// Lets this process, and what it starts, take no more than [`MOST`].
pub(crate) fn limit() -> anyhow::Result<()> {
    Ok(setrlimit(Resource::RLIMIT_CPU, MOST, MOST)?)
}

/// Seconds of all cores that this process has taken so far. The clock of the process shows no less than a tick of
/// the kernel where its time is limited; what it has used is reported exactly.
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
