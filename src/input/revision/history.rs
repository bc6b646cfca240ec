//! The versions of a map in a git repository: one `git log` lists them, one `git cat-file --batch` reads them.
//!
//! `git log` gets the name of the map behind `--`, and `git cat-file` gets only ids that `git` itself printed: no text of
//! a file or of a repository ever becomes a revision or an option of `git`.

mod error;
mod objects;

pub use error::HistoryError;

use self::objects::{EntryKind, Objects, TreeEntry};
use super::git::{answer, command};
use crate::input::{Input, MapFormat, files};
use std::{
    collections::HashSet,
    ffi::OsString,
    io,
    path::{Path, PathBuf},
};

/// The most versions that are listed: with one a day they are the last 270 years.
const MOST_VERSIONS: usize = 100_000;
/// The most that is read of their list, in bytes.
const MOST_LISTED: u64 = 64 << 20;
/// The most tree objects that are read of one version.
const MOST_TREES: usize = 100_000;

/// A version of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The id of the commit.
    pub commit: String,
    /// The day of the commit, as `YYYY-MM-DD`.
    pub date: String,
    /// The object of the map, where the map is a file.
    blob: Option<String>,
}

impl Version {
    /// The first digits of the id, which people know a commit by.
    pub fn short(&self) -> &str {
        self.commit.get(..10).unwrap_or(&self.commit)
    }
}

/// The versions of a map.
#[derive(Debug)]
pub struct History {
    /// The versions, the newest first, along the first parents of merges: as the branch that is checked out had them.
    pub versions: Vec<Version>,
    /// Whether the repository was cloned without its older commits.
    pub is_shallow: bool,
    /// Whether there may be more versions than are listed, which are older.
    pub is_cut: bool,
    /// Where `git` is run: the folder of the map.
    folder: PathBuf,
    /// The name of the map in that folder; `None`: the folder is the map.
    file: Option<OsString>,
    /// The folder within the repository, with a slash behind it; empty at its top.
    prefix: String,
}

impl History {
    /// The versions of the map at `path`, a file or a folder. A file that was renamed is followed.
    ///
    /// # Errors
    /// Where there is no `git`, or no repository around the map.
    pub fn of(path: &Path) -> Result<Self, HistoryError> {
        let no_repository = |error: io::Error| HistoryError::NoRepository(error.to_string());
        // The repository around the real file: a link to a map may lie outside of it.
        let path = path.canonicalize().map_err(no_repository)?;
        let (folder, file) = if path.is_dir() {
            (path, None)
        } else {
            let folder = path.parent().unwrap_or(Path::new("/")).to_owned();
            (folder, path.file_name().map(OsString::from))
        };
        let mut history = Self {
            versions: Vec::new(),
            is_shallow: false,
            is_cut: false,
            folder,
            file,
            prefix: String::new(),
        };
        let output = history
            .run(&["rev-parse", "--is-shallow-repository", "--show-prefix"], None)
            .map_err(|error| match error {
                HistoryError::Failed(said) => HistoryError::NoRepository(said),
                HistoryError::NoGit(_)
                | HistoryError::NoRepository(_)
                | HistoryError::Missing
                | HistoryError::TooLarge
                | HistoryError::NoFiles => error,
            })?;
        let (is_shallow, prefix) = output.split_once('\n').unwrap_or((&output, ""));
        history.is_shallow = is_shallow == "true";
        prefix.trim_end_matches('\n').clone_into(&mut history.prefix);
        history.versions = history.list()?;
        history.is_cut = history.versions.len() >= MOST_VERSIONS;
        Ok(history)
    }

