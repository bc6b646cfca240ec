//! Maps as they were: the file or directory at a path of a revision, which the program `git` knows.
//!
//! Only objects are asked for, never `git show`: that could run a filter that the repository sets up.

mod git;
mod history;

pub use history::{History, HistoryError, HistoryReader, Version};

use self::git::{Refused, answer, command, look_up};
use super::{
    Input,
    files::{self, LARGEST, ReadError},
};
use std::{
    io,
    path::{Path, PathBuf},
};

/// A path of a revision: `HEAD~1:org.yaml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    revision: String,
    path: String,
}

/// Why a revision could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RevisionError {
    /// There is no `git`, or it can't be started.
    #[error("{of}: can't run git, which knows the revisions")]
    NoGit {
        /// What was asked for.
        of: String,
        /// What the system says.
        source: io::Error,
    },
    /// There is no repository here, or `git` refuses to open it.
    #[error("{of}: no such file, and git finds no repository here: {said}")]
    NoRepository {
        /// What was asked for.
        of: String,
        /// What `git` says.
        said: String,
    },
    /// The repository has no such revision.
    #[error("{of}: no such file, and git knows no revision `{revision}`")]
    UnknownRevision {
        /// What was asked for.
        of: String,
        /// The revision.
        revision: String,
    },
    /// The revision has nothing at that path.
    #[error("{of}: revision `{revision}` has no `{path}`")]
    UnknownPath {
        /// What was asked for.
        of: String,
        /// The revision.
        revision: String,
        /// The path in it.
        path: String,
        /// Whether there is such a path below the current directory.
        below: Below,
        /// The first YAML files that the revision has: one of them may be the same under its old name.
        others: Vec<String>,
    },
    /// `git` fails otherwise.
    #[error("{of}: git can't read it: {said}")]
    Failed {
        /// What was asked for.
        of: String,
        /// What `git` says.
        said: String,
    },
    /// What was read is no map.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// Whether the revision has a path if it is taken from the current directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Below {
    /// The file is below the current folder: `./` was forgotten.
    There,
    /// The file is not below the current folder either.
    Nowhere,
}

impl Revision {
    /// Reads `REV:PATH`; `None` if a word isn't of that shape, or is the path of a file.
    pub fn parse(word: &Path) -> Option<Self> {
        let text = word.to_str().filter(|_| !word.exists())?;
        let mut depth = 0_usize;
        // A colon in braces belongs to the revision, as in `main@{2026-01-31 12:00}`.
        let colon = text.char_indices().find(|(_, c)| {
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            *c == ':' && depth == 0
        });
        let (revision, path) = (&text[..colon?.0], &text[colon?.0 + 1..]);
        // What begins with a dash is no revision, and must never become an option of `git`.
        let sane = !revision.is_empty() && !revision.starts_with('-') && !text.contains('\0');
        sane.then(|| Self { revision: revision.to_owned(), path: path.to_owned() })
    }

    /// Reads the map at that path: a file or a directory.
    ///
    /// # Errors
    /// Where there is no `git`, no repository, no such revision or path. What is wrong *in* a file is in
    /// [`Input::problems`].
    pub fn read(&self) -> Result<Input, RevisionError> {
        look_up("--git-dir").map_err(|said| match said {
            Refused::NotStarted(source) => self.no_git(source),
            Refused::Said(said) => RevisionError::NoRepository { of: self.name(), said },
        })?;
        let tree = format!("{}^{{tree}}", self.revision);
        // The revision alone first, so that the message says which half of `REV:PATH` is wrong.
        look_up(&tree).map_err(|_| RevisionError::UnknownRevision {
            of: self.name(),
            revision: self.revision.clone(),
        })?;
        let object = look_up(&self.name()).map_err(|_| self.unknown_path())?;
        let kind = self.git(&["cat-file", "-t", &object], LARGEST)?;
        let mut input = Input { complete: true, ..Input::default() };
        match String::from_utf8_lossy(&kind).trim_end() {
            "tree" => self.read_directory(&object, &mut input)?,
            _ => self.read_file(&self.name(), Path::new(&self.path), &object, &mut input)?,
        }
        Ok(input)
    }

