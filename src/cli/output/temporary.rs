//! Temporary files and folders beside what they become, and their removal where writing fails or a signal ends the
//! program.

use crate::cli::interrupt::{on_interrupt, without_interruption};
use std::{
    collections::BTreeSet,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};
use tempfile::NamedTempFile;

/// The temporary files and folders that are there.
// Global, because the thread that handles signals has no other way to know of them.
static TEMPORARY: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn temporary() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An empty temporary file beside `target`, made by `create`, which must not open a file that is there.
pub(super) fn file_beside<R>(
    target: &Path,
    create: impl Fn(&Path) -> io::Result<R>,
) -> io::Result<NamedTempFile<R>> {
    on_interrupt(remove_all);
    // The error of the system without the name of a file that nobody asked for.
    let mut error_code = None;
    let mut builder = tempfile::Builder::new();
    let made = builder.prefix(".custmap-").make_in(folder_of(target), |path| {
        // Made and noted in one step, so that no signal finds a file that it does not know of.
        without_interruption(|| {
            let new = create(path).inspect_err(|error| error_code = error.raw_os_error())?;
            temporary().insert(path.to_owned());
            Ok(new)
        })
    });
    made.map_err(|error| error_code.map_or(error, io::Error::from_raw_os_error))
}

/// An empty temporary folder beside `target`. The caller removes it where it is not needed.
pub(super) fn folder_beside(target: &Path) -> io::Result<PathBuf> {
    let made = file_beside(target, |path| fs::create_dir(path))?;
    let ((), path) = made.keep().map_err(|error| error.error)?;
    Ok(path)
}

/// The folder that a path is in; `.` for a bare name.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Opens a new file for writing, for its owner only where `private`: it gets the mode of the file that it replaces
/// when it is finished.
pub(super) fn create_new(path: &Path, private: bool) -> io::Result<File> {
    let mut options = fs::OpenOptions::new();
    // `create_new` never follows a link that somebody planted under that name.
    options.write(true).create_new(true);
    #[cfg(unix)]
    if private {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = private;
    options.open(path)
}

/// Removes every temporary file and folder, before a signal ends the program.
fn remove_all() {
    for path in &*temporary() {
        // The main thread may still be writing into a folder, so that it isn't empty when it is to be removed.
        for _ in 0..10 {
            if fs::remove_file(path).is_ok() || fs::remove_dir_all(path).is_ok() {
                break;
            }
        }
    }
}
