//! The previous versions of files that a command replaces: a copy beside each where that is asked for, and the command
//! of git that shows the change where there is a repository.

use super::{super::shell_word::shell_word, temporary::folder_of};
use clap::Args;
use std::path::{Path, PathBuf};

/// Whether replaced files stay.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(in crate::cli) struct BackupArg {
    /// Keep the previous version of each file that changes beside it, such as org.yaml.bak
    #[arg(long)]
    pub(in crate::cli) backup: bool,
}

/// The path of the next copy of a file: `org.yaml.bak`, else the first free one of `org.yaml.bak-2` and so on, so that no
/// copy is lost to a later one.
pub(super) fn backup_path(file: &Path) -> PathBuf {
    let numbered = |number: usize| {
        let mut name = file.as_os_str().to_owned();
        name.push(".bak");
        if number > 1 {
            name.push(format!("-{number}"));
        }
        PathBuf::from(name)
    };
    // Without following links: one that leads nowhere takes the name too.
    let is_free = |path: &Path| path.symlink_metadata().is_err();
    let mut numbers = 1..usize::MAX;
    numbers.find(|number| is_free(&numbered(*number))).map_or_else(|| numbered(1), numbered)
}

/// Says where the previous versions of changed files are.
pub(in crate::cli) fn previous_versions(changed: &[&Path], backups: &[PathBuf]) -> Vec<String> {
    let mut notes = Vec::new();
    if !backups.is_empty() {
        let names: Vec<String> = backups.iter().map(|path| path.display().to_string()).collect();
        notes.push(format!("the previous version: {}", names.join(", ")));
    }
    notes.extend(git_command(changed).map(|command| format!("to see the change: {command}")));
    notes
}

/// The command that shows how files have changed, where the first is in a repository.
fn git_command(changed: &[&Path]) -> Option<String> {
    let folder = folder_of(changed.first()?);
    // As somebody would type it: what lies behind a link may belong to another repository.
    let first = std::path::absolute(folder).ok()?;
    // A repository, or a tree of files that belongs to one elsewhere: there `.git` is a file.
    first.ancestors().find(|folder| folder.join(".git").exists())?;
    let own = folder != Path::new(".");
    let place =
        if own { format!(" -C {}", shell_word(&folder.to_string_lossy())) } else { String::new() };
    let is_beside = |path: &&&Path| folder_of(path) == folder;
    // More files than these are easier to see all at once.
    let names: Vec<String> = match changed {
        [_, _, _, _, ..] => Vec::new(),
        few if few.iter().filter(is_beside).count() < few.len() => Vec::new(),
        few => few
            .iter()
            .filter_map(|path| Some(shell_word(&path.file_name()?.to_string_lossy()).into_owned()))
            .collect(),
    };
    let files = if names.is_empty() { ".".to_owned() } else { names.join(" ") };
    Some(format!("git{place} diff -- {files}"))
}
