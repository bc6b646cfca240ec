//! Files that are not there yet, and are never written over; and files that are.

use super::{
    unfinished::without_interruption,
    whole::{temporary, write_whole},
};
use anyhow::{Context as _, bail};
use custmap::render::schema;
use std::{
    fs, io,
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// Writes a file that isn't there yet, whole or not at all.
pub(in crate::cli) fn write_new(file: &Path, text: &str) -> anyhow::Result<()> {
    let temporary = new_text(file, text)?;
    without_interruption(|| put_new(temporary, file))
}

/// Writes a map that isn't there yet, and beside it the schema, unless it is there: both or none. Where the schema
/// stands.
pub(in crate::cli) fn write_with_schema(map: &Path, text: &str) -> anyhow::Result<PathBuf> {
    let beside = map.with_file_name(schema::SCHEMA_FILE);
    let text = new_text(map, text)?;
    let schema = if beside.symlink_metadata().is_err() {
        let schema = temporary(&beside, |out| schema::write(out));
        Some(schema.with_context(|| cannot(&beside))?)
    } else {
        None
    };
    without_interruption(|| {
        put_new(text, map)?;
        let put = schema.map_or(Ok(()), |schema| put_schema(schema, &beside));
        if put.is_err() {
            // Its first line would name a file that isn't there; the first error says more.
            let _ = fs::remove_file(map);
        }
        put.with_context(|| cannot(&beside))
    })?;
    Ok(beside)
}

fn new_text(file: &Path, text: &str) -> anyhow::Result<NamedTempFile> {
    if file.symlink_metadata().is_ok() {
        return there(file);
    }
    let temporary = temporary(file, |out| out.write_all(text.as_bytes()));
    temporary.with_context(|| cannot(file))
}

fn put_new(temporary: NamedTempFile, file: &Path) -> anyhow::Result<()> {
    match temporary.persist_noclobber(file) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => there(file),
        Err(error) => Err(error.error).with_context(|| cannot(file)),
    }
}

/// Another run may have put the same schema there meanwhile.
fn put_schema(temporary: NamedTempFile, file: &Path) -> io::Result<()> {
    match temporary.persist_noclobber(file) {
        Err(error) if error.error.kind() != io::ErrorKind::AlreadyExists => Err(error.error),
        _ => Ok(()),
    }
}

fn there<T>(file: &Path) -> anyhow::Result<T> {
    bail!(
        "{}: there is such a file already, and it stays as it is\n\
         help: name another with -o; custmap import adds to a map with --merge",
        file.display()
    )
}

fn cannot(file: &Path) -> String {
    format!("can't write {}", file.display())
}

/// Writes a file anew, whole or not at all.
pub(in crate::cli) fn write_over(file: &Path, text: &str) -> anyhow::Result<()> {
    write_whole(file, |out| out.write_all(text.as_bytes())).with_context(|| cannot(file))
}
