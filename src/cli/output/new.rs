//! Files that are not there yet, and are never written over.

use anyhow::{Context as _, bail};
use std::{
    io::{self, Write as _},
    path::Path,
};

/// Writes a file that isn't there yet, whole or not at all.
pub(in crate::cli) fn write_new(file: &Path, text: &str) -> anyhow::Result<()> {
    match try_write(file, text) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => bail!(
            "{}: there is such a file already, and it stays as it is\nhelp: name another with -o",
            file.display()
        ),
        written => written.with_context(|| format!("can't write {}", file.display())),
    }
}

fn try_write(file: &Path, text: &str) -> io::Result<()> {
    let folder = file.parent();
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".custmap-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut temporary = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
    temporary.write_all(text.as_bytes())?;
    temporary.as_file().sync_all()?;
    temporary
        .persist_noclobber(file)
        .map_err(|error| error.error)?;
    Ok(())
}