    /// The day on which the revision was committed, as in `2026-01-31`, if `git` knows it.
    pub fn committed(&self) -> Option<String> {
        let commit = look_up(&format!("{}^{{commit}}", self.revision)).ok()?;
        let args =
            ["log", "--max-count=1", "--no-show-signature", "--no-patch", "--format=%cs", &commit];
        let said = self.git(&args, LARGEST).ok()?;
        let day = String::from_utf8_lossy(&said).trim_end().to_owned();
        // Checked, because an odd configuration of git can print more than was asked for.
        let is_day = day.len() == 10 && day.bytes().all(|it| it.is_ascii_digit() || it == b'-');
        is_day.then_some(day)
    }

    /// The revision, and the path in it.
    pub fn parts(&self) -> (&str, &str) {
        (&self.revision, &self.path)
    }

    /// The name in output: as it was written.
    pub fn name(&self) -> String {
        format!("{}:{}", self.revision, self.path)
    }

    /// The files of a directory that belong to a map, in the order of their names. Links are no files.
    fn read_directory(&self, tree: &str, input: &mut Input) -> Result<(), RevisionError> {
        // `-z`: names are not quoted, and a name with a line break can't look like two files.
        let listed = self.git(&["ls-tree", "-r", "-z", "--full-tree", tree], LARGEST)?;
        let listed = String::from_utf8_lossy(&listed);
        let mut files: Vec<(&str, &str)> = listed
            .split_terminator('\0')
            .filter_map(|entry| {
                let (fields, path) = entry.split_once('\t')?;
                let mut words = fields.split(' ');
                let regular = words.next()?.starts_with("100") && files::is_map(Path::new(path));
                Some((path, words.nth(1)?)).filter(|_| regular)
            })
            .collect();
        // By path like the files of a directory on disk, so that both orders of problems
        // agree; git sorts by bytes.
        files.sort_by(|(a, _), (b, _)| Path::new(a).cmp(Path::new(b)));
        if files.is_empty() {
            let path = PathBuf::from(self.name());
            return Err(ReadError::NoFiles { path }.into());
        }
        let folder = self.path.trim_end_matches('/');
        let between = if folder.is_empty() { "" } else { "/" };
        for (path, object) in files {
            let name = format!("{}:{folder}{between}{path}", self.revision);
            self.read_file(&name, Path::new(path), object, input)?;
        }
        Ok(())
    }

    fn read_file(
        &self,
        name: &str,
        path: &Path,
        object: &str,
        input: &mut Input,
    ) -> Result<(), RevisionError> {
        // One byte more than is allowed distinguishes a file that is too large from one that just fits.
        let bytes = self.git(&["cat-file", "blob", object], LARGEST + 1)?;
        if bytes.len() as u64 > LARGEST {
            let path = PathBuf::from(name);
            return Err(ReadError::TooLarge { path }.into());
        }
        input.take(name, files::decode(bytes), super::MapFormat::of(path));
        Ok(())
    }

    fn unknown_path(&self) -> RevisionError {
        let below = format!("{}:./{}", self.revision, self.path);
        RevisionError::UnknownPath {
            of: self.name(),
            revision: self.revision.clone(),
            path: self.path.clone(),
            below: match look_up(&below) {
                Ok(_) => Below::There,
                Err(_) => Below::Nowhere,
            },
            others: self.yaml_paths(),
        }
    }

    /// The paths of the first YAML files of the revision.
    fn yaml_paths(&self) -> Vec<String> {
        const MOST_LISTED: u64 = 64 << 10;
        const MOST_NAMED: usize = 4;
        // The object first: a word that begins with a dash must not become an option.
        let Ok(tree) = look_up(&format!("{}^{{tree}}", self.revision)) else {
            return Vec::new();
        };
        let listed =
            self.git(&["ls-tree", "-r", "-z", "--name-only", "--full-tree", &tree], MOST_LISTED);
        let listed = String::from_utf8_lossy(&listed.unwrap_or_default()).into_owned();
        let is_yaml = |path: &&str| {
            let ending = Path::new(path).extension().and_then(|ending| ending.to_str());
            ending.is_some_and(|ending| matches!(ending.to_lowercase().as_str(), "yaml" | "yml"))
        };
        listed.split('\0').filter(is_yaml).take(MOST_NAMED).map(str::to_owned).collect()
    }

    /// Runs `git` and returns at most `most` bytes of its answer.
    fn git(&self, args: &[&str], most: u64) -> Result<Vec<u8>, RevisionError> {
        let child = command(args).spawn().map_err(|error| self.no_git(error))?;
        answer(child, most).map_err(|said| RevisionError::Failed { of: self.name(), said })
    }

    fn no_git(&self, source: io::Error) -> RevisionError {
        RevisionError::NoGit { of: self.name(), source }
    }
}
