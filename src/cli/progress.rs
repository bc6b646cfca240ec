//! What is being done, on a line of standard error, while it lasts.
//!
//! Only a person before a terminal sees it, and only of what takes over half a second. Whatever else is shown ends the
//! line first, and with the line the thread that draws it.

use super::{interrupt::on_interrupt, verbosity::Verbosity};
use custmap::render::clean;
use indicatif::{ProgressBar, ProgressStyle};
use std::{
    env,
    io::{self, IsTerminal as _, Write},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

/// What is done sooner is not worth a line.
const SOON: Duration = Duration::from_millis(500);
/// How long a picture of the line stands.
const FRAME: Duration = Duration::from_millis(100);

static WANTED: AtomicBool = AtomicBool::new(false);
static LINE: Mutex<Option<Line>> = Mutex::new(None);
/// The bytes of the file that is being written.
static WRITTEN: AtomicU64 = AtomicU64::new(0);

/// A line, drawn or soon to be.
struct Line {
    tasks: Sender<String>,
    thread: JoinHandle<()>,
}

fn line() -> MutexGuard<'static, Option<Line>> {
    LINE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Says once whether there may be a line at all.
pub(super) fn begin(verbosity: Verbosity) {
    let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    let wanted = verbosity == Verbosity::Normal && io::stderr().is_terminal() && !dumb;
    WANTED.store(wanted, Relaxed);
}

/// From here on, this is being done.
pub(super) fn doing(task: &str) {
    if !WANTED.load(Relaxed) {
        return;
    }
    WRITTEN.store(0, Relaxed);
    let mut line = line();
    if line.is_none() {
        let (tasks, told) = mpsc::channel();
        // Without a thread there is no line, and the work goes on.
        let thread = thread::Builder::new().spawn(move || draw(&told));
        *line = thread.ok().map(|thread| Line { tasks, thread });
    }
    if let Some(line) = &*line {
        let _ = line.tasks.send(clean(task).into_owned());
    }
}

/// Takes the line away: something else is shown, or nothing is left to be done.
pub(super) fn end() {
    let Some(Line { tasks, thread }) = line().take() else {
        return;
    };
    drop(tasks);
    let _ = thread.join();
}

/// Draws the newest task until there will be none.
fn draw(tasks: &Receiver<String>) {
    let mut drawn: Option<ProgressBar> = None;
    let mut task = String::new();
    let mut next = Instant::now() + SOON;
    loop {
        match tasks.recv_timeout(next.saturating_duration_since(Instant::now())) {
            Ok(newer) => task = newer,
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                let bar = drawn.get_or_insert_with(spinner);
                bar.set_message(shown(&task));
                bar.tick();
                next = Instant::now() + FRAME;
            }
        }
    }
    if let Some(drawn) = drawn {
        drawn.finish_and_clear();
    }
}

/// An interrupt takes it away too.
fn spinner() -> ProgressBar {
    on_interrupt(end);
    let style = ProgressStyle::default_spinner().tick_chars("|/-\\ ");
    ProgressBar::new_spinner().with_style(style)
}

fn shown(task: &str) -> String {
    match WRITTEN.load(Relaxed) / 1_000_000 {
        0 => task.to_owned(),
        mega => format!("{task}, {mega} MB"),
    }
}

/// Counts what is written, for the line.
pub(super) struct Counted<W>(pub(super) W);

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.0.write(bytes)?;
        WRITTEN.fetch_add(written as u64, Relaxed);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
