//! Writes files whole or not at all.
//!
//! The contents go to a temporary file beside the target, in its folder because only there it can be renamed. When
//! everything is written and on disk, it gets the target's name: readers see the old file or the new one, never a part.
//! Several files become one step: they get their names when all are written, and where one can't get it, those before
//! it are taken back.

use super::{
    ContentKind,
    previous::{BackupArg, backup_path, previous_versions},
    stream::{Writing, write_device},
    target::{OutputTarget, follow_links, take_over},
    temporary::{create_new, file_beside, folder_beside},
};
use crate::cli::{interrupt::without_interruption, progress};
use anyhow::{Context as _, bail};
use custmap::{
    diag::{FileIdentity, Sources},
    input,
    render::schema,
};
use std::{
    fs::{self, File, Metadata},
    io::{self, BufWriter, Read as _, Write},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// The writer of one file of a folder.
pub(in crate::cli) type WriteContents<'c> = Box<dyn Fn(&mut dyn Write) -> io::Result<()> + 'c>;
/// Writes the contents of one file of a folder.
pub(in crate::cli) type Contents<'c> = &'c dyn Fn(&mut dyn Write) -> io::Result<()>;

/// Writes a file, or replaces one that is there, or writes to a device; never to one of the files that were read.
pub(super) fn write_file(
    file: &Path,
    inputs: &[&Sources],
    kind: ContentKind,
    write: Writing<'_>,
) -> anyhow::Result<()> {
    let staged = match OutputTarget::resolve(file, inputs)? {
        OutputTarget::Stream(device) => {
            progress::end();
            return write_device(&device, kind, write).with_context(|| cannot_write(file));
        }
        OutputTarget::New(path) => Staged::replacing(path, None, write),
        OutputTarget::Existing(path, metadata) => Staged::replacing(path, Some(&metadata), write),
    };
    commit(vec![staged.with_context(|| cannot_write(file))?])
}

/// Writes a file that isn't there yet.
pub(in crate::cli) fn write_new(file: &Path, text: &str) -> anyhow::Result<()> {
    commit(vec![Staged::new(file, text)?])
}

/// Writes a map that isn't there yet and, unless one is there, the schema beside it: both or neither. The path of the
/// schema.
pub(in crate::cli) fn write_with_schema(map: &Path, text: &str) -> anyhow::Result<PathBuf> {
    let beside = map.with_file_name(schema::SCHEMA_FILE);
    let mut staged = vec![Staged::new(map, text)?];
    if beside.symlink_metadata().is_err() {
        let schema = temporary_file(&beside, None, Box::new(|out| schema::write(out)));
        let temporary = schema.with_context(|| cannot_write(&beside))?;
        let existing = WhereExisting::Keep;
        staged.push(Staged { temporary, target: beside.clone(), existing });
    }
    commit(staged)?;
    Ok(beside)
}

/// A new text for a file.
pub(in crate::cli) struct TextChange<'t> {
    /// The file.
    pub(in crate::cli) file: &'t Path,
    /// What was read of it, without a byte order mark; `None` for a file that must not be there yet.
    pub(in crate::cli) read: Option<&'t str>,
    /// What it holds from now on.
    pub(in crate::cli) text: &'t str,
}

/// Replaces text files that still hold what was read of them: all or none.
///
/// Runs that replace the same file wait for one another, and all but the first find that it has changed. With `backup`
/// a copy of each stays beside it; returns the paths of the copies.
fn replace_if_unchanged(
    changes: &[TextChange<'_>],
    backup: BackupArg,
) -> anyhow::Result<Vec<PathBuf>> {
    let mut staged = Vec::with_capacity(changes.len());
    let mut backups = Vec::new();
    // Unlocked when the files have got their names.
    let mut locked = Vec::new();
    for change in changes {
        let Some(read) = change.read else {
            staged.push(Staged::new(change.file, change.text)?);
            continue;
        };
        let OutputTarget::Existing(path, metadata) = OutputTarget::resolve(change.file, &[])?
        else {
            return Err(has_changed(change.file));
        };
        if backup.backup {
            let copy = backup_of(&path, &metadata)?;
            backups.push(copy.target.clone());
            staged.push(copy);
        }
        let mark = if has_byte_order_mark(&path) { BYTE_ORDER_MARK } else { b"" };
        let write: Writing<'_> = Box::new(|out| {
            out.write_all(mark)?;
            out.write_all(change.text.as_bytes())
        });
        let one = Staged::replacing(path.clone(), Some(&metadata), write);
        staged.push(one.with_context(|| cannot_write(change.file))?);
        locked.push(lock_unchanged(&path, read).ok_or_else(|| has_changed(change.file))?);
    }
    commit(staged)?;
    Ok(backups)
}

