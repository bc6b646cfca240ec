//! Files that are written whole or not at all, and never over the map.

use super::unfinished::{file_beside, without_interruption};
use crate::cli::progress;
use anyhow::{Context as _, bail};
use custmap::diag::Sources;
use std::{
    fs,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// Refuses to write over a file of the map.
pub(super) fn refuse_input(file: &Path, sources: &Sources) -> anyhow::Result<()> {
    let Ok(target) = file.canonicalize() else {
        return Ok(());
    };
    let same = |name: &str| Path::new(name).canonicalize().is_ok_and(|source| source == target);
    if sources.iter().any(|(_, source)| same(&source.name)) {
        bail!("{}: that is the map itself, and would be lost", file.display());
    }
    Ok(())
}

/// Writes to a temporary file beside the target and renames it; a device is written to as it is.
pub(super) fn write_whole(
    file: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let target = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    if fs::metadata(&target).is_ok_and(|about| !about.is_file()) {
        progress::end();
        let mut out = BufWriter::new(fs::OpenOptions::new().write(true).open(&target)?);
        write(&mut out)?;
        return out.flush();
    }
    let temporary = temporary(&target, |out| write(out))?;
    without_interruption(|| temporary.persist(&target)).map_err(|error| error.error)?;
    Ok(())
}

/// A finished temporary file beside its target.
pub(super) fn temporary(
    target: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
) -> io::Result<NamedTempFile> {
    let temporary = file_beside(target)?;
    if let Some(name) = target.file_name() {
        progress::doing(&format!("Writing {}", name.display()));
    }
    let mut out = BufWriter::new(progress::Counted(temporary.as_file()));
    write(&mut out)?;
    out.flush()?;
    drop(out);
    temporary.as_file().sync_all()?;
    Ok(temporary)
}

/// What goes into one file of a folder.
pub(in crate::cli) type Contents<'c> = &'c dyn Fn(&mut (dyn Write + Send)) -> io::Result<()>;

/// Writes files into a folder, which is made if it isn't there: all of them or none.
pub(in crate::cli) fn write_folder(
    folder: &Path,
    sources: &Sources,
    files: &[(&str, Contents<'_>)],
) -> anyhow::Result<()> {
    let told = || format!("can't write into {}", folder.display());
    if folder.exists() && !folder.is_dir() {
        bail!("{} is no folder\nhelp: name a folder after -o", folder.display());
    }
    let targets = files.iter().map(|(name, _)| folder.join(name));
    let targets: Vec<PathBuf> =
        targets.map(|target| target.canonicalize().unwrap_or(target)).collect();
    for target in &targets {
        refuse_input(target, sources)?;
        if target.is_dir() {
            bail!("{} is a folder, not a file", target.display());
        }
    }
    make_folder(folder, || write_all(&targets, files)).with_context(told)
}

/// Makes a folder, with those above it, for what is done then. If that fails, those that were made go again.
pub(in crate::cli) fn make_folder(
    folder: &Path,
    then: impl FnOnce() -> io::Result<()>,
) -> io::Result<()> {
    let missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    let made: Vec<&Path> = folder.ancestors().take_while(missing).collect();
    let done = fs::create_dir_all(folder).and_then(|()| then());
    if done.is_err() {
        for folder in made {
            // Where even that fails, the first error says more.
            let _ = fs::remove_dir(folder);
        }
    }
    done
}

/// Nothing is renamed before everything is written.
fn write_all(targets: &[PathBuf], files: &[(&str, Contents<'_>)]) -> io::Result<()> {
    let mut written = Vec::with_capacity(files.len());
    for (target, (_, contents)) in targets.iter().zip(files) {
        written.push((temporary(target, contents)?, target));
    }
    without_interruption(|| {
        for (temporary, target) in written {
            temporary.persist(target).map_err(|error| error.error)?;
        }
        Ok(())
    })
}
