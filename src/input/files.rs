//! Which files a map is made of, and their bytes.

use crate::diag::{FileIdentity, clean};
use std::{
    collections::BTreeSet,
    fs, io,
    io::Read as _,
    path::{Path, PathBuf},
};

/// The largest file that is read, in bytes: places count in 32 bits.
pub(super) const LARGEST: u64 = 2 << 30;

/// The file beside a map from which editors know its format. In a directory it is no part of the map.
pub const SCHEMA_FILE: &str = "custmap.schema.json";

/// Why a map could not be read at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// A file or directory can't be opened or read.
    #[error("can't read {}", shown(.path))]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A directory holds no map.
    #[error("{}: no .yaml, .yml or .json file in this directory", shown(.path))]
    NoFiles {
        /// The directory.
        path: PathBuf,
    },
    /// A path in a directory that is named like a map is a pipe or a device, from which reading may never end.
    #[error("{}: no file but a pipe or a device; take it out of the directory", shown(.path))]
    NoFile {
        /// The path.
        path: PathBuf,
    },
    /// A file is larger than any map.
    #[error("{}: over 2 GiB; split it into a directory of files", shown(.path))]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
}

/// The content of a file.
pub(super) enum Loaded {
    /// Its text, without a byte order mark.
    Text(String),
    /// A file that isn't UTF-8: its text with each bad byte replaced, the offset of the first one, and the message.
    NotText { text: String, at: usize, message: String },
}

/// The files of the map at `path`, in the order of their names.
pub(super) fn list(path: &Path) -> Result<FileList, ReadError> {
    if path == Path::new("-") || !path.is_dir() {
        return Ok(FileList { files: vec![path.to_owned()], outside: Vec::new() });
    }
    let root = path.canonicalize().map_err(io_error(path))?;
    let mut list = FileList::default();
    // Links can make a folder its own descendant: each real folder is listed once.
    let mut seen = BTreeSet::new();
    // A list of open folders instead of recursion: folders can be nested deeper than a stack.
    let mut open = vec![path.to_owned()];
    while let Some(folder) = open.pop() {
        let real = folder.canonicalize().map_err(io_error(&folder))?;
        if !seen.insert(real) {
            continue;
        }
        for item in fs::read_dir(&folder).map_err(io_error(&folder))? {
            let entry = item.map_err(io_error(&folder))?.path();
            let is_folder = entry.is_dir();
            if is_hidden(&entry) || !(is_folder || is_map(&entry)) {
                continue;
            }
            // A link that leads nowhere fails when it is read, which names it.
            if entry.canonicalize().is_ok_and(|real| !real.starts_with(&root)) {
                list.outside.push(entry);
            } else if is_folder {
                open.push(entry);
            } else {
                list.files.push(no_pipe(entry)?);
            }
        }
    }
    if list.files.is_empty() {
        return Err(ReadError::NoFiles { path: path.to_owned() });
    }
    // The order of a directory is the file system's own; by name it is the same everywhere.
    list.files.sort();
    list.files = each_once(list.files);
    list.outside.sort();
    Ok(list)
}

/// Each file once, whatever links lead to it: read twice, all its entries would be there twice. A file comes before links
/// to it, and of several links the first by name counts.
fn each_once(files: Vec<PathBuf>) -> Vec<PathBuf> {
    let is_link = |path: &PathBuf| path.is_symlink();
    if !files.iter().any(is_link) {
        return files;
    }
    let mut in_order: Vec<&PathBuf> = files.iter().collect();
    in_order.sort_by_key(|path| is_link(path));
    let mut seen = BTreeSet::new();
    // A link that leads nowhere stays: it fails when it is read, which names it.
    let first = |path: &&PathBuf| path.canonicalize().map_or(true, |real| seen.insert(real));
    let kept: BTreeSet<PathBuf> = in_order.into_iter().filter(first).cloned().collect();
    kept.into_iter().collect()
}

/// The files of a map.
#[derive(Debug, Default)]
pub(super) struct FileList {
    /// What is read, in the order of the names.
    pub(super) files: Vec<PathBuf>,
    /// Links that lead out of the directory: they are passed over, so that a map holds what its directory does.
    pub(super) outside: Vec<PathBuf>,
}