/// As [`replace_if_unchanged`]; returns notes that say where the previous versions are.
pub(in crate::cli) fn replace_with_notes(
    changes: &[TextChange<'_>],
    backup: BackupArg,
) -> anyhow::Result<Vec<String>> {
    let backups = replace_if_unchanged(changes, backup)?;
    let replaced = changes.iter().filter(|change| change.read.is_some());
    let replaced_files: Vec<&Path> = replaced.map(|change| change.file).collect();
    Ok(previous_versions(&replaced_files, &backups))
}

/// Replaces a file, or writes a new one, and keeps a copy of the previous version beside it: both or neither. Returns a
/// note that says where the copy is.
pub(in crate::cli) fn write_keeping_previous(
    file: &Path,
    inputs: &Sources,
    bytes: &[u8],
) -> anyhow::Result<Option<String>> {
    let write: Writing<'_> = Box::new(|out| out.write_all(bytes));
    let OutputTarget::Existing(path, metadata) = OutputTarget::resolve(file, &[inputs])? else {
        return write_file(file, &[inputs], ContentKind::Binary, write).map(|()| None);
    };
    let copy = backup_of(&path, &metadata)?;
    let target = copy.target.clone();
    let replacing = Staged::replacing(path, Some(&metadata), write);
    commit(vec![copy, replacing.with_context(|| cannot_write(file))?])?;
    Ok(previous_versions(&[], &[target]).pop())
}

/// A copy of a file beside it, with its owner and mode.
fn backup_of(file: &Path, metadata: &Metadata) -> anyhow::Result<Staged> {
    let target = backup_path(file);
    let write: Writing<'_> = Box::new(|out| {
        let mut old = File::open(file)?;
        io::copy(&mut old, out).map(drop)
    });
    let temporary = temporary_file(&target, Some(metadata), write);
    let file = temporary.with_context(|| cannot_write(&target))?;
    Ok(Staged { temporary: file, target, existing: WhereExisting::Refuse })
}

/// What text files of Windows may begin with.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

fn has_byte_order_mark(path: &Path) -> bool {
    let mut first = [0; 3];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut first));
    read.is_ok() && first == BYTE_ORDER_MARK
}

/// Locks a file against other runs that would replace it, if it still holds what was read.
fn lock_unchanged(path: &Path, read: &str) -> Option<File> {
    let file = File::open(path).ok()?;
    // A file system without locks leaves the check below, which two runs could pass in the same instant.
    let _ = file.lock();
    // The run that held the lock before has put another file in its place.
    let identity = FileIdentity::of_descriptor(&file);
    let is_same = identity.is_none_or(|identity| FileIdentity::of_path(path) == Some(identity));
    (is_same && holds(path, read)).then_some(file)
}

fn has_changed(file: &Path) -> anyhow::Error {
    anyhow::anyhow!(
        "{}: this file has changed since it was read, and is not replaced\nhelp: run the command again",
        file.display()
    )
}

/// Whether a file holds a text, whatever byte order mark it begins with.
fn holds(path: &Path, text: &str) -> bool {
    input::read_bytes(path)
        .is_ok_and(|bytes| bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&bytes) == text.as_bytes())
}