    /// Starts to read versions.
    ///
    /// # Errors
    /// Where `git` can't be started.
    pub fn reader(&self) -> Result<HistoryReader<'_>, HistoryError> {
        Ok(HistoryReader { history: self, objects: Objects::start(&self.folder)? })
    }

    /// The version of the map in a revision, as `git` takes one on its command line; `None` where `git` knows no such
    /// revision, or it does not hold the map.
    ///
    /// # Errors
    /// Where `git` can't be run.
    pub fn at(&self, revision: &str) -> Result<Option<Version>, HistoryError> {
        // What begins with a dash is no revision, and must never become an option of `git`.
        if revision.is_empty() || revision.starts_with('-') || revision.contains('\0') {
            return Ok(None);
        }
        let look_up = |word: &str| match self.run(&["rev-parse", "--verify", "--quiet", word], None)
        {
            Ok(said) => Ok(Some(said.trim_end().to_owned())),
            Err(HistoryError::Failed(_)) => Ok(None),
            Err(error) => Err(error),
        };
        let Some(commit) = look_up(&format!("{revision}^{{commit}}"))? else { return Ok(None) };
        let day =
            ["log", "--max-count=1", "--no-show-signature", "--no-patch", "--format=%cs", &commit];
        let date = self.run(&day, None)?.trim_end().to_owned();
        let version = Version { blob: None, date, commit };
        let Some(file) = self.file.as_ref().map(|file| file.to_string_lossy()) else {
            return Ok(Some(version));
        };
        let blob = match look_up(&format!("{}:./{file}", version.commit))? {
            // The map may have had another name then.
            None => self.blob_before(&version.commit)?,
            found => found,
        };
        Ok(blob.map(|blob| Version { blob: Some(blob), ..version }))
    }

    /// The object of the newest version of the map that is in a commit, whatever the map was called there.
    fn blob_before(&self, commit: &str) -> Result<Option<String>, HistoryError> {
        let most = format!("--max-count={MOST_VERSIONS}");
        let args = ["log", "--first-parent", "--no-show-signature", "--no-patch", &most];
        let said = self.run(&[&args[..], &["--format=%H", commit]].concat(), None)?;
        let commits: HashSet<&str> = said.lines().collect();
        let version = self.versions.iter().find(|version| commits.contains(&*version.commit));
        Ok(version.and_then(|version| version.blob.clone()))
    }

    fn list(&self) -> Result<Vec<Version>, HistoryError> {
        let most_versions = format!("--max-count={MOST_VERSIONS}");
        let mut args = vec![
            "log",
            // The versions that the branch itself had; those of merged branches were never its map.
            "--first-parent",
            // Of a merge, what it changed for this branch.
            "-m",
            // Zero bytes between records: a name may hold a line break.
            "-z",
            "--no-color",
            // What a user's configuration adds to the output would be read as part of it.
            "--no-show-signature",
            "--no-ext-diff",
            "--no-textconv",
            "--date-order",
            &most_versions,
            "--format=commit %H %cs",
        ];
        if self.file.is_some() {
            args.extend(["--follow", "--raw", "--no-abbrev"]);
        }
        let log = match self.run(&args, Some(self.file.clone().unwrap_or_else(|| ".".into()))) {
            // A repository without a commit has no version of anything.
            Err(HistoryError::Failed(said)) if said.contains("does not have any commits") => {
                return Ok(Vec::new());
            }
            other => other?,
        };
        Ok(if self.file.is_some() { file_versions(&log) } else { folder_versions(&log) })
    }

    /// What `git` answers in the folder of the map, up to a limit.
    fn run(&self, args: &[&str], path: Option<OsString>) -> Result<String, HistoryError> {
        let mut command = command(args);
        // A map may be called `*.yaml` or `:(top)org.yaml`, which is no pattern here.
        command.current_dir(&self.folder).env("GIT_LITERAL_PATHSPECS", "1");
        if let Some(path) = path {
            command.arg("--").arg(path);
        }
        let child = command.spawn().map_err(HistoryError::NoGit)?;
        let bytes = answer(child, MOST_LISTED).map_err(HistoryError::Failed)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// `commit ID DATE` as a version.
fn version(record: &str) -> Option<Version> {
    let (commit, date) = record.strip_prefix("commit ")?.split_once(' ')?;
    Some(Version { commit: commit.to_owned(), date: date.to_owned(), blob: None })
}

/// The versions of a folder: `git log -z` ends each with a zero byte.
fn folder_versions(log: &str) -> Vec<Version> {
    log.split('\0').filter_map(version).collect()
}

/// The versions of a file. Behind each commit there is the raw difference, a path behind it:
/// `:100644 100644 OLD NEW M`. Where the file was deleted, or was a link, there is no version.
fn file_versions(log: &str) -> Vec<Version> {
    let mut versions = Vec::new();
    let mut commit = None;
    for record in log.split('\0') {
        let record = record.trim_start_matches('\n');
        if record.starts_with("commit ") {
            commit = version(record);
        } else if let Some(difference) = record.strip_prefix(':')
            && let Some(commit) = commit.take()
        {
            let words: Vec<&str> = difference.split(' ').collect();
            if let [_, mode, _, blob, status] = *words
                && mode.starts_with("100")
                && !status.starts_with('D')
            {
                versions.push(Version { blob: Some(blob.to_owned()), ..commit });
            }
        }
    }
    versions
}

/// Reads versions of a map, one after the other.
#[derive(Debug)]
pub struct HistoryReader<'h> {
    history: &'h History,
    objects: Objects,
}

