//! What is being done, on a line of standard error, while it lasts.
//!
//! Only a person before a terminal sees it, and only of what takes over half a second. Whatever else is printed ends
//! the line first.

use super::{interrupt::on_interrupt, verbosity::Verbosity};
use custmap::render::clean;
use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use std::{
    env,
    io::{self, IsTerminal as _, Write},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    thread,
    time::Duration,
};

/// What is done sooner is not worth a line.
const SOON: Duration = Duration::from_millis(500);
/// The time between two pictures of the line.
const FRAME: Duration = Duration::from_millis(100);
/// What turns at the beginning of the line.
const SPINNER: [char; 4] = ['|', '/', '-', '\\'];

static WANTED: AtomicBool = AtomicBool::new(false);
static BAR: Mutex<Option<ProgressBar>> = Mutex::new(None);
static TASK: Mutex<String> = Mutex::new(String::new());
/// The bytes of the file that is being written.
static WRITTEN: AtomicU64 = AtomicU64::new(0);

fn lock<T>(mutex: &'static Mutex<T>) -> MutexGuard<'static, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Decides, once, whether there may be a line at all.
pub(super) fn begin(verbosity: Verbosity) {
    let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    let wanted = verbosity == Verbosity::Normal && io::stderr().is_terminal() && !dumb;
    WANTED.store(wanted, Relaxed);
}

/// Shows `task` from here on.
pub(super) fn doing(task: &str) {
    if !WANTED.load(Relaxed) {
        return;
    }
    WRITTEN.store(0, Relaxed);
    *lock(&TASK) = clean(task).into_owned();
    on_interrupt(end);
    let mut bar = lock(&BAR);
    if bar.is_none() {
        *bar = new_bar();
    }
}

/// Removes the line: something else is printed, or nothing is left to be done.
pub(super) fn end() {
    if let Some(bar) = lock(&BAR).take() {
        bar.finish_and_clear();
    }
}

/// A bar that draws itself; `None` where the system has no thread left for that.
fn new_bar() -> Option<ProgressBar> {
    // The library would panic.
    thread::Builder::new().spawn(|| {}).ok()?;
    let style = ProgressStyle::with_template("{line}").ok()?.with_key("line", write_line);
    let bar = ProgressBar::new_spinner().with_style(style);
    bar.enable_steady_tick(FRAME);
    Some(bar)
}

/// Writes the line, or nothing before it is worth one.
fn write_line(state: &ProgressState, out: &mut dyn std::fmt::Write) {
    let elapsed = state.elapsed();
    if elapsed < SOON {
        return;
    }
    let frame = elapsed.as_millis() / FRAME.as_millis() % SPINNER.len() as u128;
    let spinner = SPINNER[usize::try_from(frame).unwrap_or(0)];
    // Writing to a text can't fail.
    let _ = write!(out, "{spinner} {}", lock(&TASK));
    let megabytes = WRITTEN.load(Relaxed) / 1_000_000;
    if megabytes > 0 {
        let _ = write!(out, ", {megabytes} MB");
    }
}

/// Counts what is written, for the line.
pub(super) struct CountingWriter<W>(pub(super) W);

impl<W: Write> Write for CountingWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.0.write(bytes)?;
        WRITTEN.fetch_add(written as u64, Relaxed);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
