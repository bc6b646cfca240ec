//! Why a history could not be read.

use std::io;

/// Why the history of a map, or one of its versions, could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HistoryError {
    /// There is no `git`, or it can't be started.
    #[error("can't run git, which knows the versions of the map")]
    NoGit(#[source] io::Error),
    /// The map lies in no repository, or `git` refuses to open it.
    #[error("the map lies in no git repository: {0}")]
    NoRepository(String),
    /// `git` fails otherwise.
    #[error("git can't read the history: {0}")]
    Failed(String),
    /// The repository lacks an object, as a partial clone does.
    #[error("the repository does not hold this version: it was cloned in part")]
    Missing,
    /// A file is larger than any map, or a folder holds too many.
    #[error("this version is too large")]
    TooLarge,
    /// The folder held no map.
    #[error("no .yaml, .yml or .json file in this version")]
    NoFiles,
}