impl HistoryReader<'_> {
    /// The map as it was in a version; `None` where its folder was not there yet.
    ///
    /// # Errors
    /// Where an object is missing or too large, or the folder held no map. What is wrong *in* a file is in
    /// [`Input::problems`].
    pub fn read(&mut self, version: &Version) -> Result<Option<Input>, HistoryError> {
        let mut input = Input { complete: true, ..Input::default() };
        let short = version.short();
        if let (Some(file), Some(blob)) = (&self.history.file, &version.blob) {
            let name = format!("{short}:{}", file.to_string_lossy());
            self.take(&name, Path::new(file), blob, &mut input, false)?;
            return Ok(Some(input));
        }
        let Some(folder) = self.folder(&version.commit)? else {
            return Ok(None);
        };
        let mut files = self.files(folder)?;
        files.sort_by(|(a, _), (b, _)| Path::new(a).cmp(Path::new(b)));
        if files.is_empty() {
            return Err(HistoryError::NoFiles);
        }
        for (path, blob) in files {
            let name = format!("{short}:{path}");
            self.take(&name, Path::new(&path), &blob, &mut input, true)?;
        }
        Ok(Some(input))
    }

    /// The tree of the folder of the map in a commit, if it was there.
    fn folder(&mut self, commit: &str) -> Result<Option<String>, HistoryError> {
        let mut tree = format!("{commit}^{{tree}}");
        for part in self.history.prefix.split('/').filter(|part| !part.is_empty()) {
            let entries = self.objects.tree(&tree)?.into_iter();
            let mut folders = entries.filter(|entry| entry.kind == EntryKind::Folder);
            match folders.find(|entry| entry.name == part) {
                Some(entry) => tree = entry.id,
                None => return Ok(None),
            }
        }
        Ok(Some(tree))
    }

    /// The files of a map below a tree: path and object. Links are no files.
    fn files(&mut self, top: String) -> Result<Vec<(String, String)>, HistoryError> {
        let mut files = Vec::new();
        let mut open = vec![(String::new(), top)];
        let mut trees = 0;
        while let Some((folder, id)) = open.pop() {
            trees += 1;
            // Trees can share subtrees, so a small repository can describe more folders than
            // anybody can read (SPEC 7).
            if trees > MOST_TREES {
                return Err(HistoryError::TooLarge);
            }
            for TreeEntry { name, kind, id } in self.objects.tree(&id)? {
                let path = Path::new(&name);
                let below = format!("{folder}{name}");
                match kind {
                    _ if files::is_hidden(path) => {}
                    EntryKind::Folder => open.push((format!("{below}/"), id)),
                    EntryKind::File if files::is_map(path) => files.push((below, id)),
                    EntryKind::File => {}
                }
            }
        }
        Ok(files)
    }

    /// Takes in a file. Of a folder, what custmap wrote itself is no part of the map.
    fn take(
        &mut self,
        name: &str,
        path: &Path,
        blob: &str,
        input: &mut Input,
        is_in_folder: bool,
    ) -> Result<(), HistoryError> {
        let loaded = files::decode(self.objects.blob(blob)?);
        let format = MapFormat::of(path);
        if !(is_in_folder && format == MapFormat::Json && loaded.is_own_output()) {
            input.take(name, loaded, format);
        }
        Ok(())
    }
}