/// Whether a file or folder is hidden, as editors and version control name theirs.
pub(super) fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// The first keys of files that custmap writes itself, which may lie beside a map.
// SPEC 2: JSON files whose first key is one of these are no part of a directory's map.
const OWN_FILES: [&str; 2] = ["\"custmap\"", "\"custmap_answers\""];

impl Loaded {
    /// Whether it is a JSON text that custmap wrote, by its first key.
    pub(super) fn is_own_output(&self) -> bool {
        let Self::Text(text) = self else {
            return false;
        };
        let first = text.trim_start().strip_prefix('{').map(str::trim_start);
        first.is_some_and(|first| {
            let mut rest = OWN_FILES.iter().filter_map(|key| first.strip_prefix(key));
            rest.any(|rest| rest.trim_start().starts_with(':'))
        })
    }
}

/// Whether a file in a directory belongs to the map, by its ending.
pub(super) fn is_map(path: &Path) -> bool {
    // SPEC 2: `custmap.schema.json` lies beside a map for editors.
    let schema = path.file_name().is_some_and(|name| name == SCHEMA_FILE);
    !schema
        && path.extension().is_some_and(|end| {
            ["yaml", "yml", "json"].iter().any(|known| end.eq_ignore_ascii_case(known))
        })
}

/// Refuses a pipe or a device in a directory: reading it may never end. One that a user names is read.
fn no_pipe(path: PathBuf) -> Result<PathBuf, ReadError> {
    match fs::metadata(&path) {
        Ok(metadata) if !metadata.is_file() => Err(ReadError::NoFile { path }),
        _ => Ok(path),
    }
}

/// The file on disk that a path leads to; of `-` the one that standard input is redirected from, if it is.
pub(super) fn identity(path: &Path) -> Option<FileIdentity> {
    if path == Path::new("-") {
        FileIdentity::of_descriptor(&io::stdin())
    } else {
        FileIdentity::of_path(path)
    }
}

/// Reads a file as text, or standard input for `-`.
pub(super) fn load(path: &Path) -> Result<Loaded, ReadError> {
    bytes(path).map(decode)
}

/// The bytes of a file, or of standard input for `-`.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        // One byte more than is allowed distinguishes a file that is too large from one that just fits.
        io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes)
    } else {
        let file = fs::File::open(path).map_err(io_error(path))?;
        let size = file.metadata().map_or(0, |metadata| metadata.len());
        // Refused before any byte is read, where the system knows the size.
        if size > LARGEST {
            return Err(too_large(path));
        }
        bytes.reserve_exact(usize::try_from(size).unwrap_or(0));
        // Limited again: a device has no size, and a file may grow while it is read.
        file.take(LARGEST + 1).read_to_end(&mut bytes)
    };
    read.map_err(io_error(path))?;
    if bytes.len() as u64 > LARGEST {
        return Err(too_large(path));
    }
    Ok(bytes)
}

/// The text in some bytes.
pub(super) fn decode(mut bytes: Vec<u8>) -> Loaded {
    // Only for the message: spreadsheets and editors of Windows save UTF-16
    // under a name like "Unicode".
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    // Places count from behind the byte order mark, as editors do.
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Loaded::Text(text),
        Err(error) => {
            // The text before the first bad byte is the same in the replaced text.
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes()[at];
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let message = if utf16 {
                "this file is UTF-16, not UTF-8".to_owned()
            } else {
                format!("this file is not UTF-8: byte 0x{byte:02x} is not allowed here")
            };
            Loaded::NotText { text, at, message }
        }
    }
}

/// How a file is called in output: its path as it was given, from the current directory where it lies
/// below that, without characters that would change how a terminal or a format reads it.
pub fn display_name(path: &Path) -> String {
    if path == Path::new("-") {
        return "<stdin>".to_owned();
    }
    let here = std::env::current_dir().unwrap_or_default();
    let near = path.strip_prefix(&here).unwrap_or(path);
    shown(near)
}

/// A path as a message shows it.
fn shown(path: &Path) -> String {
    clean(&path.display().to_string()).into_owned()
}

fn io_error(path: &Path) -> impl FnOnce(io::Error) -> ReadError {
    let owned = path.to_owned();
    |source| ReadError::Io { path: owned, source }
}

fn too_large(path: &Path) -> ReadError {
    ReadError::TooLarge { path: path.to_owned() }
}
