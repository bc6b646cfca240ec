//! Files that are not there yet, and are never written over; and files that are.

use super::whole::{temporary, write_whole};
use anyhow::{Context as _, bail};
use custmap::render::schema;
use std::{
    io,
    path::{Path, PathBuf},
};

/// Writes a file that isn't there yet, whole or not at all.
pub(in crate::cli) fn write_new(file: &Path, text: &str) -> anyhow::Result<()> {
    let write = || -> io::Result<()> {
        let temporary = temporary(file, |out| out.write_all(text.as_bytes()))?;
        temporary
            .persist_noclobber(file)
            .map_err(|error| error.error)?;
        Ok(())
    };
    match write() {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => bail!(
            "{}: there is such a file already, and it stays as it is\n\
             help: name another with -o; custmap import adds to a map with --merge",
            file.display()
        ),
        written => written.with_context(|| format!("can't write {}", file.display())),
    }
}

/// Writes the schema beside a map, unless it is there; and where it stands.
pub(in crate::cli) fn write_schema(map: &Path) -> anyhow::Result<PathBuf> {
    let beside = map.with_file_name(schema::SCHEMA_FILE);
    if beside.symlink_metadata().is_err() {
        let mut text = Vec::new();
        schema::write(&mut text)?;
        write_new(
            &beside,
            &String::from_utf8(text).context("the schema is text")?,
        )?;
    }
    Ok(beside)
}

/// Writes a file anew, whole or not at all.
pub(in crate::cli) fn write_over(file: &Path, text: &str) -> anyhow::Result<()> {
    write_whole(file, |out| out.write_all(text.as_bytes()))
        .with_context(|| format!("can't write {}", file.display()))
}
