//! What is unfinished, of which nothing stays: no temporary file where writing fails, nor anything where a signal ends
//! the program.
//!
//! Somebody may press Ctrl-C while a large map is written. Where the system tells of signals (Windows doesn't), what
//! is unfinished then goes before the program does.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};
use tempfile::NamedTempFile;

/// What is there and not finished. No signal ends the program while it is held.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn unfinished() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Does what a signal may come before or after, but not into: what is finished gets its name.
pub(in crate::cli) fn without_interruption<T>(put: impl FnOnce() -> T) -> T {
    let mut unfinished = unfinished();
    let done = put();
    unfinished.retain(|path| path.symlink_metadata().is_ok());
    done
}

/// An empty temporary file beside a target, as anybody may read it.
pub(super) fn file_beside(target: &Path) -> io::Result<NamedTempFile> {
    make_beside(target, |path| File::create_new(path))
}

/// An empty temporary folder beside a target. Who makes it removes it where it isn't needed.
pub(in crate::cli) fn folder_beside(target: &Path) -> io::Result<PathBuf> {
    let made = make_beside(target, |path| fs::create_dir(path))?;
    let ((), path) = made.keep().map_err(|error| error.error)?;
    Ok(path)
}

fn make_beside<R>(
    target: &Path,
    create: impl Fn(&Path) -> io::Result<R>,
) -> io::Result<NamedTempFile<R>> {
    let folder = target.parent();
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    watch_signals();
    let mut unfinished = unfinished();
    // What the system says, without the name of a file that nobody asked for.
    let mut said = None;
    let mut builder = tempfile::Builder::new();
    let made = builder.prefix(".custmap-").make_in(folder.unwrap_or(Path::new(".")), |path| {
        let new = create(path).inspect_err(|error| said = error.raw_os_error())?;
        unfinished.insert(path.to_owned());
        Ok(new)
    });
    made.map_err(|error| said.map_or(error, io::Error::from_raw_os_error))
}

/// Sees to it that an interrupt removes what is unfinished, and then ends the program as it would have.
#[cfg(unix)]
pub(in crate::cli) fn watch_signals() {
    use crate::cli::progress;
    use signal_hook::{
        consts::{SIGINT, SIGTERM},
        iterator::Signals,
        low_level::emulate_default_handler,
    };
    static WATCHED: std::sync::Once = std::sync::Once::new();
    WATCHED.call_once(|| {
        let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else {
            return;
        };
        std::thread::spawn(move || {
            for signal in signals.forever() {
                // Held to the end: nothing new is begun.
                let unfinished = unfinished();
                for path in &*unfinished {
                    remove(path);
                }
                progress::end();
                // If even that fails, the next signal tries again.
                let _ = emulate_default_handler(signal);
            }
        });
    });
}

#[cfg(not(unix))]
pub(in crate::cli) fn watch_signals() {}

/// Removes a file, or a folder into which somebody may still be writing.
#[cfg(unix)]
fn remove(path: &Path) {
    for _ in 0..10 {
        if fs::remove_file(path).is_ok() || fs::remove_dir_all(path).is_ok() {
            return;
        }
    }
}