/// Writes files, or replaces those that are there: all of them or none; never one of the files that were read.
pub(in crate::cli) fn write_files(
    inputs: &Sources,
    files: &[(&Path, Contents<'_>)],
) -> anyhow::Result<()> {
    let mut staged = Vec::with_capacity(files.len());
    for (file, contents) in files {
        let (path, metadata) = match OutputTarget::resolve(file, &[inputs])? {
            OutputTarget::New(path) => (path, None),
            OutputTarget::Existing(path, metadata) => (path, Some(metadata)),
            OutputTarget::Stream(path) => bail!("{} is not a regular file", path.display()),
        };
        if staged.iter().any(|one: &Staged| one.target == path) {
            bail!("{}: two files would be written here\nhelp: name another", path.display());
        }
        let one = Staged::replacing(path, metadata.as_ref(), Box::new(|out| contents(out)));
        staged.push(one.with_context(|| cannot_write(file))?);
    }
    commit(staged)
}

/// Writes files into a folder, which is made if it isn't there: all of them or none.
pub(in crate::cli) fn write_folder(
    folder: &Path,
    inputs: &Sources,
    files: &[(&str, Contents<'_>)],
) -> anyhow::Result<()> {
    let folder = &follow_links(folder)?;
    if folder.exists() && !folder.is_dir() {
        bail!("{} is not a folder\nhelp: name a folder after -o", folder.display());
    }
    make_folder(folder, || {
        let mut staged = Vec::with_capacity(files.len());
        for (name, contents) in files {
            let file = folder.join(name);
            let (path, metadata) = match OutputTarget::resolve(&file, &[inputs])? {
                OutputTarget::New(path) => (path, None),
                OutputTarget::Existing(path, metadata) => (path, Some(metadata)),
                OutputTarget::Stream(path) => bail!("{} is not a regular file", path.display()),
            };
            let one = Staged::replacing(path, metadata.as_ref(), Box::new(|out| contents(out)));
            staged.push(one.with_context(|| cannot_write(&file))?);
        }
        commit(staged)
    })
}

/// Writes a folder that isn't there yet, with a text for each of its files: all of them or nothing.
pub(in crate::cli) fn write_new_folder(
    folder: &Path,
    files: &[(&str, String)],
) -> anyhow::Result<()> {
    if folder.symlink_metadata().is_ok() {
        bail!("{}: already exists; not overwritten\nhelp: name another with -o", folder.display());
    }
    make_folder(folder.parent().unwrap_or(folder), || {
        let temporary = folder_beside(folder)?;
        let write_all = || -> io::Result<()> {
            for (name, text) in files {
                let mut file = create_new(&temporary.join(name), false)?;
                file.write_all(text.as_bytes())?;
                file.sync_all()?;
            }
            without_interruption(|| fs::rename(&temporary, folder))
        };
        write_all().inspect_err(|_| {
            // Where even that fails, the first error says more.
            let _ = fs::remove_dir_all(&temporary);
        })?;
        Ok(())
    })
    .with_context(|| cannot_write(folder))
}

/// Makes a folder, with those above it, for the step after it. If that fails, those that were made are removed.
fn make_folder(folder: &Path, step: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<()> {
    let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    let made: Vec<&Path> = folder.ancestors().take_while(is_missing).collect();
    let folder_made = fs::create_dir_all(folder).with_context(|| cannot_write(folder));
    let done = folder_made.and_then(|()| step());
    if done.is_err() {
        for folder in made {
            // Where even that fails, the first error says more.
            let _ = fs::remove_dir(folder);
        }
    }
    done
}

/// What happens where another file has got the target's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WhereExisting {
    /// The existing file is replaced.
    Replace,
    /// An existing file is an error.
    Refuse,
    /// The other file stays, as if it had been there before.
    Keep,
}

/// A finished temporary file that has not got its name yet.
struct Staged {
    temporary: NamedTempFile,
    target: PathBuf,
    existing: WhereExisting,
}

/// How a file that has got its name is taken back.
enum Undo {
    /// The file was new: it is removed.
    Remove,
    /// The file has replaced this one, which gets the name back.
    Restore(NamedTempFile<()>),
    /// The file system has no second names for files.
    Impossible,
}

impl Staged {
    fn new(file: &Path, text: &str) -> anyhow::Result<Self> {
        if file.symlink_metadata().is_ok() {
            return Err(already_exists(file));
        }
        let write: Writing<'_> = Box::new(|out| out.write_all(text.as_bytes()));
        let temporary = temporary_file(file, None, write).with_context(|| cannot_write(file))?;
        Ok(Self { temporary, target: file.to_owned(), existing: WhereExisting::Refuse })
    }

    fn replacing(
        target: PathBuf,
        replaced: Option<&Metadata>,
        write: Writing<'_>,
    ) -> io::Result<Self> {
        let temporary = temporary_file(&target, replaced, write)?;
        Ok(Self { temporary, target, existing: WhereExisting::Replace })
    }

    /// How to take it back. What it replaces gets a second name for as long.
    fn undo(&self) -> Undo {
        if self.target.symlink_metadata().is_err() {
            return Undo::Remove;
        }
        let backup = file_beside(&self.target, |path| fs::hard_link(&self.target, path));
        backup.map_or(Undo::Impossible, Undo::Restore)
    }

    fn put(self) -> anyhow::Result<()> {
        let put = match self.existing {
            WhereExisting::Replace => self.temporary.persist(&self.target),
            WhereExisting::Refuse | WhereExisting::Keep => {
                self.temporary.persist_noclobber(&self.target)
            }
        };
        match put {
            Ok(_) => Ok(()),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                match self.existing {
                    WhereExisting::Keep => Ok(()),
                    WhereExisting::Refuse | WhereExisting::Replace => {
                        Err(already_exists(&self.target))
                    }
                }
            }
            Err(error) => Err(error.error).with_context(|| cannot_write(&self.target)),
        }
    }
}

/// A finished temporary file beside its target, on disk, with owner and mode of the file that it replaces.
fn temporary_file(
    target: &Path,
    replaced: Option<&Metadata>,
    write: Writing<'_>,
) -> io::Result<NamedTempFile> {
    let temporary = file_beside(target, |path| create_new(path, replaced.is_some()))?;
    if let Some(name) = target.file_name() {
        progress::doing(&format!("Writing {}", name.display()));
    }
    let mut out = BufWriter::new(progress::CountingWriter(temporary.as_file()));
    write(&mut out)?;
    out.flush()?;
    drop(out);
    if let Some(replaced) = replaced {
        take_over(temporary.as_file(), replaced)?;
    }
    temporary.as_file().sync_all()?;
    Ok(temporary)
}

/// Gives all files their names, or none as far as the file system allows. No signal comes between them.
fn commit(staged: Vec<Staged>) -> anyhow::Result<()> {
    // The last one is never taken back: nothing can fail after it.
    let until_last = staged.iter().take(staged.len().saturating_sub(1));
    let undo: Vec<Undo> = until_last.map(Staged::undo).collect();
    without_interruption(|| {
        let targets: Vec<PathBuf> = staged.iter().map(|one| one.target.clone()).collect();
        for (at, one) in staged.into_iter().enumerate() {
            if let Err(error) = one.put() {
                for (target, undo) in targets.iter().zip(undo).take(at) {
                    take_back(target, undo);
                }
                return Err(error);
            }
        }
        Ok(())
    })
}

/// Takes back a file that has got its name. Errors are ignored: the one that led here says more.
fn take_back(target: &Path, undo: Undo) {
    match undo {
        Undo::Remove => {
            let _ = fs::remove_file(target);
        }
        Undo::Restore(backup) => {
            let _ = backup.persist(target);
        }
        Undo::Impossible => {}
    }
}

fn already_exists(file: &Path) -> anyhow::Error {
    anyhow::anyhow!(
        "{}: already exists; not overwritten\n\
         help: name another file with -o; custmap import adds to a map with --merge",
        file.display()
    )
}

fn cannot_write(file: &Path) -> String {
    format!("can't write {}", file.display())
}
