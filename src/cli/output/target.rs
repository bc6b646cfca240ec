//! What an output path leads to: a file that is replaced, a new one, or a device that is written to as it is.

use super::temporary::folder_of;
use anyhow::{Context as _, bail};
use custmap::diag::{FileIdentity, Sources};
use std::{
    fs::{self, File, Metadata},
    path::{Path, PathBuf},
};

/// As many links are followed as Linux follows.
const MOST_LINKS: usize = 40;

/// Where output goes, with symbolic links followed.
pub(super) enum OutputTarget {
    /// A file that isn't there yet.
    New(PathBuf),
    /// A file that is there, and what the system knows of it.
    Existing(PathBuf, Metadata),
    /// A device, a FIFO, or what a descriptor of this process leads to: written to where it is.
    Stream(PathBuf),
}

impl OutputTarget {
    /// Follows the links of an output path. Refuses a path that leads to one of the files that were read, to a folder,
    /// to a read-only file, or through a link that somebody else may have planted.
    pub(super) fn resolve(file: &Path, inputs: &[&Sources]) -> anyhow::Result<Self> {
        let path = follow_links(file)?;
        // By identity and not by name: another path, or a hard link, may lead to the same file.
        let identity = FileIdentity::of_path(&path);
        if identity.is_some_and(|identity| inputs.iter().any(|input| input.contains(&identity))) {
            bail!("{}: this is the map itself, which would be lost", file.display());
        }
        // What can't be looked at can't be written either, and the error comes from there.
        let Ok(metadata) = fs::metadata(&path) else {
            return Ok(Self::New(path));
        };
        if metadata.is_dir() {
            bail!("{} is a folder, not a file", file.display());
        }
        // A device or a pipe can't be replaced by renaming a file to it.
        if is_descriptor(&path) || !metadata.is_file() {
            return Ok(Self::Stream(path));
        }
        // The superuser may write to a read-only file, but somebody made it read-only on purpose.
        let denied = fs::OpenOptions::new().write(true).open(&path).is_err();
        if denied || metadata.permissions().readonly() {
            bail!(
                "{}: this file is read-only, and is not replaced\n\
                 help: name another file with -o, or allow writing to this one",
                file.display()
            );
        }
        Ok(Self::Existing(path, metadata))
    }
}

/// The path behind symbolic links; the last one may be of a file that isn't there yet.
pub(super) fn follow_links(file: &Path) -> anyhow::Result<PathBuf> {
    let mut path = file.to_owned();
    for _ in 0..MOST_LINKS {
        let is_link = |metadata: &Metadata| metadata.is_symlink();
        if is_descriptor(&path) || !path.symlink_metadata().is_ok_and(|it| is_link(&it)) {
            return Ok(path);
        }
        if is_planted(&path) {
            bail!(
                "{}: this link belongs to somebody else, in a folder that everybody may write to, and is not \
                 followed\nhelp: write to the file that you mean by its own path",
                path.display()
            );
        }
        let next = fs::read_link(&path).with_context(|| path.display().to_string())?;
        // A relative link counts from the folder that holds it; `join` takes
        // an absolute one as it is.
        path = folder_of(&path).join(next);
    }
    bail!("{}: too many symbolic links", file.display())
}

/// Whether a path names a descriptor of this process, as `/dev/stdout` does. Renaming a file to what is behind it
/// would cut a log that the shell opened for appending.
fn is_descriptor(path: &Path) -> bool {
    let folder = folder_of(path).canonicalize();
    folder.is_ok_and(|folder| folder.starts_with("/proc") || folder == Path::new("/dev/fd"))
}

/// Whether a link in a folder that everybody may write to is of somebody else: neither the user's own nor of the
/// folder's owner. Linux refuses to follow such links by default, but not everywhere (`fs.protected_symlinks`).
#[cfg(unix)]
fn is_planted(link: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    const STICKY_AND_OPEN: u32 = 0o1002;
    let (Ok(folder), Ok(link)) = (fs::metadata(folder_of(link)), link.symlink_metadata()) else {
        return false;
    };
    let everybody = folder.mode() & STICKY_AND_OPEN == STICKY_AND_OPEN;
    let user = rustix::process::geteuid().as_raw();
    everybody && link.uid() != user && link.uid() != folder.uid()
}

#[cfg(not(unix))]
fn is_planted(_: &Path) -> bool {
    false
}

/// Gives a finished file the owner and the mode of the one that it replaces.
///
/// Only the superuser can give a file away; of others the group is kept where they are a member of it. Where it can't
/// be kept, the new group gets no more than everybody.
#[cfg(unix)]
pub(super) fn take_over(new: &File, old: &Metadata) -> std::io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown};
    let created = new.metadata()?;
    let mut mode = old.mode() & 0o777;
    if created.uid() != old.uid() {
        // Nothing is lost where that is not allowed: the new file has the owner and mode of the old one as far as possible.
        let _ = fchown(new, Some(old.uid()), None);
    }
    if created.gid() != old.gid() && fchown(new, None, Some(old.gid())).is_err() {
        mode &= 0o707 | (mode & 0o007) << 3;
    }
    new.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
pub(super) fn take_over(_: &File, _: &Metadata) -> std::io::Result<()> {
    Ok(())
}
