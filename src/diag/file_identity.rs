//! Which file on disk a path or a descriptor leads to.

use std::path::Path;

/// A regular file on disk, the same whatever path leads to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileIdentity(system::FileNumber);

impl FileIdentity {
    /// The regular file that a path leads to, if there is one.
    pub fn of_path(path: &Path) -> Option<Self> {
        system::of_path(path).map(Self)
    }

    /// The regular file that an open file or a standard stream is. `None` for a pipe or a terminal, and where the
    /// system doesn't say (Windows).
    #[cfg(unix)]
    pub fn of_descriptor(descriptor: &impl std::os::fd::AsFd) -> Option<Self> {
        system::of_descriptor(descriptor).map(Self)
    }

    /// The regular file that an open file or a standard stream is. `None` for a pipe or a terminal, and where the
    /// system doesn't say (Windows).
    #[cfg(not(unix))]
    pub fn of_descriptor<D>(_: &D) -> Option<Self> {
        None
    }
}

#[cfg(unix)]
mod system {
    use std::{
        fs::{self, File, Metadata},
        os::{fd::AsFd, unix::fs::MetadataExt as _},
        path::Path,
    };

    /// Device and inode.
    pub(super) type FileNumber = (u64, u64);

    pub(super) fn of_path(path: &Path) -> Option<FileNumber> {
        of_metadata(&fs::metadata(path).ok()?)
    }

    pub(super) fn of_descriptor(descriptor: &impl AsFd) -> Option<FileNumber> {
        // A duplicate, because a `File` closes its descriptor when it is dropped.
        let file = File::from(descriptor.as_fd().try_clone_to_owned().ok()?);
        of_metadata(&file.metadata().ok()?)
    }

    fn of_metadata(metadata: &Metadata) -> Option<FileNumber> {
        metadata.is_file().then(|| (metadata.dev(), metadata.ino()))
    }
}

#[cfg(not(unix))]
mod system {
    use std::path::{Path, PathBuf};

    /// The canonical path.
    pub(super) type FileNumber = PathBuf;

    pub(super) fn of_path(path: &Path) -> Option<FileNumber> {
        path.canonicalize().ok().filter(|path| path.is_file())
    }
}
